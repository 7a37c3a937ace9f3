"""The way out to the host: a private copy of fd 1, written in whole lines under one lock.

fd 1 itself is pointed at stderr and fd 0 at nothing, so neither a library's print nor a child process can put a
byte into the protocol or take one from it.
"""

import os
import threading

from . import exits
from .from_worker import FromWorker
from .log_outlet import claim_log
from .protocol import render


class Outlet:
    """Sends messages to the host; safe from any thread."""

    def __init__(self, fd: int) -> None:
        self._fd = fd
        self._lock = threading.Lock()

    def send(self, message: FromWorker) -> None:
        """Write one line, all of it; a host that no longer reads ends the worker."""
        rest = memoryview(render(message))
        with self._lock:
            try:
                while rest:
                    rest = rest[os.write(self._fd, rest) :]
            except BrokenPipeError:
                exits.leave(exits.DONE)


def claim_stdio() -> tuple[int, Outlet]:
    """Take fd 0 and fd 1 away from everything else in the process; returns the host's fd and the way back to it."""
    host_in, host_out = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    claim_log()
    return host_in, Outlet(host_out)
