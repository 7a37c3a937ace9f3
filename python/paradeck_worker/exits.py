"""How a worker leaves: at once, with a code the host can read; after sysexits.h, see workerExit in the contract."""

import os
from typing import NoReturn

DONE = 0
CANNOT_EVER_WORK = 78
CUDA_POISONED = 70
TRY_AGAIN = 75


def leave(code: int) -> NoReturn:
    """End the process now, without atexit handlers or joins: a stuck native thread must not hold a dead worker."""
    os._exit(code)
