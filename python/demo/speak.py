"""Mandarin speech from espeak-ng, in process, with the start of every character.

``espeak-ng -v cmn`` reads Hanzi as English letters (espeak-ng#1028, #1236), so
texts go through pypinyin to the voice ``cmn-latn-pinyin``.
"""

from __future__ import annotations

import ctypes
import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import soxr
from pypinyin import Style, lazy_pinyin

from demo.texts import MARKS

Audio = npt.NDArray[np.float32]
RATE = 16_000
LANGUAGE = "cmn-latn-pinyin"
TRAIN_VOICES = (
    "m1",
    "m2",
    "m3",
    "m5",
    "m6",
    "m7",
    "m8",
    "f1",
    "f2",
    "f3",
    "f5",
    "Annie",
    "Alex",
    "Alicia",
    "Andy",
    "Mike",
    "Michael",
    "linda",
    "john",
    "paul",
    "steph",
    "adam",
    "david",
    "belinda",
)
TEST_VOICES = ("m4", "f4", "edward")

# espeak-ng's speak_lib.h
_SYNCHRONOUS, _CHARS_UTF8, _WORD_EVENT = 2, 1, 1
_PARAMETER_RATE, _PARAMETER_PITCH, _PARAMETER_RANGE = 1, 3, 4
# pypinyin guesses these from neighbours that only meet by chance in a template.
_READINGS = {"的": "de5", "和": "he2", "长": "chang2"}
_PAUSES = {"，": ",", "、": ",", "。": ".", "？": "?"}


class _Event(ctypes.Structure):
    _fields_ = [
        ("type", ctypes.c_int), ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int), ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int), ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p), ("id", ctypes.c_char * 8),
    ]  # fmt: skip


@dataclass(frozen=True)
class Manner:
    """How to speak: words a minute, pitch and its range in 0..99."""

    voice: str
    rate: int = 165
    pitch: int = 50
    span: int = 50


@dataclass(frozen=True)
class Speech:
    """``audio`` at 16 kHz in -1..1; ``starts_ms`` has one entry a character."""

    audio: Audio
    starts_ms: list[float]


def spell(text: str) -> str:
    """Pinyin with tone digits, and pauses where the text is punctuated."""
    words: list[str] = []
    for piece in _pieces(text):
        if piece in MARKS:
            words.append(_PAUSES[piece])
            continue
        sounds = lazy_pinyin(piece, style=Style.TONE3, neutral_tone_with_five=True)
        words += [_READINGS.get(c, sound) for c, sound in zip(piece, sounds, strict=True)]
    return " ".join(words)


def _pieces(text: str) -> Iterator[str]:
    piece = ""
    for character in text:
        if character in MARKS:
            yield from filter(None, (piece, character))
            piece = ""
        else:
            piece += character
    yield from filter(None, (piece,))


class _Speaker:
    """The library is one global machine: one speaker a process."""

    def __init__(self) -> None:
        self._library = ctypes.CDLL("libespeak-ng.so.1")
        self.rate = int(self._library.espeak_Initialize(_SYNCHRONOUS, 0, None, 0))
        if self.rate <= 0:
            raise RuntimeError("espeak-ng could not be initialised")
        kind = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event))
        self._keep = kind(self._hear)  # else it is collected while C still calls it
        self._library.espeak_SetSynthCallback(self._keep)
        self._chunks: list[npt.NDArray[np.int16]] = []
        self._words: list[tuple[int, int]] = []

    def _hear(
        self,
        samples: ctypes._Pointer[ctypes.c_short],
        count: int,
        events: ctypes._Pointer[_Event],
    ) -> int:
        if samples and count > 0:
            self._chunks.append(np.ctypeslib.as_array(samples, shape=(count,)).copy())
        at = 0
        while events[at].type != 0:
            if events[at].type == _WORD_EVENT:
                self._words.append((events[at].text_position - 1, events[at].audio_position))
            at += 1
        return 0

    def say(self, words: str, manner: Manner) -> tuple[npt.NDArray[np.int16], list[tuple[int, int]]]:
        """Samples at ``self.rate``, and (offset into ``words``, ms) of what was begun."""
        self._chunks, self._words = [], []
        if self._library.espeak_SetVoiceByName(f"{LANGUAGE}+{manner.voice}".encode()) != 0:
            raise RuntimeError(f"espeak-ng has no voice {LANGUAGE}+{manner.voice}")
        # Choosing a voice resets these, so they are set every time.
        self._library.espeak_SetParameter(_PARAMETER_RATE, manner.rate, 0)
        self._library.espeak_SetParameter(_PARAMETER_PITCH, manner.pitch, 0)
        self._library.espeak_SetParameter(_PARAMETER_RANGE, manner.span, 0)
        data = words.encode()
        self._library.espeak_Synth(data, len(data) + 1, 0, 1, 0, _CHARS_UTF8, None, None)
        return np.concatenate(self._chunks), self._words


@functools.cache
def _speaker() -> _Speaker:
    return _Speaker()


def _starts(words: str, events: list[tuple[int, int]]) -> list[float]:
    """When each syllable begins. espeak-ng now and then splits one in two
    events, hence the first event inside each syllable's span is taken."""
    spans = [m.span() for m in re.finditer(r"[a-z]+\d", words)]
    found = [[ms for at, ms in events if begin <= at < end] for begin, end in spans]
    return [float(min(times)) for times in found]


def speak(text: str, manner: Manner) -> Speech:
    """Speaks a punctuated text; espeak's own silence at both ends is cut off."""
    speaker = _speaker()
    words = spell(text)
    raw, events = speaker.say(words, manner)
    audio = soxr.resample(raw.astype(np.float32) / 32768, speaker.rate, RATE)
    loud = np.flatnonzero(np.abs(audio) > 0.003 * np.abs(audio).max())
    first, last = int(loud[0]), int(loud[-1])
    offset = first * 1000 / RATE
    starts = [max(0.0, start - offset) for start in _starts(words, events)]
    return Speech(audio[first : last + 1].astype(np.float32), starts)
