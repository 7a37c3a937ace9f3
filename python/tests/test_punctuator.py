"""Marks do not depend on how a text is cut into messages."""

import random
from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from paradeck_worker.faults import InputFault
from paradeck_worker.punc.punctuator import Carry, Punctuator, read_carry, write_carry

MARKS = ["<unk>", "_", "，", "。", "？", "、"]
TOKENS = ["<blank>", "<s>", "</s>", *"今天气很好你我他", "hello", "ok", "<unk>"]


class ChanceSession:
    """A net whose mark for a token depends on the whole of what it is shown, as a real one's does."""

    def __init__(self, seed: int, weights: tuple[float, ...]) -> None:
        self._seed = seed
        self._weights = weights
        self.longest = 0

    def run(self, inputs: Mapping[str, Any]) -> list[Any]:
        ids = inputs["inputs"][0]
        self.longest = max(self.longest, len(ids))
        rng = np.random.default_rng([self._seed, *ids.tolist()])
        return [np.eye(len(MARKS))[rng.choice(len(MARKS), len(ids), p=self._weights)][None]]


def punctuator(seed: int, weights: tuple[float, ...] = (0, 0.8, 0.1, 0.05, 0.02, 0.03)) -> Punctuator:
    return Punctuator(ChanceSession(seed, weights), TOKENS, MARKS)  # type: ignore[arg-type]


def whole(model: Punctuator, tokens: list[str]) -> list[str]:
    marks, carry = model.punctuate(tokens, Carry(), last=True)
    assert carry is None
    return marks


def sliced(model: Punctuator, tokens: list[str], chance: random.Random) -> list[str]:
    """The same text in messages of any size, empty ones among them; the carry goes over the wire each time."""
    marks: list[str] = []
    carry: str | None = None
    while tokens:
        size = chance.choice([0, 1, 2, 7, 19, 20, 21, 40, 100])
        more, left = model.punctuate(tokens[:size], read_carry(carry), last=False)
        assert left is not None
        carry, tokens = write_carry(left), tokens[size:]
        marks += more
    more, left = model.punctuate([], read_carry(carry), last=True)
    assert left is None
    return marks + more


@pytest.mark.parametrize("seed", range(100))
def test_slicing_changes_nothing(seed: int) -> None:
    chance = random.Random(seed)
    tokens = chance.choices([*TOKENS[3:], "不识"], k=chance.randrange(300))
    marks = whole(punctuator(seed), list(tokens))
    assert len(marks) == len(tokens)
    assert sliced(punctuator(seed), tokens, chance) == marks


def test_a_sentence_too_long_is_cut_at_its_last_comma() -> None:
    model = punctuator(3, (0, 0.9, 0.1, 0, 0, 0))
    marks = whole(model, ["今"] * 500)
    assert len(marks) == 500
    # Rounds of 20: more than 200 open tokens are first seen at 220.
    assert marks[:-1].count("。") == 2


def test_a_sentence_without_any_mark_is_kept_whole() -> None:
    session = ChanceSession(1, (0, 1, 0, 0, 0, 0))
    model = Punctuator(session, TOKENS, MARKS)  # type: ignore[arg-type]
    assert whole(model, ["今"] * 450) == [""] * 449 + ["。"]
    assert session.longest == 450


@pytest.mark.parametrize(
    ("weights", "last_token", "mark"),
    [
        ((0, 1, 0, 0, 0, 0), "今", "。"),
        ((0, 1, 0, 0, 0, 0), "ok", "."),
        ((0, 0, 1, 0, 0, 0), "今", "。"),
        ((0, 0, 1, 0, 0, 0), "ok", "."),
        ((0, 0, 0, 0, 1, 0), "今", "？"),
        ((0, 0, 0, 0, 1, 0), "ok", "?"),
        ((0, 0, 0, 0, 0, 1), "今", "。"),
        ((0, 0, 0, 0, 0, 1), "ok", "。"),
        ((1, 0, 0, 0, 0, 0), "今", "。"),
    ],
)
def test_the_last_mark_ends_a_sentence(weights: tuple[float, ...], last_token: str, mark: str) -> None:
    assert whole(punctuator(1, weights), ["今", last_token])[-1] == mark


def test_no_tokens_give_no_marks() -> None:
    assert punctuator(1).punctuate([], Carry(), last=False) == ([], Carry())
    assert punctuator(1).punctuate([], Carry(), last=True) == ([], None)


@pytest.mark.parametrize("carry", ["", "{}", "[]", '{"open": 1, "tail": []}', '{"open": [""], "tail": []}', "null"])
def test_refuses_a_carry_of_another_kind(carry: str) -> None:
    with pytest.raises(InputFault, match="carry was not made by this worker"):
        read_carry(carry)
