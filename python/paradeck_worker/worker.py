"""The worker's life: hello, load, then one job after the other."""

import os
import traceback
from typing import TYPE_CHECKING, NoReturn

from . import beat, exits, process, reader
from .ahead import Ahead
from .faults import CardFault, FaultKind, ModelFault, NoMemory, WorkerFault
from .from_worker import Failed, Hello
from .inbox import Inbox
from .loading import load
from .outlet import Outlet, claim_stdio
from .protocol import PROTOCOL
from .to_worker import Job, Load

if TYPE_CHECKING:
    from .engines.base import Loaded

# How the process leaves after a fault of loading, or of the card.
_CODES: dict[FaultKind, int] = {"oom": exits.TRY_AGAIN, "cuda": exits.CUDA_POISONED}


def run() -> None:
    """Serve the host on fd 0 and fd 1 until it closes, shuts down or a fault ends the process."""
    host_in, outlet = claim_stdio()
    inbox = Inbox()
    outlet.send(_hello())
    reader.start(host_in, inbox, outlet)
    vitals = beat.Vitals(lambda: inbox.busy_id)
    beat.start(outlet, vitals)
    loaded = _loaded(inbox, outlet)
    vitals.held = loaded.held
    ahead = Ahead(inbox, loaded.engine)
    outlet.send(loaded.ready)
    while (job := inbox.take()) is not None:
        if isinstance(job, Load):
            _leave(outlet, WorkerFault("A worker is loaded once; start another one for another model"))
        else:
            _answer(job, ahead, outlet)
    exits.leave(exits.DONE)


def _hello() -> Hello:
    return Hello(os.getpid(), process.start_time_ticks(), process.versions(), PROTOCOL, process.shares_files())


def _loaded(inbox: Inbox, outlet: Outlet) -> "Loaded":
    """Wait for `load` and do it; every fault of loading ends the process."""
    message = inbox.take()
    if message is None:
        exits.leave(exits.DONE)
    if not isinstance(message, Load):
        _leave(outlet, WorkerFault(f"The first message must be load, not {message.type}"))
    try:
        return load(message, outlet)
    except (MemoryError, NoMemory) as error:
        reason = f"Not enough memory to load the model; close something or choose a smaller one ({error})"
        _leave(outlet, NoMemory(reason))
    except WorkerFault as fault:
        _leave(outlet, fault)
    except Exception as error:  # noqa: BLE001 - a broken model may raise anything
        traceback.print_exc()
        _leave(outlet, ModelFault(f"The model cannot be loaded: {_sentence(error)}"))


def _leave(outlet: Outlet, fault: WorkerFault, message_id: str | None = None) -> NoReturn:
    """Tell the host why nothing more will come, and go."""
    outlet.send(Failed(message_id, fault.kind, str(fault)))
    exits.leave(_CODES.get(fault.kind, exits.CANNOT_EVER_WORK))


def _answer(job: Job, ahead: Ahead, outlet: Outlet) -> None:
    """Do one job; whatever goes wrong costs that job only."""
    try:
        outlet.send(ahead.rest_of(job)())
    except MemoryError:
        outlet.send(Failed(job.id, "oom", "Not enough memory for this batch; send less at once"))
    except CardFault as fault:
        _leave(outlet, fault, job.id)
    except WorkerFault as fault:
        outlet.send(Failed(job.id, fault.kind, str(fault)))
    except Exception as error:  # noqa: BLE001 - one job's bug must not cost the others
        traceback.print_exc()
        outlet.send(Failed(job.id, "internal", _sentence(error)))


def _sentence(error: Exception) -> str:
    """An unforeseen error in one line; the traceback is in the log."""
    return f"{type(error).__name__}: {error}".splitlines()[0]
