"""The `stock` message: FunASR itself behind the worker's wire."""

import wave
from pathlib import Path

import numpy as np
import pytest

import synthetic
from conftest import WorkerStarter

pytestmark = pytest.mark.oracle


def test_stock_answers(start_worker: WorkerStarter, tiny: Path, tmp_path: Path) -> None:
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
