"""The recogniser in plain onnxruntime: features in, text and times out."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime as ort

from demo.corpus import FRAME_MS, LFR_STRIDE, LFR_WIDTH
from demo.features import filterbank, read_cmvn, stack
from demo.speak import Audio

Alphas = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Heard:
    """``middles_ms``: where each character's half is spoken (no bias taken off)."""

    text: str
    middles_ms: list[float]


def middles(alphas: Alphas, count: int) -> list[float]:
    """Where the running sum of the CIF weights reaches k - 0.5, k = 1..count,
    in ms, a frame's weight being spread evenly over its 60 ms."""
    reached = np.concatenate(([0.0], np.cumsum(alphas, dtype=np.float64)))
    wanted = np.arange(count) + 0.5
    return [float(t) for t in np.interp(wanted, reached, np.arange(len(reached))) * FRAME_MS]


class OnnxRecogniser:
    """A directory's ``model.onnx``, or ``model_quant.onnx``, on one thread."""

    def __init__(self, folder: Path, file: str = "model.onnx") -> None:
        options = ort.SessionOptions()
        options.intra_op_num_threads = 1
        options.log_severity_level = 3
        self._session = ort.InferenceSession(str(folder / file), options)
        self._tokens = json.loads((folder / "tokens.json").read_text(encoding="utf-8"))
        self._shift, self._scale = read_cmvn(folder / "am.mvn")

    def hear(self, clips: list[Audio]) -> list[Heard]:
        """One padded batch."""
        rows = [stack(filterbank(c), LFR_WIDTH, LFR_STRIDE) for c in clips]
        lengths = np.array([len(row) for row in rows], np.int32)
        speech = np.zeros((len(rows), lengths.max(), rows[0].shape[1]), np.float32)
        for at, row in enumerate(rows):
            speech[at, : len(row)] = (row + self._shift) * self._scale
        inputs = {"speech": speech, "speech_lengths": lengths}
        logits, counts, alphas = self._session.run(["logits", "token_num", "alphas"], inputs)
        found = []
        for at, count in enumerate(counts):
            ids = logits[at, : int(count)].argmax(-1)
            # 0..2 are <blank>, <s>, </s>, which FunASR drops as well
            kept = [(self._tokens[i], k) for k, i in enumerate(ids) if i > 2]
            times = middles(alphas[at], int(count))
            found.append(Heard("".join(c for c, _ in kept), [times[k] for _, k in kept]))
        return found

    def hear_all(self, clips: list[Audio], batch: int) -> list[Heard]:
        """Any number of clips, ``batch`` at a time."""
        return [h for i in range(0, len(clips), batch) for h in self.hear(clips[i : i + batch])]
