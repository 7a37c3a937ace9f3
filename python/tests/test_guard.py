"""The kernel's tie between host and worker: whoever starts a worker takes it along, even while it is busy."""

import os
import signal
import subprocess
import sys

import pytest

from worker_process import environment

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="PR_SET_PDEATHSIG is Linux's")

IDLE = "import time; print('up', flush=True); time.sleep(60)"
# A C call that never gives the interpreter back: neither a signal handler nor a thread would ever run.
HOLDS_THE_GIL = "print('up', flush=True); sum(range(10**12))"


def host(child: str) -> subprocess.Popen[bytes]:
    """A process that starts a guarded child, passes on its output, and waits."""
    source = (
        "import os, subprocess, sys\n"
        "guard = [sys.executable, '-m', 'paradeck_worker.guard', str(os.getpid()), '--']\n"
        f"child = subprocess.Popen([*guard, sys.executable, '-c', {child!r}])\n"
        "print(child.pid, flush=True)\n"
        "child.wait()\n"
    )
    return subprocess.Popen([sys.executable, "-c", source], stdout=subprocess.PIPE, env=environment())


@pytest.mark.parametrize("child", [IDLE, HOLDS_THE_GIL], ids=["idle", "holding the GIL"])
def test_a_killed_host_takes_its_worker_along(child: str) -> None:
    with host(child) as parent:
        assert parent.stdout is not None
        lines = {parent.stdout.readline().strip(), parent.stdout.readline().strip()}
        assert b"up" in lines
        parent.send_signal(signal.SIGKILL)
        # The pipe ends when the last holder of its other side, the child, has gone.
        assert parent.stdout.read() == b""


def test_leaves_when_the_host_died_before_it() -> None:
    stranger = str(os.getpid() + 1_000_000)
    done = subprocess.run(
        [sys.executable, "-m", "paradeck_worker.guard", stranger, "--", sys.executable, "-c", "print('ran')"],
        env=environment(),
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (75, b"")


def test_becomes_the_command() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "paradeck_worker.guard", str(os.getpid()), "--", sys.executable, "-c", "exit(7)"],
        env=environment(),
        check=False,
    )
    assert done.returncode == 7


def test_explains_itself() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "paradeck_worker.guard", "x"], env=environment(), capture_output=True, check=False
    )
    assert done.returncode == 1
    assert b"usage" in done.stderr
