"""The reading thread: lines from the host into the inbox."""

import json
import os
import threading
from collections.abc import Iterator

from . import exits
from .faults import InputFault
from .from_worker import Dropped, Failed
from .inbox import Inbox
from .outlet import Outlet
from .protocol import parse
from .to_worker import Drop, Shutdown


def start(host_in: int, inbox: Inbox, outlet: Outlet) -> None:
    """Read until the host closes its end, then leave at once: workers never outlive their host."""

    def run() -> None:
        for line in _lines(host_in):
            _accept(line, inbox, outlet)
        exits.leave(exits.DONE)

    threading.Thread(target=run, name="reader", daemon=True).start()


def _lines(fd: int) -> Iterator[bytes]:
    with os.fdopen(fd, "rb") as stream:
        yield from stream


def _accept(line: bytes, inbox: Inbox, outlet: Outlet) -> None:
    try:
        message = parse(line)
    except InputFault as fault:
        _refuse(line, fault, outlet)
        return
    if isinstance(message, Shutdown):
        if inbox.close():
            exits.leave(exits.DONE)
    elif isinstance(message, Drop):
        if inbox.drop(message.id):
            outlet.send(Dropped(message.id))
    else:
        inbox.put(message)


def _refuse(line: bytes, fault: InputFault, outlet: Outlet) -> None:
    """Answer a line that does not fit; without an id to answer to, host and worker do not speak the same protocol."""
    try:
        message_id = json.loads(line)["id"]
    except (ValueError, KeyError, TypeError):
        message_id = None
    if isinstance(message_id, str) and message_id:
        outlet.send(Failed(message_id, "input", str(fault)))
        return
    outlet.send(Failed(None, "internal", f"The host sent what this worker does not understand: {fault}"))
    exits.leave(exits.CANNOT_EVER_WORK)
