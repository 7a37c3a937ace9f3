"""An engine on a card of a simulated box: it computes on the CPU and registers the memory a real card would give it."""

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from paradeck_simulation.box import find_card, limit_of, read_box
from paradeck_simulation.registry import Registration, held_mib, rows_of

from . import exits
from .to_worker import Job, Load, Recognise

if TYPE_CHECKING:
    from .engines.base import Engine, Loaded, Report, Rest
    from .from_worker import Reply

_FOLDER = "PARADECK_SIMULATION"
_PREFIX = "GPU-SIMULATED-"
"""Such UUIDs no driver gives: a real card is never claimed."""

# What Paraformer-large takes of a real card, MiB: the CUDA context, 220 M weights in fp32, and a padded second.
_CONTEXT_MIB = 400
_WEIGHTS_MIB = 880
_SECOND_MIB = 12
_WARM_UP_S = 2
_SAMPLES_PER_S = 16_000


def is_ordered(message: Load) -> bool:
    """Whether this worker was put on a simulated card."""
    return message.device != "cpu" and _ordered().startswith(_PREFIX) and _FOLDER in os.environ


def load(message: Load, report: "Report", load_engine: Callable[[Load, "Report"], "Loaded"]) -> "Loaded":
    """Load on the CPU what was ordered on the card; MemoryError where the card, or the worker's limit, is too small."""
    memory = CardMemory(Path(os.environ[_FOLDER]), message.vram_limit_mi_b)
    growth = {"import onnxruntime": _CONTEXT_MIB, "weights": _CONTEXT_MIB + _WEIGHTS_MIB}

    def report_and_grow(stage: str) -> None:
        report(stage)
        if stage in growth:
            memory.reserve(growth[stage])

    precision = "auto" if message.precision in ("bf16", "fp16") else message.precision
    loaded = load_engine(replace(message, device="cpu", precision=precision), report_and_grow)
    memory.reserve_for(_WARM_UP_S)
    ready = replace(loaded.ready, gpu_uuid=memory.uuid, gpu_name=memory.name)
    return replace(loaded, engine=OnCard(loaded.engine, memory), ready=ready)


class CardMemory:
    """This worker's share of its card; like a caching allocator it keeps what it once took."""

    def __init__(self, folder: Path, limit_mib: int | None) -> None:
        self._folder = folder
        self._limit_mib = limit_mib
        self._held_mib = 0
        box = read_box(folder)
        self.uuid = box.get("seats", {}).get(_ordered(), _ordered())
        card = find_card(box, self.uuid)
        self.name = None if card is None else str(card["name"])
        self.registration = Registration(Path(box["registry"]), self.uuid)

    def reserve_for(self, padded_s: float) -> None:
        """Come to hold what a batch needs beside context and weights; MemoryError."""
        self.reserve(_CONTEXT_MIB + _WEIGHTS_MIB + round(_SECOND_MIB * padded_s))

    def reserve(self, mib: int) -> None:
        """Come to hold so much; MemoryError, and all as it was, where the card or the limit has less."""
        box = read_box(self._folder)
        card = find_card(box, self.uuid)
        if card is None:
            sys.stderr.write(f"CUDA error: {self.uuid} is lost\n")
            exits.leave(exits.CUDA_POISONED)
        if mib <= self._held_mib:
            return
        if self._limit_mib is not None and mib > self._limit_mib:
            raise MemoryError(f"{mib} MiB are needed, the limit is {self._limit_mib} MiB")
        # First held, then counted: two that grow at once never both stay on a card that has room for one.
        self.registration.hold(mib)
        if held_mib(rows_of(box), self.uuid) > limit_of(card):
            self.registration.hold(self._held_mib)
            raise MemoryError(f"{mib} MiB are needed, {self.uuid} has less")
        self._held_mib = mib


class OnCard:
    """An engine whose batches take memory of the card and keep it busy."""

    def __init__(self, engine: "Engine", memory: CardMemory) -> None:
        self._engine = engine
        self._memory = memory

    def prepare(self, job: Job) -> "Rest":
        """As the engine does; the card is used by the rest."""
        rest = self._engine.prepare(job)

        def rest_on_card() -> "Reply":
            self._memory.reserve_for(_padded_s(job))
            self._memory.registration.work(busy=True)
            try:
                return rest()
            finally:
                self._memory.registration.work(busy=False)

        return rest_on_card


def _padded_s(job: Job) -> float:
    """Seconds of a batch when each of its segments is as long as its longest."""
    if not isinstance(job, Recognise):
        return 0
    lengths = [segment.to_sample - segment.from_sample for segment in job.segments]
    return len(lengths) * max(lengths, default=0) / _SAMPLES_PER_S


def _ordered() -> str:
    return os.environ.get("CUDA_VISIBLE_DEVICES", "")
