"""The recogniser's role on onnxruntime: loading, choosing a precision, warming up, answering."""

import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

import numpy as np

from ..asr.clip import clip_for
from ..asr.reading import FEATURES, LFR_M, LFR_N, Language
from ..asr.recogniser import ALPHAS, INPUTS, OUTPUTS, Recogniser, company_for
from ..card import read_card
from ..faults import ModelFault
from ..from_worker import PrecisionUsed, Ready, RecognisedBatch
from ..frontend import fbank_file
from ..frontend.cmvn import read_cmvn
from ..frontend.fbank import SHIFT_SAMPLES, Float32, fbank, frame_count, frames_of
from ..model_dir import GRAPHS, ModelDir
from ..pcm import SAMPLES_PER_MS, Pcm16, read
from ..session import GraphRefusal, Session
from ..signed_weights import has_vnni, shifted
from ..to_worker import Job, Load, PcmRange, Recognise
from .base import Loaded, Report, ms_since, not_this_role


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
    directory = ModelDir(message.dirs.asr, "speech recognition")
    config = directory.config("frontend_conf", "model_conf")
    directory.check_frontend(config, LFR_M, LFR_N)
    card = read_card(directory.path)
    language = Language(directory.tokens(), int(config["model_conf"].get("predictor_bias", 0)), card.time_bias_ms)
    cmvn = read_cmvn(directory.file("am.mvn"), FEATURES)
    report("weights")
    candidates: dict[PrecisionUsed, Recogniser] = {}
    for precision in directory.precisions(message.precision):
        session = _open(directory.file(GRAPHS[precision]), precision, message.threads)
        session.expect(INPUTS, OUTPUTS, (ALPHAS,))
        candidates[precision] = Recogniser(session, cmvn, language, company_for(session, precision))
    report("warm-up")
    begun = time.perf_counter()
    clip = clip_for(card, message.warmup_clip)
    texts = {precision: _warm_up(one, clip.samples, len(language.tokens)) for precision, one in candidates.items()}
    precision, note = _choose(texts)
    text = texts[precision]
    clip.check(text, directory.path)
    ready = Ready("cpu", None, None, precision, ms_since(begun), text, note)
    return Loaded(OnnxRecogniser(candidates[precision]), ready)


def _open(path: Path, precision: PrecisionUsed, threads: int) -> Session:
    """The graph, with its 8-bit weights in the form this processor multiplies fastest."""
    model = None
    if precision == "int8" and has_vnni():
        # A file that cannot be read here is onnxruntime's to judge.
        with suppress(OSError, ValueError):
            model = shifted(path.read_bytes())
    return Session(path, threads, model)


def _choose(texts: Mapping[PrecisionUsed, str]) -> tuple[PrecisionUsed, str | None]:
    """int8 where it reads the warm-up clip as fp32 does; else fp32, and why.

    Not by the clock: a job is bound to its precision, so it must be the same at every start.
    """
    exact, int8 = next(iter(texts)), texts.get("int8")
    if int8 is None or int8 == texts[exact]:
        return exact if int8 is None else "int8", None
    return exact, f"int8 read the warm-up clip as {int8 or 'nothing'!r}, fp32 as {texts[exact]!r}: fp32 is used"


def _warm_up(recogniser: Recogniser, sound: Pcm16, vocabulary: int) -> str:
    """The clip's text; ModelFault unless the scores are finite and as many as there are tokens."""
    try:
        logits = recogniser.score(recogniser.features([sound])).logits
    except GraphRefusal:
        # No token fired, which is no fault where the sound is synthetic; a clip's text is compared afterwards.
        return ""
    if logits.shape[-1] != vocabulary:
        raise ModelFault(
            f"The graph scores {logits.shape[-1]} tokens, tokens.json lists {vocabulary}; they do not belong together"
        )
    if not np.isfinite(logits).all():
        raise ModelFault("The model's scores are not finite numbers; export it again, or choose another precision")
    return recogniser.recognise([sound])[0].text
