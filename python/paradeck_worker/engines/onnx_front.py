"""The front's nets on onnxruntime."""

from collections.abc import Sequence

from ..from_worker import PrecisionUsed
from ..model_dir import GRAPHS, ModelDir
from ..punc import punctuator
from ..session import Session
from ..to_worker import Load
from ..vad import net
from .base import Loaded, Report
from .front import Open, Opener, load_with


def load(message: Load, report: Report) -> Loaded:
    """Open both directories; ModelFault when one can never work."""
    vad = _opens(message.threads, net.INPUTS, net.OUTPUTS)
    punc = _opens(message.threads, punctuator.INPUTS, punctuator.OUTPUTS)
    return load_with(Opener("onnx", vad, punc), message, report)


def _opens(threads: int, inputs: Sequence[str], outputs: Sequence[str]) -> Open:
    """The exact graph where there is one: int8 moves a detector's borders, and both models are small."""

    def open_graph(directory: ModelDir) -> tuple[Session, PrecisionUsed]:
        precision = directory.precisions("auto")[0]
        session = Session(directory.file(GRAPHS[precision]), threads)
        session.expect(inputs, outputs)
        return session, precision

    return open_graph
