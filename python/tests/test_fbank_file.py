"""Filterbanks computed once: a recogniser hears of the front's rows what it hears of the sound."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from paradeck_worker.frontend import fbank_file
from paradeck_worker.frontend.fbank import SHIFT_SAMPLES, fbank, frame_count, frames_of

import synthetic
from conftest import WorkerStarter
from worker_process import find, recognise

SECONDS = 70.0
WINDOW = 960_000


def test_rows_come_back_as_they_were_put(tmp_path: Path) -> None:
    path = str(tmp_path / "a.fbank")
    rows = np.random.default_rng(1).normal(size=(50, 80)).astype(np.float32)
    assert fbank_file.write(path, 0, rows[:20])
    assert fbank_file.write(path, 20, rows[20:])
    kept = fbank_file.read(path, 13, 30)
    assert kept is not None
    assert (kept == rows[13:43]).all()
    assert fbank_file.read(path, 40, 11) is None
    assert fbank_file.read(str(tmp_path / "none"), 0, 1) is None


def test_a_disk_that_takes_none_is_told(tmp_path: Path) -> None:
    assert not fbank_file.write(str(tmp_path / "no folder" / "a.fbank"), 0, np.zeros((1, 80), np.float32))


def test_goes_with_the_sound_it_belongs_to(tmp_path: Path) -> None:
    sound, path = tmp_path / "a.pcm", tmp_path / "a.fbank"
    sound.touch()
    assert fbank_file.write(str(path), 0, np.zeros((1, 80), np.float32))
    assert fbank_file.keep_beside(str(sound), str(path))
    assert path.exists()
    sound.unlink()
    assert not fbank_file.keep_beside(str(sound), str(path))
    assert not path.exists()


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """PCM of a window and a part of the next."""
    path = tmp_path_factory.mktemp("sound") / "a.pcm"
    path.write_bytes(synthetic.mixture(np.random.default_rng(3), SECONDS).tobytes())
    return path


def look_through(start_worker: WorkerStarter, sound: Path, models: Path) -> Path:
    """Both windows by a front that leaves their filterbanks."""
    kept = sound.with_suffix(".fbank")
    worker = start_worker()
    worker.load("front", models)
    end = int(SECONDS * 16_000)
    first = worker.ask(find("w1", sound, 0, WINDOW, None) | {"fbankPath": str(kept)})
    second = worker.ask(find("w2", sound, WINDOW, end, first["state"]) | {"last": True, "fbankPath": str(kept)})
    assert first["hasFbank"]
    assert second["hasFbank"]
    assert second["state"] == ""
    assert not worker.ask(find("w3", sound, 0, WINDOW, None))["hasFbank"]
    return kept


def test_the_front_leaves_the_whole_sounds_rows(start_worker: WorkerStarter, sound: Path, models: Path) -> None:
    rows = fbank(frames_of(np.fromfile(sound, "<i2").astype(np.float32)))
    kept = fbank_file.read(str(look_through(start_worker, sound, models)), 0, len(rows))
    assert kept is not None
    # A product of another number of rows may be summed in another order.
    np.testing.assert_allclose(kept, rows, atol=1e-4)


def test_text_of_rows_is_text_of_sound(start_worker: WorkerStarter, sound: Path, models: Path) -> None:
    kept = look_through(start_worker, sound, models)
    # On the frames' grid, across the windows' border, off the grid, and none at all.
    ranges = [(16_000, 80_000), (WINDOW - 32_000, WINDOW + 48_000), (16_003, 80_003), (160, 160)]
    asked: dict[str, Any] = recognise("b", sound, *ranges)
    worker = start_worker()
    worker.load("recogniser", models)
    of_sound = worker.ask(asked)["results"]
    of_rows = worker.ask(asked | {"segments": [part | {"fbankPath": str(kept)} for part in asked["segments"]]})
    assert of_rows["results"] == of_sound
    assert of_sound[0]["tokens"]
    assert of_sound[1]["tokens"]
    lost = worker.ask(asked | {"segments": [part | {"fbankPath": "/gone"} for part in asked["segments"]]})
    assert lost["results"] == of_sound


def test_rows_are_read_in_place_of_sound(
    start_worker: WorkerStarter, sound: Path, models: Path, tmp_path: Path
) -> None:
    """Rows of another sound are heard as that sound: they are used, and not merely looked at."""
    other = synthetic.mixture(np.random.default_rng(4), 5)
    (tmp_path / "b.pcm").write_bytes(other.tobytes())
    rows = fbank(frames_of(other.astype(np.float32)))
    assert len(rows) == frame_count(len(other))
    assert len(other) % SHIFT_SAMPLES == 0
    assert fbank_file.write(str(tmp_path / "b.fbank"), 0, rows)
    mixed: dict[str, Any] = recognise("b", sound, (0, len(other)))
    worker = start_worker()
    worker.load("recogniser", models)
    heard = worker.ask(recognise("a", tmp_path / "b.pcm", (0, len(other))))["results"]
    mixed["segments"][0]["fbankPath"] = str(tmp_path / "b.fbank")
    assert worker.ask(mixed)["results"] == heard
