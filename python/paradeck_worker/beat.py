"""A sign of life every 2 s, from a thread that does nothing else: a busy worker is not a hung one."""

import threading
from collections.abc import Callable
from itertools import count

from .from_worker import Beat
from .outlet import Outlet
from .process import rss_mib

PERIOD_S = 2.0


def start(outlet: Outlet, busy_id: Callable[[], str | None]) -> None:
    """Beat until the process ends."""

    def run() -> None:
        pause = threading.Event()
        for seq in count():
            pause.wait(PERIOD_S)
            outlet.send(Beat(seq, busy_id(), None, None, rss_mib()))

    threading.Thread(target=run, name="beat", daemon=True).start()
