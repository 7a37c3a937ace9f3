"""`python -m paradeck_fetch HUB OWNER/NAME FOLDER`: brings a model into a folder, and ends when its stdin does."""

import json
import os
import shutil
import sys
import threading
from pathlib import Path
from typing import Any

from .faults import Fault, chain_of, judge_os_error, judge_way
from .hub import Hub, HubFile, copy_whole, is_whole
from .tally import Tally
from .wanted import has_weights, pick_wanted

_LONGEST_MESSAGE = 600
"""Clients put whole web pages into theirs."""


class Outlet:
    """Messages to the host: a private copy of fd 1, so that no library's print gets between them."""

    def __init__(self) -> None:
        self._out = os.fdopen(os.dup(1), "w", encoding="utf-8", buffering=1)
        os.dup2(2, 1)

    def say(self, kind: str, **fields: Any) -> None:
        """One line."""
        self._out.write(f"{json.dumps({'type': kind, **fields}, ensure_ascii=False)}\n")


def main(arguments: list[str]) -> int:
    """0: the model is there; 1: the last line said why not."""
    match arguments:
        case [hub_name, full_id, folder]:
            pass
        case _:
            sys.exit("usage: python -m paradeck_fetch modelscope|huggingface OWNER/NAME FOLDER")
    outlet = Outlet()
    threading.Thread(target=_leave_with_host, daemon=True).start()
    try:
        _bring(hub_name, full_id, Path(folder), outlet)
    except Fault as fault:
        outlet.say("failed", code=fault.code, message=str(fault))
        return 1
    outlet.say("done")
    return 0


def _bring(hub_name: str, full_id: str, folder: Path, outlet: Outlet) -> None:
    hub = _open_hub(hub_name, full_id)
    try:
        files = pick_wanted(hub.list_files())
        if not has_weights(files):
            raise Fault(
                "model-invalid", f"{full_id} holds no model.onnx, model_quant.onnx or model.pt: not a Paraformer"
            )
        outlet.say("listed", totalBytes=sum(file.size for file in files), endpoint=hub.endpoint)
        _check_room(files, folder)
        tally = Tally(lambda done, kept: outlet.say("progress", doneBytes=done, keptBytes=kept))
        try:
            for file in files:
                _bring_file(hub, file, folder, tally)
        finally:
            tally.close()
        # The clients' locks.
        shutil.rmtree(folder / ".cache", ignore_errors=True)
    except Fault:
        raise
    except Exception as error:
        raise _judge(hub, error) from error


def _open_hub(name: str, full_id: str) -> Hub:
    # Each client takes a good part of a second to import, and one is enough.
    if name == "huggingface":
        from .from_huggingface import HuggingFace

        return HuggingFace(full_id)
    import truststore

    # requests knows certifi's list alone; a company's certificate lies in the system's.
    truststore.inject_into_ssl()
    from .from_modelscope import ModelScope

    return ModelScope(full_id)


def _check_room(files: list[HubFile], folder: Path) -> None:
    """Before the first byte, not after hours."""
    here = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    missing = sum(file.size for file in files) - here
    free = shutil.disk_usage(folder).free
    if missing > free:
        raise Fault("disk-full", f"{folder} has room for {free} bytes, and {missing} are still to come")


def _bring_file(hub: Hub, file: HubFile, folder: Path, tally: Tally) -> None:
    target = folder / file.path
    if is_whole(target, file):
        tally.keep(file.size)
    else:
        target.parent.mkdir(parents=True, exist_ok=True)
        cached = hub.find_cached(file)
        if cached is not None and is_whole(cached, file):
            copy_whole(cached, target)
            tally.keep(file.size)
        else:
            hub.fetch(file, folder, tally)
    tally.settle(file.size)


def _judge(hub: Hub, error: Exception) -> Fault:
    of_way = judge_way(error)
    if of_way is not None:
        return of_way
    of_disk = [judge_os_error(one) for one in chain_of(error) if isinstance(one, OSError)]
    for fault in of_disk:
        if fault is not None:
            return fault
    code, message = hub.judge(error)
    return Fault(code, " ".join(message.split())[:_LONGEST_MESSAGE] or type(error).__name__)


def _leave_with_host() -> None:
    """The host's end closes our stdin, wherever the kernel can't tie us to it."""
    while os.read(0, 4096):
        pass
    os._exit(0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
