"""The made-up tokens.json and seg_dict."""

import pytest

from random_models.configs import SHAPES
from random_models.vocabulary import seg_dict_of, tokens_of


@pytest.mark.parametrize("size", [20, SHAPES["small"].vocabulary, SHAPES["large"].vocabulary])
def test_as_many_different_tokens_as_asked_in_funasrs_order(size: int) -> None:
    tokens = tokens_of(size)
    assert len(tokens) == len(set(tokens)) == size
    assert tokens[:3] == ["<blank>", "<s>", "</s>"]
    assert tokens[-1] == "<unk>"


def test_every_word_of_the_dictionary_is_cut_into_tokens_that_spell_it() -> None:
    tokens = tokens_of(SHAPES["large"].vocabulary)
    rows = [line.split() for line in seg_dict_of(tokens).splitlines()]
    assert any(len(pieces) == 2 for _, *pieces in rows)
    for word, *pieces in rows:
        assert "".join(piece.removesuffix("@@") for piece in pieces) == word
    assert {piece for _, *pieces in rows for piece in pieces} == set(tokens[3:-1])


def test_a_word_stands_once() -> None:
    words = [line.split()[0] for line in seg_dict_of(tokens_of(SHAPES["large"].vocabulary)).splitlines()]
    assert len(words) == len(set(words))
