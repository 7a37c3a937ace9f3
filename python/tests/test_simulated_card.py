"""Workers on the cards of a simulated box: what they hold, what they say, and when there is no more."""

import json
from pathlib import Path
from typing import Any

import pytest

from paradeck_simulation.box import read_box
from paradeck_simulation.registry import rows_of

from conftest import WorkerStarter
from worker_process import WorkerProcess, recognise

CARD = {"index": 0, "uuid": "GPU-SIMULATED-1", "name": "SIMULATED RTX 4090", "totalMiB": 24576}
ON_CARD = {"device": "cuda:0"}
LOADED_MIB = 400 + 880 + 2 * 12


class SimulatedBox:
    """One card in a folder, and workers put on it."""

    def __init__(self, folder: Path, start_worker: WorkerStarter) -> None:
        self.folder = folder
        self.start_worker = start_worker
        self.write()

    def write(self, stranger_mib: int = 0, **more: Any) -> None:
        stranger = {"uuid": CARD["uuid"], "pid": 7, "name": "train", "mib": stranger_mib}
        box = {"cards": [CARD], "processes": [stranger], **more}
        (self.folder / "box.json").write_text(json.dumps(box), encoding="utf-8")

    def start(self) -> WorkerProcess:
        return self.start_worker(PARADECK_SIMULATION=str(self.folder), CUDA_VISIBLE_DEVICES=str(CARD["uuid"]))

    def held(self, worker: WorkerProcess) -> list[int]:
        return [row["mib"] for row in rows_of(read_box(self.folder)) if row["pid"] == worker.process.pid]


@pytest.fixture
def box(tmp_path: Path, start_worker: WorkerStarter) -> SimulatedBox:
    return SimulatedBox(tmp_path, start_worker)


def test_says_its_card_and_registers_what_it_holds(box: SimulatedBox, models: Path, pcm: Path) -> None:
    worker = box.start()
    ready = worker.load("recogniser", models, **ON_CARD, precision="bf16", engine="funasr")
    assert (ready["type"], ready["device"], ready["gpuUuid"]) == ("ready", "cpu", CARD["uuid"])
    assert ready["gpuName"] == "SIMULATED RTX 4090"
    assert box.held(worker) == [LOADED_MIB]
    # 2 segments, the longest of 10 s: 20 padded seconds.
    assert worker.ask(recognise("a", pcm, (0, 160_000), (0, 16_000)))["type"] == "recognised"
    assert box.held(worker) == [400 + 880 + 20 * 12]
    worker.ask(recognise("b", pcm, (0, 16_000)))
    assert box.held(worker) == [400 + 880 + 20 * 12]
    worker.close()
    worker.wait()
    assert box.held(worker) == []


def test_a_limit_too_low_for_the_model_ends_the_load(box: SimulatedBox, models: Path) -> None:
    worker = box.start()
    failed = worker.load("recogniser", models, **ON_CARD, vramLimitMiB=1000)
    assert (failed["type"], failed["kind"], failed["id"]) == ("failed", "oom", None)
    assert worker.wait() == 75


def test_a_full_card_refuses_a_batch_and_takes_a_smaller_one(box: SimulatedBox, models: Path, pcm: Path) -> None:
    worker = box.start()
    worker.load("recogniser", models, **ON_CARD)
    box.write(stranger_mib=24576 - 400 - LOADED_MIB - 50)
    failed = worker.ask(recognise("a", pcm, (0, 160_000)))
    assert (failed["type"], failed["kind"], failed["id"]) == ("failed", "oom", "a")
    assert box.held(worker) == [LOADED_MIB]
    assert worker.ask(recognise("b", pcm, (0, 32_000)))["type"] == "recognised"


def test_leaves_when_its_card_is_lost(box: SimulatedBox, models: Path, pcm: Path) -> None:
    worker = box.start()
    worker.load("recogniser", models, **ON_CARD)
    box.write(cards=[{**CARD, "state": "lost"}])
    worker.send(recognise("a", pcm, (0, 16_000)))
    assert worker.wait() == 70
    assert "GPU-SIMULATED-1 is lost" in worker.log()


def test_says_which_card_it_was_really_put_on(box: SimulatedBox, models: Path) -> None:
    other = {**CARD, "index": 1, "uuid": "GPU-SIMULATED-2"}
    box.write(cards=[CARD, other], seats={CARD["uuid"]: other["uuid"]})
    assert box.start().load("recogniser", models, **ON_CARD)["gpuUuid"] == "GPU-SIMULATED-2"


def test_a_uuid_of_a_real_card_is_never_simulated(box: SimulatedBox, models: Path) -> None:
    worker = box.start_worker(PARADECK_SIMULATION=str(box.folder), CUDA_VISIBLE_DEVICES="GPU-1234")
    failed = worker.load("recogniser", models, **ON_CARD)
    assert (failed["type"], failed["kind"]) == ("failed", "model")
