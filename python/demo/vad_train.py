"""Trains the voice detector: FunASR's FSMN as a plain frame classifier.

``FsmnVADStreaming`` itself can only infer, but it is this net plus a state
machine, and its checkpoint is this net's with the prefix ``encoder.``.
"""

from __future__ import annotations

import random
import time
from pathlib import Path

import numpy as np
import torch
from funasr.models.fsmn_vad_streaming.encoder import FSMN
from torch import Tensor, nn
from torch.nn.functional import cross_entropy

from demo import configs
from demo.asr_train import cosine
from demo.features import read_cmvn, stack, write_cmvn
from demo.vad_data import Mixture

LFR_WIDTH = 5
CROP, BATCH = 800, 16
PEAK_RATE, WARM_UP = 2e-3, 100
# The state machine takes log(1 - p(silence)): it must never round to log(0).
SMOOTHING = 0.05


def _crop(mixture: Mixture, rng: random.Random) -> tuple[Tensor, Tensor]:
    start = rng.randrange(max(1, len(mixture.frames) - CROP))
    frames = stack(mixture.frames, LFR_WIDTH, 1)[start : start + CROP]
    speech = mixture.speech[start : start + CROP]
    short = CROP - len(frames)
    padded = np.pad(frames, ((0, short), (0, 0)), mode="edge")
    marks = np.pad(speech.astype(np.int64), (0, short), constant_values=-100)
    return torch.from_numpy(padded), torch.from_numpy(marks)


def write_statistics(mixtures: list[Mixture], path: Path) -> None:
    """``am.mvn``: mean and deviation of the 80 bins, five times over."""
    frames = np.concatenate([m.frames for m in mixtures[:200]])
    write_cmvn(path, np.tile(frames.mean(0), LFR_WIDTH), np.tile(frames.std(0), LFR_WIDTH))


def train(mixtures: list[Mixture], folder: Path, steps: int, seed: int) -> None:
    """Writes the whole ``vad`` directory but its ONNX file."""
    torch.manual_seed(seed)
    rng = random.Random(seed)
    configs.write(folder, configs.vad(), None)
    write_statistics(mixtures, folder / "am.mvn")
    shift, scale = (torch.from_numpy(v) for v in read_cmvn(folder / "am.mvn"))
    net: nn.Module = FSMN(**configs.vad()["encoder_conf"], use_softmax=False).train()
    optimiser = torch.optim.AdamW(net.parameters(), lr=PEAK_RATE, weight_decay=0.01)
    began = time.monotonic()
    for step in range(steps):
        crops = [_crop(rng.choice(mixtures), rng) for _ in range(BATCH)]
        speech = (torch.stack([c for c, _ in crops]) + shift) * scale
        truth = torch.stack([t for _, t in crops])
        for group in optimiser.param_groups:
            group["lr"] = PEAK_RATE * cosine(step, steps, WARM_UP)
        scores = net(speech, None).transpose(1, 2)
        loss = cross_entropy(scores, truth, label_smoothing=SMOOTHING)
        optimiser.zero_grad(set_to_none=True)
        torch.autograd.backward(loss)
        optimiser.step()
        if step % 50 == 0:
            passed = time.monotonic() - began
            print(f"vad {step}/{steps} {passed:.0f}s {float(loss):.4f}", flush=True)
    state = {f"encoder.{k}": v for k, v in net.state_dict().items()}
    torch.save(state, folder / "model.pt")
