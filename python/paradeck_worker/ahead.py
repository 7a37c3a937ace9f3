"""The next job's preparation, on a thread of its own while the one in hand computes."""

import threading
from concurrent.futures import Future
from typing import TYPE_CHECKING

from .inbox import Inbox
from .to_worker import Job

if TYPE_CHECKING:
    from .engines.base import Engine, Rest


class Ahead:
    """Looks one job ahead, so that one stage's core works while another stage has the others."""

    def __init__(self, inbox: Inbox, engine: "Engine") -> None:
        self._inbox = inbox
        self._engine = engine
        self._job: Job | None = None
        self._rest: Future[Rest] = Future()
        threading.Thread(target=self._run, name="ahead", daemon=True).start()

    def rest_of(self, job: Job) -> "Rest":
        """What is left to do of a job just taken from the inbox; raises what its preparation raised."""
        return self._rest.result() if self._job is job else self._engine.prepare(job)

    def _run(self) -> None:
        while (job := self._inbox.glimpse(self._job, self._begin)) is not None:
            try:
                self._rest.set_result(self._engine.prepare(job))
            except Exception as error:  # noqa: BLE001 - told to whoever takes the job
                self._rest.set_exception(error)

    def _begin(self, job: Job) -> None:
        """Called before anybody else can take the job: nobody prepares it twice."""
        self._job, self._rest = job, Future()
