"""The recogniser's role on onnxruntime: loading, choosing a precision, warming up, answering."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from ..asr.clip import clip_for
from ..asr.recogniser import Recogniser
from ..from_worker import PrecisionUsed, Ready, RecognisedBatch, Tuned
from ..frontend import fbank_file
from ..frontend.fbank import SHIFT_SAMPLES, Float32, fbank, frame_count, frames_of
from ..pcm import SAMPLES_PER_MS, read
from ..to_worker import Job, Load, PcmRange, Recognise
from .base import Loaded, Report, ms_since, not_this_role
from .onnx_directory import Directory, read_directory
from .onnx_tuning import Budget, arranged, pick_precision, tune, usual


class OnnxRecogniser:
    """Answers `recognise`."""

    def __init__(self, recogniser: Recogniser) -> None:
        self.recogniser = recogniser

    def prepare(self, job: Job) -> Callable[[], RecognisedBatch]:
        """Features now, text and times later; hotwords change nothing, plain Paraformer has no bias input."""
        if not isinstance(job, Recognise):
            raise not_this_role(job, "recogniser")
        begun = time.perf_counter()
        features = self.recogniser.stacked([_rows_of(segment) for segment in job.segments])
        lengths_ms = [(segment.to_sample - segment.from_sample) / SAMPLES_PER_MS for segment in job.segments]
        prepare_ms = ms_since(begun)

        def rest() -> RecognisedBatch:
            begun = time.perf_counter()
            results = self.recogniser.decode(features, lengths_ms)
            return RecognisedBatch(job.id, results, round(prepare_ms + ms_since(begun), 3))

        return rest


def _rows_of(segment: PcmRange) -> Float32:
    """Filterbanks [n, 80] of a segment; the front's, where it left them and the segment begins with a frame of its."""
    if segment.fbank_path is not None and segment.from_sample % SHIFT_SAMPLES == 0:
        count = frame_count(segment.to_sample - segment.from_sample)
        if (rows := fbank_file.read(segment.fbank_path, segment.from_sample // SHIFT_SAMPLES, count)) is not None:
            return rows
    return fbank(frames_of(read(segment).astype(np.float32)))


def load(message: Load, report: Report) -> Loaded:
    """Open the directory's graphs and keep the one to use; ModelFault when it can never work."""
    report("tokens")
    directory = read_directory(message.dirs.asr)
    report("weights")
    known = message.known
    precisions = directory.files.precisions(message.precision)
    settled = known.precision if known is not None and len(precisions) > 1 else None
    threads = message.threads if known is None or known.tuning is None else known.tuning.threads
    nets = {one: directory.open(one, threads) for one in precisions if settled in (None, one)}
    report("warm-up")
    begun = time.perf_counter()
    clip = clip_for(directory.card, message.warmup_clip)
    heard = next(iter(nets.values())).features([clip.samples])[0]
    texts = {one: directory.hear(net, clip.samples, heard) for one, net in nets.items()}
    if known is not None and settled is not None and texts[settled] != known.warmup_text:
        nets.clear()
        # Another build of onnxruntime, for one: what was chosen by what it read is chosen anew.
        return load(replace(message, known=replace(known, precision=None, tuning=None)), report)
    rule, note = _choose(texts)
    clip.check(texts[rule], directory.files.path)
    warmup_ms = ms_since(begun)
    for one in texts.keys() - {one for one, text in texts.items() if text == texts[rule]}:
        del nets[one]
    precision, net, tuned = _tuned(_Start(message, directory, heard, report), nets, rule)
    ready = Ready("cpu", None, None, precision, warmup_ms, texts[precision], note, tuned)
    return Loaded(OnnxRecogniser(net), ready)


@dataclass(frozen=True, slots=True)
class _Start:
    """What a start is made of; `heard`: the clip's features."""

    message: Load
    directory: Directory
    heard: Float32
    report: Report


def _tuned(
    start: _Start, nets: dict[PrecisionUsed, Recogniser], rule: PrecisionUsed
) -> tuple[PrecisionUsed, Recogniser, Tuned]:
    """The net to use, by what is known of this machine, else by a race; of `nets`, which read alike, it lets go."""
    message, known = start.message, start.message.known
    if known is None:
        return rule, nets[rule], Tuned(usual(message.threads), None)
    if known.tuning is not None:
        return rule, arranged(nets[rule], known.tuning), Tuned(known.tuning, None)
    start.report("measuring")
    precision = pick_precision(nets, rule, start.heard)
    net = nets[precision]
    nets.clear()
    budget = Budget(message.threads, known.threads_are_asked)
    return precision, *tune(lambda threads: start.directory.open(precision, threads), net, budget, start.heard)


def _choose(texts: Mapping[PrecisionUsed, str]) -> tuple[PrecisionUsed, str | None]:
    """int8 where it reads the warm-up clip as fp32 does; else fp32, and why."""
    exact, int8 = next(iter(texts)), texts.get("int8")
    if int8 is None or int8 == texts[exact]:
        return exact if int8 is None else "int8", None
    return exact, f"int8 read the warm-up clip as {int8 or 'nothing'!r}, fp32 as {texts[exact]!r}: fp32 is used"
