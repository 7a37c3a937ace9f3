"""FunASR itself, for comparison: its AutoModel on one thread, quiet and offline."""

import importlib
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from paradeck_worker.torch_asr import parts


@contextmanager
def quiet() -> Iterator[None]:
    """FunASR logs and warns much; none of it is ours to judge."""
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        logging.disable(logging.CRITICAL)
        try:
            yield
        finally:
            logging.disable(logging.NOTSET)


def auto_model(path: Path, **options: Any) -> Any:
    """FunASR's loader of one local directory."""
    import_whole()
    with quiet():
        from funasr import AutoModel

        return AutoModel(
            model=str(path), device="cpu", ncpu=1, disable_update=True, disable_pbar=True, disable_log=True, **options
        )


def import_whole() -> None:
    """All of FunASR, also where an engine of ours has put its stand-in before; that has no version."""
    if not hasattr(sys.modules.get("funasr"), "__version__"):
        parts.forget()
        with quiet():
            importlib.import_module("funasr")
