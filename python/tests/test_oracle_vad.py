"""Segments equal FunASR's own on every file: stock hears the whole, ours one window after the other.

Two kinds of proof. With the net replaced by the same made-up probabilities on both sides, all else (windows, carried
features, levels, silence schedule, machine) must agree exactly. With real nets, whose last digits differ between
torch and onnxruntime, the probabilities must be close, and the demo model's segments equal.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
import yaml

from paradeck_worker.engines import onnx_front
from paradeck_worker.pcm import Pcm16
from paradeck_worker.to_worker import Dirs, Load, VadSettings
from paradeck_worker.vad import state
from paradeck_worker.vad.detector import Detector, Window

import synthetic
from oracle import auto_model, quiet

pytestmark = pytest.mark.oracle

WINDOW = 60 * synthetic.RATE
Segments = list[list[int]]
Probabilities = npt.NDArray[np.float32]


class Wish:
    """The same settings for both sides; without an end silence FunASR chooses it dynamically."""

    def __init__(self, end_silence_ms: int | None, longest_ms: int) -> None:
        self.ours = VadSettings(end_silence_ms, longest_ms)
        self.stock = {"max_single_segment_time": longest_ms}
        if end_silence_ms is not None:
            self.stock["max_end_silence_time"] = end_silence_ms


def detector(models: Path, wish: Wish) -> Detector:
    dirs = Dirs(vad=str(models / "vad"), punc=str(models / "punc"))
    message = Load("load", "onnx", "front", dirs, "cpu", "fp32", 1, None, wish.ours)
    engine: Any = onnx_front.load(message, lambda _stage: None).engine
    found: Detector = engine._detector
    return found


def ours(finder: Detector, samples: Pcm16) -> Segments:
    """60 s at a time, the state packed and unpacked between; a file of whole minutes ends in an empty window."""
    found: Segments = []
    packed = state.pack(state.FileState())
    for begin in range(0, len(samples) + 1, WINDOW):
        known = state.unpack(packed)
        window = Window(samples[begin : begin + WINDOW], last=begin + WINDOW > len(samples))
        found += [[span.from_ms, span.to_ms] for span in finder.find(window, known)]
        packed = state.pack(known)
    return found


def stock(model: Any, samples: Pcm16) -> Segments:
    with quiet():
        value: Segments = model.generate(input=samples.astype(np.float32) / 32768)[0]["value"]
    return value


def lengths(rng: np.random.Generator, files: int) -> Iterator[float]:
    """Mostly short, some around the windows' borders, every twentieth long."""
    for at in range(files):
        if at % 20 == 19:
            yield rng.uniform(180, 300)
        elif at % 5 == 4:
            yield rng.choice([59.99, 60.0, 60.02, 60.024, 60.025, 60.04, 119.9, 120.0, 120.01, rng.uniform(60, 130)])
        else:
            yield rng.uniform(5, 40)


class MadeUp:
    """Probabilities by frame number: long stretches of speech and silence with doubtful borders."""

    def __init__(self, rng: np.random.Generator, seconds: float) -> None:
        stretches = int(seconds * 2) + 20
        steps = rng.choice([-3.0, 3.0], stretches).repeat(rng.integers(20, 200, stretches))
        odds = np.convolve(steps, np.ones(9) / 9, "same") + rng.normal(0, 1.5, len(steps))
        silence = 1 / (1 + np.exp(odds))
        self._scores = np.stack([silence, 1 - silence], axis=1).astype(np.float32)
        self._at = 0

    def take(self, frames: int) -> Probabilities:
        self._at += frames
        return self._scores[self._at - frames : self._at]


def put_into_stock(model: Any, made_up: MadeUp) -> None:
    import torch

    model.model.encoder.forward = lambda features, **_: torch.from_numpy(made_up.take(features.shape[1])[None])


def put_into_ours(finder: Detector, made_up: MadeUp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finder._net, "run", lambda features, caches: (made_up.take(len(features)), caches))


