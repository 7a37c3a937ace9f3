"""Settings of the detector, in FunASR's names (VADXOptions in funasr/models/fsmn_vad_streaming/model.py)."""

from dataclasses import dataclass, fields
from typing import Any

from ..faults import ModelFault
from ..to_worker import VadSettings

FRAME_MS = 10

# (speech since the last end in ms, patience in ms): funasr 1.4.16, DEFAULT_SILENCE_SCHEDULE.
SILENCE_SCHEDULE = (
    (10_000, 2000),
    (20_000, 1000),
    (30_000, 800),
    (40_000, 600),
    (50_000, 400),
    (60_000, 200),
    (float("inf"), 100),
)
# What FunASR's dynamic silence replaces the model's own threshold by.
DYNAMIC_SPEECH_NOISE_THRES = 0.5


@dataclass(frozen=True, slots=True)
class VadOptions:
    """Times in ms, levels in dB, thresholds as probabilities; defaults are FunASR's."""

    max_end_silence_time: int = 800
    max_single_segment_time: int = 60_000
    window_size_ms: int = 200
    sil_to_speech_time_thres: int = 150
    speech_to_sil_time_thres: int = 150
    speech_2_noise_ratio: float = 1.0
    do_extend: int = 1
    lookback_time_start_point: int = 200
    lookahead_time_end_point: int = 100
    snr_thres: float = -100.0
    noise_frame_num_used_for_snr: int = 100
    decibel_thres: float = -100.0
    speech_noise_thres: float = 0.6
    sil_pdf_ids: tuple[int, ...] = (0,)
    dynamic_silence: bool = False


def read_options(model_conf: dict[str, Any], settings: VadSettings) -> VadOptions:
    """The directory's `model_conf` with the host's settings over it; ModelFault for modes that find no segments."""
    if model_conf.get("detect_mode", 1) != 1:
        raise ModelFault("config.yaml: model_conf.detect_mode must be 1 (many utterances a file)")
    known = {field.name for field in fields(VadOptions)}
    chosen: dict[str, Any] = {name: value for name, value in model_conf.items() if name in known}
    chosen["sil_pdf_ids"] = tuple(chosen.get("sil_pdf_ids", (0,)))
    chosen["max_single_segment_time"] = settings.max_single_segment_ms
    chosen["dynamic_silence"] = settings.max_end_silence_ms is None
    if settings.max_end_silence_ms is not None:
        chosen["max_end_silence_time"] = settings.max_end_silence_ms
    return VadOptions(**chosen)


def scheduled_silence_ms(speech_ms: int) -> int:
    """Patience of the dynamic schedule after so much speech."""
    return next(patience for limit, patience in SILENCE_SCHEDULE if speech_ms <= limit)
