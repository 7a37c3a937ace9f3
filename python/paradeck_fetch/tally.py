"""Counts the bytes that are there, and tells of them now and then."""

import threading
from collections.abc import Callable

_BETWEEN_S = 0.25


class Tally:
    """Bytes of the model on disk, and how many of them were there before: `tell` gets both.

    It is told by a thread of its own, so that the last bytes before a silence are, too.
    """

    def __init__(self, tell: Callable[[int, int], None]) -> None:
        self._tell = tell
        self._settled = 0
        self._coming = 0
        self._kept = 0
        self._told: tuple[int, int] | None = None
        self._lock = threading.Lock()
        self._ended = threading.Event()
        self._teller = threading.Thread(target=self._tell_on, daemon=True)
        self._teller.start()

    def keep(self, size: int) -> None:
        """So much of the file at work was there already."""
        with self._lock:
            self._kept += size
            self._coming += size

    def count(self, size: int) -> None:
        """More of the file at work has come; a negative size where the hub makes it start again."""
        with self._lock:
            self._coming = max(0, self._coming + size)

    def settle(self, size: int) -> None:
        """The file at work is whole."""
        with self._lock:
            self._settled, self._coming = self._settled + size, 0

    def close(self) -> None:
        """Tell of the rest."""
        self._ended.set()
        self._teller.join()

    def _tell_on(self) -> None:
        is_last = False
        while not is_last:
            is_last = self._ended.wait(_BETWEEN_S)
            with self._lock:
                now = (self._settled + self._coming, self._kept)
            if now != self._told:
                self._tell(*now)
            self._told = now
