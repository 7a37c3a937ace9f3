"""What a worker holds of its card, for the beat."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Held:
    """By torch's allocator, MiB: kept from others, of it in use, and the most that may be kept (None: all there is)."""

    reserved_mib: float
    allocated_mib: float
    limit_mib: float | None


Measure = Callable[[], Held | None]


def nothing_held() -> None:
    """As long as no card is in play."""
