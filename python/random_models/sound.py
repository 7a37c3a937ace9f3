"""Real sound to measure an untrained net on: the recordings among the repository's samples that are 16 kHz mono WAV."""

from pathlib import Path

from paradeck_worker.asr.reading import LFR_M, LFR_N
from paradeck_worker.card import read_wav
from paradeck_worker.frontend.fbank import Float32, fbank, frames_of
from paradeck_worker.frontend.lfr import stack
from paradeck_worker.pcm import Pcm16

_SAMPLES = Path(__file__).parents[2] / "resources" / "samples"


def recordings() -> list[Pcm16]:
    """Samples of each recording, int16 at 16 kHz, in the order of their names."""
    read = (_read(path) for path in sorted(_SAMPLES.glob("*.wav")))
    return [samples for samples in read if samples is not None]


def features_of(samples: Pcm16) -> Float32:
    """Stacked log mel energies [t, 560] of one recording, as FunASR's WavFrontend before its am.mvn."""
    return stack(fbank(frames_of(samples.astype("float32"))), LFR_M, LFR_N)


def _read(path: Path) -> Pcm16 | None:
    try:
        return read_wav(path)
    except ValueError:
        return None
