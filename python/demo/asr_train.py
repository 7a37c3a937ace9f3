"""Trains the Paraformer with FunASR's own model class and a plain loop."""

from __future__ import annotations

import math
import random
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import numpy as np
import torch
from funasr.register import tables
from torch import Tensor, nn

from demo import configs
from demo.corpus import Corpus
from demo.features import read_cmvn, write_cmvn
from demo.texts import vocabulary

PEAK_RATE, WARM_UP = 2e-3, 300
FRAMES_A_BATCH = 2000  # of 60 ms, padding included: 24 utterances of 5 s
CTC_WEIGHT = 0.3
Batch = tuple[Tensor, Tensor, Tensor, Tensor]


def tokens() -> list[str]:
    """The recogniser's token list, in the order FunASR asks for."""
    return ["<blank>", "<s>", "</s>", *vocabulary(), "<unk>"]


def new_model(ctc_weight: float) -> nn.Module:
    """An untrained Paraformer with our configuration."""
    config = configs.asr()
    parts = {k: config[k] for k in config if not k.startswith(("front", "token", "model"))}
    options = {**config["model_conf"], "ctc_weight": ctc_weight}
    size = config["frontend_conf"]["lfr_m"] * config["frontend_conf"]["n_mels"]
    build = tables.model_classes["Paraformer"]
    return cast(nn.Module, build(**parts, **options, input_size=size, vocab_size=len(tokens())))


def cosine(step: int, steps: int, warm_up: int) -> float:
    """Share of the peak rate: linear to 1, then half a cosine to 0."""
    if step < warm_up:
        return (step + 1) / warm_up
    return 0.5 * (1 + math.cos(math.pi * (step - warm_up) / max(1, steps - warm_up)))


def _groups(corpus: Corpus, rng: random.Random) -> list[list[int]]:
    """Examples of like length together, so that little is padded."""
    lengths = np.diff(corpus.ends, prepend=0)
    order = sorted(range(len(lengths)), key=lambda i: lengths[i] + rng.uniform(0, 4))
    groups: list[list[int]] = [[]]
    for index in order:
        if groups[-1] and (len(groups[-1]) + 1) * lengths[index] > FRAMES_A_BATCH:
            groups.append([])
        groups[-1].append(index)
    rng.shuffle(groups)
    return groups


def _batches(corpus: Corpus, shift: Tensor, scale: Tensor, seed: int) -> Iterator[Batch]:
    rng = random.Random(seed)
    index = {token: i for i, token in enumerate(tokens())}
    targets = [torch.tensor([index[c] for c in text]) for text in corpus.texts]
    pad = torch.nn.utils.rnn.pad_sequence
    while True:
        for group in _groups(corpus, rng):
            rows = [torch.from_numpy(corpus.example(i).astype(np.float32)) for i in group]
            speech = pad([(row + shift) * scale for row in rows], batch_first=True)
            text = pad([targets[i] for i in group], batch_first=True, padding_value=-1)
            lengths = torch.tensor([len(row) for row in rows])
            yield speech, lengths, text, torch.tensor([len(targets[i]) for i in group])


def write_statistics(corpus: Corpus, path: Path) -> None:
    """``am.mvn``: mean and deviation of each of the 560 inputs."""
    some = corpus.frames[:: max(1, len(corpus.frames) // 200_000)].astype(np.float32)
    write_cmvn(path, some.mean(0), some.std(0))


def train(corpus: Corpus, folder: Path, steps: int, seed: int, checkpoint: int = 500) -> None:
    """Writes ``model.pt`` every ``checkpoint`` steps, so that the directory is
    usable early."""
    torch.manual_seed(seed)
    configs.write(folder, configs.asr(), tokens())
    write_statistics(corpus, folder / "am.mvn")
    shift, scale = (torch.from_numpy(v) for v in read_cmvn(folder / "am.mvn"))
    model = new_model(CTC_WEIGHT).train()
    optimiser = torch.optim.AdamW(model.parameters(), lr=PEAK_RATE, weight_decay=0.01)
    began = time.monotonic()
    for step, batch in enumerate(_batches(corpus, shift, scale, seed)):
        if step == steps:
            break
        stats = _step(model, optimiser, batch, PEAK_RATE * cosine(step, steps, WARM_UP))
        if step % 50 == 0:
            print(f"asr {step}/{steps} {time.monotonic() - began:.0f}s {stats}", flush=True)
        if step % checkpoint == checkpoint - 1 or step == steps - 1:
            save(model, folder / "model.pt")


def _step(model: nn.Module, optimiser: torch.optim.Optimizer, batch: Batch, rate: float) -> str:
    for group in optimiser.param_groups:
        group["lr"] = rate
    loss, stats, _ = cast("tuple[Tensor, dict[str, Any], Tensor]", model(*batch))
    optimiser.zero_grad(set_to_none=True)
    torch.autograd.backward(loss)
    nn.utils.clip_grad_norm_(model.parameters(), 5.0)
    optimiser.step()
    shown = {"loss": loss, "count": stats["loss_pre"], "acc": stats["acc"]}
    return " ".join(f"{name} {float(value):.3f}" for name, value in shown.items())


def save(model: nn.Module, path: Path) -> None:
    """A plain state dict without what only training needs."""
    state = {k: v for k, v in model.state_dict().items() if not k.startswith("ctc.")}
    torch.save(state, path.with_suffix(".part"))
    path.with_suffix(".part").replace(path)
