"""A recogniser that takes as long as a card would and computes nothing: it sleeps, so that the cores stay free.

Workers that compute on the same cores are no devices of their own: the system shares the cores among whoever is busy. A
card is its worker's alone, and leaves the cores to decoding, speech detection and the host. With such a device all else
is real and measured: messages, batches, shared sound, HTTP.

A batch of n segments takes launch + n × longest / speed seconds, one at a time; pacedPython.ts has the figures.

The text is a digest of the sound: four characters a second, about as fast as Mandarin is spoken, each chosen by the
samples it stands for. Whatever is lost, doubled or out of order changes it.
"""

import time
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from paradeck_worker.engines.base import Loaded, Report, ms_since, not_this_role
from paradeck_worker.from_worker import Ready, Recognised, RecognisedBatch
from paradeck_worker.model_dir import ModelDir
from paradeck_worker.to_worker import Job, Load, Recognise

if TYPE_CHECKING:
    from paradeck_worker.pcm import Pcm16

SAMPLES_PER_S = 16_000
BYTES_PER_TOKEN = 2 * SAMPLES_PER_S // 4


@dataclass(frozen=True, slots=True)
class Pace:
    """`speed_x`: padded seconds of sound a second; `launch_s`: what a batch takes whatever is in it."""

    speed_x: float
    launch_s: float

    def seconds(self, lengths_s: Sequence[float]) -> float:
        """Of a batch of segments."""
        return self.launch_s + len(lengths_s) * max(lengths_s, default=0) / self.speed_x


class PacedRecogniser:
    """Answers `recognise`."""

    def __init__(self, pace: Pace, tokens: Sequence[str]) -> None:
        self._pace = pace
        self._tokens = tokens

    def prepare(self, job: Job) -> Callable[[], RecognisedBatch]:
        """Reads the sound; its digest is made while the device would compute."""
        # numpy comes late: a script may yet have to say how many threads it gets.
        from paradeck_worker.pcm import read

        if not isinstance(job, Recognise):
            raise not_this_role(job, "recogniser")
        sounds = [read(segment) for segment in job.segments]

        def rest() -> RecognisedBatch:
            begun = time.perf_counter()
            until = begun + self._pace.seconds([len(sound) / SAMPLES_PER_S for sound in sounds])
            results = tuple(self._digest(sound) for sound in sounds)
            time.sleep(max(0.0, until - time.perf_counter()))
            return RecognisedBatch(job.id, results, ms_since(begun))

        return rest

    def _digest(self, sound: "Pcm16") -> Recognised:
        raw = sound.tobytes()
        parts = (raw[at : at + BYTES_PER_TOKEN] for at in range(0, len(raw), BYTES_PER_TOKEN))
        said = tuple(self._tokens[zlib.crc32(part) % len(self._tokens)] for part in parts)
        return Recognised("".join(said), said, None, "spread")


def load(message: Load, report: Report, pace: Pace) -> Loaded:
    """In the place of the onnx recogniser's: the directory's Chinese characters, and no net."""
    report("tokens")
    tokens = [token for token in ModelDir(message.dirs.asr, "speech recognition").tokens() if _is_chinese(token)]
    return Loaded(PacedRecogniser(pace, tokens), Ready("cpu", None, None, "fp32", 0.0, "", None))


def _is_chinese(token: str) -> bool:
    return len(token) == 1 and "一" <= token <= "鿿"
