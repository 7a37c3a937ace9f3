"""A model directory with a model.pt, built and filled. FunASR only warns of keys that do not fit; here they refuse."""

import pickle
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch

from ..faults import ModelFault
from ..model_dir import ModelDir
from .parts import model_class

WEIGHTS = "model.pt"
# load_pretrained_model (funasr 1.4.16) looks into these, one after the other.
_WRAPPERS = ("state_dict", "model_state_dict", "model")
# Left by training on several cards.
_PARALLEL = "module."
_NAMED = 3


@dataclass(frozen=True, slots=True)
class Network:
    """A filled model of FunASR's, in evaluation mode on the CPU, and the directory's config.yaml."""

    module: Any
    kind: str
    config: dict[str, Any]


def read_network(directory: ModelDir, kinds: Sequence[str], sizes: Mapping[str, int | None]) -> Network:
    """Build the class that config.yaml names, one of `kinds`, and fill it.

    `sizes` are what FunASR learns elsewhere: vocab_size and input_size. ModelFault when anything does not fit.
    """
    config = directory.config("model_conf")
    kind = kind_of(config, directory, kinds)
    state = _read_state(directory.file(WEIGHTS))
    built = model_class(kind)
    try:
        # On no device at all: random weights for 220 M parameters would cost seconds, and all are replaced.
        with torch.device("meta"):
            module = built(**{**config, **config["model_conf"], **sizes})
    except Exception as error:
        raise ModelFault(
            f"{directory.path / 'config.yaml'}: FunASR cannot build this {kind} ({error}); copy the published file"
        ) from error
    _fill(module, state, directory.path / WEIGHTS)
    return Network(module.eval(), kind, config)


def kind_of(config: Mapping[str, Any], directory: ModelDir, kinds: Sequence[str]) -> str:
    """The class that config.yaml names; ModelFault unless it is one of `kinds`."""
    kind = config.get("model")
    if kind not in kinds:
        raise ModelFault(
            f"{directory.path / 'config.yaml'}: model is {kind}, the funasr engine knows {', '.join(kinds)} here; "
            "choose another directory"
        )
    return str(kind)


def _read_state(path: Path) -> dict[str, Any]:
    """The tensors by name; nothing in the file is run."""
    try:
        state = torch.load(path, map_location="cpu", weights_only=True)
    except (OSError, RuntimeError, EOFError, ValueError, pickle.UnpicklingError) as error:
        reason = str(error).strip().splitlines()[0]
        raise ModelFault(f"{path}: not a readable checkpoint ({reason}); download it again") from error
    for name in _WRAPPERS:
        if isinstance(state, dict) and isinstance(state.get(name), dict):
            state = state[name]
    if not isinstance(state, dict) or not all(isinstance(value, torch.Tensor) for value in state.values()):
        raise ModelFault(f"{path}: holds no state dict of tensors; is this a checkpoint of FunASR's?")
    return {str(key).removeprefix(_PARALLEL): value for key, value in state.items()}


def _fill(module: Any, state: dict[str, Any], path: Path) -> None:
    wanted = module.state_dict()
    missing = [name for name in wanted if name not in state]
    misshapen = [
        f"{name} {tuple(state[name].shape)} instead of {tuple(tensor.shape)}"
        for name, tensor in wanted.items()
        if name in state and state[name].shape != tensor.shape
    ]
    # Heads that only training needs may be left over; layers of a part the model has are another model's.
    parts = {name.partition(".")[0] for name in wanted}
    foreign = [name for name in state if name not in wanted and name.partition(".")[0] in parts]
    for what, names in (("lacks", missing), ("has other shapes for", misshapen), ("has too many of", foreign)):
        if names:
            raise ModelFault(
                f"{path}: {what} {len(names)} of the model's {len(wanted)} weights ({_some(names)}); "
                "config.yaml and model.pt do not belong together, copy the directory again"
            )
    module.load_state_dict({name: state[name] for name in wanted}, assign=True)
    for name, tensor in (*module.named_parameters(), *module.named_buffers()):
        if tensor.is_meta:
            raise ModelFault(f"{path}: {name} has no value; FunASR keeps it out of its checkpoints")
        tensor.requires_grad = False


def _some(names: Sequence[str]) -> str:
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return f"{', '.join(names[:_NAMED])}{more}"
