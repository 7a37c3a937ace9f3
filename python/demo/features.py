"""Filterbanks as FunASR's ``WavFrontend`` makes them (``dither: 0``).

kaldi-native-fbank computes the same numbers as FunASR's torch code, many times
faster; ``evaluate`` proves it, since models trained here are scored there.
"""

from __future__ import annotations

import math
from pathlib import Path

import kaldi_native_fbank as knf
import numpy as np
import numpy.typing as npt

from demo.speak import RATE, Audio

Frames = npt.NDArray[np.float32]
MELS = 80
FRAME_MS = 10


def filterbank(audio: Audio) -> Frames:
    """[samples] in -1..1 at 16 kHz -> [frames, 80], 25 ms every 10 ms."""
    options = knf.FbankOptions()
    options.frame_opts.samp_freq = RATE
    options.frame_opts.dither = 0.0
    options.frame_opts.window_type = "hamming"
    options.frame_opts.snip_edges = True
    options.mel_opts.num_bins = MELS
    options.energy_floor = 0.0
    bank = knf.OnlineFbank(options)
    bank.accept_waveform(RATE, (audio * 32768).tolist())
    bank.input_finished()
    return np.stack([bank.get_frame(i) for i in range(bank.num_frames_ready)])


def stack(frames: Frames, width: int, stride: int) -> Frames:
    """Low frame rate: [frames, 80] -> [ceil(frames / stride), 80 * width]; the
    first frame is repeated before the start and the last one after the end."""
    left = (width - 1) // 2
    count = math.ceil(len(frames) / stride)
    need = max((count - 1) * stride + width - left - len(frames), 0)
    padded = np.concatenate([frames[:1]] * left + [frames] + [frames[-1:]] * need)
    picks = np.arange(count)[:, None] * stride + np.arange(width)[None, :]
    return np.asarray(padded[picks].reshape(count, -1), np.float32)


def write_cmvn(path: Path, mean: Frames, deviation: Frames) -> None:
    """Kaldi's text form of ``(x - mean) / deviation``; FunASR reads only the
    line after each of the two tags."""
    size = len(mean)

    def line(values: Frames) -> str:
        return f"<LearnRateCoef> 0 [ {' '.join(f'{v:.7g}' for v in values)} ]"

    path.write_text(
        f"<Nnet>\n<Splice> {size} {size}\n[ 0 ]\n<AddShift> {size} {size}\n{line(-mean)}\n"
        f"<Rescale> {size} {size}\n{line(1 / deviation)}\n</Nnet>\n"
    )


def read_cmvn(path: Path) -> tuple[Frames, Frames]:
    """(shift, scale) of a file written by ``write_cmvn``."""
    lines = [row.split() for row in path.read_text().splitlines()]
    rows = [np.array(row[3:-1], np.float32) for row in lines if row[0] == "<LearnRateCoef>"]
    return rows[0], rows[1]
