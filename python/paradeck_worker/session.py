"""An ONNX graph, opened on the CPU with a thread budget and checked by the names of what goes in and out."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnxruntime as ort
from onnxruntime.capi.onnxruntime_pybind11_state import Fail, InvalidArgument

from .faults import ModelFault

# Errors come as exceptions; onnxruntime would print each of them as well.
_FATAL_ONLY = 4
# onnxruntime has no type of its own for it (bfc_arena.cc).
_NO_MEMORY = "Failed to allocate memory"


class GraphRefusal(Exception):
    """A node of the graph cannot work on this input's shape."""


class Session:
    """One graph; outputs come in the order they were asked for."""

    def __init__(self, path: Path, threads: int, model: bytes | None = None) -> None:
        """`model`: what is opened in place of the file's own bytes."""
        options = ort.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = _FATAL_ONLY
        # Spinning threads take the cores from the workers beside this one.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        try:
            self._session = ort.InferenceSession(model or str(path), options, providers=["CPUExecutionProvider"])
        except Exception as error:
            raise ModelFault(f"{path}: onnxruntime cannot open it ({error}); export or copy the model again") from error
        self._path = path
        self.inputs = tuple(entry.name for entry in self._session.get_inputs())
        self.outputs = tuple(entry.name for entry in self._session.get_outputs())
        self._asked: Sequence[str] = self.outputs

    def expect(self, inputs: Sequence[str], outputs: Sequence[str], optional: Sequence[str] = ()) -> None:
        """ModelFault unless the graph takes just these inputs and gives these outputs; asks for optional ones too."""
        if self.inputs != tuple(inputs):
            raise ModelFault(
                f"{self._path}: inputs are {list(self.inputs)}, {list(inputs)} are needed; is it another model?"
            )
        if missing := [name for name in outputs if name not in self.outputs]:
            raise ModelFault(
                f"{self._path}: outputs {missing} are missing, it has {list(self.outputs)}; is it another model?"
            )
        self._asked = [*outputs, *(name for name in optional if name in self.outputs)]

    def gives(self, output: str) -> bool:
        """Whether the graph has this output."""
        return output in self.outputs

    def run(self, inputs: Mapping[str, npt.NDArray[Any]]) -> list[npt.NDArray[np.float32]]:
        """The expected outputs, in that order; GraphRefusal when a node finds its input impossible, MemoryError."""
        try:
            outputs: list[npt.NDArray[np.float32]] = self._session.run(list(self._asked), dict(inputs))
        except InvalidArgument as error:
            raise GraphRefusal(str(error)) from error
        except Fail as error:
            if _NO_MEMORY in str(error):
                raise MemoryError(str(error)) from error
            raise
        return outputs
