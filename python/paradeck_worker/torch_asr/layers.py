"""Faster ways through FunASR's layers: the same weights, the same sums, fewer passes over memory.

Attention is torch's fused one: FunASR's own writes the scores [B, heads, T, T] five times. Each way takes its
layer's place by `shorten`; tests hold each to FunASR's own forward.
"""

from functools import partial
from typing import TYPE_CHECKING, Any

import torch
from torch.nn import functional

from .padding import Padding, Tensor

if TYPE_CHECKING:
    from collections.abc import Callable


def shorten(module: Any) -> None:
    """Put the ways below in place throughout a model, by FunASR's class names."""
    ways: dict[str, Callable[..., Any]] = {
        "MultiHeadedAttentionSANM": _sanm,
        "MultiHeadedAttentionSANMDecoder": _memory_only,
        "MultiHeadedAttentionCrossAtt": _cross,
    }
    for layer in module.modules():
        if way := ways.get(type(layer).__name__):
            layer.forward = partial(way, layer)


def _sanm(layer: Any, x: Tensor, mask: Padding, **_chunks: None) -> Tensor:
    """Self-attention plus the FSMN memory of its values."""
    query, key, value = layer.linear_q_k_v(x).chunk(3, dim=-1)
    attended = layer.linear_out(_attend(layer, (query, key, value), mask))
    return attended + _remember(layer, value, mask)


def _memory_only(layer: Any, inputs: Tensor, mask: Padding, cache: None = None) -> tuple[Tensor, None]:
    """The decoder's self-attention, which is the FSMN memory alone."""
    return _remember(layer, inputs, mask), cache


def _cross(layer: Any, x: Tensor, memory: Tensor, memory_mask: Padding, ret_attn: bool = False) -> Tensor:
    """Attention over what the encoder heard, or over hotwords; with ret_attn also its weights [B, heads, N, T]."""
    query = layer.linear_q(x)
    key, value = layer.linear_k_v(memory).chunk(2, dim=-1)
    attended = layer.linear_out(_attend(layer, (query, key, value), memory_mask))
    if not ret_attn:
        return attended
    scores = _heads(layer, query) * layer.d_k**-0.5 @ _heads(layer, key).transpose(-2, -1)
    if memory_mask.attend is not None:
        scores = scores.masked_fill(~memory_mask.attend, -torch.inf)
    return attended, torch.softmax(scores, dim=-1)


def _attend(layer: Any, projected: tuple[Tensor, Tensor, Tensor], mask: Padding) -> Tensor:
    query, key, value = (_heads(layer, part) for part in projected)
    attended = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask.attend)
    return attended.transpose(1, 2).flatten(2)


def _heads(layer: Any, x: Tensor) -> Tensor:
    """[B, T, heads d] to [B, heads, T, d]."""
    return x.unflatten(-1, (layer.h, layer.d_k)).transpose(1, 2)


def _remember(layer: Any, values: Tensor, mask: Padding) -> Tensor:
    """FSMN memory: a convolution over time of its own for each channel, in fp32, beside the values themselves."""
    values = values.float()
    if mask.keep is not None:
        values = values * mask.keep
    around = layer.pad_fn(values.transpose(1, 2))
    remembered = layer.fsmn_block(around).transpose(1, 2) + values
    return remembered if mask.keep is None else remembered * mask.keep
