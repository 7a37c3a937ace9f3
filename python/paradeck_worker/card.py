"""paradeck.json, an optional card in a recognition directory: the model's time bias and a clip it must understand."""

import json
import wave
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from .faults import ModelFault
from .pcm import Pcm16
from .protocol import SAMPLE_RATE_HZ

NAME = "paradeck.json"


@dataclass(frozen=True, slots=True)
class Clip:
    """Sound, int16 samples at 16 kHz, and the text that must come out; None where any will do."""

    samples: Pcm16
    text: str | None

    def check(self, heard: str, directory: Path) -> None:
        """ModelFault where a text is due and another was heard."""
        if self.text is not None and heard != self.text:
            raise ModelFault(
                f"{directory}: the warm-up clip was read as {heard!r} instead of {self.text!r}; "
                "the model's files do not belong together, copy the directory again"
            )


@dataclass(frozen=True, slots=True)
class Card:
    """What the onnx engine reads of the card; an absent card is an empty one."""

    time_bias_ms: float = 0.0
    clip: Clip | None = None


def read_card(directory: Path) -> Card:
    """The directory's card; ModelFault when there is one but it cannot be used."""
    path = directory / NAME
    if not path.is_file():
        return Card()
    try:
        card = json.loads(path.read_text(encoding="utf-8"))
        bias, warmup = float(card.get("timeBiasMs", 0.0)), card.get("warmup")
        clip = None if warmup is None else Clip(read_wav(directory / str(warmup["wav"])), str(warmup["text"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, EOFError, wave.Error) as error:
        raise ModelFault(f"{path}: not a usable card ({error}); correct or delete it") from error
    return Card(bias, clip)


def read_wav(path: Path) -> Pcm16:
    """Samples of a 16 kHz mono s16 WAV file; ValueError for any other kind."""
    with wave.open(str(path), "rb") as sound:
        kind = (sound.getframerate(), sound.getnchannels(), sound.getsampwidth())
        if kind != (SAMPLE_RATE_HZ, 1, 2):
            raise ValueError(f"{path.name} must be 16 kHz mono 16 bit")
        return np.frombuffer(sound.readframes(sound.getnframes()), "<i2")
