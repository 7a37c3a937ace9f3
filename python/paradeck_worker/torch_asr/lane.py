"""Work that runs beside the batch in hand: on a card in a stream of its own, on the CPU on one thread."""

from collections.abc import Callable
from typing import Any

import torch

from .features import Features


class Lane:
    """The preparing thread's way to the device."""

    def __init__(self, device: str) -> None:
        self._stream: Any = None if device == "cpu" else torch.cuda.Stream()

    def run(self, work: Callable[[], Features]) -> Callable[[], Features]:
        """Begin work; what comes back waits for it, on whatever stream it is called."""
        if self._stream is None:
            done = work()
            return lambda: done
        with torch.cuda.stream(self._stream):
            begun = work()
            event = self._stream.record_event()

        def taken() -> Features:
            current = torch.cuda.current_stream()
            current.wait_event(event)
            # Else the allocator would hand the memory out again as soon as the other stream is done.
            begun.rows.record_stream(current)
            return begun

        return taken
