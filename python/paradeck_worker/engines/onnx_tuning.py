"""A race of a few seconds on this machine: which precision, how many segments at once, on how many threads.

Several runs share the threads of one session, so a single segment still has all of them. By the rules of thumb a
message is one run, on every thread.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from ..asr.race import pick, race
from ..asr.recogniser import Recogniser, Way
from ..from_worker import PrecisionUsed, Tuned
from ..frontend.fbank import Float32
from ..to_worker import Tuning

# A machine too busy or too slow to be done by then is left to the rules of thumb.
MOST_S = 6.0
# 60 ms each: segments of 4 s, of half that where one takes as long as this.
FRAMES = 66
LONG_S = 0.1
MOST_SEGMENTS = 16
# Where processors have two threads a core, half of them may do as much; below this a lost thread is a lost core.
MANY_THREADS = 4

Open = Callable[[int], Recogniser]
"""Opens the net with so many threads."""


@dataclass(frozen=True, slots=True)
class Budget:
    """Threads at most; `is_asked`: neither fewer."""

    threads: int
    is_asked: bool


def usual(threads: int) -> Tuning:
    """By the rules of thumb."""
    return Tuning(threads, 1, "whole")


def arranged(opened: Recogniser, tuning: Tuning) -> Recogniser:
    """A net just opened, used as the tuning says."""
    return opened if tuning.batch == "whole" else opened.going(Way("none", tuning.lanes))


def pick_precision(candidates: Mapping[PrecisionUsed, Recogniser], rule: PrecisionUsed, clip: Float32) -> PrecisionUsed:
    """The clearly fastest; else what the rule says. `clip`: features [t, 560]."""
    order = [rule, *(precision for precision in candidates if precision != rule)]
    segment = [np.resize(clip, (FRAMES, clip.shape[1]))]
    seconds = race([partial(candidates[one].score, segment) for one in order], time.perf_counter() + MOST_S)
    return rule if seconds is None else order[pick(seconds)[0]]


def tune(reopen: Open, opened: Recogniser, budget: Budget, clip: Float32) -> tuple[Recogniser, Tuned]:
    """The net as it is fastest here, and how; `opened` has all threads of the budget."""
    until = time.perf_counter() + MOST_S
    segments = _segments(opened, budget.threads, clip)
    ways = _ways(opened.way, budget.threads)
    best, gain = _fastest([arranged(opened, way) for way in ways], segments, until)
    if gain is None:
        return opened, Tuned(ways[0], None)
    chosen, net = ways[best], arranged(opened, ways[best])
    if budget.is_asked or budget.threads < MANY_THREADS:
        return net, Tuned(chosen, gain)
    half = budget.threads // 2
    fewer = Tuning(half, min(chosen.lanes, half), chosen.batch)
    other = arranged(reopen(half), fewer)
    _, more = _fastest([net, other], segments, until)
    return (net, Tuned(chosen, gain)) if more in (None, 1.0) else (other, Tuned(fewer, round(gain * more, 3)))


def _ways(natural: Way, threads: int) -> list[Tuning]:
    """What is tried on all threads, the usual first."""
    lanes = sorted({1, min(2, threads), threads})
    single = [Tuning(threads, count, "single") for count in lanes]
    # A net whose segments never share a run has them one by one in any case.
    return [usual(threads), *(single[1:] if natural.company == "none" else single)]


def _segments(net: Recogniser, threads: int, clip: Float32) -> list[Float32]:
    """Segments of like length, as a batch has them, enough for every lane."""
    long = np.resize(clip, (FRAMES, clip.shape[1]))
    net.score([long])
    begun = time.perf_counter()
    net.score([long])
    segment = long if time.perf_counter() - begun < LONG_S else long[: FRAMES // 2]
    return [segment] * min(MOST_SEGMENTS, max(4, 2 * threads))


def _fastest(nets: Sequence[Recogniser], segments: Sequence[Float32], until: float) -> tuple[int, float | None]:
    """Place of the clearly fastest and its gain over the first; no gain where there was no time to tell."""
    if len(nets) == 1:
        return 0, 1.0
    lengths_ms = [len(segment) * 60.0 for segment in segments]
    seconds = race([partial(net.decode, segments, lengths_ms) for net in nets], until)
    if seconds is None:
        return 0, None
    place, gain = pick(seconds)
    return place, round(gain, 3)
