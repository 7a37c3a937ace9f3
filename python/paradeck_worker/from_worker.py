"""Messages to the host, mirrored from electron/contract/workerMessages.ts."""

from dataclasses import dataclass, field
from typing import Literal

from .faults import FaultKind
from .to_worker import Tuning

PrecisionUsed = Literal["bf16", "fp16", "fp32", "int8"]
TimesSource = Literal["cif", "spread"]


@dataclass(frozen=True, slots=True)
class Hello:
    """Sent before any heavy import; start_time is in clock ticks after boot (field 22 of /proc/PID/stat)."""

    pid: int
    start_time: int | None
    versions: dict[str, str]
    protocol: int
    shares_files: bool
    type: str = field(default="hello", init=False)


@dataclass(frozen=True, slots=True)
class Loading:
    """A stage of loading has begun; `done` of `total` lie behind it."""

    stage: str
    done: int
    total: int
    type: str = field(default="loading", init=False)


@dataclass(frozen=True, slots=True)
class Tuned:
    """How the onnx engine computes; `gain`: times as fast as by the rules of thumb, 1 where nothing was clearly faster.

    `gain` is None where it was not measured at this start.
    """

    tuning: Tuning
    gain: float | None


@dataclass(frozen=True, slots=True)
class Ready:
    """Loaded, and the warm-up came out right; the note says why another precision is used than was asked for."""

    device: str
    gpu_uuid: str | None
    gpu_name: str | None
    precision: PrecisionUsed
    warmup_ms: float
    warmup_text: str
    precision_note: str | None
    tuned: Tuned | None = None
    type: str = field(default="ready", init=False)


@dataclass(frozen=True, slots=True)
class Span:
    """A closed stretch of speech, ms from the file's start."""

    from_ms: int
    to_ms: int


@dataclass(frozen=True, slots=True)
class Speech:
    """Segments closed by this window, and where one is still open; `state` for the next, "" behind the last.

    `has_fbank`: the window's filterbanks are where they were asked for.
    """

    id: str
    segments: tuple[Span, ...]
    open_from_ms: int | None
    state: str
    has_fbank: bool
    compute_ms: float
    type: str = field(default="speech", init=False)


@dataclass(frozen=True, slots=True)
class Recognised:
    """Text of one segment; times are [start, end] ms per token from the segment's start."""

    text: str
    tokens: tuple[str, ...]
    times_ms: tuple[tuple[float, float], ...] | None
    times_source: TimesSource


@dataclass(frozen=True, slots=True)
class RecognisedBatch:
    """Results in the order of the request's segments."""

    id: str
    results: tuple[Recognised, ...]
    compute_ms: float
    type: str = field(default="recognised", init=False)


@dataclass(frozen=True, slots=True)
class Dropped:
    """The message was taken back before it was begun."""

    id: str
    type: str = field(default="dropped", init=False)


@dataclass(frozen=True, slots=True)
class Punctuated:
    """Marks of the next `len(punct)` tokens not yet answered; the rest is in the carry."""

    id: str
    punct: tuple[str, ...]
    carry: str | None
    compute_ms: float
    type: str = field(default="punctuated", init=False)


@dataclass(frozen=True, slots=True)
class StockDone:
    """What FunASR itself makes of a file."""

    id: str
    text: str
    segments: tuple[Span, ...]
    compute_ms: float
    type: str = field(default="stockDone", init=False)


@dataclass(frozen=True, slots=True)
class Failed:
    """One message failed; with id None loading failed and the process leaves."""

    id: str | None
    kind: FaultKind
    message: str
    type: str = field(default="failed", init=False)


@dataclass(frozen=True, slots=True)
class Beat:
    """A sign of life from a thread of its own; what torch has of the card, and may have at most."""

    seq: int
    busy_id: str | None
    reserved_mi_b: float | None
    allocated_mi_b: float | None
    limit_mi_b: float | None
    rss_mi_b: float | None
    type: str = field(default="beat", init=False)


Reply = Speech | RecognisedBatch | Punctuated | StockDone
FromWorker = Hello | Loading | Ready | Reply | Dropped | Failed | Beat
