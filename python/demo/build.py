"""Makes the demonstration models and the samples: ``python -m demo.build``.

Stages leave a mark in the work directory, and a second run goes on after the
last one. About an hour on two cores; nothing is downloaded.
"""

from __future__ import annotations

import argparse
import json
import pickle
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch

from demo import (
    about,
    asr_train,
    card,
    corpus,
    evaluate,
    export,
    punc_train,
    samples,
    vad_data,
    vad_train,
)

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
PARTS = ("asr", "vad", "punc")


@dataclass(frozen=True)
class Size:
    """How much to train and to test on."""

    utterances: int = 14_000
    asr_steps: int = 3_000
    mixtures: int = 1_000
    vad_steps: int = 1_500
    punc_steps: int = 1_200
    trials: int = 300
    files: int = 20


@dataclass
class Build:
    """Where things are made; ``scores`` and ``wall`` live in files, so that a
    resumed run still knows them."""

    work: Path
    out: Path
    size: Size = field(default_factory=Size)

    @property
    def models(self) -> Path:
        """The set while it is being made."""
        return self.work / "demo-model"

    def note(self, file: str, name: str, value: Any) -> dict[str, Any]:
        """Adds to one of the JSON files of the work directory."""
        path = self.work / file
        known = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        known[name] = value
        path.write_text(json.dumps(known, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        return dict(known)

    def stage(self, name: str, run: Callable[[], None]) -> None:
        """Runs a stage unless an earlier build has."""
        done = self.work / f"{name}.done"
        if done.exists():
            print(f"== {name}: done before", flush=True)
            return
        print(f"== {name}", flush=True)
        began = time.monotonic()
        run()
        seconds = round(time.monotonic() - began)
        self.note("wall.json", name, seconds)
        done.touch()
        print(f"== {name}: {seconds} s", flush=True)


def _speech(build: Build) -> None:
    corpus.build(build.size.utterances, seed=11).save(build.work / "asr.npz")


def _asr(build: Build) -> None:
    data = corpus.Corpus.load(build.work / "asr.npz")
    asr_train.train(data, build.models / "asr", build.size.asr_steps, seed=1)


def _mixtures(build: Build) -> None:
    made = vad_data.build(build.size.mixtures, seed=12)
    (build.work / "vad.pickle").write_bytes(pickle.dumps(made))


def _vad(build: Build) -> None:
    made = pickle.loads((build.work / "vad.pickle").read_bytes())
    vad_train.train(made, build.models / "vad", build.size.vad_steps, seed=2)


def _scores(build: Build) -> None:
    size, root = build.size, build.models
    tests: dict[str, Callable[[], dict[str, Any]]] = {
        "asr": lambda: evaluate.asr(root / "asr", size.trials),
        "vad": lambda: evaluate.vad(root / "vad", size.files),
        "punc": lambda: evaluate.punc(root / "punc", size.trials),
        "pipeline": lambda: evaluate.whole(root, 2 * size.files),
    }
    for name, score in tests.items():
        found = score()
        print(name, json.dumps(found, ensure_ascii=False), flush=True)
        build.note("scores.json", name, found)


def _finish(build: Build) -> None:
    scores = json.loads((build.work / "scores.json").read_text(encoding="utf-8"))
    about.write(build.models / "asr", scores["asr"]["timing"]["biasMs"])
    build.note("scores.json", "samples", samples.build(build.out / "samples", build.models))
    for part in PARTS:
        target = build.out / "demo-model" / part
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(build.models / part, target)


def _card(build: Build) -> None:
    wall = json.loads((build.work / "wall.json").read_text(encoding="utf-8"))
    build.note("scores.json", "wallSeconds", wall)
    scores = build.note("scores.json", "made", card.made(build.models))
    folder = build.out / "demo-model"
    shutil.copy(build.work / "scores.json", folder / "scores.json")
    (folder / "MODEL_CARD.md").write_text(card.render(scores), encoding="utf-8")


def main() -> None:
    """Runs every stage."""
    parser = argparse.ArgumentParser(prog="python -m demo.build", description=__doc__)
    parser.add_argument("--work", type=Path, default=Path("demo-work"), help="scratch, 3 GB")
    parser.add_argument("--out", type=Path, default=RESOURCES, help="gets demo-model/ and samples/")
    parser.add_argument("--threads", type=int, default=2, help="of torch; 1 on a busy machine")
    options = parser.parse_args()
    build = Build(options.work.resolve(), options.out.resolve())
    build.work.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(options.threads)
    build.stage("speech", lambda: _speech(build))
    build.stage("asr", lambda: _asr(build))
    build.stage("mixtures", lambda: _mixtures(build))
    build.stage("vad", lambda: _vad(build))
    steps = build.size.punc_steps
    build.stage("punc", lambda: punc_train.train(build.models / "punc", steps, seed=3))
    build.stage("export", lambda: export.export_all(build.models))
    build.stage("evaluate", lambda: _scores(build))
    build.stage("finish", lambda: _finish(build))
    _card(build)


if __name__ == "__main__":
    main()
