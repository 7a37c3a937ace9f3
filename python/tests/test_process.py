"""The worker as a process: what it says first, how it leaves, and what cannot break its line to the host."""

import os
import sys
from pathlib import Path

import pytest

from conftest import WorkerStarter
from worker_process import Message, load_message, recognise

NOTHING = "nothing-here"


def test_says_hello_before_anything_heavy(start_worker: WorkerStarter) -> None:
    worker = start_worker()
    hello = worker.receive()
    assert hello["type"] == "hello"
    assert hello["pid"] == worker.process.pid
    assert hello["protocol"] == 1
    assert hello["sharesFiles"] is True
    assert hello["versions"]["python"] == sys.version.split()[0]
    if sys.platform == "linux":
        stat = Path(f"/proc/{worker.process.pid}/stat").read_text(encoding="ascii")
        assert hello["startTime"] == int(stat.rpartition(")")[2].split()[19])
        assert "numpy" not in Path(f"/proc/{worker.process.pid}/maps").read_text(encoding="utf-8")


def test_says_when_it_shares_no_files(start_worker: WorkerStarter) -> None:
    assert start_worker(PARADECK_SHARES_FILES="0").receive()["sharesFiles"] is False


def test_tells_each_stage_of_loading(start_worker: WorkerStarter, models: Path) -> None:
    worker = start_worker()
    worker.send(load_message("recogniser", models))
    stages = []
    while (message := worker.receive())["type"] != "ready":
        stages.append(message)
    progress = [stage for stage in stages if stage["type"] == "loading"]
    assert [stage["done"] for stage in progress] == list(range(len(progress)))
    assert {stage["total"] for stage in progress} == {len(progress)}
    assert message["device"] == "cpu"
    assert message["precision"] == "fp32"


def test_leaves_when_the_host_closes_its_end(start_worker: WorkerStarter) -> None:
    worker = start_worker()
    worker.receive()
    worker.close()
    assert worker.wait() == 0


def test_leaves_when_the_host_closes_while_it_is_busy(start_worker: WorkerStarter, models: Path, pcm: Path) -> None:
    worker = start_worker()
    worker.load("recogniser", models)
    worker.send(recognise("long", pcm, *[(0, 1_000_000)] * 8))
    worker.close()
    assert worker.wait() == 0


def test_shutdown_finishes_what_is_in_hand_and_forgets_the_rest(
    start_worker: WorkerStarter, models: Path, pcm: Path
) -> None:
    worker = start_worker()
    worker.load("recogniser", models)
    worker.send(recognise("in hand", pcm, *[(0, 900_000)] * 2))
    worker.send(recognise("waiting", pcm, (0, 16_000)))
    worker.send({"type": "drop", "id": "waiting"})
    assert worker.receive() == {"type": "dropped", "id": "waiting"}
    worker.send(recognise("forgotten", pcm, (0, 16_000)))
    worker.send({"type": "shutdown"})
    assert worker.receive()["id"] == "in hand"
    with pytest.raises(EOFError):
        worker.receive()
    assert worker.wait() == 0


def test_shutdown_of_an_idle_worker(start_worker: WorkerStarter) -> None:
    worker = start_worker()
    worker.send({"type": "shutdown"})
    assert worker.wait() == 0


def test_drop_of_an_unknown_message_is_not_answered(start_worker: WorkerStarter, models: Path, pcm: Path) -> None:
    worker = start_worker()
    worker.load("recogniser", models)
    worker.send({"type": "drop", "id": "never seen"})
    assert worker.ask(recognise("next", pcm, (0, 16_000)))["id"] == "next"


def test_beats_while_it_is_busy(start_worker: WorkerStarter, models: Path, pcm: Path) -> None:
    worker = start_worker()
    worker.load("recogniser", models)
    worker.beats.clear()
    at = 0
    while not any(beat["busyId"] for beat in worker.beats):
        at += 1
        assert worker.ask(recognise(f"batch {at}", pcm, *[(0, 900_000)] * 2))["type"] == "recognised"
    busy = next(beat for beat in worker.beats if beat["busyId"])
    assert busy["busyId"].startswith("batch")
    assert busy["reservedMiB"] is None
    if sys.platform == "linux":
        assert 10 < busy["rssMiB"] < 4000


def test_a_print_cannot_break_the_protocol(start_worker: WorkerStarter, tmp_path: Path) -> None:
    """A library that prints, writes to fd 1 or starts a child: sitecustomize runs in every interpreter, a numpy of our
    own is imported by the worker at a time of its choosing."""
    noise = (
        "import os, subprocess, sys\n"
        "print('noise from print')\n"
        "os.write(1, b'noise from fd 1\\n')\n"
        "subprocess.run([sys.executable, '-c', 'print(\"noise from a child\"); input()'], check=False)\n"
        "raise ImportError('not the real numpy')\n"
    )
    (tmp_path / "numpy.py").write_text(noise, encoding="utf-8")
    path = os.pathsep.join([str(tmp_path), str(Path(__file__).parents[1])])
    worker = start_worker(PYTHONPATH=path)
    answer = worker.load("recogniser", tmp_path)
    assert answer["type"] == "failed"
    assert "not the real numpy" in answer["message"]
    assert worker.wait() == 78
    log = worker.log()
    for part in ("noise from print", "noise from fd 1", "noise from a child"):
        assert part in log


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"device": "cuda:0"}, "onnx engine runs on CPU"),
        ({"precision": "bf16"}, "no bf16"),
        ({"dirs": {}}, "No directory for the speech recognition model"),
        ({"dirs": {"asr": NOTHING}}, "does not exist"),
    ],
)
def test_leaves_with_78_when_it_can_never_work(
    start_worker: WorkerStarter, models: Path, changes: Message, complaint: str
) -> None:
    worker = start_worker()
    failed = worker.load("recogniser", models, **changes)
    assert (failed["type"], failed["id"], failed["kind"]) == ("failed", None, "model")
    assert complaint in failed["message"]
    assert worker.wait() == 78


def test_leaves_with_78_without_its_libraries(start_worker: WorkerStarter, tmp_path: Path) -> None:
    (tmp_path / "onnxruntime.py").write_text("raise ImportError('no such library')\n", encoding="utf-8")
    path = os.pathsep.join([str(tmp_path), str(Path(__file__).parents[1])])
    worker = start_worker(PYTHONPATH=path)
    failed = worker.load("front", tmp_path)
    assert "onnx.txt" in failed["message"]
    assert worker.wait() == 78


def test_a_line_it_cannot_read_ends_a_worker_that_has_no_one_to_answer(start_worker: WorkerStarter) -> None:
    worker = start_worker()
    worker.send_line("hello?")
    failed = worker.receive_until("failed")
    assert (failed["id"], failed["kind"]) == (None, "internal")
    assert worker.wait() == 78


def test_a_job_before_load_ends_it(start_worker: WorkerStarter, pcm: Path) -> None:
    worker = start_worker()
    worker.send(recognise("early", pcm, (0, 16_000)))
    assert "first message must be load" in worker.receive_until("failed")["message"]
    assert worker.wait() == 78
