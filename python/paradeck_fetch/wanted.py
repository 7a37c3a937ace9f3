"""Which files of a repository a FunASR model directory needs; samples and pictures stay there."""

from collections.abc import Iterable
from fnmatch import fnmatchcase
from pathlib import PurePosixPath

from .hub import HubFile

_PARTS = ("asr", "vad", "punc")
"""Folders of a set of models, as the host's own check knows them."""

_WEIGHTS = ("model.onnx", "model_quant.onnx", "model_eb.onnx", "model_eb_quant.onnx", "model.pt")

_NAMES = (
    *_WEIGHTS,
    "*.onnx.data",
    "config.yaml",
    "configuration.json",
    "am.mvn",
    "tokens.json",
    "tokens.txt",
    "seg_dict",
    "jieba*",
    "*.bpe.model",
    "README.md",
    "LICENSE*",
    # A card of ParaDeck's own and the clip it names.
    "paradeck.json",
    "warmup.wav",
)


def pick_wanted(files: Iterable[HubFile]) -> list[HubFile]:
    """The small files first, so that a model that can't be used is seen early. Never a path that leaves the folder."""
    return sorted((file for file in files if _is_wanted(file.path)), key=lambda file: (file.size, file.path))


def has_weights(files: Iterable[HubFile]) -> bool:
    """Whether there is anything to recognise with."""
    return any(PurePosixPath(file.path).name in _WEIGHTS for file in files)


def _is_wanted(path: str) -> bool:
    *folders, name = path.split("/")
    is_placed = folders == [] or (len(folders) == 1 and folders[0] in _PARTS)
    return is_placed and any(fnmatchcase(name, pattern) for pattern in _NAMES)
