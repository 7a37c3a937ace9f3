"""Which 10 ms frames are speech: the net's silence probability and the frame's level against the noise floor.

A port of FsmnVADStreaming.ComputeDecibel and GetFrameState (funasr 1.4.16).
"""

import numpy as np
import numpy.typing as npt

from ..frontend.fbank import FRAME_SAMPLES, SHIFT_SAMPLES, Float32, frame_count
from .options import VadOptions

NO_NOISE_YET_DB = -100.0
# Stock's test for the marker above.
_NOISE_KNOWN_DB = -99.9
_FULL_SCALE = 32_768.0
_FLOOR = 1e-6
# 25 ms frames every 10 ms share blocks of 5 ms: five blocks a frame, two blocks a step.
_BLOCK = 80

Float64 = npt.NDArray[np.float64]


def levels_db(samples: Float32) -> Float64:
    """Energy in dB of each whole frame; samples [m] in int16 units, stock measures them in [-1, 1)."""
    count = frame_count(len(samples))
    if count == 0:
        return np.empty(0)
    used = (count - 1) * SHIFT_SAMPLES + FRAME_SAMPLES
    blocks = np.square(samples[:used].reshape(-1, _BLOCK), dtype=np.float64).sum(axis=1)
    frames = np.lib.stride_tricks.sliding_window_view(blocks, FRAME_SAMPLES // _BLOCK)[:: SHIFT_SAMPLES // _BLOCK]
    levels: Float64 = 10 * np.log10(frames.sum(axis=1) / _FULL_SCALE**2 + _FLOOR)
    return levels


def speech_flags(
    probabilities: Float32, levels: Float64, options: VadOptions, noise_db: float
) -> tuple[npt.NDArray[np.bool_], float]:
    """Flags [n] from class probabilities [n, classes] and levels [n]; also the noise floor behind the last frame."""
    silence = probabilities[:, list(options.sil_pdf_ids)].astype(np.float64).sum(axis=1)
    threshold = silence**options.speech_2_noise_ratio + options.speech_noise_thres
    likely = 1.0 - silence >= threshold
    heard = levels >= options.decibel_thres
    flags = []
    memory = options.noise_frame_num_used_for_snr
    for is_likely, is_heard, level in zip(likely.tolist(), heard.tolist(), levels.tolist(), strict=True):
        flags.append(is_likely and is_heard and level - noise_db >= options.snr_thres)
        if is_heard and not is_likely:
            noise_db = level if noise_db < _NOISE_KNOWN_DB else (level + noise_db * (memory - 1)) / memory
    return np.array(flags, np.bool_), noise_db
