"""Turns templates into sentences, and keeps training and test texts apart."""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Callable, Iterable

from demo.templates import FIXED, OPENERS, QUESTIONS, STATEMENTS
from demo.words import DIGITS, SURNAMES, TITLES, WORDS

MARKS = "，。？、"
HELD_OUT_ONE_IN = 10
OPENER_SHARE = 0.12
QUESTION_SHARE = 0.3
FIXED_SHARE = 0.02
_SLOT = re.compile(r"{(\w+)}")


def read_number(value: int) -> str:
    """The Mandarin reading of 0 <= value < 10,000: 305 is 三百零五."""
    if value < 10:
        return DIGITS[value]
    if value < 20:
        return "十" + (DIGITS[value % 10] if value % 10 else "")
    for unit, name in ((1000, "千"), (100, "百"), (10, "十")):
        if value >= unit:
            rest = value % unit
            gap = "零" if rest and rest < unit // 10 else ""
            tail = f"一{read_number(rest)}" if 10 <= rest < 20 else read_number(rest)
            return DIGITS[value // unit] + name + gap + (tail if rest else "")
    raise ValueError(value)


def _digits(rng: random.Random, count: int) -> str:
    return "".join(rng.choice(DIGITS) for _ in range(count))


def _clock(rng: random.Random) -> str:
    hour = read_number(rng.choice([1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]))
    hour = rng.choice([hour, hour, hour, "两"])
    minute = rng.choice(["整", "半", "一刻", read_number(rng.randrange(11, 60)) + "分"])
    return rng.choice(WORDS["part"]) + hour + "点" + minute


def _date(rng: random.Random) -> str:
    month, day = read_number(rng.randint(1, 12)), read_number(rng.randint(1, 31))
    return f"{month}月{day}{rng.choice('日号')}"


def _weekday(rng: random.Random) -> str:
    return "星期" + rng.choice("一二三四五六天")


def _person(rng: random.Random) -> str:
    return rng.choice(SURNAMES) + rng.choice(TITLES)


MAKERS: dict[str, Callable[[random.Random], str]] = {
    "num": lambda rng: read_number(rng.randint(1, 99)),
    "sixty": lambda rng: read_number(rng.randint(1, 59)),
    "big": lambda rng: read_number(rng.randint(100, 9999)),
    "code": lambda rng: _digits(rng, rng.randint(2, 5)),
    "phone": lambda rng: _digits(rng, rng.randint(3, 8)),
    "year": lambda rng: "二零" + rng.choice("一二三") + rng.choice(DIGITS),
    "date": _date,
    "clock": _clock,
    "weekday": _weekday,
    "person": _person,
}


def fill(template: str, rng: random.Random) -> str:
    """Replaces every slot of a template by a word."""

    def word(match: re.Match[str]) -> str:
        name = match.group(1)
        return MAKERS[name](rng) if name in MAKERS else rng.choice(WORDS[name])

    return _SLOT.sub(word, template)


def draw(rng: random.Random) -> str:
    """One sentence, punctuated."""
    if rng.random() < FIXED_SHARE:
        return rng.choice(FIXED)
    asks = rng.random() < QUESTION_SHARE
    sentence = fill(rng.choice(QUESTIONS if asks else STATEMENTS), rng)
    return f"{rng.choice(OPENERS)}，{sentence}" if rng.random() < OPENER_SHARE else sentence


def is_held_out(text: str) -> bool:
    """Whether a text is kept from all training: by its hash, so that every
    stage (speech, punctuation, samples) agrees without a shared list."""
    if text in FIXED:
        return False
    return hashlib.sha256(text.encode()).digest()[0] % HELD_OUT_ONE_IN == 0


def sentences(count: int, seed: int, held_out: bool) -> list[str]:
    """``count`` sentences from one side of the split; held-out ones are distinct."""
    rng = random.Random(seed)
    found: list[str] = []
    seen: set[str] = set()
    while len(found) < count:
        text = draw(rng)
        if is_held_out(text) == held_out and not (held_out and text in seen):
            found.append(text)
            seen.add(text)
    return found


def bare(text: str) -> str:
    """The text without punctuation, as the recogniser writes it."""
    return "".join(c for c in text if c not in MARKS)


def vocabulary() -> list[str]:
    """Every character the templates can produce, in code point order."""
    static: Iterable[str] = (*STATEMENTS, *QUESTIONS)
    text = "".join(_SLOT.sub("", t) for t in static) + "".join((*OPENERS, *FIXED))
    text += "".join("".join(words) for words in WORDS.values())
    text += "".join((*SURNAMES, *TITLES)) + DIGITS + "十百千两整半一刻分日号月点星期天"
    return sorted(set(bare(text)))
