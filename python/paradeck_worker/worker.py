"""The worker's life: hello, load, then one job after the other."""

import os
import traceback
from typing import NoReturn

from . import beat, exits, process, reader
from .ahead import Ahead
from .faults import ModelFault, WorkerFault
from .from_worker import Failed, Hello
from .inbox import Inbox
from .loading import load
from .outlet import Outlet, claim_stdio
from .protocol import PROTOCOL
from .to_worker import Job, Load


def run() -> None:
    """Serve the host on fd 0 and fd 1 until it closes, shuts down or a fault ends the process."""
    host_in, outlet = claim_stdio()
    inbox = Inbox()
    outlet.send(_hello())
    reader.start(host_in, inbox, outlet)
    beat.start(outlet, lambda: inbox.busy_id)
    ahead = _loaded(inbox, outlet)
    while (job := inbox.take()) is not None:
        if isinstance(job, Load):
            _leave(outlet, WorkerFault("A worker is loaded once; start another one for another model"))
        else:
            _answer(job, ahead, outlet)
    exits.leave(exits.DONE)


def _hello() -> Hello:
    return Hello(os.getpid(), process.start_time_ticks(), process.versions(), PROTOCOL, process.shares_files())


def _loaded(inbox: Inbox, outlet: Outlet) -> Ahead:
    """Wait for `load` and do it; every fault of loading ends the process."""
    message = inbox.take()
    if message is None:
        exits.leave(exits.DONE)
    if not isinstance(message, Load):
        _leave(outlet, WorkerFault(f"The first message must be load, not {message.type}"))
    try:
        loaded = load(message, outlet)
    except MemoryError:
        outlet.send(Failed(None, "oom", "Not enough memory to load the model; close something or choose a smaller one"))
        exits.leave(exits.TRY_AGAIN)
    except WorkerFault as fault:
        _leave(outlet, fault)
    except Exception as error:  # noqa: BLE001 - a broken model may raise anything
        traceback.print_exc()
        _leave(outlet, ModelFault(f"The model cannot be loaded: {_sentence(error)}"))
    ahead = Ahead(inbox, loaded.engine)
    outlet.send(loaded.ready)
    return ahead


def _leave(outlet: Outlet, fault: WorkerFault) -> NoReturn:
    """Tell the host why nothing will ever come, and go."""
    outlet.send(Failed(None, fault.kind, str(fault)))
    exits.leave(exits.CANNOT_EVER_WORK)


def _answer(job: Job, ahead: Ahead, outlet: Outlet) -> None:
    """Do one job; whatever goes wrong costs that job only."""
    try:
        outlet.send(ahead.rest_of(job)())
    except MemoryError:
        outlet.send(Failed(job.id, "oom", "Not enough memory for this batch; send less at once"))
    except WorkerFault as fault:
        outlet.send(Failed(job.id, fault.kind, str(fault)))
    except Exception as error:  # noqa: BLE001 - one job's bug must not cost the others
        traceback.print_exc()
        outlet.send(Failed(job.id, "internal", _sentence(error)))


def _sentence(error: Exception) -> str:
    """An unforeseen error in one line; the traceback is in the log."""
    return f"{type(error).__name__}: {error}".splitlines()[0]
