"""One window through features, net and machine.

Equal to stock's pass over the whole file when the windows are stock's chunks of 60 s.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from ..from_worker import Span
from ..frontend.cmvn import Cmvn
from ..frontend.fbank import SHIFT_SAMPLES, Float32, fbank, frame_count, frames_of
from ..frontend.lfr import stack_at
from .flags import levels_db, speech_flags
from .machine import Machine
from .net import VadNet
from .options import DYNAMIC_SPEECH_NOISE_THRES, FRAME_MS, VadOptions, scheduled_silence_ms
from .state import FileState

# Stock charges each chunk with its nominal length, whatever it holds (funasr 1.4.16, `chunk_size`).
WINDOW_MS = 60_000
LFR_M = 5
_AROUND = (LFR_M - 1) // 2


def _nobody(_rows: Float32) -> None:
    """Nobody else wants them."""


@dataclass(frozen=True, slots=True)
class Window:
    """The next samples of a file, int16 [n]; `last` when no more follow. `on_rows` is given the filterbanks [k, 80]."""

    samples: npt.NDArray[np.int16]
    last: bool
    on_rows: Callable[[Float32], None] = _nobody


class Detector:
    """Finds speech with one model and one set of options; holds no file's state."""

    def __init__(self, net: VadNet, cmvn: Cmvn, options: VadOptions) -> None:
        self._net = net
        self._cmvn = cmvn
        self._options = options

    def find(self, window: Window, state: FileState) -> tuple[Span, ...]:
        """Segments this window closes (at the file's end also the open one); moves `state` on."""
        options, end_silence_ms = self._patience(state)
        features, levels = self._features(window, state)
        if len(features) == 0:
            return ()
        if state.caches.size == 0:
            state.caches = self._net.empty_caches()
        probabilities, state.caches = self._net.run(features, state.caches)
        flags, state.noise_db = speech_flags(probabilities, levels, options, state.noise_db)
        closed = Machine(options, state.machine, end_silence_ms).run(flags, window.last)
        if closed:
            state.speech_ms, state.counting = 0, False
        return tuple(Span(begin * FRAME_MS, end * FRAME_MS) for begin, end in closed)

    def _patience(self, state: FileState) -> tuple[VadOptions, int]:
        """Options and closing silence in ms for this window; dynamic silence is set once a window, as stock does."""
        if not self._options.dynamic_silence:
            return self._options, self._options.max_end_silence_time
        if state.machine.start >= 0 or state.counting:
            state.speech_ms += WINDOW_MS
            state.counting = True
        options = replace(self._options, speech_noise_thres=DYNAMIC_SPEECH_NOISE_THRES)
        return options, scheduled_silence_ms(state.speech_ms)

    def _features(self, window: Window, state: FileState) -> tuple[Float32, npt.NDArray[np.float64]]:
        """Normalised net input [n, 400] and levels [n] of the frames that can be scored now."""
        pcm = np.concatenate((state.tail, window.samples)).astype(np.float32)
        state.samples += len(window.samples)
        fresh = fbank(frames_of(pcm))
        window.on_rows(fresh)
        rows = np.concatenate((state.rows, fresh))
        levels = np.concatenate((state.levels, levels_db(pcm)))
        state.tail = pcm[frame_count(len(pcm)) * SHIFT_SAMPLES :].astype(np.int16)
        # Rows are kept from two frames before the first unscored one.
        kept_from = max(0, state.scored - _AROUND)
        known = kept_from + len(rows)
        scorable = known if window.last else max(state.scored, known - _AROUND)
        centres = np.arange(state.scored, scorable) - kept_from
        features = self._cmvn.apply(stack_at(rows, centres, LFR_M))
        count = scorable - state.scored
        state.scored = scorable
        state.rows = rows[max(0, scorable - _AROUND) - kept_from :]
        state.levels = levels[count:]
        return features, levels[:count]
