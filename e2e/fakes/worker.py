"""A worker that misbehaves on command: speaks the worker protocol with Python's standard library and no model.

    python e2e/fakes/worker.py [SWITCHES]     SWITCHES: a JSON object; the environment's PARADECK_FAKE stands in for it.
Without switches it is a good worker: hello, load, ready, a beat every 2 s, and answers that depend on the sound alone
(see worker_answers.py).

Switches
  role              only a worker of this role ("recogniser", "front") misbehaves from its load on;
                    without it also before
  once              path of a file: the first worker to create it misbehaves, every later one is good
  helloDelayS       seconds before hello; protocol: the version it names (1); noHello: true: says none, though it runs
  loadS             seconds a load takes; loadSteps: lines of progress on the way (1)
  loadUntil         path of a file: no load ends before it is there
  failLoad          message: the load fails, exit 78; failLoadKind: its kind ("model")
  exitAtLoad        exit code at load, without a word
  exitAfterS        seconds after ready it leaves by itself; exitCode: with which code (1)
  crashAt           number of the message (from 1) at which it dies; crashBy: "exit" (1), "segfault", "kill"
  crashOnSample     dies at every message that asks for this sample: a file that kills workers
  answerBeforeCrash true: the answer of that message is still written
  hangAt            number of the message (from 1; 0: at ready) at which it stops beating and answering
  deafAt            number of the message at which it stops answering, though it goes on beating
  gilAt             number of the message at which it holds the interpreter's lock: no thread of it runs; gilS: so many
                    seconds long (for ever)
  beatS             seconds between beats (2)
  computeS          seconds an answer takes; computeX: or seconds of sound per second (default: no time at all)
  heldUntil         path of a file, seen from its own folder: no answer is given before it is there
  ignoreStop        true: neither shutdown, SIGTERM nor the end of stdin makes it leave
  grandchild        true: leaves a process behind that holds its pipes for 600 s
  floodMiB          MiB of log written at ready; floodLine: bytes a line (120)
  garbageAt         number of the message answered by a line that is no JSON
  hugeLineMiB       MiB of a line without end written at ready
  oomOver           seconds of sound in one batch beyond which it answers `failed` with kind oom
  failKind          answers every message `failed` with this kind
  deafFromSample    segments that begin at this sample or later are left out of its answers, without a word
  lie               "short": one result too few; "type": the wrong type of answer; "early": ready before load;
                    "id": an answer nobody asked for, before each true one
  gpuUuid, device   what ready names as its seat (null, "cpu")
  registry, mib     folder of a fake box's registry (see nvidia-smi.py), and MiB it holds there from its load on: it
                    sits on the card it was pinned to, or on gpuUuid
  oomAtLoad         true: the load fails for want of memory, exit 75
  precision, tuned  what ready names ("int8", null); rssMiB: what beats name (50)
"""

import json
import os
import signal
import sys
import threading
import time
from pathlib import Path
from typing import Any, NoReturn

from worker_answers import ANSWERS, Message, failed, ranges_of, seconds_of
from worker_ends import die, forever, hold_interpreter, leave_grandchild
from worker_outlet import Outlet, flood_log

sys.path.insert(0, str(Path(__file__).parents[2] / "python"))

from paradeck_simulation.registry import Registration


