"""The card this process sits on: what it is, how much of its memory may be taken and is, and what its errors mean."""

from collections.abc import Callable
from typing import TypeVar

import torch

from ..cuda_probe import full_uuid, words
from ..faults import CardFault, ModelFault, NoMemory
from ..memory import Held

MIB = 1 << 20
# What CUDA itself takes beside torch's allocator; electron/core/gpu/ledger.ts counts with the same.
CONTEXT_MIB = 400
# Such words of torch's mean that this process will never work on the card again; out of memory is not among them.
_STICKY = ("CUDA error", "CUBLAS_STATUS", "CUDNN_STATUS", "cuDNN error", "CUFFT_", "NCCL")
_NO_MEMORY = ("out of memory", "CUBLAS_STATUS_ALLOC_FAILED", "can't allocate memory")

Result = TypeVar("Result")


def claim(device: str, limit_mib: int | None) -> None:
    """Make sure the ordered device is there, and bound what torch may take of it; ModelFault, never a CPU instead."""
    if device == "cpu":
        return
    if torch.version.cuda is None:
        raise ModelFault(
            f"A card was ordered, but this torch ({torch.__version__}) is built without CUDA; install the funasr "
            "engine again with the CUDA build: Settings, Engines"
        )
    if not torch.cuda.is_available():
        raise ModelFault(
            "A card was ordered, but torch cannot use any: the Checks page says why (driver, container, pin)"
        )
    if limit_mib is None:
        return
    if limit_mib <= CONTEXT_MIB:
        raise ModelFault(f"A limit of {limit_mib} MiB is too small: CUDA itself takes some {CONTEXT_MIB} of a card")
    total = torch.cuda.get_device_properties(0).total_memory / MIB
    torch.cuda.set_per_process_memory_fraction(min(1.0, (limit_mib - CONTEXT_MIB) / total))


def seat(device: str) -> tuple[str | None, str | None]:
    """UUID, as nvidia-smi writes it, and name of the card; nothing on the CPU."""
    if device == "cpu":
        return None, None
    properties = torch.cuda.get_device_properties(0)
    return full_uuid(getattr(properties, "uuid", None)), properties.name


def capability(device: str) -> float:
    """Compute capability as a number, 8.6 for one; 0 on the CPU."""
    if device == "cpu":
        return 0.0
    major, minor = torch.cuda.get_device_capability(0)
    return float(major + minor / 10)


def held(device: str, limit_mib: int | None) -> Held | None:
    """What torch has of the card now; None on the CPU. Asks no device and waits for none."""
    if device == "cpu":
        return None
    most = None if limit_mib is None else float(limit_mib - CONTEXT_MIB)
    return Held(torch.cuda.memory_reserved() / MIB, torch.cuda.memory_allocated() / MIB, most)


def guarded(device: str, work: Callable[[], Result]) -> Result:
    """Do it; NoMemory with the figures, its memory given back, or CardFault where the card is lost to this process."""
    try:
        return work()
    except RuntimeError as error:
        # torch's out-of-memory error is one of these, too.
        said = str(error)
        if not any(word in said for word in (*_NO_MEMORY, *_STICKY)):
            raise
        short = words(error)
    # Out of the except block: until here the error held every tensor of the frames it came through.
    if not any(word in said for word in _NO_MEMORY):
        raise CardFault(f"The card failed ({short}); the worker starts anew")
    figures = _figures(device)
    if device != "cpu":
        torch.cuda.empty_cache()
    raise NoMemory(f"Not enough memory for this batch ({short}); {figures}")


def _figures(device: str) -> str:
    taken = held(device, None)
    if taken is None:
        return "the box's RAM is full"
    free, total = (value / MIB for value in torch.cuda.mem_get_info())
    return (
        f"this worker holds {taken.reserved_mib:.0f} MiB, {taken.allocated_mib:.0f} of them in use; "
        f"{free:.0f} of the card's {total:.0f} MiB are free"
    )
