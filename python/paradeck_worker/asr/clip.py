"""A sound for directories that bring no clip of their own."""

import numpy as np

from ..pcm import Pcm16
from ..protocol import SAMPLE_RATE_HZ


def synthetic_clip() -> Pcm16:
    """2 s of a voiced-like sweep."""
    at = np.arange(2 * SAMPLE_RATE_HZ) / SAMPLE_RATE_HZ
    sweep = np.sin(2 * np.pi * (150 + 100 * at) * at) * np.sin(2 * np.pi * 3 * at)
    return (sweep * 8000).astype(np.int16)
