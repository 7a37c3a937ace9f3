"""What one window leaves for the next, as one opaque string: the worker itself remembers nothing of a file.

Layout before base64: length of the JSON head (uint32, little endian), the head, then the arrays it names.
"""

import base64
import binascii
import json
from dataclasses import asdict, dataclass, field

import numpy as np
import numpy.typing as npt

from ..faults import InputFault
from ..frontend.fbank import BINS, Float32
from .flags import NO_NOISE_YET_DB, Float64
from .machine import MachineState

_HEAD_BYTES = 4


@dataclass(slots=True)
class FileState:
    """Detector state between windows.

    `samples` so far; `tail` int16 samples that fill no frame yet; `rows` [k, 80] filterbanks that later frames lean
    on, `levels` dB of the frames not yet scored; `caches` the net's memories, [layers, proj, order - 1].
    """

    samples: int = 0
    scored: int = 0
    noise_db: float = NO_NOISE_YET_DB
    speech_ms: int = 0
    counting: bool = False
    machine: MachineState = field(default_factory=MachineState)
    tail: npt.NDArray[np.int16] = field(default_factory=lambda: np.empty(0, np.int16))
    rows: Float32 = field(default_factory=lambda: np.empty((0, BINS), np.float32))
    levels: Float64 = field(default_factory=lambda: np.empty(0))
    caches: Float32 = field(default_factory=lambda: np.empty(0, np.float32))


_NUMBERS = ("samples", "scored", "noise_db", "speech_ms", "counting")
_ARRAYS = (("tail", "<i2"), ("rows", "<f4"), ("levels", "<f8"), ("caches", "<f4"))


def pack(state: FileState) -> str:
    """Serialise; about 60 KB for a published model."""
    arrays = [getattr(state, name).astype(kind) for name, kind in _ARRAYS]
    head = {name: getattr(state, name) for name in _NUMBERS}
    head["machine"] = asdict(state.machine)
    head["shapes"] = [array.shape for array in arrays]
    text = json.dumps(head).encode()
    parts = [len(text).to_bytes(_HEAD_BYTES, "little"), text, *(array.tobytes() for array in arrays)]
    return base64.b64encode(b"".join(parts)).decode("ascii")


def unpack(text: str) -> FileState:
    """Read back what `pack` wrote; InputFault for anything else."""
    try:
        data = base64.b64decode(text, validate=True)
        size = _HEAD_BYTES + int.from_bytes(data[:_HEAD_BYTES], "little")
        head = json.loads(data[_HEAD_BYTES:size])
        state = FileState(**{name: head[name] for name in _NUMBERS}, machine=MachineState(**head["machine"]))
        for (name, kind), shape in zip(_ARRAYS, head["shapes"], strict=True):
            count = int(np.prod(shape))
            setattr(state, name, np.frombuffer(data, kind, count, size).reshape(shape))
            size += count * np.dtype(kind).itemsize
    except (binascii.Error, ValueError, KeyError, TypeError) as error:
        raise InputFault(f"state was not made by this worker: {error}") from error
    return state
