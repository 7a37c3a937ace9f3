"""Features of a whole batch in one pass on the engine's device; the formulas and constants are frontend/fbank.py's."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch

from ..asr.reading import LFR_M, LFR_N
from ..frontend.cmvn import Cmvn
from ..frontend.fbank import (
    FFT,
    FRAME_SAMPLES,
    PREEMPHASIS,
    SHIFT_SAMPLES,
    frame_count,
    mel_weights,
    window,
)
from ..pcm import Pcm16
from .padding import Tensor

# Frames a round: on a CPU their spectra stay in a core's cache, on a card one round is a few hundred seconds.
_CPU_BLOCK = 512
_CARD_BLOCK = 65_536


@dataclass(frozen=True, slots=True)
class Features:
    """Rows [B, T, 560], zero behind each segment's `lengths`."""

    rows: Tensor
    lengths: tuple[int, ...]


class Frontend:
    """Segments to features, on one device."""

    def __init__(self, cmvn: Cmvn, device: str) -> None:
        self._device = device
        self._block = _CPU_BLOCK if device == "cpu" else _CARD_BLOCK
        self._window = self._there(window())
        self._mel = self._there(mel_weights())
        self._shift, self._scale = self._there(cmvn.shift), self._there(cmvn.scale)

    def features(self, segments: Sequence[Pcm16]) -> Features:
        """Features of segments of at least one frame (25 ms) each."""
        counts = [frame_count(len(segment)) for segment in segments]
        mel = self._mel_rows(self._frames(segments))
        lengths = tuple(-(-count // LFR_N) for count in counts)
        rows = mel[self._there(_stacked(counts, lengths))].flatten(2)
        rows = (rows + self._shift) * self._scale
        for at, length in enumerate(lengths):
            rows[at, length:] = 0
        return Features(rows, lengths)

    def _frames(self, segments: Sequence[Pcm16]) -> Tensor:
        """Overlapping frames [n, 400] of all segments, as int16 copied to the device at once."""
        together = torch.from_numpy(np.concatenate(segments))
        if self._device != "cpu":
            together = together.pin_memory().to(self._device, non_blocking=True)
        parts = together.float().split([len(segment) for segment in segments])
        return torch.cat([part.unfold(0, FRAME_SAMPLES, SHIFT_SAMPLES) for part in parts])

    def _mel_rows(self, frames: Tensor) -> Tensor:
        """Log mel energies [n, 80]."""
        return torch.cat([self._mel_block(block) for block in frames.split(self._block)])

    def _mel_block(self, frames: Tensor) -> Tensor:
        centred = frames - frames.mean(dim=1, keepdim=True)
        before = torch.cat([centred[:, :1], centred[:, :-1]], dim=1)
        shaped = torch.sub(centred, before, alpha=float(PREEMPHASIS)) * self._window
        spectrum = torch.fft.rfft(shaped, n=FFT)[:, : FFT // 2]
        power = spectrum.real.square() + spectrum.imag.square()
        return (power @ self._mel).clamp_(min=torch.finfo(torch.float32).eps).log_()

    def _there(self, values: Any) -> Tensor:
        return torch.from_numpy(np.array(values)).to(self._device, non_blocking=True)


def _stacked(counts: Sequence[int], lengths: Sequence[int]) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    """Mel rows that each feature row is made of, [B, T, 7]: every sixth one with three neighbours on either side."""
    reach = np.arange(LFR_M) - (LFR_M - 1) // 2
    centres = np.arange(max(lengths))[:, None] * LFR_N + reach
    first = np.concatenate(([0], np.cumsum(counts)[:-1]))
    return np.stack([begin + centres.clip(0, count - 1) for begin, count in zip(first, counts, strict=True)])
