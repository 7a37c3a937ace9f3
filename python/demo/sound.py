"""Noise, level and silence: what lies between a voice and a recogniser."""

from __future__ import annotations

import numpy as np
from scipy import fft

from demo.speak import RATE, Audio

COLOURS = ("white", "pink", "brown")


def silence(seconds: float) -> Audio:
    """Digital zero."""
    return np.zeros(int(seconds * RATE), np.float32)


def noise(colour: str, samples: int, rng: np.random.Generator) -> Audio:
    """Unit-power noise; pink falls 3 dB and brown 6 dB an octave above 20 Hz."""
    size = fft.next_fast_len(samples, real=True)  # a prime length takes ten times as long
    spectrum = fft.rfft(rng.standard_normal(size, np.float32))
    hertz = np.maximum(fft.rfftfreq(size, 1 / RATE), 20.0).astype(np.float32)
    spectrum *= hertz ** -{"white": 0.0, "pink": 0.5, "brown": 1.0}[colour]
    wave = fft.irfft(spectrum, size)[:samples]
    return np.asarray(wave / (np.sqrt(np.mean(wave**2)) + 1e-9), np.float32)


def gain(audio: Audio, decibel: float) -> Audio:
    """The audio made louder (or softer, below zero)."""
    return np.asarray(audio * 10 ** (decibel / 20), np.float32)


def add_noise(audio: Audio, snr_db: float, colour: str, rng: np.random.Generator) -> Audio:
    """Adds noise ``snr_db`` under the loudness of what is not silence."""
    heard = audio[np.abs(audio) > 1e-3]
    power = float(np.mean(heard**2)) if heard.size else 1e-6
    level = np.sqrt(power / 10 ** (snr_db / 10))
    return np.asarray(audio + level * noise(colour, len(audio), rng), np.float32)


def clip(audio: Audio) -> Audio:
    """To full scale at most, and through 16 bits, as a file would carry it."""
    return np.asarray(np.round(np.clip(audio, -1, 32767 / 32768) * 32768) / 32768, np.float32)
