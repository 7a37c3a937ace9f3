"""From a recogniser's token ids to what the host is told; the same for every engine."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ..from_worker import Recognised
from ..frontend.fbank import BINS
from .text import pieces_of, text_of, words_of

LFR_M, LFR_N = 7, 6
FEATURES = BINS * LFR_M
# <blank>, <s>, </s>: tokens.json's first three entries.
_LAST_UNSPOKEN_ID = 2

NOTHING_HEARD = Recognised("", (), None, "spread")

Spans = tuple[tuple[float, float], ...]
WordSpans = Callable[[Sequence[tuple[int, int]]], Spans]
"""[start, end] ms of words that span tokens [first, last]."""


@dataclass(frozen=True, slots=True)
class Language:
    """What a directory says of its tokens: the list, how many of a count are </s>, the model's time bias in ms."""

    tokens: Sequence[str]
    predictor_bias: int
    time_bias_ms: float


def spoken_places(ids: npt.NDArray[np.integer]) -> npt.NDArray[np.intp]:
    """Where an id stands for something said."""
    return np.flatnonzero(ids > _LAST_UNSPOKEN_ID)


def read(tokens: Sequence[str], spans: WordSpans | None) -> Recognised:
    """Text and words of spoken tokens; their times where the model tells them."""
    pieces = pieces_of(tokens)
    words = words_of(pieces)
    text, said = text_of(pieces), tuple(word.text for word in words)
    if spans is None or not words:
        return Recognised(text, said, None, "spread")
    return Recognised(text, said, spans([(word.first, word.last) for word in words]), "cif")
