"""The front's role, whoever runs its nets: finding speech and punctuating."""

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ..faults import InputFault, ModelFault
from ..from_worker import PrecisionUsed, Punctuated, Ready, Speech
from ..frontend import fbank_file
from ..frontend.cmvn import read_cmvn
from ..frontend.fbank import BINS, Float32, frame_count
from ..model_dir import ModelDir
from ..nets import Net
from ..pcm import read
from ..protocol import SAMPLE_RATE_HZ
from ..punc.punctuator import Carry, Punctuator, read_carry, write_carry
from ..to_worker import Engine, FilePcm, FindSpeech, Job, Load, PcmRange, Punctuate
from ..vad import state
from ..vad.detector import LFR_M, Detector, Window
from ..vad.net import VadNet
from ..vad.options import FRAME_MS, read_options
from ..vad.state import FileState
from .base import Loaded, Report, Rest, ms_since, not_this_role


class Front:
    """Answers `findSpeech` and `punctuate`."""

    def __init__(self, detector: Detector, punctuator: Punctuator) -> None:
        self._detector = detector
        self._punctuator = punctuator

    def prepare(self, job: Job) -> Rest:
        """Speech of a window, or marks of a slice; nothing of either is worth doing ahead."""
        if isinstance(job, FindSpeech):
            return lambda: self._find(job)
        if isinstance(job, Punctuate):
            return lambda: self._punctuate(job)
        raise not_this_role(job, "front")

    def _find(self, job: FindSpeech) -> Speech:
        begun = time.perf_counter()
        known = FileState() if job.state is None else state.unpack(job.state)
        if known.samples != job.from_sample:
            raise InputFault(f"The window starts at sample {job.from_sample}, but its state ends at {known.samples}")
        samples = read(PcmRange(job.pcm, job.from_sample, job.to_sample))
        keeper = _Keeper(job)
        segments = self._detector.find(Window(samples, job.last, keeper.keep), known)
        start = known.machine.start
        open_from_ms = None if start < 0 or job.last else start * FRAME_MS
        after = "" if job.last else state.pack(known)
        return Speech(job.id, segments, open_from_ms, after, keeper.has_kept, ms_since(begun))

    def _punctuate(self, job: Punctuate) -> Punctuated:
        begun = time.perf_counter()
        marks, carry = self._punctuator.punctuate(job.tokens, read_carry(job.carry), job.last)
        return Punctuated(job.id, tuple(marks), None if carry is None else write_carry(carry), ms_since(begun))


class _Keeper:
    """Leaves a window's filterbanks where its message wants them."""

    def __init__(self, job: FindSpeech) -> None:
        self._path = job.fbank_path
        self._sound = job.pcm.path if isinstance(job.pcm, FilePcm) else None
        self._first = frame_count(job.from_sample)
        self.has_kept = False

    def keep(self, rows: Float32) -> None:
        """The file's rows [n, 80] that this window completes."""
        if self._path is not None:
            self.has_kept = fbank_file.write(self._path, self._first, rows)
            if self._sound is not None:
                self.has_kept = fbank_file.keep_beside(self._sound, self._path) and self.has_kept


Open = Callable[[ModelDir], tuple[Net, PrecisionUsed]]
"""Opens a directory's net."""


@dataclass(frozen=True, slots=True)
class Opener:
    """How an engine opens the two nets."""

    engine: Engine
    vad: Open
    punc: Open


def load_with(opener: Opener, message: Load, report: Report) -> Loaded:
    """Open both directories; ModelFault when one can never work."""
    report("speech detector")
    vad_dir = ModelDir(message.dirs.vad, "speech detection", opener.engine)
    detector, vad_precision = _detector(opener, vad_dir, message)
    report("punctuation")
    punc_dir = ModelDir(message.dirs.punc, "punctuation", opener.engine)
    punctuation, punc_precision = _punctuator(opener, punc_dir)
    report("warm-up")
    begun = time.perf_counter()
    _warm_up(detector, punctuation)
    precision: PrecisionUsed = "int8" if "int8" in (vad_precision, punc_precision) else "fp32"
    return Loaded(Front(detector, punctuation), Ready("cpu", None, None, precision, ms_since(begun), "", None))


def _detector(opener: Opener, directory: ModelDir, message: Load) -> tuple[Detector, PrecisionUsed]:
    config = directory.config("frontend_conf", "encoder_conf", "model_conf")
    directory.check_frontend(config, LFR_M, 1)
    options = read_options(config["model_conf"], message.vad)
    cmvn = read_cmvn(directory.file("am.mvn"), BINS * LFR_M)
    opened, precision = opener.vad(directory)
    encoder = config["encoder_conf"]
    try:
        fsmn = VadNet(opened, encoder["proj_dim"], encoder["lorder"] + encoder.get("rorder", 0))
    except KeyError as error:
        raise ModelFault(f"{directory.path / 'config.yaml'}: encoder_conf.{error.args[0]} is missing") from error
    return Detector(fsmn, cmvn, options), precision


def _punctuator(opener: Opener, directory: ModelDir) -> tuple[Punctuator, PrecisionUsed]:
    config = directory.config("model_conf")
    if (directory.path / "jieba_usr_dict").exists():
        raise ModelFault(
            f"{directory.path}: this punctuation model works on words cut by jieba, which ParaDeck does not do; "
            "choose a character model such as iic/punc_ct-transformer_zh-cn-common-vocab272727-pytorch"
        )
    marks = config["model_conf"].get("punc_list")
    if not isinstance(marks, list) or not marks:
        raise ModelFault(
            f"{directory.path / 'config.yaml'}: model_conf.punc_list is missing; is this a punctuation model?"
        )
    opened, precision = opener.punc(directory)
    return Punctuator(opened, directory.tokens(), marks), precision


def _warm_up(detector: Detector, punctuation: Punctuator) -> None:
    """Run both nets once; ModelFault where their shapes do not fit what the directories say."""
    try:
        detector.find(Window(np.zeros(SAMPLE_RATE_HZ, np.int16), last=True), FileState())
        punctuation.punctuate(("一",), Carry(), last=True)
    except Exception as error:
        raise ModelFault(
            f"The models do not run ({error}); their files do not belong together, copy them again"
        ) from error
