"""Kaldi log mel filterbanks, hundreds of frames at a time.

Equal to kaldi-native-fbank with FunASR's options (WavFrontend: hamming, 25 ms / 10 ms at 16 kHz, 80 bins, snip_edges,
dither 0) to 1e-3; a dither in the directory's config is ignored, so that the same sound always gives the same text.
"""

from functools import lru_cache

import numpy as np
import numpy.typing as npt

Float32 = npt.NDArray[np.float32]

FRAME_SAMPLES = 400
SHIFT_SAMPLES = 160
FRAME_MS = 10
BINS = 80
FFT = 512
_SAMPLE_RATE_HZ = 16_000
_LOW_HZ = 20.0
_HIGH_HZ = 8_000.0
PREEMPHASIS = np.float32(0.97)
# Frames per round: the scratch of one round (0.7 MiB) stays in a core's cache.
_BLOCK = 128


def frame_count(samples: int) -> int:
    """Whole 25 ms frames in so many samples (Kaldi's snip_edges)."""
    return max(0, (samples - FRAME_SAMPLES) // SHIFT_SAMPLES + 1)


def frames_of(samples: Float32) -> Float32:
    """Overlapping frames [n, 400] as a view of samples [m]; n is 0 below one frame."""
    if len(samples) < FRAME_SAMPLES:
        return np.empty((0, FRAME_SAMPLES), np.float32)
    return np.lib.stride_tricks.sliding_window_view(samples, FRAME_SAMPLES)[::SHIFT_SAMPLES]


def fbank(frames: Float32) -> Float32:
    """Frames [n, 400], in int16 units as FunASR scales them, to log mel energies [n, 80]."""
    features = np.empty((len(frames), BINS), np.float32)
    scratch = _Scratch(min(_BLOCK, len(frames)))
    for begin in range(0, len(frames), _BLOCK):
        scratch.fill(frames[begin : begin + _BLOCK], features[begin : begin + _BLOCK])
    return features


class _Scratch:
    """Buffers of a round, used again by the next: fresh ones would cost more than the sums in them."""

    def __init__(self, frames: int) -> None:
        self._centred = np.empty((frames, FRAME_SAMPLES), np.float32)
        self._padded = np.zeros((frames, FFT), np.float32)
        self._spectrum = np.empty((frames, FFT // 2 + 1), np.complex64)

    def fill(self, frames: Float32, energies: Float32) -> None:
        """One round of `fbank` into `energies`: DC removed, pre-emphasis, window, power spectrum, mel, log."""
        count = len(frames)
        centred, padded, spectrum = self._centred[:count], self._padded[:count], self._spectrum[:count]
        np.subtract(frames, frames.mean(axis=1, keepdims=True), out=centred)
        shaped = padded[:, :FRAME_SAMPLES]
        np.multiply(centred[:, :-1], PREEMPHASIS, out=shaped[:, 1:])
        np.subtract(centred[:, 1:], shaped[:, 1:], out=shaped[:, 1:])
        # Kaldi's first sample has no predecessor but itself.
        np.multiply(centred[:, 0], 1 - PREEMPHASIS, out=shaped[:, 0])
        shaped *= window()
        # numpy's stubs do not know that single precision stays single.
        np.fft.rfft(padded, axis=1, out=spectrum)  # type: ignore[arg-type]
        parts = spectrum.view(np.float32)[:, :FFT]
        np.square(parts, out=parts)
        np.matmul(parts[:, ::2] + parts[:, 1::2], mel_weights(), out=energies)
        np.maximum(energies, np.finfo(np.float32).eps, out=energies)
        np.log(energies, out=energies)


@lru_cache(maxsize=1)
def window() -> Float32:
    """Hamming window [400] (Kaldi feature-window.cc: 0.54 - 0.46 cos)."""
    angle = 2 * np.pi * np.arange(FRAME_SAMPLES) / (FRAME_SAMPLES - 1)
    return (0.54 - 0.46 * np.cos(angle)).astype(np.float32)


def _mel(hz: Float32) -> Float32:
    """Kaldi mel-computations.h: 1127 ln(1 + f / 700)."""
    mel: Float32 = np.float32(1127) * np.log(1 + hz / np.float32(700))
    return mel


@lru_cache(maxsize=1)
def mel_weights() -> Float32:
    """Triangles [256, 80], equally wide in mel from 20 Hz to 8 kHz (Kaldi MelBanks, without the Nyquist bin).

    In single precision as Kaldi computes them: exact ones differ by 1e-5, which is most of the difference to Kaldi.
    """
    low, high = _mel(np.array([_LOW_HZ, _HIGH_HZ], np.float32))
    edges = low + (high - low) / np.float32(BINS + 1) * np.arange(BINS + 2, dtype=np.float32)
    left, centre, right = edges[:-2], edges[1:-1], edges[2:]
    bins = _mel(np.arange(FFT // 2, dtype=np.float32) * np.float32(_SAMPLE_RATE_HZ / FFT))[:, None]
    rising = (bins - left) / (centre - left)
    falling = (right - bins) / (right - centre)
    weights: Float32 = np.maximum(0, np.minimum(rising, falling))
    return weights
