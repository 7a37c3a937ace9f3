"""What the worker asks of an engine."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from ..faults import InputFault
from ..from_worker import Ready, Reply
from ..memory import Measure, nothing_held
from ..to_worker import Job, Role

Report = Callable[[str], None]
"""Called at the start of each stage of loading, with its name."""


Rest = Callable[[], Reply]
"""What is left to do of a job; one runs at a time, in the order of the jobs."""


class Engine(Protocol):
    """A loaded model set."""

    def prepare(self, job: Job) -> Rest:
        """Do of a job what may run beside another one's rest; InputFault when this engine or role has no such jobs."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """An engine that came through its warm-up, and what to tell the host of it."""

    engine: Engine
    ready: Ready
    held: Measure = nothing_held


def not_this_role(job: Job, role: Role) -> InputFault:
    """The refusal of a job that belongs to the other role."""
    return InputFault(f"This worker was loaded as {role}, it does not answer {job.type}")


def ms_since(begun: float) -> float:
    """Milliseconds since a time.perf_counter() reading, to the microsecond."""
    return round((time.perf_counter() - begun) * 1000, 3)
