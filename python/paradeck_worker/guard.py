"""`python -m paradeck_worker.guard HOST_PID -- COMMAND...`: tie a command's life to the host's, by the kernel.

Linux only. PR_SET_PDEATHSIG (prctl(2)) survives exec, and works where stdin's end cannot: in a C call that holds
the GIL. It fires when the thread that forked ends, so the host must spawn from its main thread.
"""

import ctypes
import os
import signal
import sys
from typing import NoReturn

from .exits import TRY_AGAIN, leave

PR_SET_PDEATHSIG = 1


def main(arguments: list[str]) -> NoReturn:
    """Become the command, to be killed when the host dies."""
    match arguments:
        case [pid, "--", *command] if pid.isdigit() and command:
            _tie_to(int(pid))
            os.execvp(command[0], command)  # noqa: S606 - the host's own command, no shell is wanted
    sys.exit("usage: python -m paradeck_worker.guard HOST_PID -- COMMAND...")


def _tie_to(host: int) -> None:
    """Ask the kernel for SIGKILL at the host's end; leave if it has ended already."""
    if ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0) != 0:
        sys.exit(f"guard: prctl failed: {os.strerror(ctypes.get_errno())}")
    # A host that died before the line above will never have the signal sent.
    if os.getppid() != host:
        leave(TRY_AGAIN)


if __name__ == "__main__":
    main(sys.argv[1:])
