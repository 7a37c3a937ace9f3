"""The worker's log, on fd 1 and fd 2, which no standing host holds up.

A full socket would stop a writer for as long as the host does not read. Here one write waits a little, and from then
on bytes are left out and counted, until the host reads again and is told how many.
"""

import io
import os
import select
import stat
import sys
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

# A host that is only slow reads within this; one that stands still costs a worker no more than one such wait.
_PATIENCE_MS = 50


class LogOutlet(io.RawIOBase):
    """Writes to a non-blocking descriptor; safe from any thread, never fails."""

    def __init__(self, fd: int) -> None:
        super().__init__()
        self._fd = fd
        self._lock = threading.Lock()
        self._left_out = 0

    def writable(self) -> bool:
        """True: that is what it is for."""
        return True

    def write(self, data: "ReadableBuffer") -> int:
        """Take all of the bytes; those the host does not read in time are left out."""
        rest = memoryview(data).cast("B")
        taken = len(rest)
        with self._lock:
            if self._left_out > 0:
                self._confess()
            if self._left_out == 0:
                while rest and (sent := self._send(rest) or self._send_later(rest)):
                    rest = rest[sent:]
            self._left_out += len(rest)
        return taken

    def _confess(self) -> None:
        """Say how much is missing, on a line of its own, as soon as there is room for it."""
        line = f"\n[worker] {self._left_out} bytes of log left out: the host did not read\n".encode()
        if self._send(memoryview(line)) > 0:
            self._left_out = 0

    def _send(self, data: memoryview) -> int:
        """Bytes written; 0 when there is no room, or nobody is left to read."""
        try:
            return os.write(self._fd, data)
        except OSError:
            return 0

    def _send_later(self, data: memoryview) -> int:
        """The same once there is room, or patience is over."""
        poll = select.poll()
        poll.register(self._fd, select.POLLOUT)
        poll.poll(_PATIENCE_MS)
        return self._send(data)


def claim_log() -> None:
    """Point fd 1 at fd 2 and, where that is the host's socket, what Python prints at an outlet that does not wait."""
    os.dup2(2, 1)
    # Elsewhere (a terminal, a file, a pipe of a shell) the descriptor is shared, and its mode somebody else's.
    if not stat.S_ISSOCK(os.fstat(2).st_mode):
        return
    os.set_blocking(2, False)
    outlet = io.TextIOWrapper(LogOutlet(2), encoding="utf-8", errors="backslashreplace", write_through=True)  # type: ignore[type-var]
    sys.stdout = sys.stderr = outlet
