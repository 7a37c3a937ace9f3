"""FunASR itself, for comparison: its AutoModel on one thread, quiet and offline."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


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
    with quiet():
        from funasr import AutoModel

        return AutoModel(
            model=str(path), device="cpu", ncpu=1, disable_update=True, disable_pbar=True, disable_log=True, **options
        )
