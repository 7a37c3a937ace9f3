"""The front's nets on torch, for directories that have a model.pt and no graph; always on the CPU, where fronts are."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import torch

from ..faults import ModelFault
from ..from_worker import PrecisionUsed
from ..model_dir import ModelDir
from ..punc import punctuator
from ..to_worker import Load
from ..torch_asr.checkpoint import read_network
from ..vad import net
from .base import Loaded, Report
from .front import Opener, load_with


class TorchNet:
    """A model of FunASR's, rebuilt as its own export does before it is traced."""

    def __init__(self, module: Any, inputs: tuple[str, ...]) -> None:
        self._module = module
        self._inputs = inputs

    def run(self, inputs: Mapping[str, npt.NDArray[Any]]) -> list[npt.NDArray[np.float32]]:
        """As the exported graph."""
        with torch.inference_mode():
            answer = self._module(*(torch.from_numpy(np.ascontiguousarray(inputs[name])) for name in self._inputs))
        scores, *caches = answer if isinstance(answer, tuple) else (answer,)
        return [part.numpy() for part in (scores, *(caches[0] if caches else ()))]


def load(message: Load, report: Report) -> Loaded:
    """Open both directories; ModelFault when one can never work."""
    if message.device != "cpu":
        raise ModelFault(f"Fronts run on the CPU, not on {message.device}")
    torch.set_num_threads(message.threads)
    return load_with(Opener("funasr", _open_vad, _open_punc), message, report)


def _open_vad(directory: ModelDir) -> tuple[TorchNet, PrecisionUsed]:
    network = read_network(directory, ("FsmnVADStreaming",), {"vocab_size": -1, "input_size": 400})
    return TorchNet(_rebuilt(network.module, network.config), net.INPUTS), "fp32"


def _open_punc(directory: ModelDir) -> tuple[TorchNet, PrecisionUsed]:
    sizes = {"vocab_size": len(directory.tokens()), "input_size": None}
    network = read_network(directory, ("CTTransformer",), sizes)
    return TorchNet(_rebuilt(network.module, network.config), punctuator.INPUTS), "fp32"


def _rebuilt(module: Any, config: Mapping[str, Any]) -> Any:
    # "model" names the class in the file and is an argument of export().
    return module.export(**{key: value for key, value in config.items() if key != "model"}, type="onnx").eval()
