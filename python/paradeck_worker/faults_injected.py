"""Faults on command, for tests on machines without a card: a point in the work raises what torch would raise there."""

import json
import os
import random
from collections.abc import Callable

Point = Callable[[str], None]
"""Called with a stage's name where a card may fail."""

VARIABLE = "PARADECK_INJECT_FAULTS"


def no_faults(_stage: str) -> None:
    """As in every worker that was not told otherwise."""


def points_from_environment() -> Point:
    """Faults at random points after `{"seed": 1, "oom": 0.1, "cuda": 0.01}`, chances for each point."""
    told = os.environ.get(VARIABLE)
    return no_faults if not told else random_faults(**json.loads(told))


def random_faults(seed: int, oom: float, cuda: float = 0.0) -> Point:
    """A point that raises torch's own errors by chance."""
    import torch

    chance = random.Random(seed)  # noqa: S311 - faults need no secrecy

    def point(stage: str) -> None:
        drawn = chance.random()
        if drawn < oom:
            raise torch.OutOfMemoryError(f"CUDA out of memory. Tried to allocate 1.28 GiB (injected at {stage}).")
        if drawn < oom + cuda:
            raise RuntimeError(f"CUDA error: an illegal memory access was encountered (injected at {stage})")

    return point
