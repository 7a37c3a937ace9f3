"""Messages to a worker process: each bad one fails alone, and short, silent or inline sound has its answer."""

import base64
import json
import sys
from pathlib import Path

import pytest

from conftest import WorkerStarter
from worker_process import Message, find, recognise

NOTHING = "nothing-here"


def test_faults_of_one_message_harm_no_other(start_worker: WorkerStarter, models: Path, pcm: Path) -> None:
    worker = start_worker()
    worker.load("recogniser", models)
    short = worker.ask(recognise("short", pcm, (1_000_000, 2_000_000)))
    assert (short["id"], short["kind"]) == ("short", "input")
    assert short["message"] == "会议 一.pcm: samples 1000000 to 2000000 asked, but the file ends at 1120000"
    assert worker.ask(recognise("absent", pcm.parent / "gone.pcm", (0, 1)))["kind"] == "input"
    assert worker.ask(recognise("backwards", pcm, (9, 3)))["kind"] == "input"
    assert "loaded as recogniser" in worker.ask(find("other role", pcm, 0, 1, None))["message"]
    worker.send_line('{"type": "recognise", "id": "misshapen"}')
    assert worker.receive()["id"] == "misshapen"
    assert worker.ask(recognise("good", pcm, (0, 16_000)))["type"] == "recognised"


@pytest.mark.skipif(sys.platform != "linux", reason="/proc is Linux's")
def test_keeps_to_its_thread_budget(start_worker: WorkerStarter, models: Path, pcm: Path) -> None:
    worker = start_worker(OPENBLAS_NUM_THREADS="4", OMP_NUM_THREADS="4")
    worker.load("recogniser", models)
    worker.ask(recognise("a", pcm, (0, 48_000)))
    # Working, reading, beating and looking ahead, and one that onnxruntime starts when it is imported.
    assert len(list(Path(f"/proc/{worker.process.pid}/task").iterdir())) <= 5


@pytest.mark.skipif(sys.platform != "linux", reason="prlimit(2) is Linux's")
def test_a_batch_beyond_the_memory_costs_that_batch_only(start_worker: WorkerStarter, models: Path, pcm: Path) -> None:
    import resource

    worker = start_worker()
    worker.load("recogniser", models)
    pages = int(Path(f"/proc/{worker.process.pid}/statm").read_text(encoding="ascii").split()[0])
    limit = pages * resource.getpagesize() + (60 << 20)
    resource.prlimit(worker.process.pid, resource.RLIMIT_AS, (limit, limit))
    failed = worker.ask(recognise("too much", pcm, *[(0, 960_000)] * 8))
    assert (failed["id"], failed["kind"]) == ("too much", "oom")
    assert worker.ask(recognise("less", pcm, (0, 48_000)))["type"] == "recognised"


def test_segments_too_short_to_hear_keep_their_place(start_worker: WorkerStarter, models: Path, pcm: Path) -> None:
    worker = start_worker()
    worker.load("recogniser", models)
    ranges = [(0, 0), (5, 6), (16_000, 64_000), (0, 399), (0, 400), (64_000, 64_000)]
    results = worker.ask(recognise("mixed", pcm, *ranges))["results"]
    assert len(results) == len(ranges)
    nothing: Message = {"text": "", "tokens": [], "timesMs": None, "timesSource": "spread"}
    assert [results[at] for at in (0, 1, 3, 5)] == [nothing] * 4
    alone = worker.ask(recognise("alone", pcm, ranges[2]))["results"]
    assert alone == [results[2]]


def test_inline_pcm_is_the_same_as_a_file(start_worker: WorkerStarter, models: Path, pcm: Path) -> None:
    worker = start_worker()
    worker.load("recogniser", models)
    data = pcm.read_bytes()[32_000 : 32_000 + 96_000]
    inline = recognise("inline", pcm, (16_000, 64_000))
    inline["segments"][0]["pcm"] = {"inline": base64.b64encode(data).decode()}
    by_file = worker.ask(recognise("file", pcm, (16_000, 64_000)))
    assert worker.ask(inline)["results"] == by_file["results"]
    inline["segments"][0]["toSample"] += 1
    assert worker.ask(inline)["kind"] == "input"


def test_windows_must_follow_each_other(start_worker: WorkerStarter, models: Path, pcm: Path) -> None:
    worker = start_worker()
    worker.load("front", models)
    first = worker.ask(find("first", pcm, 0, 960_000, None))
    assert first["type"] == "speech"
    assert worker.ask(find("gap", pcm, 970_000, 980_000, first["state"]))["kind"] == "input"
    assert worker.ask(find("no state", pcm, 960_000, 1_120_000, None))["kind"] == "input"
    assert worker.ask(find("bad state", pcm, 960_000, 1_120_000, "AAEC"))["kind"] == "input"
    last = {**find("last", pcm, 960_000, 1_120_000, first["state"]), "last": True}
    assert worker.ask(last)["openFromMs"] is None
    assert json.dumps(worker.ask(last)["segments"]) == json.dumps(worker.ask(last)["segments"])


@pytest.mark.parametrize("samples", [0, 1, 399, 400, 401, 1600])
def test_a_file_too_short_to_hold_speech_has_none(
    start_worker: WorkerStarter, models: Path, pcm: Path, samples: int
) -> None:
    worker = start_worker()
    worker.load("front", models)
    answer = worker.ask({**find("whole", pcm, 0, samples, None), "last": True})
    assert (answer["type"], answer["segments"], answer["openFromMs"]) == ("speech", [], None)
