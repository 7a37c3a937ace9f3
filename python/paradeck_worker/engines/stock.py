"""FunASR itself, whole: the rival in comparisons. Importable only where funasr and torch are installed."""

import time
from collections.abc import Callable
from typing import Any

from ..faults import InputFault, ModelFault
from ..from_worker import Ready, Span, StockDone
from ..to_worker import Job, Load, Stock
from .base import Loaded, Report, ms_since

_BATCH_S = 300


class StockEngine:
    """Answers `stock` by AutoModel.generate over one file."""

    def __init__(self, model: Any) -> None:
        self._model = model

    def prepare(self, job: Job) -> Callable[[], StockDone]:
        """Nothing of it is worth doing ahead."""
        if not isinstance(job, Stock):
            raise InputFault(f"The funasr engine answers only stock so far, not {job.type}; use the onnx engine")
        return lambda: self._stock(job)

    def _stock(self, job: Stock) -> StockDone:
        """Text as FunASR prints it; segments by its own detector, found once more outside the measured time."""
        begun = time.perf_counter()
        results = self._model.generate(input=job.path, batch_size_s=_BATCH_S)
        spent = ms_since(begun)
        found = self._model.inference(job.path, model=self._model.vad_model, kwargs=self._model.vad_kwargs)
        spans = tuple(Span(int(begin), int(end)) for begin, end in found[0]["value"])
        return StockDone(job.id, results[0]["text"] if results else "", spans, spent)


def load(message: Load, report: Report) -> Loaded:
    """AutoModel over three local directories, on the CPU, with the host's detector settings."""
    if message.device != "cpu":
        raise ModelFault("The funasr engine runs only on the CPU so far, for comparison; set the device to cpu")
    report("import funasr")
    try:
        from funasr import AutoModel
    except ImportError as error:
        raise ModelFault(f"funasr cannot be imported ({error}); install python/requirements/funasr.txt") from error
    report("weights")
    begun = time.perf_counter()
    vad_kwargs: dict[str, int] = {"max_single_segment_time": message.vad.max_single_segment_ms}
    if message.vad.max_end_silence_ms is not None:
        vad_kwargs["max_end_silence_time"] = message.vad.max_end_silence_ms
    model = AutoModel(
        model=message.dirs.asr,
        vad_model=message.dirs.vad,
        punc_model=message.dirs.punc,
        vad_kwargs=vad_kwargs,
        device="cpu",
        ncpu=message.threads,
        disable_update=True,
        disable_pbar=True,
    )
    return Loaded(StockEngine(model), Ready("cpu", None, None, "fp32", ms_since(begun), ""))