def compare_made_up(models: Path, wish: Wish, files: int, monkeypatch: pytest.MonkeyPatch) -> int:
    """Number of segments in all files; fails on the first file that differs."""
    rng = np.random.default_rng([wish.ours.max_single_segment_ms, files])
    model, finder = auto_model(models / "vad", **wish.stock), detector(models, wish)
    count = 0
    for at, seconds in enumerate(lengths(rng, files)):
        samples, seed = synthetic.noise(rng, seconds), rng.integers(1 << 30)
        put_into_stock(model, MadeUp(np.random.default_rng(seed), seconds))
        put_into_ours(finder, MadeUp(np.random.default_rng(seed), seconds), monkeypatch)
        expected = stock(model, samples)
        assert ours(finder, samples) == expected, f"file {at}, {len(samples)} samples"
        count += len(expected)
    return count


@pytest.mark.parametrize(
    ("end_silence_ms", "longest_ms", "files"),
    [(800, 60_000, 40), (None, 60_000, 20), (300, 60_000, 8), (800, 5_000, 8), (None, 15_000, 8)],
    ids=["800 ms", "dynamic", "300 ms", "cut at 5 s", "dynamic, cut at 15 s"],
)
def test_everything_but_the_net(
    tiny: Path, end_silence_ms: int | None, longest_ms: int, files: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert compare_made_up(tiny, Wish(end_silence_ms, longest_ms), files, monkeypatch) > files


def test_levels_and_noise_floor(tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With thresholds that bind, which the published values never do."""
    root = tmp_path / "models"
    shutil.copytree(tiny, root)
    path = root / "vad" / "config.yaml"
    config = yaml.safe_load(path.read_text(encoding="utf-8"))
    config["model_conf"].update(snr_thres=6.0, decibel_thres=-25.0, speech_2_noise_ratio=0.8)
    path.write_text(yaml.safe_dump(config), encoding="utf-8")
    assert compare_made_up(root, Wish(800, 60_000), 8, monkeypatch) > 0


@pytest.mark.parametrize("seconds", [3.0, 60.0, 130.0])
def test_probabilities_are_close(tiny: Path, seconds: float, monkeypatch: pytest.MonkeyPatch) -> None:
    """An untrained net spreads its answers evenly, the worst case for a threshold."""
    samples = synthetic.mixture(np.random.default_rng(int(seconds)), seconds)
    wish, theirs, found = Wish(800, 60_000), [], []
    model, finder = auto_model(tiny / "vad", **wish.stock), detector(tiny, wish)
    model.model.encoder.register_forward_hook(lambda _module, _inputs, output: theirs.append(output[0].numpy()))
    run = finder._net.run

    def recorded(features: Probabilities, caches: Probabilities) -> tuple[Probabilities, Probabilities]:
        scores, after = run(features, caches)
        found.append(scores)
        return scores, after

    monkeypatch.setattr(finder._net, "run", recorded)
    stock(model, samples)
    ours(finder, samples)
    difference = np.abs(np.concatenate(found) - np.concatenate(theirs))
    assert difference.max() < 1e-3
    assert difference.mean() < 1e-5


@pytest.mark.parametrize(
    ("end_silence_ms", "longest_ms", "files"), [(800, 60_000, 50), (None, 60_000, 10)], ids=["800 ms", "dynamic"]
)
def test_demo_model(models: Path, clips: list[Pcm16], end_silence_ms: int | None, longest_ms: int, files: int) -> None:
    rng = np.random.default_rng(files)
    wish = Wish(end_silence_ms, longest_ms)
    model, finder = auto_model(models / "vad", **wish.stock), detector(models, wish)
    count = 0
    for at, seconds in enumerate(lengths(rng, files)):
        samples = synthetic.joined(rng, clips, seconds)
        expected = stock(model, samples)
        assert ours(finder, samples) == expected, f"file {at}, {len(samples)} samples"
        count += len(expected)
    assert count > files
