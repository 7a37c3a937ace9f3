#!/usr/bin/env python3
"""A stand-in for nvidia-smi, driven by a scenario file named in PARADECK_FAKE_GPU (JSON, read anew at each call).

The scenario is a simulated box, as python/paradeck_simulation/box.py tells it, and answered as the shipped simulation
answers. Workers count by the files PID.json in its "registry" folder ({uuid, pid, name, mib}) while their pid lives.
Beside that it can misbehave:

"fault":  {"stdout", "stderr", "exit", "delayS", "hang", "ignoreTerm", "holdPipe", "killSelf"} at every call
"faults": {"query-gpu" | "query-compute-apps" | "list": a fault of that question alone}
"calls":  a file that gets a line with the arguments of each call
"""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2] / "python"))

from paradeck_simulation.smi import answer


def main() -> int:
    scenario: dict[str, Any] = json.loads(Path(os.environ["PARADECK_FAKE_GPU"]).read_text("utf-8"))
    if "calls" in scenario:
        with Path(scenario["calls"]).open("a", encoding="utf-8") as calls:
            calls.write(" ".join(sys.argv[1:]) + "\n")
    fault = scenario.get("fault") or scenario.get("faults", {}).get(question())
    if fault is not None:
        return misbehave(fault)
    text, code = answer(scenario, sys.argv[1:])
    sys.stdout.write(text)
    return code


def question() -> str:
    first = next((argument for argument in sys.argv[1:] if argument.startswith("--query-")), "--list")
    return first.removeprefix("--").partition("=")[0]


def misbehave(fault: dict[str, Any]) -> int:
    if fault.get("ignoreTerm"):
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    if fault.get("holdPipe"):
        subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    sys.stdout.write(fault.get("stdout", ""))
    sys.stdout.flush()
    sys.stderr.write(fault.get("stderr", ""))
    sys.stderr.flush()
    time.sleep(fault.get("delayS", 0))
    while fault.get("hang"):
        time.sleep(1)
    if fault.get("killSelf"):
        os.kill(os.getpid(), signal.SIGKILL)
    return int(fault.get("exit", 0))


if __name__ == "__main__":
    sys.exit(main())
