"""The log of a worker whose host stands still: it goes on, and nothing is missing without being counted."""

import re
import select
import socket
import subprocess
import sys

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows gives workers pipes, not sockets")

WIDTH = 1024
# Floods its log, tells the host on the protocol's own way out, waits for it, and logs one line more.
WORKER = """
import os, sys
from paradeck_worker.outlet import claim_stdio
told = os.dup(1)
host_in, _ = claim_stdio()
for at in range(int(sys.argv[1])):
    print("x" * 1023, file=sys.stderr if at % 2 else sys.stdout)
os.write(told, b"flooded")
os.read(host_in, 1)
print("after")
"""
LEFT_OUT = re.compile(rb"\n\[worker\] (\d+) bytes of log left out: the host did not read\n")


def _start(log: socket.socket, lines: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", WORKER, str(lines)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log.fileno()
    )


def _read_until_flooded(process: subprocess.Popen[bytes], log: socket.socket | None) -> bytes:
    """What came on the log meanwhile; reads none of it where `log` is None."""
    assert process.stdout is not None
    read = b""
    while True:
        ready, _, _ = select.select([process.stdout, *([] if log is None else [log])], [], [], 60)
        assert ready, "the worker stands still"
        if log in ready and log is not None:
            read += log.recv(1 << 20)
        elif process.stdout in ready:
            assert process.stdout.read(7) == b"flooded"
            return read


def _finish(process: subprocess.Popen[bytes], log: socket.socket) -> bytes:
    """Reads what waits, then lets the worker end and reads the rest."""
    log.settimeout(0)
    read = b""
    try:
        while piece := log.recv(1 << 20):
            read += piece
    except BlockingIOError:
        pass
    process.communicate(b".", timeout=60)
    log.settimeout(60)
    while piece := log.recv(1 << 20):
        read += piece
    return read


@pytest.mark.parametrize("is_reading", [False, True])
def test_a_flood_holds_nobody_up_and_what_is_missing_is_counted(*, is_reading: bool) -> None:
    host, worker = socket.socketpair()
    with host, _start(worker, 20_000) as process:
        worker.close()
        log = _read_until_flooded(process, host if is_reading else None)
        log += _finish(process, host)
    left_out = [int(count) for count in LEFT_OUT.findall(log)]
    kept = LEFT_OUT.sub(b"", log)
    assert process.returncode == 0
    assert len(kept) + sum(left_out) == 20_000 * WIDTH + len(b"after\n")
    assert log.endswith(b"\nafter\n")
    if not is_reading:
        assert len(left_out) == 1


def test_what_fits_waits_for_the_host_whole() -> None:
    host, worker = socket.socketpair()
    with host, _start(worker, 20) as process:
        worker.close()
        _read_until_flooded(process, None)
        log = _finish(process, host)
    assert log == (b"x" * (WIDTH - 1) + b"\n") * 20 + b"after\n"
