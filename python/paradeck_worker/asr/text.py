"""Model tokens to text, and the text's words with the tokens they came from.

Rules of funasr 1.4.16: utils/postprocess_utils.py (sentence_postprocess, abbr_dispose) for the text, and
models/ct_transformer/utils.py (split_words) for the words that punctuation works on.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

_UNSPOKEN = ("<s>", "</s>", "<unk>", "<OOV>")
_CONTINUES = "@@"


@dataclass(frozen=True, slots=True)
class Piece:
    """Text made from tokens [first, last]; a space is made from none."""

    text: str
    first: int = 1
    last: int = 0


_SPACE = Piece(" ")


def pieces_of(tokens: Sequence[str]) -> list[Piece]:
    """Chinese characters side by side, English pieces (`hel@@`, `lo`) joined to words with a space behind each."""
    pieces: list[Piece] = []
    begun: Piece | None = None
    spaced = False
    for at, token in enumerate(tokens):
        if token in _UNSPOKEN:
            continue
        if _is_chinese(token):
            # Stock pops whatever came last, which can be a word; only the space is meant.
            if spaced and pieces[-1] is _SPACE:
                pieces.pop()
            pieces.append(Piece(token, at, at))
            spaced = False
        elif _CONTINUES in token:
            begun = _join(begun, token.replace(_CONTINUES, ""), at)
            spaced = False
        elif _is_alphabetic(token):
            pieces += (_join(begun, token, at), _SPACE)
            begun = None
            spaced = True
        else:
            pieces.append(Piece(token, at, at))
    return _abbreviate(pieces)


def text_of(pieces: Sequence[Piece]) -> str:
    """The text as stock prints it."""
    return "".join(piece.text for piece in pieces).strip()


def words_of(pieces: Sequence[Piece]) -> list[Piece]:
    """Each character beyond ASCII, and each run of ASCII between spaces, with the tokens it spans."""
    letters = [Piece(letter, piece.first, piece.last) for piece in pieces for letter in piece.text]
    words: list[Piece] = []
    for plain, run in groupby(letters, key=lambda letter: letter.text.isascii() and not letter.text.isspace()):
        group = [letter for letter in run if not letter.text.isspace()]
        if plain:
            words.append(Piece("".join(letter.text for letter in group), group[0].first, group[-1].last))
        else:
            words += group
    return words


def _is_chinese(token: str) -> bool:
    return all("\u4e00" <= letter <= "\u9fff" or letter in "0123456789@" for letter in token)


def _is_alphabetic(token: str) -> bool:
    return all(letter.isalpha() or letter == "'" for letter in token)


def _join(begun: Piece | None, text: str, at: int) -> Piece:
    return Piece(text, at, at) if begun is None else Piece(begun.text + text, begun.first, at)


def _is_letter(piece: Piece) -> bool:
    return len(piece.text) == 1 and piece.text.isascii() and piece.text.isalpha()


def _abbreviate(pieces: list[Piece]) -> list[Piece]:
    """Letters spoken one by one become one capital word: `u s b` -> `USB`."""
    result: list[Piece] = []
    at = 0
    while at < len(pieces):
        end = at
        while _is_letter(pieces[at]) and end + 2 < len(pieces) and _spells_on(pieces, end):
            end += 2
        if end > at:
            word = "".join(piece.text for piece in pieces[at : end + 1 : 2]).upper()
            result.append(Piece(word, pieces[at].first, pieces[end].last))
        else:
            result.append(pieces[at])
        at = end + 1
    return result


def _spells_on(pieces: list[Piece], at: int) -> bool:
    """Whether a space and another single letter follow."""
    return pieces[at + 1] is _SPACE and _is_letter(pieces[at + 2])
