"""``paradeck.json`` and the warm-up clip: what ParaDeck wants to know of a model."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import soundfile

from demo import sound
from demo.asr_train import tokens
from demo.evaluate import written
from demo.export import load
from demo.onnx_asr import OnnxRecogniser
from demo.speak import RATE, Audio
from demo.texts import bare
from demo.trials import trials

NOTICE = {
    "zh-CN": "演示模型：只用于试用和测试。它用合成语音训练，只认识约 380 个汉字的固定句式，"
    "对真人说话会输出无意义的文字。",
    "en": "Demonstration model, for trying and testing only. It was trained on synthetic speech, "
    "knows some 380 characters in fixed sentence patterns, and writes nonsense for a human voice.",
}


def _warm_up(folder: Path) -> tuple[str, Audio]:
    """A held-out clip of 2 to 3 s that torch, fp32 and int8 all get right."""
    torch_model = load(folder)
    nets = [OnnxRecogniser(folder, f) for f in ("model.onnx", "model_quant.onnx")]
    for trial in trials(50, seed=906):
        audio = sound.clip(np.concatenate([sound.silence(0.2), trial.clean, sound.silence(0.2)]))
        text = bare(trial.text)
        heard = [written(torch_model, audio), *(net.hear([audio])[0].text for net in nets)]
        if 2 <= len(audio) / RATE <= 3 and all(h == text for h in heard):
            return text, audio
    raise RuntimeError("no clip of 2 to 3 s is understood by every engine: train longer")


def write(folder: Path, bias_ms: int) -> None:
    """Writes ``warmup.wav`` and ``paradeck.json`` into the recogniser's directory."""
    text, audio = _warm_up(folder)
    soundfile.write(folder / "warmup.wav", audio, RATE, subtype="PCM_16")
    about: dict[str, Any] = {
        "name": "ParaDeck demo (synthetic Mandarin)",
        "demo": True,
        "notice": NOTICE,
        "timeBiasMs": bias_ms,
        "warmup": {"wav": "warmup.wav", "text": text},
        "vocabularySize": len(tokens()),
    }
    rows = json.dumps(about, ensure_ascii=False, indent=2)
    (folder / "paradeck.json").write_text(rows + "\n", encoding="utf-8")
