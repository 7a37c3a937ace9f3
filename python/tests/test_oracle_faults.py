"""A card that runs out of memory or breaks, injected at every stage: the right word, and the next batch right."""

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from paradeck_worker import exits, worker
from paradeck_worker.ahead import Ahead
from paradeck_worker.card import read_card
from paradeck_worker.faults import CardFault, NoMemory
from paradeck_worker.faults_injected import VARIABLE, no_faults, random_faults
from paradeck_worker.from_worker import Failed, RecognisedBatch
from paradeck_worker.inbox import Inbox
from paradeck_worker.to_worker import FilePcm, PcmRange, Recognise

from conftest import WorkerStarter
from torch_engine import open_engine
from worker_process import recognise

pytestmark = pytest.mark.oracle

FAULTS = 1000
PROCESSES = 100 if os.environ.get("PARADECK_TORTURE") == "1" else 3


class Left(BaseException):
    """Instead of the process's end."""


class Told:
    """An outlet that keeps what it is told."""

    def __init__(self) -> None:
        self.messages: list[Failed | RecognisedBatch] = []

    def send(self, message: Failed | RecognisedBatch) -> None:
        self.messages.append(message)


def batch_of(models: Path, tmp_path: Path) -> tuple[Recognise, str]:
    clip = read_card(models / "asr").clip
    assert clip is not None
    assert clip.text is not None
    path = tmp_path / "clip.pcm"
    path.write_bytes(clip.samples.tobytes())
    part = PcmRange(FilePcm(str(path)), 0, len(clip.samples))
    return Recognise("recognise", "a", (part, part), ()), clip.text


def test_a_thousand_faults_at_random_points(models: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Through the worker's own answering; whatever is told, a batch without a fault is right behind it."""
    job, _ = batch_of(models, tmp_path)
    # A third of the clip: it is heard 3,000 times.
    part = replace(job.segments[0], to_sample=job.segments[0].to_sample // 3)
    job = replace(job, segments=(part, part))
    engine = open_engine(models / "asr")
    texts = [found.text for found in engine.prepare(job)().results]
    assert all(texts)
    ahead, told, codes = Ahead(Inbox(), engine), Told(), []

    def leave(code: int) -> None:
        codes.append(code)
        raise Left

    monkeypatch.setattr(exits, "leave", leave)
    seen = {"oom": 0, "cuda": 0}
    point = random_faults(seed=7, oom=0.12, cuda=0.04)
    while sum(seen.values()) < FAULTS:
        engine.recogniser.point = point
        try:
            worker._answer(job, ahead, told)
        except Left:
            assert codes.pop() == exits.CUDA_POISONED
            assert isinstance(told.messages[-1], Failed)
            assert told.messages[-1].kind == "cuda"
        answer = told.messages.pop()
        if isinstance(answer, Failed):
            assert answer.id == "a"
            assert answer.kind in seen
            assert "injected at" in answer.message
            seen[answer.kind] += 1
            engine.recogniser.point = no_faults
            worker._answer(job, ahead, told)
            answer = told.messages.pop()
        assert isinstance(answer, RecognisedBatch)
        assert [found.text for found in answer.results] == texts
    assert min(seen.values()) > FAULTS / 10


def test_nothing_of_a_batch_that_did_not_fit_is_kept(models: Path, tmp_path: Path) -> None:
    """Tensors die with the error: by the time the host hears of it their memory is free."""
    import gc

    import torch

    job, _ = batch_of(models, tmp_path)
    engine = open_engine(models / "asr")

    def point(stage: str) -> None:
        if stage == "copy":
            raise torch.OutOfMemoryError("CUDA out of memory.")

    engine.recogniser.point = point
    gc.collect()
    before = sum(type(thing) is torch.Tensor for thing in gc.get_objects())
    gc.disable()
    try:
        with pytest.raises(NoMemory, match="the box's RAM is full"):
            engine.prepare(job)()
        after = sum(type(thing) is torch.Tensor for thing in gc.get_objects())
    finally:
        gc.enable()
    assert after <= before


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ("CUDA out of memory. Tried to allocate 20.00 MiB", NoMemory),
        ("CUDA error: out of memory", NoMemory),
        ("CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`", NoMemory),
        ("[enforce fail] DefaultCPUAllocator: can't allocate memory: you tried to allocate 8 bytes", NoMemory),
        ("CUDA error: an illegal memory access was encountered", CardFault),
        ("CUDA error: device-side assert triggered", CardFault),
        ("CUDA error: uncorrectable ECC error encountered", CardFault),
        ("CUDA error: CUBLAS_STATUS_EXECUTION_FAILED when calling `cublasSgemm`", CardFault),
        ("cuDNN error: CUDNN_STATUS_EXECUTION_FAILED", CardFault),
        ("shape '[2, 3]' is invalid for input of size 5", RuntimeError),
    ],
)
def test_torchs_words_are_understood(words: str, fault: type[Exception]) -> None:
    from paradeck_worker.torch_asr.card import guarded

    def work() -> None:
        raise RuntimeError(words)

    with pytest.raises(fault) as caught:
        guarded("cpu", work)
    assert words.split(".", maxsplit=1)[0][:20] in str(caught.value)


def test_a_broken_card_ends_real_workers_with_70(start_worker: WorkerStarter, models: Path, tmp_path: Path) -> None:
    job, text = batch_of(models, tmp_path)
    samples = job.segments[0].to_sample
    for seed in range(PROCESSES):
        chances = {"seed": seed, "oom": 0.1, "cuda": 0.05}
        started = start_worker(**{VARIABLE: json.dumps(chances)})
        assert started.load("recogniser", models, engine="funasr")["type"] == "ready"
        answer = {"kind": "oom"}
        while answer.get("kind") != "cuda":
            answer = started.ask(recognise("a", tmp_path / "clip.pcm", (0, samples)))
            assert answer.get("kind") in ("oom", "cuda") or answer["results"][0]["text"] == text
        assert started.wait() == 70
        started.end()
