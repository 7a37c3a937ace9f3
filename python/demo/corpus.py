"""Speech for the recogniser: synthesised, joined, padded, noisy, as features.

What the recogniser gets in ParaDeck are a voice detector's segments: about
250 ms before and 170 ms after the speech, several sentences with pauses in
between. A model that has only seen tight clips loses 7 % CER on those.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import numpy.typing as npt

from demo import sound
from demo.features import filterbank, stack
from demo.speak import TEST_VOICES, TRAIN_VOICES, Audio, Manner, speak
from demo.texts import bare, sentences

LFR_WIDTH, LFR_STRIDE = 7, 6
FRAME_MS = 60
LONGEST_S = 12.0
Half = npt.NDArray[np.float16]


@dataclass(frozen=True)
class Corpus:
    """Examples in a row: ``frames`` [sum of lengths, 560] before normalisation."""

    frames: Half
    ends: npt.NDArray[np.int64]
    texts: list[str]

    def example(self, index: int) -> Half:
        """[frames, 560] of one example."""
        start = 0 if index == 0 else int(self.ends[index - 1])
        return self.frames[start : int(self.ends[index])]

    def save(self, path: Path) -> None:
        """As an uncompressed .npz."""
        np.savez(path, frames=self.frames, ends=self.ends, texts=np.array(self.texts))

    @staticmethod
    def load(path: Path) -> Corpus:
        """What ``save`` wrote."""
        data = np.load(path)
        return Corpus(data["frames"], data["ends"], [str(t) for t in data["texts"]])


def manner(rng: random.Random, held_out: bool) -> Manner:
    """A voice of one side of the split, at a random speed and pitch."""
    voice = rng.choice(TEST_VOICES if held_out else TRAIN_VOICES)
    return Manner(voice, rng.randint(140, 200), rng.randint(30, 70), rng.randint(35, 65))


def say_all(texts: Sequence[str], how: Manner, rng: random.Random) -> Audio:
    """Sentences of one speaker, 0.05 to 1 s apart."""
    pieces: list[Audio] = []
    for text in texts:
        pieces += [sound.silence(rng.uniform(0.05, 1.0))] if pieces else []
        pieces.append(speak(text, how).audio)
    return np.concatenate(pieces)


def roughen(audio: Audio, rng: random.Random) -> Audio:
    """Random level, silence at both ends and, three times in four, noise."""
    loud = sound.gain(audio, rng.uniform(-15, 5))
    ends = [sound.silence(rng.uniform(0, 0.6)) for _ in range(2)]
    padded = np.concatenate([ends[0], loud, ends[1]])
    if rng.random() < 0.75:
        noises = np.random.default_rng(rng.randrange(2**32))
        colour = rng.choice(("white", "pink"))
        padded = sound.add_noise(padded, rng.uniform(8, 45), colour, noises)
    return sound.clip(padded)


def _example(texts: Sequence[str], seed: int) -> tuple[Half, str]:
    rng = random.Random(seed)
    how = manner(rng, held_out=False)
    audio = say_all(texts, how, rng)
    if len(audio) > LONGEST_S * 16_000:
        texts, audio = texts[:1], speak(texts[0], how).audio
    frames = stack(filterbank(roughen(audio, rng)), LFR_WIDTH, LFR_STRIDE)
    return frames.astype(np.float16), bare("".join(texts))


def _numbered(job: tuple[int, list[str]], seed: int) -> tuple[Half, str]:
    return _example(job[1], seed * 1_000_003 + job[0])


def build(count: int, seed: int, processes: int = 2) -> Corpus:
    """``count`` training examples: 65 % one sentence, 25 % two, 10 % three."""
    rng = random.Random(seed)
    shares = [rng.choices((1, 2, 3), (65, 25, 10))[0] for _ in range(count)]
    pool = iter(sentences(sum(shares), seed, held_out=False))
    jobs = [(i, [next(pool) for _ in range(share)]) for i, share in enumerate(shares)]
    with get_context("spawn").Pool(processes) as workers:
        made = workers.map(partial(_numbered, seed=seed), jobs, chunksize=32)
    ends = np.cumsum([len(frames) for frames, _ in made])
    return Corpus(np.concatenate([f for f, _ in made]), ends, [text for _, text in made])
