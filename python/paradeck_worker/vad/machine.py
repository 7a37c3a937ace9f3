"""FunASR's segment machine: speech flags per 10 ms frame in, closed segments out.

A port of FsmnVADStreaming.DetectOneFrame and WindowDetector (funasr 1.4.16) for many utterances a file. What stock
keeps as sample buffers comes down to one number here, the first frame that no segment owns yet.
"""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from .options import FRAME_MS, VadOptions

Frames = tuple[int, int]


@dataclass(slots=True)
class MachineState:
    """All that one frame leaves for the next; frames count from the file's start.

    `start` is -1 outside a segment; a segment in the making owns [start, end).
    """

    frame: int = 0
    free: int = 0
    start: int = -1
    end: int = 0
    silence: int = 0
    speaking: bool = False
    window_sum: int = 0
    window_at: int = 0
    window: list[int] = field(default_factory=list)


class Machine:
    """Runs one file's state over its frames."""

    def __init__(self, options: VadOptions, state: MachineState, end_silence_ms: int) -> None:
        """`end_silence_ms` of silence close a segment, the smoothing window's share already counted."""
        self.state = state
        self._window = options.window_size_ms // FRAME_MS
        self._to_speech = options.sil_to_speech_time_thres // FRAME_MS
        self._to_silence = options.speech_to_sil_time_thres // FRAME_MS
        self._extend = bool(options.do_extend)
        self._ahead = options.lookahead_time_end_point // FRAME_MS
        self._latency = self._window + (options.lookback_time_start_point // FRAME_MS if self._extend else 0)
        self._longest = options.max_single_segment_time / FRAME_MS
        patience = max(0, end_silence_ms - options.speech_to_sil_time_thres)
        self._patience = patience / FRAME_MS
        self._back = max(0, patience // FRAME_MS - self._ahead - 1) if self._extend else patience // FRAME_MS
        self._closed: list[Frames] = []
        if len(state.window) != self._window:
            self._forget()

    def run(self, speech: npt.NDArray[np.bool_], last: bool) -> list[Frames]:
        """Take the next frames' flags; returns the segments [first, end) closed, and at the file's end the open one."""
        flags = speech.tolist()
        tail = flags.pop() if last and flags else None
        for flag in flags:
            self._step(flag, final=False)
        if tail is not None:
            self._step(tail, final=True)
            if self.state.start >= 0:
                self._closed.append((self.state.start, self.state.end))
        closed, self._closed = self._closed, []
        return closed

    def _step(self, flag: bool, *, final: bool) -> None:
        state = self.state
        at = state.frame
        state.frame = at + 1
        silent = self._smooth(flag)
        if state.start < 0:
            if silent:
                state.free = max(state.free, at - self._latency)
            else:
                state.start = max(state.free, at - self._latency)
                state.end = at + 1
        elif not silent:
            state.silence = 0
            self._voiced(at, final)
        else:
            state.silence += 1
            self._silent(at, final)

    def _smooth(self, flag: bool) -> bool:
        """Majority over the sliding window, with hysteresis; True only from silence to silence, as stock counts it."""
        state = self.state
        state.window_sum += flag - state.window[state.window_at]
        state.window[state.window_at] = int(flag)
        state.window_at = (state.window_at + 1) % self._window
        if not state.speaking:
            state.speaking = state.window_sum >= self._to_speech
            return not state.speaking
        state.speaking = state.window_sum > self._to_silence
        return False

    def _voiced(self, at: int, final: bool) -> None:
        if final or at - self.state.start + 1 > self._longest:
            self._close(at)
        else:
            self.state.end = at + 1

    def _silent(self, at: int, final: bool) -> None:
        state = self.state
        if state.silence >= self._patience:
            self._close(at - self._back)
        elif at - state.start + 1 > self._longest:
            self._close(at)
        elif self._extend and not final:
            if state.silence <= self._ahead:
                state.end = at + 1
        elif final:
            self._close(at)

    def _close(self, final_frame: int) -> None:
        """End the segment with this frame and listen for the next."""
        state = self.state
        self._closed.append((state.start, final_frame + 1))
        state.free = final_frame + 1
        state.start = -1
        self._forget()

    def _forget(self) -> None:
        """As WindowDetector.Reset: after an end the window starts empty."""
        state = self.state
        state.silence = state.window_sum = state.window_at = 0
        state.speaking = False
        state.window = [0] * self._window
