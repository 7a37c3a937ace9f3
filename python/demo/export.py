"""From ``model.pt`` to ``model.onnx`` and ``model_quant.onnx``.

Graphs are FunASR's own export modules; two things differ for the recogniser:
a third output ``alphas`` (CIF weights, from which characters get their times)
and an encoder output zeroed behind each row's end, without which a padded row
depends on its batch mates.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

import onnx
import torch
from funasr import AutoModel
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

OPSET = 14
Axes = dict[str, dict[int, str]]


class Recogniser(nn.Module):
    """speech [B, T, 560], speech_lengths [B] -> log probabilities [B, N, V],
    token_num [B], alphas [B, T + 1] (the last one is CIF's tail)."""

    def __init__(self, model: Any) -> None:
        super().__init__()
        self.model = model

    def forward(self, speech: Tensor, speech_lengths: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """As FunASR's ``export_forward``, plus the mask and the third output."""
        heard, lengths = self.model.encoder(speech=speech, speech_lengths=speech_lengths)
        mask = self.model.make_pad_mask(lengths)[:, None, :]
        heard = heard * mask.transpose(1, 2)
        embeds, count, alphas, _ = self.model.predictor(heard, mask)
        count = count.floor().type(torch.int32)
        scores, _ = self.model.decoder(heard, lengths, embeds, count)
        return torch.log_softmax(scores, dim=-1), count, alphas


def load(folder: Path) -> Any:
    """FunASR's own loader, quiet and offline."""
    return AutoModel(model=str(folder), device="cpu", ncpu=1, disable_update=True, disable_pbar=True)


def _exportable(folder: Path) -> Any:
    loaded = load(folder)
    # "model" names the class in these options and is an argument of export().
    options = {k: v for k, v in loaded.kwargs.items() if k != "model"}
    return cast(Any, loaded.model.export(**{**options, "type": "onnx"})).eval()


def _write(
    net: nn.Module, path: Path, example: Sequence[Tensor], names: tuple[list[str], list[str]],
    axes: Axes,
) -> None:  # fmt: skip
    torch.onnx.export(
        net, tuple(example), str(path), opset_version=OPSET, do_constant_folding=True,
        input_names=names[0], output_names=names[1], dynamic_axes=axes, dynamo=False,
    )  # fmt: skip
    onnx.checker.check_model(str(path))


def export_asr(folder: Path) -> None:
    """``model.onnx`` of the recogniser, three outputs."""
    model = _exportable(folder)
    names = (["speech", "speech_lengths"], ["logits", "token_num", "alphas"])
    axes: Axes = {
        "speech": {0: "batch_size", 1: "feats_length"},
        "speech_lengths": {0: "batch_size"},
        "logits": {0: "batch_size", 1: "logits_length"},
        "token_num": {0: "batch_size"},
        "alphas": {0: "batch_size", 1: "alphas_length"},
    }
    path = folder / "model.onnx"
    _write(Recogniser(model).eval(), path, model.export_dummy_inputs(), names, axes)


def export_as_funasr(folder: Path) -> None:
    """``model.onnx`` with FunASR's own inputs and outputs (VAD, punctuation)."""
    model = _exportable(folder)
    names = (model.export_input_names(), model.export_output_names())
    example = model.export_dummy_inputs()
    _write(model, folder / "model.onnx", example, names, model.export_dynamic_axes())


def quantise(folder: Path) -> None:
    """``model_quant.onnx``: 8-bit weights where FunASR quantises them (MatMul,
    but not the layers that write the answer)."""
    graph = onnx.load(str(folder / "model.onnx")).graph
    exact = [node.name for node in graph.node if "output" in node.name]
    quantize_dynamic(
        model_input=str(folder / "model.onnx"),
        model_output=str(folder / "model_quant.onnx"),
        op_types_to_quantize=["MatMul"],
        per_channel=True,
        reduce_range=False,
        weight_type=QuantType.QUInt8,
        nodes_to_exclude=exact,
    )


def export_all(root: Path) -> None:
    """Every ONNX file of a set. VAD stays fp32, since int8 moves its borders, and so
    does punctuation: it is small and a front spends no time on it."""
    export_asr(root / "asr")
    export_as_funasr(root / "vad")
    export_as_funasr(root / "punc")
    quantise(root / "asr")
