"""Mixtures of speech, silence and noise, labelled per 10 ms frame.

A tenth has no speech at all, tones and clicks among it: without those, a
detector takes any steady tone for a voice.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from multiprocessing import get_context

import numpy as np
import numpy.typing as npt

from demo import sound
from demo.corpus import manner
from demo.features import FRAME_MS, Frames, filterbank
from demo.speak import RATE, Audio, speak
from demo.texts import sentences

FLOOR_DB = 38.0  # below a clip's loud frames: no longer speech
FILLED_MS = 250  # a pause this short is still speech
FRAME = RATE * FRAME_MS // 1000
Labels = npt.NDArray[np.bool_]
Placed = tuple[int, Audio]  # first sample, clip


@dataclass(frozen=True)
class Mixture:
    """``audio``, its [frames, 80] filterbank and [frames] truth; ``utterances``
    are (from, to) in samples."""

    audio: Audio
    frames: Frames
    speech: Labels
    utterances: list[tuple[int, int]]


def label(audio: Audio) -> Labels:
    """Which 10 ms frames of a clean clip are speech."""
    whole = audio[: len(audio) // FRAME * FRAME].reshape(-1, FRAME)
    level = 10 * np.log10(np.mean(whole**2, axis=1) + 1e-12)
    speech = level > np.percentile(level, 98) - FLOOR_DB
    edges = np.flatnonzero(np.diff(np.concatenate(([True], speech, [True])).astype(np.int8)))
    for begin, end in zip(edges[::2], edges[1::2], strict=True):
        if begin > 0 and end < len(speech) and (end - begin) * FRAME_MS <= FILLED_MS:
            speech[begin:end] = True
    return np.asarray(speech, np.bool_)


def _hum(samples: int, rng: random.Random) -> Audio:
    time = np.arange(samples) / RATE
    wave = sum(np.sin(2 * np.pi * 50 * k * time) / k for k in (1, 2, 3))
    return np.asarray(wave * 10 ** (rng.uniform(-60, -35) / 20), np.float32)


def _mix(texts: list[str], rng: random.Random, held_out: bool) -> tuple[Audio, list[Placed]]:
    placed: list[Placed] = []
    at = int(rng.uniform(0.3, 3) * RATE)
    for text in texts:
        clip = sound.gain(speak(text, manner(rng, held_out)).audio, rng.uniform(-12, 6))
        placed.append((at, clip))
        at += len(clip) + int(rng.uniform(0.3, 3) * RATE)
    audio = np.zeros(at, np.float32)
    for start, clip in placed:
        audio[start : start + len(clip)] += clip
    return audio, placed


def _dirty(audio: Audio, rng: random.Random) -> Audio:
    noises = np.random.default_rng(rng.randrange(2**32))
    colour = rng.choices(("", *sound.COLOURS), (15, 35, 35, 15))[0]
    if colour:
        hiss = sound.add_noise(audio, rng.uniform(5, 30), colour, noises) - audio
        if rng.random() < 0.2:  # a fan that starts or stops
            hiss[int(rng.random() * len(hiss)) :] *= rng.choice((0.3, 3.0))
        audio = audio + hiss
    if rng.random() < 0.25:
        audio = audio + _hum(len(audio), rng)
    return sound.clip(sound.gain(audio, rng.uniform(-20, 6)))


def spoken(texts: list[str], seed: int, held_out: bool) -> Mixture:
    """Several speakers one after another, 0.3 to 3 s apart, in noise."""
    rng = random.Random(seed)
    audio, placed = _mix(texts, rng, held_out)
    speech = np.zeros(len(audio) // FRAME + 1, np.bool_)
    for start, clip in placed:
        marks = label(clip)
        speech[start // FRAME : start // FRAME + len(marks)] |= marks
    dirty = _dirty(audio, rng)
    frames = filterbank(dirty)
    spans = [(start, start + len(clip)) for start, clip in placed]
    return Mixture(dirty, frames, speech[: len(frames)], spans)


def speechless(seed: int) -> Mixture:
    """12 s of zeros, noise, tones, sweeps or clicks."""
    rng = random.Random(seed)
    noises = np.random.default_rng(seed)
    samples = 12 * RATE
    audio = np.zeros(samples, np.float32)
    if rng.random() < 0.85:
        level = rng.uniform(-75, -12)
        audio += sound.gain(sound.noise(rng.choice(sound.COLOURS), samples, noises), level)
    if rng.random() < 0.4:
        hertz = np.linspace(rng.uniform(80, 3000), rng.uniform(80, 3000), samples)
        steady = hertz if rng.random() < 0.5 else np.full(samples, hertz[0])
        tone = np.sin(2 * np.pi * np.cumsum(steady) / RATE)
        begin, end = sorted(rng.randrange(samples) for _ in range(2))
        audio[begin:end] += (tone * 10 ** (rng.uniform(-50, -6) / 20))[begin:end]
    if rng.random() < 0.5:
        for _ in range(rng.randint(1, 20)):
            audio[rng.randrange(samples)] += rng.uniform(-0.8, 0.8)
    frames = filterbank(sound.clip(audio))
    return Mixture(sound.clip(audio), frames, np.zeros(len(frames), np.bool_), [])


def one(job: tuple[int, list[str]], held_out: bool) -> Mixture:
    """The mixture of a job: a seed, and texts (none: without speech)."""
    seed, texts = job
    return spoken(texts, seed, held_out) if texts else speechless(seed)


def _lean(job: tuple[int, list[str]]) -> Mixture:
    """Training needs no audio, which would be the larger half on disk."""
    made = one(job, held_out=False)
    return replace(made, audio=made.audio[:0])


def build(count: int, seed: int, processes: int = 2) -> list[Mixture]:
    """``count`` training mixtures of about 25 s, a tenth without speech."""
    rng = random.Random(seed)
    pool = iter(sentences(5 * count, seed, held_out=False))
    jobs = []
    for index in range(count):
        texts = [next(pool) for _ in range(rng.randint(3, 5))]
        jobs.append((seed * 1_000_003 + index, texts if rng.random() < 0.9 else []))
    with get_context("spawn").Pool(processes) as workers:
        return workers.map(_lean, jobs, chunksize=8)
