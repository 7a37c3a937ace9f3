import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from paradeck_simulation.box import read_box
from paradeck_simulation.registry import Registration, rows_of
from paradeck_simulation.smi import answer

CARD = {"index": 0, "uuid": "GPU-SIMULATED-1", "name": "SIMULATED RTX 4090", "totalMiB": 24576}
OTHER = {**CARD, "index": 1, "uuid": "GPU-SIMULATED-2"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path, {"cards": [CARD, OTHER]})
    return tmp_path


def write(folder: Path, box: dict[str, Any]) -> None:
    (folder / "box.json").write_text(json.dumps(box), encoding="utf-8")


def ask(folder: Path, *fields: str) -> list[list[str]]:
    text, code = answer(read_box(folder), [f"--query-gpu={','.join(fields)}", "--format=csv"])
    assert code == 0, text
    return [line.split(", ") for line in text.splitlines()]


def test_columns_come_in_the_order_asked_with_units(folder: Path) -> None:
    assert ask(folder, "uuid", "memory.total", "index") == [
        ["uuid", "memory.total [MiB]", "index"],
        ["GPU-SIMULATED-1", "24576 MiB", "0"],
        ["GPU-SIMULATED-2", "24576 MiB", "1"],
    ]


def test_an_unknown_field_fails_the_whole_query(folder: Path) -> None:
    text, code = answer(read_box(folder), ["--query-gpu=index,no.such"])
    assert (text, code) == ('Field "no.such" is not a valid field to query.\n', 2)


def test_memory_follows_the_living(folder: Path) -> None:
    box = read_box(folder)
    Registration(Path(box["registry"]), "GPU-SIMULATED-1").hold(3000)
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    row = {"uuid": "GPU-SIMULATED-1", "pid": gone.pid, "name": "gone", "mib": 9000}
    (Path(box["registry"]) / "9.json").write_text(json.dumps(row), encoding="utf-8")
    assert ask(folder, "memory.used", "memory.free")[1:] == [["3000 MiB", "21176 MiB"], ["0 MiB", "24176 MiB"]]
    text, _ = answer(box, ["--query-compute-apps=gpu_uuid,pid,used_gpu_memory", "--format=csv,noheader"])
    assert text == f"GPU-SIMULATED-1, {os.getpid()}, 3000 MiB\n"


def test_strangers_count_and_a_lost_card_says_so(folder: Path) -> None:
    stranger = {"uuid": "GPU-SIMULATED-2", "pid": 7, "name": "train", "mib": 20000}
    write(folder, {"cards": [{**CARD, "state": "lost"}, OTHER], "processes": [stranger]})
    assert ask(folder, "index", "memory.used")[1:] == [["0", "[GPU is lost]"], ["1", "20000 MiB"]]


def test_utilisation_and_heat_follow_the_work(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1000.0
    monkeypatch.setattr("paradeck_simulation.registry.time.time", lambda: now)
    held = Registration(Path(read_box(folder)["registry"]), "GPU-SIMULATED-1")
    seen = []
    for busy, passed_s in ((False, 5), (True, 10), (True, 60), (False, 10)):
        held.work(busy=busy)
        now += passed_s
        utilisation, celsius, watts = ask(folder, "utilization.gpu", "temperature.gpu", "power.draw")[1]
        seen.append((int(utilisation[:-2]), int(celsius), float(watts[:-2])))
    idle, early, warm, after = seen
    assert idle == (0, 36, 24.0)
    assert 90 < early[0] <= warm[0] <= 100
    assert after[0] < 10
    assert idle[1] < early[1] < after[1] < warm[1]
    assert idle[2] < after[2] < early[2] <= warm[2] < 450


def test_rows_of_a_box_without_registry_are_its_strangers() -> None:
    stranger = {"uuid": "GPU-1", "pid": 7, "name": "train", "mib": 1}
    assert rows_of({"cards": [], "processes": [stranger]}) == [{"load": 0.0, "heat": 0.0, **stranger}]
