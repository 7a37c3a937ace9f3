"""Through FunASR's stacks of layers with our own paddings; FunASR's forwards ask the device for lengths on the way."""

from typing import Any

import torch

from .padding import Padding, Tensor

# Twice the longest segment there is, in encoder frames of 60 ms.
_FRAMES = 2048


class Encoder:
    """SANMEncoder with the places in a segment counted once: FunASR counts them for every batch, from the host."""

    def __init__(self, encoder: Any) -> None:
        self._encoder = encoder
        self._places = self._count(_FRAMES)

    def encode(self, features: Tensor, padding: Padding) -> Tensor:
        """Features [B, T, 560] to [B, T, d]. Rows behind a segment's end are zero, as if it were alone: CIF reads
        across that border."""
        frames = features.shape[1]
        if frames > self._places.shape[1]:
            self._places = self._count(2 * frames)
        x = features * self._encoder.output_size() ** 0.5 + self._places[:, :frames]
        for layer in (*self._encoder.encoders0, *self._encoder.encoders):
            x = layer(x, padding)[0]
        x = self._encoder.after_norm(x.float())
        return x if padding.keep is None else x * padding.keep

    def _count(self, frames: int) -> Tensor:
        """Sinusoids [1, frames, 560] by FunASR's own function."""
        norm = self._encoder.encoders0[0].norm1
        places = torch.arange(1, frames + 1, device=norm.weight.device)[None]
        return self._encoder.embed.encode(places, norm.normalized_shape[0], torch.float32)


def decode(decoder: Any, x: Tensor, spoken: Padding, heard: Tensor, hearing: Padding) -> Tensor:
    """ParaformerSANMDecoder up to its last norm: embeddings [B, N, d] to [B, N, d]; `heard` is what it attends to."""
    for layer in (*decoder.decoders, *(decoder.decoders2 or ()), *decoder.decoders3):
        x = layer(x, spoken, heard, hearing)[0]
    return decoder.after_norm(x.float())


def decode_contextual(
    decoder: Any, x: Tensor, spoken: Padding, memory: tuple[Tensor, Padding], words: tuple[Tensor, Padding]
) -> Tensor:
    """ContextualParaformerDecoder up to its last norm; `words` [B, W, d] are the hotwords it may lean on."""
    heard, hearing = memory
    for layer in decoder.decoders:
        x = layer(x, spoken, heard, hearing)[0]
    _, _, before, attended = decoder.last_decoder(x, spoken, heard, hearing)
    leaning = decoder.bias_decoder(before, spoken, words[0], memory_mask=words[1])[0]
    both = torch.cat([attended, leaning], dim=2)
    x = before + decoder.bias_output(both.float().transpose(1, 2)).transpose(1, 2)
    for layer in (*(decoder.decoders2 or ()), *decoder.decoders3):
        x = layer(x, spoken, heard, hearing)[0]
    return decoder.after_norm(x.float())
