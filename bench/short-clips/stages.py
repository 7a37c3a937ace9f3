"""Where a worker's time goes, by stage: the same clips through front and recogniser in one process, one after another.

usage: stages.py MODELS (a folder with asr, vad and punc)
stdin: a JSON list of 16 kHz mono WAV files; stdout: {"stage": seconds, …}.
What a stage calls of another one is not counted twice.
"""

import contextlib
import json
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from paradeck_worker import session
from paradeck_worker.asr.recogniser import Recogniser
from paradeck_worker.engines import front, onnx_front, onnx_recogniser
from paradeck_worker.frontend import fbank_file
from paradeck_worker.protocol import parse, render
from paradeck_worker.punc.punctuator import Punctuator
from paradeck_worker.vad import detector, machine

WAV_HEADER_BYTES = 44
BATCH = 2

Message = dict[str, Any]


class Stages:
    """A stack of clocks: only the innermost runs."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self._open: list[str] = []
        self._since = time.perf_counter()

    @contextlib.contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Charge what happens inside to this stage."""
        self._charge()
        self._open.append(name)
        try:
            yield
        finally:
            self._charge()
            self._open.pop()

    def watch(self, owner: Any, function: str, name: str) -> None:
        """Charge every call of a function to a stage."""
        inner: Callable[..., Any] = getattr(owner, function)

        def watched(*args: Any, **kwargs: Any) -> Any:
            with self.stage(name):
                return inner(*args, **kwargs)

        setattr(owner, function, watched)

    def _charge(self) -> None:
        now = time.perf_counter()
        if self._open:
            self.seconds[self._open[-1]] += now - self._since
        self._since = now


def main() -> None:
    """Load, warm up by loading, then time."""
    models = Path(sys.argv[1])
    clips = [Path(name) for name in json.load(sys.stdin)]
    engines = {role: load(models, role) for role in ("front", "recogniser")}
    stages = Stages()
    watch_all(stages)
    with tempfile.TemporaryDirectory() as folder:
        sounds = [spool(clip, Path(folder) / str(at)) for at, clip in enumerate(clips)]

        def ask(role: str, message: Message) -> Any:
            with stages.stage("messages"):
                job: Any = parse(json.dumps(message).encode())
                with stages.stage("the rest"):
                    answer = engines[role].prepare(job)()
                return json.loads(render(answer))

        transcribe(sounds, ask)
    sys.stdout.write(json.dumps(stages.seconds) + "\n")


def watch_all(stages: Stages) -> None:
    """The places where time is known to go."""
    stages.watch(front, "read", "reading sound")
    stages.watch(detector, "fbank", "filterbanks")
    stages.watch(fbank_file, "write", "filterbanks handed over")
    stages.watch(fbank_file, "read", "filterbanks handed over")
    stages.watch(detector.Detector, "_features", "detector's features")
    stages.watch(detector, "speech_flags", "detector's machine")
    stages.watch(machine.Machine, "run", "detector's machine")
    stages.watch(Recogniser, "stacked", "recogniser's features")
    stages.watch(Recogniser, "read", "recogniser's text and times")
    stages.watch(Punctuator, "punctuate", "punctuation without its net")
    run = session.Session.run
    nets = {"speech_lengths": "recogniser's net", "in_cache0": "detector's net", "text_lengths": "punctuation's net"}

    def watched(net: session.Session, inputs: Any) -> Any:
        with stages.stage(next(name for key, name in nets.items() if key in inputs)):
            return run(net, inputs)

    session.Session.run = watched  # type: ignore[method-assign]


def transcribe(sounds: list[Message], ask: Callable[[str, Message], Any]) -> None:
    """As the host has it done: speech, then batches of a few segments, then marks."""
    segments = []
    for sound in sounds:
        window = {"fromSample": 0, "toSample": sound["samples"], "last": True, "state": None}
        found = ask("front", {"type": "findSpeech", "id": "f", **sound["paths"], **window})
        for part in found["segments"]:
            end = min(part["toMs"] * 16, sound["samples"])
            segments.append({**sound["paths"], "fromSample": part["fromMs"] * 16, "toSample": end})
    for at in range(0, len(segments), BATCH):
        batch = {"type": "recognise", "id": "r", "segments": segments[at : at + BATCH], "hotwords": []}
        for result in ask("recogniser", batch)["results"]:
            marks = {"type": "punctuate", "id": "p", "tokens": result["tokens"], "carry": None, "last": True}
            ask("front", marks)


def spool(clip: Path, path: Path) -> Message:
    """The clip's samples as the host leaves them for its workers."""
    sound = clip.read_bytes()[WAV_HEADER_BYTES:]
    path.write_bytes(sound)
    return {"samples": len(sound) // 2, "paths": {"pcm": {"path": str(path)}, "fbankPath": f"{path}.fbank"}}


def load(models: Path, role: str) -> Any:
    """The engine of a role with the demo's settings."""
    message: Any = parse(
        json.dumps(
            {
                "type": "load",
                "engine": "onnx",
                "role": role,
                "device": "cpu",
                "precision": "auto",
                "threads": 1,
                "dirs": {part: str(models / part) for part in ("asr", "vad", "punc")},
                "vramLimitMiB": None,
                "cudaGraphs": False,
                "warmupClip": None,
                "vad": {"maxEndSilenceMs": 800, "maxSingleSegmentMs": 60_000},
            }
        ).encode()
    )
    engine = onnx_front if role == "front" else onnx_recogniser
    return engine.load(message, lambda _stage: None).engine


main()
