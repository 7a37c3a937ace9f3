"""When each token was spoken, from the CIF weights of the graph's third output."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

# One encoder frame: 10 ms, low frame rate 6.
FRAME_MS = 60.0


def starts_ms(alphas: npt.NDArray[np.float32], count: int, bias_ms: float) -> npt.NDArray[np.float64]:
    """Start of each of `count` tokens from the weights [frames]; ms from the segment's start, not yet clamped.

    Token k begins where the running sum reaches k - 0.5, a frame's weight being spread evenly over its 60 ms, less a
    constant of the model. Of four rules tried against a synthesiser's phoneme events this one was the steadiest
    (standard deviation 57 ms; stock's own, with its arguments as published, 207 ms).
    """
    reached = np.concatenate(([0.0], np.cumsum(alphas, dtype=np.float64)))
    wanted = np.arange(count) + 0.5
    starts: npt.NDArray[np.float64] = np.interp(wanted, reached, np.arange(len(reached))) * FRAME_MS - bias_ms
    return starts


def spans_ms(
    starts: npt.NDArray[np.float64], words: Sequence[tuple[int, int]], length_ms: float
) -> tuple[tuple[float, float], ...]:
    """[start, end] of words that span tokens [first, last]; each ends where the next token starts, the last with the
    segment. Clamped into the segment and never running backwards."""
    edges = np.maximum.accumulate(np.clip(np.append(starts, length_ms), 0.0, length_ms))
    # Rounded down, so that no time leaves the segment.
    rounded = (np.floor(edges * 10) / 10).tolist()
    return tuple((rounded[first], rounded[last + 1]) for first, last in words)
