"""The encoder as CUDA graphs, one a shape: hundreds of kernel launches become one. Behind a setting: each graph keeps
its own memory, and a shape's first batch is slower.
"""

import sys
from collections import OrderedDict
from collections.abc import Callable
from typing import TYPE_CHECKING

import torch

from ..cuda_probe import words
from .features import Features
from .padding import Padding, Tensor, padding_of

if TYPE_CHECKING:
    from .recogniser import Encode

# Encoder frames of 60 ms, and rows: a batch is padded up to the next shape of this grid, by an eighth on average.
_FRAMES = 16
_GRAPHS_KEPT = 32

Replay = Callable[[Features, Padding], Tensor]


class GraphedEncoder:
    """Encodes as the plain encoder does; shapes come from a grid, so that few graphs serve all batches."""

    def __init__(self, encode: "Encode", device: str) -> None:
        self._encode = encode
        self._device = device
        self._is_able = True
        self._graphs: OrderedDict[tuple[int, int], Replay] = OrderedDict()

    def __call__(self, features: Features, _padding: Padding) -> Tensor:
        """Features [B, T, 560] to what was heard [B, T, d], zero behind each segment's end."""
        rows, frames = features.rows.shape[:2]
        shape = (_next_rows(rows), -(-frames // _FRAMES) * _FRAMES)
        padded = torch.nn.functional.pad(features.rows, (0, 0, 0, shape[1] - frames, 0, shape[0] - rows))
        # A row of nothing would attend to nothing: it has one frame.
        widened = Features(padded, (*features.lengths, *[1] * (shape[0] - rows)))
        # Also where no row is padded: a graph is recorded with a mask or without one.
        padding = padding_of(widened.lengths, shape[1], self._device, always=True)
        graph = self._graphs.pop(shape, None) or self._try(widened, padding)
        self._graphs[shape] = graph
        if len(self._graphs) > _GRAPHS_KEPT:
            self._graphs.popitem(last=False)
        return graph(widened, padding)[:rows, :frames]

    def _try(self, features: Features, padding: Padding) -> Replay:
        """A graph, or the plain encoder where this card, driver or what memory is left records none."""
        if self._is_able:
            try:
                return _record(self._encode, features, padding)
            except RuntimeError as error:
                self._is_able = False
                sys.stderr.write(f"CUDA graphs are off from here on: {words(error)}\n")
        return self._encode


def _next_rows(rows: int) -> int:
    """Up to 8 as it is, then in steps of an eighth of the next power of two."""
    step = max(1, 1 << max(0, (rows - 1).bit_length() - 3))
    return -(-rows // step) * step


def _record(encode: "Encode", features: Features, padding: Padding) -> Replay:
    """A graph with places of its own for input and output."""
    if not torch.cuda.is_available():
        return encode
    # The places the graph reads from.
    rows, keep, attend = (part.clone() for part in _parts(features, padding))
    inside = Padding(keep, attend)
    stream = torch.cuda.Stream()
    stream.wait_stream(torch.cuda.current_stream())
    with torch.cuda.stream(stream):
        encode(Features(rows, features.lengths), inside)
    torch.cuda.current_stream().wait_stream(stream)
    graph = torch.cuda.CUDAGraph()
    with torch.cuda.graph(graph):
        heard = encode(Features(rows, features.lengths), inside)

    def replay(features: Features, padding: Padding) -> Tensor:
        for place, part in zip((rows, keep, attend), _parts(features, padding), strict=True):
            place.copy_(part)
        graph.replay()
        return heard.clone()

    return replay


def _parts(features: Features, padding: Padding) -> tuple[Tensor, Tensor, Tensor]:
    return features.rows, padding.keep, padding.attend
