"""Messages that wait: filled by the reading thread, emptied by the working one, so that `drop` can overtake."""

import threading
from collections import deque
from collections.abc import Callable

from .to_worker import Job, Load

Work = Load | Job


class Inbox:
    """A queue that knows what is in hand."""

    def __init__(self) -> None:
        self._waiting: deque[Work] = deque()
        self._busy = False
        self._busy_id: str | None = None
        self._closed = False
        self._changed = threading.Condition()

    @property
    def busy_id(self) -> str | None:
        """Id of the message in hand, for the beat."""
        return self._busy_id

    def put(self, work: Work) -> None:
        """Append work; the id's place in the queue is its place in time."""
        with self._changed:
            self._waiting.append(work)
            self._changed.notify_all()

    def drop(self, message_id: str) -> bool:
        """Remove a waiting message; False when it was begun, done or never known."""
        with self._changed:
            kept = deque(work for work in self._waiting if isinstance(work, Load) or work.id != message_id)
            removed = len(kept) < len(self._waiting)
            self._waiting = kept
        return removed

    def close(self) -> bool:
        """Forget what waits and let `take` return None; True when nothing is in hand or about to be."""
        with self._changed:
            in_hand = None if self._busy else self._next_job()
            self._waiting = deque(() if in_hand is None else (in_hand,))
            self._closed = True
            self._changed.notify_all()
            return not self._busy and in_hand is None

    def take(self) -> Work | None:
        """Wait for the next message and hold it in hand until the next call; None once closed."""
        with self._changed:
            self._busy, self._busy_id = False, None
            self._changed.wait_for(lambda: self._waiting or self._closed)
            if not self._waiting:
                return None
            work = self._waiting.popleft()
            # Loading is interruptible: nothing of the host's would be lost.
            self._busy = not isinstance(work, Load)
            self._busy_id = None if isinstance(work, Load) else work.id
            self._changed.notify_all()
            return work

    def glimpse(self, seen: Job | None, begin: Callable[[Job], None]) -> Job | None:
        """Wait until another job than `seen` is next after the one in hand and tell `begin`; None once closed."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or (self._busy and self._next_job() not in (None, seen)))
            job = None if self._closed else self._next_job()
            if job is not None:
                begin(job)
            return job

    def _next_job(self) -> Job | None:
        first = self._waiting[0] if self._waiting else None
        return None if isinstance(first, Load) else first
