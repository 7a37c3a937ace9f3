"""Times of BiCif and SeACo from their fine weights, by FunASR's rules (ts_prediction_lfr6_standard, funasr 1.4.16)."""

from itertools import pairwise

import numpy as np
import numpy.typing as npt

from ..frontend.fbank import Float32

Spans = tuple[tuple[float, float], ...]

# A third of an encoder frame of 60 ms, in seconds as FunASR counts.
_FRAME_S = 10.0 * 6 / 1000 / 3
# The sum need not quite reach the next whole.
_WHOLE = 1.0 - 1e-4
# A fire comes a frame and a half after its token begins.
_SHIFT = -1.5
_LONGEST_TOKEN = 12
_SILENT_END = 5


def spans_ms(alphas: Float32, tokens: int) -> Spans:
    """[start, end] of each token in ms from the segment's start, from weights [3 T] at 20 ms; not clamped.

    One fire more than tokens is wanted; else the weights are scaled until there is. A token lasts to the next fire,
    240 ms at most; the last one half of what is left when that is long.
    """
    if tokens == 0:
        return ()
    fire = _fires(alphas)
    if len(fire) != tokens + 1:
        fire = _fires(alphas / (alphas.sum() / np.float32(tokens + 1)))
    spans = [(begin, min(end, begin + _LONGEST_TOKEN)) for begin, end in pairwise(fire)][:tokens]
    if spans and fire[-1] - fire[-2] <= _LONGEST_TOKEN:
        frames = len(alphas)
        end = (frames + fire[-1]) * 0.5 if frames - fire[-1] > _SILENT_END else frames
        spans[-1] = (spans[-1][0], end)
    return tuple((_ms(begin), _ms(end)) for begin, end in spans)


def _fires(alphas: Float32) -> npt.NDArray[np.float64]:
    """Frames at which the sum of the weights passes the next whole, less the shift."""
    passed = np.floor(np.cumsum(alphas, dtype=np.float64) / _WHOLE)
    return np.flatnonzero(np.diff(passed, prepend=0.0) > 0).astype(np.float64) + _SHIFT


def _ms(frame: float) -> float:
    """Whole milliseconds, cut as FunASR cuts them."""
    return float(int(frame * _FRAME_S * 1000))
