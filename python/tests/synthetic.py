"""Sounds made up from a seed: bursts of something like voice, gaps, and noise."""

import numpy as np
import numpy.typing as npt

RATE = 16_000


def mixture(rng: np.random.Generator, seconds: float) -> npt.NDArray[np.int16]:
    """Voice-like bursts of 0.2-8 s with gaps of 0.05-4.5 s in noise; int16 samples at 16 kHz."""
    size = int(seconds * RATE)
    sound = rng.normal(0, 10 ** rng.uniform(0, 1.8), size)
    at = 0
    while at < size:
        at += int(rng.choice([0.1, 0.3, 0.7, 0.9, 1.5, 3.0]) * rng.uniform(0.5, 1.5) * RATE)
        burst = voiced(rng, min(rng.uniform(0.2, 8), max(0, size - at) / RATE))
        sound[at : at + len(burst)] += burst
        at += len(burst)
    return np.clip(sound, -32768, 32767).astype(np.int16)


def noise(rng: np.random.Generator, seconds: float) -> npt.NDArray[np.int16]:
    """White noise whose loudness jumps every half second, by up to 60 dB."""
    size = int(seconds * RATE)
    loudness = 10 ** rng.uniform(0, 3, size // (RATE // 2) + 1)
    return (rng.normal(0, 1, size) * loudness.repeat(RATE // 2)[:size]).astype(np.int16)


def voiced(rng: np.random.Generator, seconds: float) -> npt.NDArray[np.float64]:
    """A harmonic sound with a slow envelope, 100 to 4000 high."""
    at = np.arange(int(seconds * RATE)) / RATE
    pitch = rng.uniform(90, 250)
    tone = np.zeros(len(at))
    for harmonic in range(1, 20):
        tone += np.sin(2 * np.pi * pitch * harmonic * at + rng.uniform(0, 6)) / harmonic
    envelope = np.sqrt(np.abs(np.sin(2 * np.pi * rng.uniform(1, 5) * at)))
    return tone * envelope * 10 ** rng.uniform(2, 3.6)


def joined(rng: np.random.Generator, clips: list[npt.NDArray[np.int16]], seconds: float) -> npt.NDArray[np.int16]:
    """Recorded clips in random order and loudness with random gaps, in soft noise."""
    size = int(seconds * RATE)
    sound = rng.normal(0, 10 ** rng.uniform(0, 1.5), size)
    at = int(rng.uniform(0, 1) * RATE)
    while at < size:
        clip = clips[rng.integers(len(clips))][: size - at] * 10 ** rng.uniform(-0.6, 0)
        sound[at : at + len(clip)] += clip
        at += len(clip) + int(rng.choice([0.1, 0.5, 0.75, 0.85, 1.2, 3.0]) * RATE)
    return np.clip(sound, -32768, 32767).astype(np.int16)
