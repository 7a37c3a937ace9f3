"""From a `load` message to a warm engine; nothing heavy is imported before it is asked for."""

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

from . import simulated_card
from .faults import ModelFault
from .from_worker import Loading
from .outlet import Outlet
from .to_worker import Load

if TYPE_CHECKING:
    from .engines.base import Loaded, Report

# Read once by numpy and torch, when they are imported.
_THREAD_COUNTS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
_STAGES = {
    ("onnx", "recogniser"): ("import onnxruntime", "tokens", "weights", "warm-up"),
    ("onnx", "front"): ("import onnxruntime", "speech detector", "punctuation", "warm-up"),
    ("funasr", "recogniser"): ("import torch", "import funasr", "weights", "warm-up"),
    ("funasr", "front"): ("import torch", "speech detector", "punctuation", "warm-up"),
}


def load(message: Load, outlet: Outlet) -> "Loaded":
    """Load what the host asked for, telling it each stage; ModelFault when that can never work here."""
    # numpy's products are small: beside onnxruntime's threads its own only spin, at twice the CPU time in all.
    threads = message.threads if message.engine == "funasr" else 1
    os.environ.update(dict.fromkeys(_THREAD_COUNTS, str(threads)))
    # Waiting threads of torch's must not take the cores from the workers beside this one.
    os.environ["OMP_WAIT_POLICY"] = "PASSIVE"
    if simulated_card.is_ordered(message):
        return simulated_card.load(message, _reporter(outlet, _STAGES["onnx", message.role]), _load_onnx)
    stages: tuple[str, ...] = _STAGES[message.engine, message.role]
    if message.known is not None and message.known.tuning is None:
        stages = (*stages, "measuring")
    report = _reporter(outlet, stages)
    if message.engine == "funasr":
        return _load_funasr(message, report)
    if message.device != "cpu":
        raise ModelFault(f"The onnx engine runs on CPU, not on {message.device}; set the device to cpu, or use funasr")
    return _load_onnx(message, report)


def _load_funasr(message: Load, report: "Report") -> "Loaded":
    report("import torch")
    try:
        from .engines import funasr_front, funasr_recogniser
    except ImportError as error:
        raise ModelFault(
            f"torch cannot be imported ({error}); install the funasr engine again: Settings, Engines"
        ) from error
    role = funasr_front.load if message.role == "front" else funasr_recogniser.load
    return role(message, report)


def _load_onnx(message: Load, report: "Report") -> "Loaded":
    report("import onnxruntime")
    try:
        from .engines import onnx_front, onnx_recogniser
    except ImportError as error:
        raise ModelFault(f"onnxruntime cannot be imported ({error}); install python/requirements/onnx.txt") from error
    role = onnx_front.load if message.role == "front" else onnx_recogniser.load
    return role(message, report)


def _reporter(outlet: Outlet, stages: Sequence[str]) -> "Report":
    """A function that tells the host a stage by its name."""

    def report(stage: str) -> None:
        outlet.send(Loading(stage, stages.index(stage), len(stages)))

    return report
