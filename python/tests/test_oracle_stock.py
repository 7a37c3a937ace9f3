"""The `stock` message: FunASR itself behind the worker's wire."""

import wave
from pathlib import Path

import numpy as np
import pytest

import synthetic
from conftest import WorkerStarter

pytestmark = pytest.mark.oracle


def test_stock_answers_and_says_what_it_does_not(start_worker: WorkerStarter, tiny: Path, tmp_path: Path) -> None:
    path = tmp_path / "会议.wav"
    with wave.open(str(path), "wb") as sound:
        sound.setparams((1, 2, synthetic.RATE, 0, "NONE", ""))
        sound.writeframes(synthetic.mixture(np.random.default_rng(2), 20).tobytes())
    worker = start_worker()
    ready = worker.load("recogniser", tiny, engine="funasr")
    assert (ready["type"], ready["precision"]) == ("ready", "fp32")
    done = worker.ask({"type": "stock", "id": "a", "path": str(path)})
    assert done["type"] == "stockDone"
    assert len(done["segments"]) > 1
    assert len(done["text"]) > 1
    refused = worker.ask({"type": "punctuate", "id": "b", "tokens": [], "carry": None, "last": True})
    assert (refused["id"], refused["kind"]) == ("b", "input")
    assert "only stock" in refused["message"]


def test_a_gpu_is_not_promised_yet(start_worker: WorkerStarter, tiny: Path) -> None:
    worker = start_worker()
    failed = worker.load("recogniser", tiny, engine="funasr", device="cuda:0")
    assert (failed["id"], failed["kind"]) == (None, "model")
    assert worker.wait() == 78
