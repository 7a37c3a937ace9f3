"""A loaded net, whoever runs it."""

from collections.abc import Mapping
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt


class Net(Protocol):
    """Arrays in and out; the names and the order of the outputs are those of FunASR's exports."""

    def run(self, inputs: Mapping[str, npt.NDArray[Any]]) -> list[npt.NDArray[np.float32]]:
        """The outputs for inputs by name."""
