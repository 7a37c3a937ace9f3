"""Tokens to text and words, by FunASR's rules."""

import pytest

from paradeck_worker.asr.text import pieces_of, text_of, words_of


@pytest.mark.parametrize(
    ("tokens", "text", "words"),
    [
        ([], "", []),
        (["今", "天"], "今天", ["今", "天"]),
        (["hel@@", "lo", "wor@@", "ld"], "hello world", ["hello", "world"]),
        (["今", "hel@@", "lo", "天"], "今hello天", ["今", "hello", "天"]),
        (["u", "s", "b", "口"], "USB口", ["USB", "口"]),
        (["a", "b"], "AB", ["AB"]),
        (["a", "hello"], "a hello", ["a", "hello"]),
        (["2", "0", "年"], "20年", ["20", "年"]),
        (["<unk>", "今", "</s>"], "今", ["今"]),
        (["it's", "好"], "it's好", ["it's", "好"]),
        (["x@@"], "", []),
    ],
)
def test_joins_as_funasr_does(tokens: list[str], text: str, words: list[str]) -> None:
    pieces = pieces_of(tokens)
    assert text_of(pieces) == text
    assert [word.text for word in words_of(pieces)] == words


def test_a_word_spans_the_tokens_it_came_from() -> None:
    words = words_of(pieces_of(["今", "hel@@", "lo", "<unk>", "u", "s", "b", "2", "0"]))
    assert [(word.text, word.first, word.last) for word in words] == [("今", 0, 0), ("hello", 1, 2), ("USB20", 4, 8)]
