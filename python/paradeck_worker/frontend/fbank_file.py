"""Filterbanks the front leaves beside the sound, so that a recogniser need not compute them again.

float32 [80] a frame of 10 ms, frame k of the sound at byte 320 k. A row depends on its own 25 ms alone, so a segment's
rows are the file's, whichever windows they came in.
"""

import contextlib
import os

import numpy as np

from .fbank import BINS, Float32

_ROW_BYTES = BINS * 4


def write(path: str, first: int, rows: Float32) -> bool:
    """Put rows [n, 80] at frame `first`; False where the disk takes them not: they are a help, not a result."""
    try:
        fd = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
        try:
            data = rows.astype("<f4", copy=False).tobytes()
            return os.pwrite(fd, data, first * _ROW_BYTES) == len(data)
        finally:
            os.close(fd)
    except OSError:
        return False


def keep_beside(sound: str, path: str) -> bool:
    """False where the sound has gone: its job has ended meanwhile, and nobody would remove what was written since."""
    if os.path.exists(sound):
        return True
    with contextlib.suppress(OSError):
        os.unlink(path)
    return False


def read(path: str, first: int, count: int) -> Float32 | None:
    """Rows [count, 80] from frame `first`; None where the file does not hold them all."""
    try:
        with open(path, "rb", buffering=0) as file:
            data = os.pread(file.fileno(), count * _ROW_BYTES, first * _ROW_BYTES)
    except OSError:
        return None
    return np.frombuffer(data, "<f4").reshape(count, BINS) if len(data) == count * _ROW_BYTES else None
