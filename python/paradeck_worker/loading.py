"""From a `load` message to a warm engine; nothing heavy is imported before it is asked for."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from .faults import ModelFault
from .from_worker import Loading
from .outlet import Outlet
from .to_worker import Load

if TYPE_CHECKING:
    from .engines.base import Loaded, Report


def load(message: Load, outlet: Outlet) -> "Loaded":
    """Load what the host asked for, telling it each stage; ModelFault when that can never work here."""
    if message.engine == "funasr":
        from .engines import stock

        return stock.load(message, _reporter(outlet, stock.STAGES))
    if message.device != "cpu":
        raise ModelFault(f"The onnx engine runs on CPU, not on {message.device}; set the device to cpu, or use funasr")
    return _load_onnx(message, outlet)


def _load_onnx(message: Load, outlet: Outlet) -> "Loaded":
    # Both roles have as many stages, and neither can be asked before the import.
    first, stages = "import onnxruntime", 4
    outlet.send(Loading(first, 0, stages))
    try:
        from .engines import onnx_front, onnx_recogniser
    except ImportError as error:
        raise ModelFault(f"onnxruntime cannot be imported ({error}); install python/requirements/onnx.txt") from error
    if message.role == "front":
        return onnx_front.load(message, _reporter(outlet, (first, *onnx_front.STAGES)))
    return onnx_recogniser.load(message, _reporter(outlet, (first, *onnx_recogniser.STAGES)))


def _reporter(outlet: Outlet, stages: Sequence[str]) -> "Report":
    """A function that tells the host a stage by its name."""

    def report(stage: str) -> None:
        outlet.send(Loading(stage, stages.index(stage), len(stages)))

    return report
