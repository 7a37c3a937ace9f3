"""Which of several ways to compute the same thing is faster here, told only where it is clear."""

import statistics
import time
from collections.abc import Callable, Sequence

ROUNDS = 3
# Less is within what a busy machine makes of two equal ones.
CLEAR = 1.1

Clock = Callable[[], float]


def race(
    runs: Sequence[Callable[[], object]], until: float, clock: Clock = time.perf_counter
) -> list[list[float]] | None:
    """Seconds of each run in each round; None where the clock passes `until` before the last round.

    The runs take turns, so that a busy moment meets every one; a first round warms up and does not count.
    """
    seconds: list[list[float]] = [[] for _ in runs]
    for at in range(ROUNDS + 1):
        for run, taken in zip(runs, seconds, strict=True):
            begun = clock()
            run()
            if at > 0:
                taken.append(clock() - begun)
            if clock() > until:
                return None
    return seconds


def clear_gain(usual: Sequence[float], other: Sequence[float]) -> float | None:
    """Times as fast as the usual way that another is: by the median of its rounds, and faster in each; else None."""
    ratios = [long / short for long, short in zip(usual, other, strict=True)]
    gain = statistics.median(ratios)
    return gain if gain >= CLEAR and min(ratios) > 1 else None


def pick(seconds: Sequence[Sequence[float]]) -> tuple[int, float]:
    """Place of the clearly fastest and its gain over the first, the usual one; (0, 1.0) where none is."""
    gains = [(clear_gain(seconds[0], others) or 1.0, -at) for at, others in enumerate(seconds)]
    gain, place = max(gains)
    return -place, gain
