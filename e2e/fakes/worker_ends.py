"""How the fake worker ends, or fails to."""

import ctypes
import os
import signal
import subprocess
import sys
import time


def forever():
    while True:
        time.sleep(3600)


def die(by):
    if by == "segfault":
        os.kill(os.getpid(), signal.SIGSEGV)
    if by == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    os._exit(1)


def hold_interpreter(seconds):
    """No other thread runs: PyDLL, unlike CDLL, keeps the lock while the C function runs."""
    ctypes.PyDLL(None).sleep(seconds)


def leave_grandchild():
    """It inherits every pipe, and stays when its parent is gone."""
    subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], close_fds=False)
