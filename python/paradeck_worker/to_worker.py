"""Messages from the host, mirrored from electron/contract/workerMessages.ts."""

from dataclasses import dataclass
from typing import Annotated, Any, Literal


def _not_negative(value: float) -> bool:
    return value >= 0


def _positive(value: float) -> bool:
    return value > 0


def _not_empty(value: str | tuple[Any, ...]) -> bool:
    return len(value) > 0


Sample = Annotated[int, _not_negative]
Positive = Annotated[int, _positive]
Name = Annotated[str, _not_empty]
Role = Literal["recogniser", "front"]
Engine = Literal["onnx", "funasr"]
PrecisionAsked = Literal["auto", "bf16", "fp16", "fp32", "int8"]


@dataclass(frozen=True, slots=True)
class FilePcm:
    """16 kHz mono s16le in a file that host and worker share."""

    path: Name


@dataclass(frozen=True, slots=True)
class InlinePcm:
    """The same as base64, for a worker that shares no files; exactly the range's bytes."""

    inline: str


Pcm = FilePcm | InlinePcm


@dataclass(frozen=True, slots=True)
class PcmRange:
    """Samples [from_sample, to_sample) of a PCM source; its filterbanks are in `fbank_path`, if a front left them."""

    pcm: Pcm
    from_sample: Sample
    to_sample: Sample
    fbank_path: Name | None = None


@dataclass(frozen=True, slots=True)
class Dirs:
    """Model directories; a role uses those it needs."""

    asr: str | None = None
    vad: str | None = None
    punc: str | None = None


@dataclass(frozen=True, slots=True)
class VadSettings:
    """Speech detector settings in FunASR's names; max_end_silence_ms None means FunASR's dynamic silence."""

    max_end_silence_ms: Positive | None
    max_single_segment_ms: Positive


@dataclass(frozen=True, slots=True)
class Tuning:
    """How the onnx engine computes a batch: threads of its pool, segments at once, one run for all or one for each."""

    threads: Positive
    lanes: Positive
    batch: Literal["whole", "single"]


@dataclass(frozen=True, slots=True)
class Known:
    """What was measured on this machine with this model; what is None is measured now.

    `precision` is what `auto` came to be, `warmup_text` what it read; `threads_are_asked`: no other count is tried.
    """

    precision: Literal["fp32", "int8"] | None
    warmup_text: str | None
    tuning: Tuning | None
    threads_are_asked: bool


@dataclass(frozen=True, slots=True)
class Load:
    """First message of every worker's life; `warmup_clip` is a WAV for directories that bring none.

    `known` None: nothing is measured, the rules of thumb hold.
    """

    type: Literal["load"]
    engine: Engine
    role: Role
    dirs: Dirs
    device: str
    precision: PrecisionAsked
    threads: Positive
    vram_limit_mi_b: Positive | None
    vad: VadSettings
    cuda_graphs: bool = False
    warmup_clip: str | None = None
    known: Known | None = None


@dataclass(frozen=True, slots=True)
class FindSpeech:
    """One window of a file, in file order; `state` is the reply to the window before, None at the file's start.

    `fbank_path`: where its filterbanks are left for the recogniser.
    """

    type: Literal["findSpeech"]
    id: Name
    pcm: Pcm
    from_sample: Sample
    to_sample: Sample
    last: bool
    state: str | None
    fbank_path: Name | None = None


@dataclass(frozen=True, slots=True)
class Recognise:
    """Segments to turn into text, in one batch."""

    type: Literal["recognise"]
    id: Name
    segments: Annotated[tuple[PcmRange, ...], _not_empty]
    hotwords: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Drop:
    """Takes back a message that was not begun."""

    type: Literal["drop"]
    id: Name


@dataclass(frozen=True, slots=True)
class Punctuate:
    """The next tokens of one job; `last` closes the text and empties the carry."""

    type: Literal["punctuate"]
    id: Name
    tokens: tuple[str, ...]
    carry: str | None
    last: bool


@dataclass(frozen=True, slots=True)
class Stock:
    """Comparison only: FunASR's own AutoModel.generate over one file."""

    type: Literal["stock"]
    id: Name
    path: Name


@dataclass(frozen=True, slots=True)
class Shutdown:
    """Leave after the message in hand."""

    type: Literal["shutdown"]


Job = FindSpeech | Recognise | Punctuate | Stock
ToWorker = Load | Job | Drop | Shutdown
