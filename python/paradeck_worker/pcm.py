"""16 kHz mono s16le samples of a range, by plain reads: a cut file would kill a worker that maps it."""

import base64
import binascii
import os

import numpy as np
import numpy.typing as npt

from .faults import InputFault
from .to_worker import FilePcm, PcmRange

BYTES_PER_SAMPLE = 2
SAMPLES_PER_MS = 16

Pcm16 = npt.NDArray[np.int16]


def read(part: PcmRange) -> Pcm16:
    """Samples [from_sample, to_sample) as int16[n]; InputFault when the source does not hold them."""
    wanted = part.to_sample - part.from_sample
    if wanted < 0:
        raise InputFault(f"samples {part.from_sample} to {part.to_sample}: a range cannot end before it starts")
    if isinstance(part.pcm, FilePcm):
        return _from_file(part.pcm.path, part.from_sample, wanted)
    return _from_base64(part.pcm.inline, wanted)


def _from_file(path: str, start: int, wanted: int) -> Pcm16:
    name = os.path.basename(path)
    try:
        with open(path, "rb", buffering=0) as file:
            file.seek(start * BYTES_PER_SAMPLE)
            data = _read_fully(file.fileno(), wanted * BYTES_PER_SAMPLE)
    except OSError as error:
        raise InputFault(f"{name}: cannot be read: {error.strerror}") from error
    got = len(data) // BYTES_PER_SAMPLE
    if got < wanted:
        raise InputFault(f"{name}: samples {start} to {start + wanted} asked, but the file ends at {start + got}")
    return np.frombuffer(data, "<i2")


def _read_fully(fd: int, size: int) -> bytes:
    parts = []
    while size > 0 and (part := os.read(fd, size)):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def _from_base64(text: str, wanted: int) -> Pcm16:
    try:
        data = base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise InputFault(f"inline PCM is not base64: {error}") from error
    if len(data) != wanted * BYTES_PER_SAMPLE:
        raise InputFault(f"inline PCM holds {len(data)} bytes, but {wanted} samples are {wanted * BYTES_PER_SAMPLE}")
    return np.frombuffer(data, "<i2")
