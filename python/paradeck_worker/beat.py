"""A sign of life every 2 s, from a thread that does nothing else: a busy worker is not a hung one."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count

from .from_worker import Beat
from .memory import Measure, nothing_held
from .outlet import Outlet
from .process import rss_mib

PERIOD_S = 2.0


@dataclass(slots=True)
class Vitals:
    """What a beat tells of a worker; `held` is known once an engine is loaded."""

    busy_id: Callable[[], str | None]
    held: Measure = nothing_held


def start(outlet: Outlet, vitals: Vitals) -> None:
    """Beat until the process ends."""

    def run() -> None:
        pause = threading.Event()
        for seq in count():
            pause.wait(PERIOD_S)
            outlet.send(_beat(seq, vitals))

    threading.Thread(target=run, name="beat", daemon=True).start()


def _beat(seq: int, vitals: Vitals) -> Beat:
    held = vitals.held()
    if held is None:
        return Beat(seq, vitals.busy_id(), None, None, None, rss_mib())
    return Beat(seq, vitals.busy_id(), held.reserved_mib, held.allocated_mib, held.limit_mib, rss_mib())
