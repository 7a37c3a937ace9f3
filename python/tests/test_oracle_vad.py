"""Segments equal FunASR's own on every file: stock hears the whole, ours one window after the other."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import synthetic
from oracle import auto_model, quiet

from paradeck_worker.pcm import Pcm16
from paradeck_worker.to_worker import Dirs, Load, VadSettings

pytestmark = pytest.mark.oracle

WINDOW = 60 * synthetic.RATE
Segments = list[list[int]]


def settings(end_silence_ms: int | None, longest_ms: int) -> tuple[VadSettings, dict[str, int]]:
    """The same wish for both sides; without an end silence FunASR chooses it dynamically."""
    stock = {"max_single_segment_time": longest_ms}
    if end_silence_ms is not None:
        stock["max_end_silence_time"] = end_silence_ms
    return VadSettings(end_silence_ms, longest_ms), stock


def ours(models: Path, wish: VadSettings, samples: Pcm16) -> Segments:
    """60 s at a time, the state packed and unpacked between; a file of whole minutes ends in an empty window."""
    from paradeck_worker.engines import onnx_front
    from paradeck_worker.vad import state
    from paradeck_worker.vad.detector import Window

    dirs = Dirs(vad=str(models / "vad"), punc=str(models / "punc"))
    engine: Any = onnx_front.load(
        Load("load", "onnx", "front", dirs, "cpu", "fp32", 1, None, wish), lambda _: None
    ).engine
    found: Segments = []
    packed = state.pack(state.FileState())
    for begin in range(0, len(samples) + 1, WINDOW):
        known = state.unpack(packed)
        window = Window(samples[begin : begin + WINDOW], last=begin + WINDOW > len(samples))
        found += [[span.from_ms, span.to_ms] for span in engine._detector.find(window, known)]
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


def compare(models: Path, files: list[Pcm16], end_silence_ms: int | None, longest_ms: int) -> int:
    """Number of segments in all files; fails on the first file that differs."""
    wish, kwargs = settings(end_silence_ms, longest_ms)
    model = auto_model(models / "vad", **kwargs)
    count = 0
    for at, samples in enumerate(files):
        expected = stock(model, samples)
        assert ours(models, wish, samples) == expected, f"file {at}, {len(samples)} samples"
        count += len(expected)
    return count


@pytest.mark.parametrize(
    ("end_silence_ms", "longest_ms", "files"),
    [(800, 60_000, 40), (None, 60_000, 15), (300, 60_000, 6), (800, 5_000, 6), (None, 15_000, 6)],
    ids=["800 ms", "dynamic", "300 ms", "cut at 5 s", "dynamic, cut at 15 s"],
)
def test_untrained_model(tiny: Path, end_silence_ms: int | None, longest_ms: int, files: int) -> None:
    rng = np.random.default_rng([longest_ms, files])
    sounds = [synthetic.mixture(rng, seconds) for seconds in lengths(rng, files)]
    assert compare(tiny, sounds, end_silence_ms, longest_ms) > files


@pytest.mark.parametrize(
    ("end_silence_ms", "longest_ms", "files"), [(800, 60_000, 20), (None, 60_000, 10)], ids=["800 ms", "dynamic"]
)
def test_demo_model(models: Path, clips: list[Pcm16], end_silence_ms: int | None, longest_ms: int, files: int) -> None:
    rng = np.random.default_rng(files)
    sounds = [synthetic.joined(rng, clips, seconds) for seconds in lengths(rng, files)]
    assert compare(models, sounds, end_silence_ms, longest_ms) > files


def test_levels_and_noise_floor(tiny: Path, tmp_path: Path) -> None:
    """With thresholds that bind, which the published values never do."""
    import shutil

    import yaml

    root = tmp_path / "models"
    shutil.copytree(tiny, root)
    path = root / "vad" / "config.yaml"
    config = yaml.safe_load(path.read_text(encoding="utf-8"))
    config["model_conf"].update(snr_thres=6.0, decibel_thres=-25.0, speech_2_noise_ratio=0.8)
    path.write_text(yaml.safe_dump(config), encoding="utf-8")
    rng = np.random.default_rng(7)
    sounds = [synthetic.mixture(rng, seconds) for seconds in lengths(rng, 5)]
    assert compare(root, sounds, 800, 60_000) > 0
