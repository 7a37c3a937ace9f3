"""The funasr engine in this process, for tests that look inside."""

from pathlib import Path
from typing import Any

from paradeck_worker.to_worker import Dirs, Load, VadSettings


def load_message(directory: Path, **changes: Any) -> Load:
    """A `load` on one thread of the CPU, in fp32."""
    settings = {"precision": "fp32", "threads": 1, "vram_limit_mi_b": None, "vad": VadSettings(800, 60_000), **changes}
    return Load("load", "funasr", "recogniser", Dirs(asr=str(directory)), "cpu", **settings)


def open_loaded(directory: Path, **changes: Any) -> Any:
    """The loaded engine and what it says to be ready with."""
    from paradeck_worker.engines import funasr_recogniser

    return funasr_recogniser.load(load_message(directory, **changes), lambda _stage: None)


def open_engine(directory: Path, **changes: Any) -> Any:
    """The engine alone."""
    return open_loaded(directory, **changes).engine
