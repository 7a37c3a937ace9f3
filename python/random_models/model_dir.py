"""One whole model directory: config.yaml, configuration.json, am.mvn, tokens.json, seg_dict and model.pt."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from funasr.register import tables

from demo import configs
from paradeck_worker.asr.reading import FEATURES
from paradeck_worker.frontend.fbank import Float32

from .configs import SHAPES, Kind, SizeName, config_of
from .sound import features_of, recordings
from .vocabulary import seg_dict_of, tokens_of
from .weights import enliven

# Frames of 60 ms a net is measured on at a time: about what a segment has.
_PIECE = 100


@dataclass(frozen=True, slots=True)
class Recipe:
    """Which directory to make; the same recipe gives the same weights, up to float noise between machines."""

    kind: Kind
    size: SizeName
    seed: int


def write(folder: Path, recipe: Recipe) -> int:
    """Make the directory and return the number of its parameters."""
    shape = SHAPES[recipe.size]
    config = config_of(recipe.kind, shape)
    tokens = tokens_of(shape.vocabulary)
    configs.write(folder, config, tokens)
    (folder / "seg_dict").write_text(seg_dict_of(tokens), encoding="utf-8")
    sound = [features_of(samples) for samples in recordings()]
    shift, scale = _statistics(np.concatenate(sound))
    write_cmvn(folder / "am.mvn", shift, scale)
    torch.manual_seed(recipe.seed)
    model = _untrained(config, len(tokens))
    enliven(model, [piece for rows in sound for piece in _pieces((rows + shift) * scale)])
    torch.save(model.state_dict(), folder / "model.pt")
    return sum(weights.numel() for weights in model.parameters())


def write_cmvn(path: Path, shift: Float32, scale: Float32) -> None:
    """am.mvn as Kaldi's nnet text: (features + shift) · scale, one value a feature."""
    size = len(shift)
    lines = ["<Nnet>"]
    for name, values in (("<AddShift>", shift), ("<Rescale>", scale)):
        row = " ".join(f"{value:.6f}" for value in values)
        lines += [f"{name} {size} {size}", f"<LearnRateCoef> 0 [ {row} ]"]
    path.write_text("\n".join([*lines, "</Nnet>"]) + "\n", encoding="utf-8")


def _untrained(config: dict[str, Any], vocabulary: int) -> Any:
    """FunASR's class as its AutoModel would build it."""
    settings = {**config, **config["model_conf"], "vocab_size": vocabulary, "input_size": FEATURES}
    return tables.model_classes[config["model"]](**settings)


def _statistics(rows: Float32) -> tuple[Float32, Float32]:
    """Shift and scale that normalise these features."""
    return -rows.mean(0), 1 / rows.std(0)


def _pieces(rows: Float32) -> list[torch.Tensor]:
    return list(torch.from_numpy(rows).split(_PIECE))
