"""Held-out material: texts and voices that no training has seen."""

from __future__ import annotations

import random
from dataclasses import dataclass

import numpy as np

from demo import sound
from demo.corpus import manner
from demo.speak import Audio, speak
from demo.texts import sentences
from demo.vad_data import Mixture, spoken


@dataclass(frozen=True)
class Trial:
    """One sentence: tight, and as a voice detector would deliver it in noise
    (``starts_ms`` of the characters are in that one)."""

    text: str
    clean: Audio
    padded: Audio
    starts_ms: list[float]


def trials(count: int, seed: int) -> list[Trial]:
    """``count`` sentences; 170 to 320 ms before, 100 to 250 ms after, white or
    pink noise 10 to 40 dB below."""
    rng = random.Random(seed)
    noises = np.random.default_rng(seed)
    made = []
    for text in sentences(count, seed, held_out=True):
        said = speak(text, manner(rng, held_out=True))
        lead = rng.uniform(0.17, 0.32)
        ends = sound.silence(lead), sound.silence(rng.uniform(0.1, 0.25))
        padded = np.concatenate([ends[0], said.audio, ends[1]])
        colour = rng.choice(("white", "pink"))
        noisy = sound.add_noise(padded, rng.uniform(10, 40), colour, noises)
        starts = [start + lead * 1000 for start in said.starts_ms]
        made.append(Trial(text, said.audio, sound.clip(noisy), starts))
    return made


@dataclass(frozen=True)
class Talk:
    """A recording of several sentences and its punctuated truth."""

    text: str
    audio: Audio


def talks(count: int, seed: int) -> list[Talk]:
    """``count`` recordings of four sentences, 0.3 to 2 s apart, in noise."""
    rng = random.Random(seed)
    noises = np.random.default_rng(seed)
    pool = iter(sentences(4 * count, seed, held_out=True))
    made = []
    for _ in range(count):
        texts = [next(pool) for _ in range(4)]
        pieces: list[Audio] = []
        for text in texts:
            pieces += [sound.silence(rng.uniform(0.3, 2.0)), speak(text, manner(rng, True)).audio]
        audio = np.concatenate([*pieces, sound.silence(0.5)])
        colour = rng.choice(("white", "pink"))
        noisy = sound.add_noise(audio, rng.uniform(15, 40), colour, noises)
        made.append(Talk("".join(texts), sound.clip(noisy)))
    return made


def mixtures(count: int, seed: int) -> list[Mixture]:
    """``count`` held-out recordings for the voice detector, eight sentences each."""
    pool = iter(sentences(8 * count, seed, held_out=True))
    jobs = [[next(pool) for _ in range(8)] for _ in range(count)]
    return [spoken(texts, seed + i, held_out=True) for i, texts in enumerate(jobs)]
