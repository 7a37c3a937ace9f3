"""Mean and variance normalisation from FunASR's am.mvn, a Kaldi network in text."""

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np

from ..faults import ModelFault
from .fbank import Float32

_SECTIONS = ("<AddShift>", "<Rescale>")


@dataclass(frozen=True, slots=True)
class Cmvn:
    """Shift and scale, float32 [d]."""

    shift: Float32
    scale: Float32

    def apply(self, rows: Float32) -> Float32:
        """Normalise rows [t, d] in place."""
        rows += self.shift
        rows *= self.scale
        return rows


def read_cmvn(path: Path, size: int) -> Cmvn:
    """Read an am.mvn of `size` values a section; ModelFault when it is anything else."""
    lines = path.read_text(encoding="utf-8").splitlines()
    shift, scale = (_section(lines, name, path) for name in _SECTIONS)
    for name, values in zip(_SECTIONS, (shift, scale), strict=True):
        if len(values) != size:
            raise ModelFault(
                f"{path}: {name} has {len(values)} values, {size} are needed; copy am.mvn from the directory "
                "the model was trained or published with"
            )
    return Cmvn(shift, scale)


def _section(lines: list[str], name: str, path: Path) -> Float32:
    """Values of the line after `name`: `<LearnRateCoef> 0 [ v1 v2 ... ]`."""
    for line, following in pairwise(lines):
        if line.split()[:1] == [name]:
            words = following.split()
            if words[:1] == ["<LearnRateCoef>"]:
                try:
                    return np.array(words[3:-1], np.float32)
                except ValueError:
                    break
    raise ModelFault(f"{path}: no readable {name} section; copy am.mvn from the published model again")
