"""Half precision where it is safe: the products of encoder and decoder. The sums between layers, the norms, the FSMN
memories, CIF and the last layer's scores stay in fp32. FunASR's own `fp16=` and `bf16=` crash, `dtype=` does nothing.
"""

from functools import partial
from typing import Any

import torch
from torch import nn
from torch.nn import functional

from ..from_worker import PrecisionUsed
from .padding import Tensor

HALVES: dict[PrecisionUsed, Any] = {"bf16": torch.bfloat16, "fp16": torch.float16}
# bf16 in hardware (CUDA's programming guide, arithmetic by compute capability).
BF16_CAPABILITY = 8.0
_PARTS = ("encoder", "decoder", "seaco_decoder")
# Products that are added to the sum between layers: the ones that outgrow fp16 in the large models.
_ADDED = ("linear_out", "w_2")


class Halves:
    """A model's products in half precision, until undone."""

    def __init__(self, model: Any, precision: PrecisionUsed, scale: int) -> None:
        """`scale` keeps what the encoder adds up inside fp16: such products are computed at 1 / scale."""
        dtype = HALVES[precision]
        self._exact: list[tuple[Any, Any, Any]] = []
        self._norms: list[Any] = []
        for part in _PARTS:
            for name, layer in getattr(model, part, nn.Module()).named_modules():
                if isinstance(layer, nn.LayerNorm):
                    layer.forward = partial(_norm, layer)
                    self._norms.append(layer)
                elif isinstance(layer, nn.Linear) and name != "output_layer":
                    own = scale if part == "encoder" and name.endswith(_ADDED) else 1
                    self._halve(layer, dtype, own)

    def undo(self) -> None:
        """The weights as they were."""
        for layer, weight, bias in self._exact:
            layer.weight, layer.bias = weight, bias
        for layer in (*(layer for layer, _, _ in self._exact), *self._norms):
            del layer.forward

    def keep(self) -> None:
        """Let go of the weights as they were."""
        self._exact.clear()

    def _halve(self, layer: Any, dtype: Any, scale: int) -> None:
        self._exact.append((layer, layer.weight, layer.bias))
        weight, bias = ((None if exact is None else (exact / scale).to(dtype)) for exact in (layer.weight, layer.bias))
        layer.weight = nn.Parameter(weight, requires_grad=False)
        layer.bias = None if bias is None else nn.Parameter(bias, requires_grad=False)
        layer.forward = partial(_product, layer, scale)


class LargestSum:
    """The largest value between the encoder's layers, watched while a clip goes through in fp32."""

    def __init__(self, encoder: Any) -> None:
        self._largest = 0.0
        self._hooks = [layer.register_forward_pre_hook(self._look) for layer in encoder.encoders]

    def scale(self) -> int:
        """FunASR's rule for its fp16 exports (export_utils.py, _rescale_encoder_model): twice that over 65536."""
        for hook in self._hooks:
            hook.remove()
        return max(1, int(2 * self._largest // 65_536))

    def _look(self, _layer: Any, inputs: tuple[Any, ...]) -> None:
        self._largest = max(self._largest, float(inputs[0].abs().max()))


def _product(layer: Any, scale: int, x: Tensor) -> Tensor:
    product = functional.linear(x.to(layer.weight.dtype), layer.weight, layer.bias)
    return product if scale == 1 else product.float() * scale


def _norm(layer: Any, x: Tensor) -> Tensor:
    return functional.layer_norm(x.float(), layer.normalized_shape, layer.weight, layer.bias, layer.eps)
