"""Faults the host can act on: each carries its kind of the contract and a sentence for the user's eyes."""

from typing import Literal

FaultKind = Literal["oom", "cuda", "input", "model", "internal"]


class WorkerFault(Exception):
    """A fault with a kind; everything else that escapes a handler is reported as `internal`."""

    kind: FaultKind = "internal"


class InputFault(WorkerFault):
    """The message, or the file it names, cannot be worked on; another message may well be."""

    kind = "input"


class ModelFault(WorkerFault):
    """The model directory or the asked device can never work with this engine."""

    kind = "model"


class NoMemory(WorkerFault):
    """This much at once does not fit; less may."""

    kind = "oom"


class CardFault(WorkerFault):
    """The card, or this process's hold on it, is broken: nothing will work until the process is a new one."""

    kind = "cuda"
