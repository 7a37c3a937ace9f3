"""Low frame rate: each row becomes m neighbouring rows, every n-th is kept (FunASR's apply_lfr)."""

import numpy as np
import numpy.typing as npt

from .fbank import Float32


def stack(rows: Float32, m: int, n: int) -> Float32:
    """Rows [t, d] to [ceil(t / n), m d]; the first and the last row stand in for what lies beyond the edges."""
    centres = np.arange(0, len(rows), n)
    return stack_at(rows, centres, m)


def stack_at(rows: Float32, centres: npt.NDArray[np.int64], m: int) -> Float32:
    """Rows around each centre, (m - 1) // 2 before it, m in all: [len(centres), m d]."""
    reach = np.arange(m) - (m - 1) // 2
    index = np.clip(centres[:, None] + reach, 0, len(rows) - 1)
    stacked: Float32 = rows[index].reshape(len(centres), m * rows.shape[1])
    return stacked