class Fake:
    """One worker with its switches."""

    def __init__(self, switches: Message) -> None:
        self.switches = switches
        self.outlet = Outlet()
        self.send = self.outlet.send
        self.seen = 0
        self.beating = True
        self.busy_id: str | None = None
        self.waiting: list[Message] = []
        self.changed = threading.Condition()
        self.done = False

    def get(self, name: str, default: Any = None) -> Any:
        return self.switches.get(name, default)

    def run(self) -> None:
        if self.get("role") is None and not self.is_chosen():
            self.switches = {}
        if self.get("ignoreStop"):
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
        if self.get("grandchild"):
            leave_grandchild()
        if self.get("noHello"):
            forever()
        time.sleep(self.get("helloDelayS", 0))
        if self.get("lie") == "early":
            self.ready()
        seat = {"pid": os.getpid(), "startTime": None, "protocol": self.get("protocol", 1), "sharesFiles": True}
        self.send(type="hello", versions={"python": sys.version.split()[0], "fake": "1"}, **seat)
        threading.Thread(target=self.beat, daemon=True).start()
        threading.Thread(target=self.work, daemon=True).start()
        for line in sys.stdin.buffer:
            self.take(json.loads(line))
        if self.get("ignoreStop"):
            forever()
        os._exit(0)

    def beat(self) -> None:
        for seq in range(1 << 60):
            time.sleep(self.get("beatS", 2))
            if self.beating:
                memory = {"reservedMiB": None, "allocatedMiB": None, "limitMiB": None, "rssMiB": self.get("rssMiB", 50)}
                self.send(type="beat", seq=seq, busyId=self.busy_id, **memory)

    def take(self, message: Message) -> None:
        if message["type"] == "shutdown":
            if not self.get("ignoreStop"):
                with self.changed:
                    self.done = True
                    self.waiting.clear()
                    self.changed.notify()
            return
        with self.changed:
            if message["type"] == "drop":
                kept = [other for other in self.waiting if other.get("id") != message["id"]]
                is_dropped = len(kept) < len(self.waiting)
                self.waiting = kept
                if is_dropped:
                    self.send(type="dropped", id=message["id"])
                return
            self.waiting.append(message)
            self.changed.notify()

    def work(self) -> None:
        while True:
            with self.changed:
                self.changed.wait_for(lambda: self.waiting or self.done)
                if self.done:
                    os._exit(0)
                message = self.waiting.pop(0)
            if message["type"] == "load":
                self.load(message)
            else:
                self.busy_id = message["id"]
                try:
                    self.answer(message)
                except OSError as error:
                    # The sound is gone with a job whose sender went: as the real worker, it says so and goes on.
                    self.send(**failed(message, "input", str(error)))
                self.busy_id = None

    def load(self, message: Message) -> None:
        if self.get("role") is not None and (self.get("role") != message["role"] or not self.is_chosen()):
            self.switches = {}
        self.begin_load()
        self.ready()
        if self.get("hugeLineMiB"):
            self.outlet.write(b"x" * (self.get("hugeLineMiB") << 20))
        if self.get("hangAt") == 0:
            self.hang()
        if self.get("exitAfterS") is not None:
            threading.Timer(self.get("exitAfterS"), lambda: os._exit(self.get("exitCode", 1))).start()

    def begin_load(self) -> None:
        """All that goes before ready: an end, progress, a seat on a card, a failure, a flood."""
        if self.get("exitAtLoad") is not None:
            os._exit(self.get("exitAtLoad"))
        steps = self.get("loadSteps", 1)
        for done in range(steps):
            self.send(type="loading", stage="weights", done=done, total=steps)
            time.sleep(self.get("loadS", 0) / steps)
        self.wait_for("loadUntil")
        if self.get("registry") and (card := self.card()):
            Registration(Path(self.get("registry")), card).hold(self.get("mib", 1000))
        if self.get("oomAtLoad"):
            self.send(type="failed", id=None, kind="oom", message="Not enough memory to load the model")
            os._exit(75)
        if self.get("failLoad"):
            self.send(type="failed", id=None, kind=self.get("failLoadKind", "model"), message=self.get("failLoad"))
            os._exit(78)
        if self.get("floodMiB"):
            flood_log(self.get("floodMiB"), self.get("floodLine", 120))

    def is_chosen(self) -> bool:
        """With `once`, only the worker that creates the file misbehaves."""
        if self.get("once") is None:
            return True
        try:
            os.close(os.open(self.get("once"), os.O_CREAT | os.O_EXCL))
        except FileExistsError:
            return False
        return True

    def ready(self) -> None:
        seat = {"device": self.get("device", "cpu"), "gpuUuid": self.card(), "gpuName": None}
        warmup = {"warmupMs": 1, "warmupText": "今天", "precisionNote": None, "tuned": self.get("tuned")}
        self.send(type="ready", precision=self.get("precision", "int8"), **seat, **warmup)

    def card(self) -> str | None:
        """The card it sits on: with a registry the one it was pinned to, unless it is told to sit elsewhere."""
        pinned = os.environ.get("CUDA_VISIBLE_DEVICES", "-1")
        is_on_card = self.get("registry") and pinned != "-1"
        return self.get("gpuUuid") or (pinned if is_on_card else None)

    def answer(self, message: Message) -> None:
        self.seen += 1
        if self.get("hangAt") == self.seen:
            self.hang()
        if self.get("deafAt") == self.seen:
            forever()
        if self.get("gilAt") == self.seen:
            hold_interpreter(self.get("gilS", 1 << 30))
        if self.get("garbageAt") == self.seen:
            self.outlet.write("这不是 JSON\n".encode())
            return
        started = time.monotonic()
        if self.is_deadly(message):
            if self.get("answerBeforeCrash"):
                self.send(**self.result(message, 1))
            die(self.get("crashBy", "exit"))
        time.sleep(self.get("computeS", seconds_of(message) / self.get("computeX", float("inf"))))
        self.wait_for("heldUntil")
        if self.get("lie") == "id":
            self.send(type="dropped", id="nobody-asked")
        self.send(**self.result(message, (time.monotonic() - started) * 1000))

    def wait_for(self, name: str) -> None:
        while self.get(name) and not Path(self.get(name)).exists():
            time.sleep(0.01)

    def is_deadly(self, message: Message) -> bool:
        if self.get("crashAt") == self.seen:
            return True
        sample = self.get("crashOnSample")
        return sample is not None and any(low <= sample < high for low, high in ranges_of(message))

    def hang(self) -> NoReturn:
        self.beating = False
        forever()

    def result(self, message: Message, compute_ms: float) -> Message:
        if self.get("failKind"):
            return failed(message, self.get("failKind"), "as ordered")
        if self.get("oomOver") is not None and seconds_of(message) > self.get("oomOver"):
            return failed(message, "oom", f"{seconds_of(message):.1f} s of sound is too much for me")
        if self.get("lie") == "type":
            return {"type": "stockDone", "id": message["id"], "text": "", "segments": [], "computeMs": 0}
        answer = ANSWERS[message["type"]](message)
        if self.get("lie") == "short" and "results" in answer:
            answer["results"] = answer["results"][:-1]
        if self.get("deafFromSample") is not None and "results" in answer:
            heard = [low < self.get("deafFromSample") for low, _ in ranges_of(message)]
            answer["results"] = [result for result, kept in zip(answer["results"], heard, strict=True) if kept]
        return {**answer, "id": message["id"], "computeMs": compute_ms}


if __name__ == "__main__":
    Fake(json.loads(os.environ.get("PARADECK_FAKE", sys.argv[1] if len(sys.argv) > 1 else "{}"))).run()
