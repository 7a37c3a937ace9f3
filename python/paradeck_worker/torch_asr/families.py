"""The Paraformers, each from acoustic embeddings to token ids."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Protocol

import torch

from . import stacks
from .hotwords import HotwordIds, embed_for_contextual, embed_for_seaco
from .padding import NOTHING, Padding, Tensor

Words = tuple[str, ...]
_LISTS_KEPT = 64
# SeACo leans on its best 50 hotwords (_seaco_decode_with_ASF, funasr 1.4.16), chosen by its sixth layer's attention.
_FILTERED = 50
_CHOOSING_LAYER = 5


@dataclass(frozen=True, slots=True)
class Memory:
    """What the encoder heard, [B, T, d] and its padding; what is recognised from it leans on hotwords."""

    heard: Tensor
    padding: Padding
    words: Words


class Family(Protocol):
    """How one kind of Paraformer ends."""

    def identify(self, embeds: Tensor, spoken: Padding, memory: Memory) -> Tensor:
        """Acoustic embeddings [B, N, d] to token ids [B, N]."""


class Plain:
    """Paraformer and BiCifParaformer: no hotwords."""

    def __init__(self, model: Any) -> None:
        self._decoder = model.decoder

    def identify(self, embeds: Tensor, spoken: Padding, memory: Memory) -> Tensor:
        """The best token at each place."""
        hidden = stacks.decode(self._decoder, embeds, spoken, memory.heard, memory.padding)
        return self._decoder.output_layer(hidden).argmax(-1)


class Seaco:
    """SeacoParaformer: a second decoder that listens for hotwords overrules the first where it hears one."""

    def __init__(self, model: Any, ids: HotwordIds, device: str) -> None:
        self._model = model
        self._embed = lru_cache(_LISTS_KEPT)(lambda words: embed_for_seaco(model, ids.of(words), device))

    def identify(self, embeds: Tensor, spoken: Padding, memory: Memory) -> Tensor:
        """The best token at each place, a hotword's where one was heard."""
        model = self._model
        hidden = stacks.decode(model.decoder, embeds, spoken, memory.heard, memory.padding)
        plain = model.decoder.output_layer(hidden).argmax(-1)
        if not memory.words:
            return plain
        words = self._chosen(self._embed(memory.words), hidden, spoken)
        leaning = [stacks.decode(model.seaco_decoder, x, spoken, words, NOTHING) for x in (embeds, hidden)]
        biased = model.hotword_output_layer(leaning[0] + leaning[1]).argmax(-1)
        return torch.where(biased == model.NO_BIAS, plain, biased)

    def _chosen(self, words: Tensor, hidden: Tensor, spoken: Padding) -> Tensor:
        """The words each segment leans on, [B, W, d]; FunASR chooses by a batch's first one, here each by itself."""
        rows = len(hidden)
        everybody = words.expand(rows, -1, -1)
        if len(words) <= _FILTERED:
            return everybody
        weights = self._attention(hidden, spoken, everybody).sum(1)
        if spoken.keep is not None:
            weights = weights * spoken.keep
        best = weights.sum(1).topk(min(_FILTERED, len(words) - 1)).indices
        last = torch.full((rows, 1), len(words) - 1, device=best.device)
        return words[torch.cat([best, last], dim=1)]

    def _attention(self, x: Tensor, spoken: Padding, words: Tensor) -> Tensor:
        """Weights [B, heads, N, W] of the choosing layer."""
        *before, chooser = self._model.seaco_decoder.decoders[: _CHOOSING_LAYER + 1]
        for layer in before:
            x = layer(x, spoken, words, NOTHING)[0]
        x = _before_attention(chooser, x, spoken)
        return chooser.src_attn(chooser.norm3(x), words, NOTHING, ret_attn=True)[1]


class Contextual:
    """ContextualParaformer: hotwords lean on the decoder's last layer."""

    def __init__(self, model: Any, ids: HotwordIds, device: str) -> None:
        self._decoder = model.decoder
        self._embed = lru_cache(_LISTS_KEPT)(lambda words: embed_for_contextual(model, ids.of(words), device))

    def identify(self, embeds: Tensor, spoken: Padding, memory: Memory) -> Tensor:
        """The best token at each place."""
        words = self._embed(memory.words).expand(len(embeds), -1, -1)
        heard = (memory.heard, memory.padding)
        hidden = stacks.decode_contextual(self._decoder, embeds, spoken, heard, (words, NOTHING))
        return self._decoder.output_layer(hidden).argmax(-1)


def family_of(kind: str, model: Any, ids: HotwordIds, device: str) -> Family:
    """The ending of a class FunASR registers under `kind`."""
    if kind == "SeacoParaformer":
        return Seaco(model, ids, device)
    if kind == "ContextualParaformer":
        return Contextual(model, ids, device)
    return Plain(model)


def _before_attention(layer: Any, x: Tensor, spoken: Padding) -> Tensor:
    """A decoder layer up to where it attends to its memory."""
    shaped = layer.feed_forward(layer.norm1(x))
    return x + layer.self_attn(layer.norm2(shaped), spoken)[0]


KINDS: Sequence[str] = ("Paraformer", "BiCifParaformer", "SeacoParaformer", "ContextualParaformer")
