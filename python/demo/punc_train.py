"""Trains the punctuation model: FunASR's CTTransformer in a plain loop.

(``CTTransformer.nll`` of FunASR 1.4.16 calls ``.to()`` on a list and fails.)
"""

from __future__ import annotations

import random
import time
from pathlib import Path
from typing import Any

import torch
from funasr.models.ct_transformer.model import CTTransformer
from torch import Tensor
from torch.nn.functional import cross_entropy
from torch.nn.utils.rnn import pad_sequence

from demo import configs
from demo.asr_train import cosine, tokens
from demo.texts import MARKS, sentences

PEAK_RATE, WARM_UP, BATCH = 2e-3, 200, 48
UNKNOWN_SHARE = 0.01
IGNORED = -100
Example = tuple[Tensor, Tensor]


def split(text: str) -> tuple[list[str], list[int]]:
    """Characters, and for each the id of the mark that follows it."""
    characters: list[str] = []
    marks: list[int] = []
    for character in text:
        if character in MARKS:
            marks[-1] = configs.PUNCTUATION.index(character)
        else:
            characters.append(character)
            marks.append(configs.PUNCTUATION.index("_"))
    return characters, marks


def document(pool: list[str], rng: random.Random) -> str:
    """One to nine sentences in a row, as a detector's segments join them."""
    return "".join(rng.choice(pool) for _ in range(rng.randint(1, 9)))


def _example(pool: list[str], index: dict[str, int], rng: random.Random) -> Example:
    characters, marks = split(document(pool, rng))
    ids = [index["<unk>"] if rng.random() < UNKNOWN_SHARE else index[character] for character in characters]
    if rng.random() < 0.5:
        # FunASR feeds pieces of 20 tokens that end anywhere, and carries the
        # open sentence over: half of the examples are such pieces. The mark
        # after the cut cannot be known, so it is not trained.
        cut = rng.randint(1, len(ids))
        last = marks[-1] if cut == len(ids) else IGNORED
        ids, marks = ids[:cut], [*marks[: cut - 1], last]
    return torch.tensor(ids), torch.tensor(marks)


def train(folder: Path, steps: int, seed: int, texts: int = 60_000) -> None:
    """Writes the whole ``punc`` directory but its ONNX files."""
    torch.manual_seed(seed)
    rng = random.Random(seed)
    names = tokens()
    configs.write(folder, configs.punc(), names)
    config = configs.punc()
    parts = {k: config[k] for k in ("encoder", "encoder_conf")}
    model = CTTransformer(**parts, **config["model_conf"], vocab_size=len(names)).train()
    pool = sentences(texts, seed, held_out=False)
    index = {name: i for i, name in enumerate(names)}
    optimiser = torch.optim.AdamW(model.parameters(), lr=PEAK_RATE, weight_decay=0.01)
    began = time.monotonic()
    for step in range(steps):
        examples = [_example(pool, index, rng) for _ in range(BATCH)]
        loss = _loss(model, examples)
        for group in optimiser.param_groups:
            group["lr"] = PEAK_RATE * cosine(step, steps, WARM_UP)
        optimiser.zero_grad(set_to_none=True)
        torch.autograd.backward(loss)
        optimiser.step()
        if step % 50 == 0:
            passed = time.monotonic() - began
            print(f"punc {step}/{steps} {passed:.0f}s {float(loss):.4f}", flush=True)
    torch.save(model.state_dict(), folder / "model.pt")


def _loss(model: Any, examples: list[Example]) -> Tensor:
    text = pad_sequence([ids for ids, _ in examples], batch_first=True)
    marks = pad_sequence([m for _, m in examples], batch_first=True, padding_value=IGNORED)
    lengths = torch.tensor([len(ids) for ids, _ in examples])
    scores, _ = model.punc_forward(text, lengths)
    loss: Tensor = cross_entropy(scores.transpose(1, 2), marks, ignore_index=IGNORED)
    return loss
