"""Features equal those FunASR computes."""

from pathlib import Path

import numpy as np
import pytest

from paradeck_worker.frontend.cmvn import read_cmvn
from paradeck_worker.frontend.fbank import fbank, frames_of
from paradeck_worker.frontend.lfr import stack
from paradeck_worker.pcm import Pcm16

import synthetic
from oracle import quiet

pytestmark = pytest.mark.oracle


def native(samples: Pcm16) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    """kaldi-native-fbank with FunASR's options."""
    import kaldi_native_fbank as knf

    options = knf.FbankOptions()
    options.frame_opts.dither = 0
    options.frame_opts.window_type = "hamming"
    options.frame_opts.snip_edges = True
    options.mel_opts.num_bins = 80
    options.energy_floor = 0
    computer = knf.OnlineFbank(options)
    computer.accept_waveform(16_000, samples.astype(np.float32).tolist())
    computer.input_finished()
    return np.stack([computer.get_frame(at) for at in range(computer.num_frames_ready)])


@pytest.mark.parametrize("seed", range(8))
def test_fbank_equals_kaldi(seed: int) -> None:
    samples = synthetic.mixture(np.random.default_rng(seed), 12)
    assert np.abs(fbank(frames_of(samples.astype(np.float32))) - native(samples)).max() < 1e-3


@pytest.mark.parametrize("scale", [0, 1, 32_767])
def test_fbank_equals_kaldi_at_the_extremes(scale: int) -> None:
    samples = (np.sign(np.sin(np.arange(16_000) / 7)) * scale).astype(np.int16)
    assert np.abs(fbank(frames_of(samples.astype(np.float32))) - native(samples)).max() < 1e-3


@pytest.mark.parametrize("samples", [400, 401, 560, 1200, 4000, 16_000, 50_123])
def test_recogniser_features_equal_funasr(tiny: Path, samples: int) -> None:
    import torch
    from funasr.frontends.wav_frontend import WavFrontend

    sound = synthetic.mixture(np.random.default_rng(samples), samples / 16_000 + 0.01)[:samples]
    cmvn = tiny / "asr" / "am.mvn"
    with quiet():
        frontend = WavFrontend(cmvn_file=str(cmvn), lfr_m=7, lfr_n=6, dither=0.0)
        wave = torch.from_numpy(sound.astype(np.float32) / 32768)[None]
        expected = frontend(wave, torch.tensor([samples]))[0][0].numpy()
    found = read_cmvn(cmvn, 560).apply(stack(fbank(frames_of(sound.astype(np.float32))), 7, 6))
    assert found.shape == expected.shape
    assert np.abs(found - expected).max() < 1e-3
