"""Hotwords: from what a user types to token ids, and to what the model leans on (SeACo and contextual Paraformer)."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import torch
from torch.nn.utils import rnn

from .padding import Tensor

SEG_DICT = "seg_dict"
# <s> stands for "none of them" at the end of each list (generate_hotwords_list, funasr 1.4.16).
_NONE_OF_THEM = [1]
_CHINESE = re.compile(r"^[\u4E00-\u9FA50-9]+$")
_UNKNOWN = "<unk>"


class HotwordIds:
    """Words to ids by the directory's tokens and, for English, its seg_dict (word to pieces)."""

    def __init__(self, tokens: Sequence[str], pieces: Mapping[str, Sequence[str]] | None) -> None:
        self._ids = {token: at for at, token in enumerate(tokens)}
        self._pieces = pieces

    def of(self, words: Sequence[str]) -> list[list[int]]:
        """Ids of each word and of "none of them" behind them; a text with spaces counts as several words."""
        split = [word for text in words for word in text.split()]
        unknown = self._ids[_UNKNOWN]
        return [*([self._ids.get(token, unknown) for token in self._tokens(word)] for word in split), _NONE_OF_THEM]

    def _tokens(self, word: str) -> Sequence[str]:
        word = word.lower()
        if self._pieces is None:
            return [word] if word in self._ids else list(word)
        if word in self._pieces:
            return self._pieces[word]
        if not _CHINESE.match(word):
            return [_UNKNOWN]
        return [token for letter in word for token in self._pieces.get(letter, (_UNKNOWN,))]


def read_seg_dict(directory: Path) -> dict[str, list[str]] | None:
    """A line a word: the word and its pieces; None where the directory has none."""
    path = directory / SEG_DICT
    if not path.is_file():
        return None
    with path.open(encoding="utf-8") as lines:
        words = [line.split() for line in lines]
    return {word[0]: word[1:] for word in words if word}


def embed_for_seaco(model: Any, ids: Sequence[Sequence[int]], device: str) -> Tensor:
    """[W, d]: each word's last state of the bias encoder, read by the decoder's own embedding."""
    packed = _pack(model.decoder.embed, ids, device)
    states, lengths = rnn.pad_packed_sequence(model.bias_encoder(packed)[0], batch_first=True)
    if model.lstm_proj is not None:
        states = model.lstm_proj(states)
    return states[torch.arange(len(ids)), lengths - 1]


def embed_for_contextual(model: Any, ids: Sequence[Sequence[int]], device: str) -> Tensor:
    """[W, d]: the same for ContextualParaformer, which may have an embedding of its own."""
    embed = model.decoder.embed if model.use_decoder_embedding else model.bias_embed
    return model.bias_encoder(_pack(embed, ids, device))[1][0][-1]


def _pack(embed: Any, ids: Sequence[Sequence[int]], device: str) -> Any:
    padded = rnn.pad_sequence([torch.tensor(word) for word in ids], batch_first=True).to(device)
    lengths = torch.tensor([len(word) for word in ids])
    return rnn.pack_padded_sequence(embed(padded), lengths, batch_first=True, enforce_sorted=False)
