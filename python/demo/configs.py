"""The three ``config.yaml`` files: FunASR's class names and our small sizes.

Paths never appear: FunASR joins ``am.mvn`` and ``tokens.json`` to the model's
directory by itself. ``dither`` is 0 everywhere, since FunASR's default of 1
makes two engines differ in 1 % of the characters.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml

Config = dict[str, Any]
PUNCTUATION = ["<unk>", "_", "，", "。", "？", "、"]  # FunASR hard-codes this order
_FRONTEND: Config = {
    "fs": 16000, "window": "hamming", "n_mels": 80, "frame_length": 25, "frame_shift": 10,
    "dither": 0.0,
}  # fmt: skip


def _encoder(size: int, heads: int, units: int, blocks: int) -> Config:
    return {
        "output_size": size, "attention_heads": heads, "linear_units": units,
        "num_blocks": blocks, "dropout_rate": 0.1, "positional_dropout_rate": 0.1,
        "attention_dropout_rate": 0.1, "input_layer": "pe", "pos_enc_class":
        "SinusoidalPositionEncoder", "normalize_before": True, "kernel_size": 11,
        "sanm_shfit": 0, "selfattention_layer_type": "sanm",
    }  # fmt: skip


def asr(size: int = 96, blocks: int = 4) -> Config:
    """Paraformer. ``ctc_weight`` is 0: the CTC head only helps training."""
    return {
        "model": "Paraformer",
        "model_conf": {
            "ctc_weight": 0.0, "lsm_weight": 0.1, "length_normalized_loss": True,
            "predictor_weight": 1.0, "predictor_bias": 0, "sampling_ratio": 0.5,
        },
        "encoder": "SANMEncoder",
        "encoder_conf": _encoder(size, 4, 3 * size, blocks),
        "decoder": "ParaformerSANMDecoder",
        "decoder_conf": {
            "attention_heads": 4, "linear_units": 3 * size, "num_blocks": 2,
            "dropout_rate": 0.1, "positional_dropout_rate": 0.1,
            "self_attention_dropout_rate": 0.1, "src_attention_dropout_rate": 0.1,
            "att_layer_num": 2, "kernel_size": 11, "sanm_shfit": 0,
        },
        "predictor": "CifPredictorV2",
        "predictor_conf": {
            "idim": size, "threshold": 1.0, "l_order": 1, "r_order": 1, "tail_threshold": 0.45,
        },
        "frontend": "WavFrontend",
        "frontend_conf": {**_FRONTEND, "lfr_m": 7, "lfr_n": 6},
        "tokenizer": "CharTokenizer",
        "tokenizer_conf": {"unk_symbol": "<unk>", "split_with_space": True},
    }  # fmt: skip


def vad() -> Config:
    """FSMN voice detector. Four layers: FunASR's export hard-codes four caches."""
    return {
        "model": "FsmnVADStreaming",
        "model_conf": {
            "sample_rate": 16000, "detect_mode": 1, "snr_mode": 0, "max_end_silence_time": 800,
            "max_start_silence_time": 3000, "do_start_point_detection": True,
            "do_end_point_detection": True, "window_size_ms": 200,
            "sil_to_speech_time_thres": 150, "speech_to_sil_time_thres": 150,
            "speech_2_noise_ratio": 1.0, "do_extend": 1, "lookback_time_start_point": 200,
            "lookahead_time_end_point": 100, "max_single_segment_time": 60000,
            "snr_thres": -100.0, "noise_frame_num_used_for_snr": 100, "decibel_thres": -100.0,
            "speech_noise_thres": 0.6, "fe_prior_thres": 0.0001, "silence_pdf_num": 1,
            "sil_pdf_ids": [0], "speech_noise_thresh_low": -0.1, "speech_noise_thresh_high": 0.3,
            "output_frame_probs": False, "frame_in_ms": 10, "frame_length_ms": 25,
        },
        "encoder": "FSMN",
        "encoder_conf": {
            "input_dim": 400, "input_affine_dim": 40, "fsmn_layers": 4, "linear_dim": 64,
            "proj_dim": 32, "lorder": 20, "rorder": 0, "lstride": 1, "rstride": 0,
            "output_affine_dim": 40, "output_dim": 2,
        },
        "frontend": "WavFrontendOnline",
        "frontend_conf": {**_FRONTEND, "lfr_m": 5, "lfr_n": 1},
    }  # fmt: skip


def punc() -> Config:
    """CT-Transformer. Two blocks at least: FunASR's export reads the second list."""
    size = 64
    return {
        "model": "CTTransformer",
        "model_conf": {
            "ignore_id": 0, "embed_unit": size, "att_unit": size, "dropout_rate": 0.1,
            "punc_list": PUNCTUATION, "punc_weight": [1.0] * 6, "sentence_end_id": 3,
        },
        "encoder": "SANMEncoder",
        "encoder_conf": {"input_size": size, **_encoder(size, 4, 3 * size, 2)},
        "tokenizer": "CharTokenizer",
        "tokenizer_conf": {"unk_symbol": "<unk>"},
    }  # fmt: skip


def write(folder: Path, config: Config, tokens: list[str] | None) -> None:
    """config.yaml, configuration.json and, if given, tokens.json of a model directory."""
    folder.mkdir(parents=True, exist_ok=True)
    text = yaml.safe_dump(config, allow_unicode=True, sort_keys=False)
    (folder / "config.yaml").write_text(text, encoding="utf-8")
    metas: Config = {"init_param": "model.pt", "config": "config.yaml"}
    if tokens is not None:
        metas["tokenizer_conf"] = {"token_list": "tokens.json"}
        rows = json.dumps(tokens, ensure_ascii=False, indent=0)
        (folder / "tokens.json").write_text(rows + "\n", encoding="utf-8")
    if "frontend" in config:
        metas["frontend_conf"] = {"cmvn_file": "am.mvn"}
    about = {"framework": "pytorch", "model": {"type": "funasr"}, "file_path_metas": metas}
    (folder / "configuration.json").write_text(json.dumps(about, indent=2) + "\n")
