"""FunASR itself, whole: the rival in comparisons. Importable only where funasr and torch are installed."""

import time
from collections.abc import Callable
from functools import cached_property
from typing import Any

from ..from_worker import Span, StockDone
from ..to_worker import Load, Stock
from ..torch_asr import parts
from .base import ms_since

_BATCH_S = 300


class StockEngine:
    """Answers `stock` by AutoModel.generate over one file, with the host's detector settings."""

    def __init__(self, message: Load) -> None:
        self._message = message

    def prepare(self, job: Stock) -> Callable[[], StockDone]:
        """Nothing of it is worth doing ahead."""
        return lambda: self._stock(job)

    def _stock(self, job: Stock) -> StockDone:
        """Text as FunASR prints it; segments by its own detector, found once more outside the measured time."""
        model = self._model
        begun = time.perf_counter()
        results = model.generate(input=job.path, batch_size_s=_BATCH_S)
        spent = ms_since(begun)
        found = model.inference(job.path, model=model.vad_model, kwargs=model.vad_kwargs)
        spans = tuple(Span(int(begin), int(end)) for begin, end in found[0]["value"])
        return StockDone(job.id, results[0]["text"] if results else "", spans, spent)

    @cached_property
    def _model(self) -> Any:
        """AutoModel over the three local directories; made when it is first asked for, since its import takes 17 s."""
        parts.forget()
        from funasr import AutoModel

        message = self._message
        vad_kwargs: dict[str, int] = {"max_single_segment_time": message.vad.max_single_segment_ms}
        if message.vad.max_end_silence_ms is not None:
            vad_kwargs["max_end_silence_time"] = message.vad.max_end_silence_ms
        return AutoModel(
            model=message.dirs.asr,
            vad_model=message.dirs.vad,
            punc_model=message.dirs.punc,
            vad_kwargs=vad_kwargs,
            device=message.device,
            ncpu=message.threads,
            disable_update=True,
            disable_pbar=True,
        )
