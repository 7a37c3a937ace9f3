"""Untrained models of FunASR's own classes: they understand nothing, but any two engines must agree on them."""

from pathlib import Path
from typing import Any

import numpy as np
import torch
from funasr.register import tables

from demo import configs, export
from paradeck_worker.frontend.fbank import fbank, frames_of
from paradeck_worker.frontend.lfr import stack
from random_models.model_dir import write_cmvn

import synthetic

CHARACTERS = list("一二三四五六七八九十今天气很好你我他们的是在有人这上来到时大地为子中")
WORDS = ["hello", "wor@@", "ld", "a", "b", "c", "it's"]
SHIFT, SCALE = -9.0, 0.25
TOKENS = ["<blank>", "<s>", "</s>", *CHARACTERS, *WORDS, "<unk>"]


def write_all(root: Path, seed: int) -> None:
    """asr, vad and punc below `root`, each with model.pt and model.onnx."""
    torch.manual_seed(seed)
    _write(root / "vad", configs.vad(), None, features=400)
    _write(root / "punc", configs.punc(), TOKENS, features=None)
    _write(root / "asr", configs.asr(size=32, blocks=2), TOKENS, features=560)
    for part in ("vad", "punc"):
        export.export_as_funasr(root / part)
    export.export_asr(root / "asr")


def _write(folder: Path, config: dict[str, Any], tokens: list[str] | None, features: int | None) -> None:
    configs.write(folder, config, tokens)
    if features is not None:
        # Plausible statistics of log mel energies in int16 units.
        write_cmvn(folder / "am.mvn", np.full(features, SHIFT), np.full(features, SCALE))
    kwargs = {**config, **config["model_conf"], "vocab_size": len(TOKENS), "input_size": features}
    model = tables.model_classes[config["model"]](**kwargs)
    _liven(model, config["model"])
    torch.save(model.state_dict(), folder / "model.pt")


def _liven(model: torch.nn.Module, kind: str) -> None:
    """Spread an untrained net's answers: it would otherwise say the same of every frame."""
    weights = dict(model.named_parameters())
    with torch.no_grad():
        if kind == "FsmnVADStreaming":
            _liven_vad(model, weights)
        if kind == "CTTransformer":
            weights["decoder.weight"] *= 4
            # <unk> is no mark; stock would print it.
            weights["decoder.bias"][0] = -100
        if kind == "Paraformer":
            weights["predictor.cif_output.bias"] -= 1


def _liven_vad(model: torch.nn.Module, weights: dict[str, torch.nn.Parameter]) -> None:
    """Make log odds of silence swing by 3 around the threshold's -1.4, so that all of the machine is visited."""
    samples = synthetic.mixture(np.random.default_rng(0), 60.0).astype(np.float32)
    rows = fbank(frames_of(samples))
    features = torch.from_numpy((stack(rows, 5, 1) + SHIFT) * SCALE)[None]
    net: Any = model.encoder
    hidden: list[torch.Tensor] = []
    hook = net.out_linear2.register_forward_hook(lambda _module, inputs, _output: hidden.append(inputs[0][0]))
    net(features, cache=None)
    hook.remove()
    direction = hidden[0] @ (
        weights["encoder.out_linear2.linear.weight"][0] - weights["encoder.out_linear2.linear.weight"][1]
    )
    scale = 3.0 / direction.std()
    weights["encoder.out_linear2.linear.weight"] *= scale
    weights["encoder.out_linear2.linear.bias"].zero_()
    weights["encoder.out_linear2.linear.bias"][0] = -1.4 - scale * direction.mean()
