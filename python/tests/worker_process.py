"""A worker as the host sees it: a process, its stdin, the lines of its stdout."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

PYTHON_ROOT = Path(__file__).parents[1]
Message = dict[str, Any]


def environment(**extra: str) -> dict[str, str]:
    """The test's environment with the worker's sources on the path."""
    return {**os.environ, "PYTHONPATH": str(PYTHON_ROOT), "PYTHONUNBUFFERED": "1", **extra}


class WorkerProcess:
    """Speaks the protocol; every wait ends with the process, so a test never hangs on a dead worker."""

    def __init__(self, **extra_environment: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "paradeck_worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment(**extra_environment),
        )
        self.beats: list[Message] = []

    def send(self, message: Message) -> None:
        """Write one line."""
        self.send_line(json.dumps(message, ensure_ascii=False))

    def send_line(self, line: str) -> None:
        """Write one line as it is."""
        assert self.process.stdin is not None
        self.process.stdin.write(line.encode() + b"\n")
        self.process.stdin.flush()

    def receive(self) -> Message:
        """The next message that is no beat; EOFError when the worker has gone."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            message: Message = json.loads(line)
            if message["type"] != "beat":
                return message
            self.beats.append(message)
        raise EOFError

    def receive_beat(self) -> Message:
        """The next beat; other messages are not expected."""
        assert self.process.stdout is not None
        message: Message = json.loads(self.process.stdout.readline())
        assert message["type"] == "beat"
        return message

    def receive_until(self, kind: str) -> Message:
        """The next message of a type, or `failed`; what comes before it is passed over."""
        while True:
            message = self.receive()
            if message["type"] in (kind, "failed"):
                return message

    def load(self, role: str, models: Path, **changes: Any) -> Message:
        """Send `load` and wait for what comes of it."""
        self.send(load_message(role, models, **changes))
        return self.receive_until("ready")

    def ask(self, message: Message) -> Message:
        """Send a job and wait for its answer."""
        self.send(message)
        return self.receive()

    def close(self) -> None:
        """Close stdin, as a host that goes away."""
        assert self.process.stdin is not None
        self.process.stdin.close()

    def wait(self) -> int:
        """Exit code; TimeoutExpired when the worker does not leave."""
        return self.process.wait(timeout=20)

    def log(self) -> str:
        """All of stderr, once the worker has left."""
        assert self.process.stderr is not None
        return self.process.stderr.read().decode(errors="replace")

    def end(self) -> None:
        """Kill what is left of it."""
        self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            assert stream is not None
            try:
                stream.close()
            except BrokenPipeError:
                continue


def load_message(role: str, models: Path, **changes: Any) -> Message:
    """A `load` for the onnx engine on one thread."""
    return {
        "type": "load",
        "engine": "onnx",
        "role": role,
        "dirs": {part: str(models / part) for part in ("asr", "vad", "punc")},
        "device": "cpu",
        "precision": "fp32",
        "threads": 1,
        "vramLimitMiB": None,
        "cudaGraphs": False,
        "warmupClip": None,
        "vad": {"maxEndSilenceMs": 800, "maxSingleSegmentMs": 60_000},
        **changes,
    }


def recognise(message_id: str, path: Path, *ranges: tuple[int, int]) -> Message:
    segments = [{"pcm": {"path": str(path)}, "fromSample": begin, "toSample": end} for begin, end in ranges]
    return {"type": "recognise", "id": message_id, "segments": segments, "hotwords": []}


def find(message_id: str, path: Path, begin: int, end: int, state: str | None) -> Message:
    return {
        "type": "findSpeech",
        "id": message_id,
        "pcm": {"path": str(path)},
        "fromSample": begin,
        "toSample": end,
        "last": False,
        "state": state,
    }
