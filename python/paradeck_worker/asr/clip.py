"""What a recogniser warms up on."""

import wave
from pathlib import Path

import numpy as np

from ..card import Card, Clip, read_wav
from ..faults import ModelFault
from ..pcm import Pcm16
from ..protocol import SAMPLE_RATE_HZ


def clip_for(card: Card, given: str | None) -> Clip:
    """The card's clip; else the WAV given by the host, whose right text is not known; else a sound of our own."""
    if card.clip is not None:
        return card.clip
    if given is None:
        return Clip(synthetic_clip(), None)
    try:
        return Clip(read_wav(Path(given)), None)
    except (OSError, ValueError, EOFError, wave.Error) as error:
        raise ModelFault(f"{given}: the warm-up clip cannot be read ({error})") from error


def synthetic_clip() -> Pcm16:
    """2 s of a voiced-like sweep."""
    at = np.arange(2 * SAMPLE_RATE_HZ) / SAMPLE_RATE_HZ
    sweep = np.sin(2 * np.pi * (150 + 100 * at) * at) * np.sin(2 * np.pi * 3 * at)
    return (sweep * 8000).astype(np.int16)
