"""Error counts: characters for the recogniser, marks for punctuation."""

from __future__ import annotations

from collections.abc import Iterable

from demo.texts import MARKS


def distance(truth: str, heard: str) -> int:
    """Levenshtein's distance in characters."""
    row = list(range(len(heard) + 1))
    for i, wanted in enumerate(truth, 1):
        before, row[0] = row[0], i
        for j, got in enumerate(heard, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (wanted != got))
    return row[-1]


def cer(pairs: Iterable[tuple[str, str]]) -> float:
    """Character error rate in percent over (truth, heard)."""
    errors = length = 0
    for truth, heard in pairs:
        errors += distance(truth, heard)
        length += len(truth)
    return round(100 * errors / length, 2)


def mark_after(text: str) -> list[str]:
    """For each character the mark that follows it, or ``""``."""
    marks: list[str] = []
    for character in text:
        if character in MARKS:
            marks[-1] = character
        else:
            marks.append("")
    return marks


def mark_scores(pairs: Iterable[tuple[str, str]]) -> dict[str, float]:
    """F1 of each mark over (truth, punctuated) with equal characters."""
    rows = [
        pair for truth, got in pairs
        for pair in zip(mark_after(truth), mark_after(got), strict=True)
    ]  # fmt: skip
    scores = {}
    for mark in MARKS:
        hits = sum(a == b == mark for a, b in rows)
        either = sum((a == mark) + (b == mark) for a, b in rows)
        scores[mark] = round(2 * hits / either, 4) if either else 1.0
    return scores
