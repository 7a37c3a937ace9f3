"""Filterbanks against a slow double precision reading of Kaldi's definition; stacking against FunASR's edge rules."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from paradeck_worker.frontend.fbank import fbank, frame_count, frames_of
from paradeck_worker.frontend.lfr import stack

import synthetic

Float64 = npt.NDArray[np.float64]


def mel(hz: Any) -> Any:
    return 1127 * np.log(1 + hz / 700)


def slow_fbank(samples: Float64) -> Float64:
    """One frame after the other, one filter after the other."""
    window = 0.54 - 0.46 * np.cos(2 * np.pi * np.arange(400) / 399)
    edges = np.linspace(mel(20.0), mel(8000.0), 82)
    bins = mel(np.arange(256) * 31.25)
    rows = []
    for begin in range(0, len(samples) - 399, 160):
        frame = samples[begin : begin + 400] - samples[begin : begin + 400].mean()
        frame = (frame - 0.97 * np.concatenate((frame[:1], frame[:-1]))) * window
        power = np.abs(np.fft.rfft(frame, 512)[:256]) ** 2
        row = [
            np.sum(power * np.clip(np.minimum((bins - left) / (mid - left), (right - bins) / (right - mid)), 0, None))
            for left, mid, right in zip(edges, edges[1:], edges[2:], strict=False)
        ]
        rows.append(np.log(np.maximum(row, np.finfo(np.float32).eps)))
    return np.array(rows)


@pytest.mark.parametrize("seed", range(4))
def test_equals_the_definition(seed: int) -> None:
    samples = synthetic.mixture(np.random.default_rng(seed), 7.3)
    found = fbank(frames_of(samples.astype(np.float32)))
    assert np.abs(found - slow_fbank(samples.astype(np.float64))).max() < 1e-3


def test_silence_is_the_floor() -> None:
    assert np.allclose(fbank(frames_of(np.zeros(1600, np.float32))), np.log(np.finfo(np.float32).eps))


@pytest.mark.parametrize(
    ("samples", "frames"), [(0, 0), (1, 0), (399, 0), (400, 1), (559, 1), (560, 2), (960_000, 5998)]
)
def test_counts_whole_frames(samples: int, frames: int) -> None:
    assert frame_count(samples) == frames
    assert len(frames_of(np.zeros(samples, np.float32))) == frames


def test_stack_repeats_the_edges() -> None:
    rows = np.arange(8, dtype=np.float32)[:, None]
    assert stack(rows, 7, 6).tolist() == [[0, 0, 0, 0, 1, 2, 3], [3, 4, 5, 6, 7, 7, 7]]
    assert stack(rows[:1], 7, 6).tolist() == [[0] * 7]
    assert stack(rows[:2], 5, 1).tolist() == [[0, 0, 0, 1, 1], [0, 0, 1, 1, 1]]
    assert stack(rows[:0], 7, 6).shape == (0, 7)
