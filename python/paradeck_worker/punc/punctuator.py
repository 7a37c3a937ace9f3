"""Marks for a stream of tokens; any slicing of it gives what one call gives.

A port of CTTransformer.inference (funasr 1.4.16): 20 tokens a round on a grid over the whole text, the sentence still
open carried into the next round. A round knows whether it is the last one, so a full one waits for one token more.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..faults import InputFault
from ..nets import Net

ROUND_TOKENS = 20
# A sentence longer than this is cut at its last comma.
LONGEST_OPEN = 200
INPUTS = ("inputs", "text_lengths")
OUTPUTS = ("logits",)

_NO_MARK = ("_", "<unk>")
_SENTENCE_ENDS = ("。", "？")
_COMMA = "，"
_FULL_STOP = "。"
_ASCII = {"，": ",", "。": ".", "？": "?"}


@dataclass(frozen=True, slots=True)
class Carry:
    """`open`: tokens of the sentence not ended yet, behind their rounds; `tail`: at most a round that still waits."""

    open: tuple[str, ...] = ()
    tail: tuple[str, ...] = ()


def read_carry(text: str | None) -> Carry:
    """Read back a reply's carry; InputFault for anything else."""
    if text is None:
        return Carry()
    try:
        parts = json.loads(text)
        carry = Carry(tuple(parts["open"]), tuple(parts["tail"]))
    except (ValueError, KeyError, TypeError) as error:
        raise InputFault(f"carry was not made by this worker: {error}") from error
    if not all(isinstance(token, str) and token for token in carry.open + carry.tail):
        raise InputFault("carry was not made by this worker: it holds something else than tokens")
    return carry


def write_carry(carry: Carry) -> str:
    """As one opaque string."""
    return json.dumps({"open": carry.open, "tail": carry.tail}, ensure_ascii=False, separators=(",", ":"))


class Punctuator:
    """One CT-Transformer graph with its tokens and marks; holds no text's state."""

    def __init__(self, net: Net, tokens: Sequence[str], marks: Sequence[str]) -> None:
        """`marks` is model_conf.punc_list."""
        self._net = net
        self._ids = {token: at for at, token in enumerate(tokens)}
        self._unknown = self._ids["<unk>"]
        self._marks = list(marks)

    def punctuate(self, tokens: Sequence[str], carry: Carry, last: bool) -> tuple[list[str], Carry | None]:
        """Marks of the next tokens not yet answered, and the carry for those that follow; None after the last."""
        if not all(tokens):
            raise InputFault("tokens must not be empty strings")
        open_tokens, tail = list(carry.open), [*carry.tail, *tokens]
        answered: list[str] = []
        while len(tail) > ROUND_TOKENS:
            open_tokens += tail[:ROUND_TOKENS]
            tail = tail[ROUND_TOKENS:]
            marks = _settled(self._predict(open_tokens))
            answered += _surface(open_tokens, marks)
            open_tokens = open_tokens[len(marks) :]
        if not last:
            return answered, Carry(tuple(open_tokens), tuple(tail))
        open_tokens += tail
        if open_tokens:
            answered += _closed(open_tokens, _surface(open_tokens, self._predict(open_tokens)))
        return answered, None

    def _predict(self, tokens: Sequence[str]) -> list[str]:
        """The model's mark for each token, '' for none."""
        ids = np.array([[self._ids.get(token, self._unknown) for token in tokens]], np.int32)
        lengths = np.array([len(tokens)], np.int32)
        (logits,) = self._net.run(dict(zip(INPUTS, (ids, lengths), strict=True)))
        marks = [self._marks[best] for best in logits[0].argmax(axis=-1)]
        return ["" if mark in _NO_MARK else mark for mark in marks]


def _settled(marks: list[str]) -> list[str]:
    """Marks up to the last sentence end; without one, and with too long a sentence, up to its last comma.

    Stock never looks at the first two marks nor at the last, whose right context is still to come.
    """
    inner = range(len(marks) - 2, 1, -1)
    end = next((at for at in inner if marks[at] in _SENTENCE_ENDS), -1)
    if end >= 0:
        return marks[: end + 1]
    comma = next((at for at in inner if marks[at] == _COMMA), -1)
    if len(marks) > LONGEST_OPEN and comma >= 0:
        return [*marks[:comma], _FULL_STOP]
    return []


def _surface(tokens: Sequence[str], marks: Sequence[str]) -> list[str]:
    """Marks as printed: ASCII ones behind ASCII words."""
    pairs = zip(tokens, marks, strict=False)
    return [_ASCII.get(mark, mark) if token[0].isascii() else mark for token, mark in pairs]


def _closed(tokens: Sequence[str], marks: list[str]) -> list[str]:
    """The text's last mark is a full stop unless it ends a sentence already."""
    letter = marks[-1] or tokens[-1][-1]
    if letter in "，、":
        return [*marks[:-1], _FULL_STOP]
    if letter == "," or (letter.isascii() and letter not in ".?"):
        return [*marks[:-1], "."]
    if not letter.isascii() and letter not in _SENTENCE_ENDS:
        return [*marks[:-1], _FULL_STOP]
    return marks
