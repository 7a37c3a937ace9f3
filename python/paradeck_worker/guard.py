"""`python -m paradeck_worker.guard HOST_PID -- COMMAND...`: tie a command's life to the host's, by the kernel.

Linux only. PR_SET_PDEATHSIG (prctl(2)) survives exec, and works where stdin's end cannot: in a C call that holds
the GIL. It fires when the thread that forked ends, so the host must spawn from its main thread.
"""

import ctypes
import os
import signal
import sys
from typing import NoReturn

PR_SET_PDEATHSIG = 1
TRY_AGAIN = 75


def main(arguments: list[str]) -> NoReturn:
    """Become the command, to be killed when the host dies."""
    if len(arguments) < 3 or not arguments[0].isdigit() or arguments[1] != "--":
        sys.exit("usage: python -m paradeck_worker.guard HOST_PID -- COMMAND...")
    host, command = int(arguments[0]), arguments[2:]
    if ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0) != 0:
        sys.exit(f"guard: prctl failed: {os.strerror(ctypes.get_errno())}")
    # The host may have died before the line above: then nobody will ever send the signal.
    if os.getppid() != host:
        os._exit(TRY_AGAIN)
    os.execvp(command[0], command)


if __name__ == "__main__":
    main(sys.argv[1:])
