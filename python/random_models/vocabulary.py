"""A plausible tokens.json of any size, and its seg_dict: Chinese characters, English pieces and whole words."""

from collections.abc import Iterator, Sequence
from itertools import chain, islice, product

_CONSONANTS, _VOWELS = "bcdfghklmnprstvw", "aeiou"
_FIRST_LEVEL_ROW, _LAST_ROW, _CELLS = 0xB0, 0xF7, range(0xA1, 0xFF)
_MARK = "@@"
_ENGLISH_SHARE = 0.2


def tokens_of(size: int) -> list[str]:
    """`size` different tokens in FunASR's order: <blank>, <s>, </s>, four characters to each English one, <unk>."""
    spoken = size - 4
    english = int(spoken * _ENGLISH_SHARE)
    characters = list(islice(_characters(), spoken - english))
    pieces = islice(_pieces(), size - 4 - len(characters))
    return ["<blank>", "<s>", "</s>", *characters, *pieces, "<unk>"]


def seg_dict_of(tokens: Sequence[str]) -> str:
    """Text of a seg_dict, `word piece piece…` a line: by it FunASR cuts hotwords. Each piece with @@ gets a word."""
    ends = [token for token in tokens if token.isascii() and token.isalpha()]
    starts = [token for token in tokens if token.endswith(_MARK)]
    split = {start.removesuffix(_MARK) + end: f"{start} {end}" for start, end in zip(starts, ends, strict=False)}
    whole = {token: token for token in tokens if not token.endswith(_MARK) and not token.startswith("<")}
    return "".join(f"{word} {pieces}\n" for word, pieces in {**split, **whole}.items())


def _characters() -> Iterator[str]:
    """The 6,763 of GB 2312, the common ones first."""
    for row, cell in product(range(_FIRST_LEVEL_ROW, _LAST_ROW + 1), _CELLS):
        try:
            yield bytes((row, cell)).decode("gb2312")
        except UnicodeDecodeError:
            continue


def _pieces() -> Iterator[str]:
    """Syllables, each as the start of a word and as a word or its end."""
    syllables = chain(
        map("".join, product(_CONSONANTS, _VOWELS)),
        map("".join, product(_CONSONANTS, _VOWELS, _CONSONANTS)),
    )
    return chain.from_iterable((syllable + _MARK, syllable) for syllable in syllables)
