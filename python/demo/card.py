"""Writes ``MODEL_CARD.md`` from the evaluation's numbers."""

from __future__ import annotations

import subprocess
from importlib.metadata import version
from pathlib import Path
from typing import Any

import torch

from demo.speak import LANGUAGE, TEST_VOICES, TRAIN_VOICES
from demo.texts import MARKS, vocabulary

Scores = dict[str, Any]
FILES = ("model.pt", "model.onnx", "model_quant.onnx")
PACKAGES = ("torch", "funasr", "funasr-onnx", "onnx", "onnxruntime", "pypinyin")


def made(root: Path) -> Scores:
    """Sizes, parameters and the versions a set was made with."""
    parts = {}
    for part in ("asr", "vad", "punc"):
        state = torch.load(root / part / "model.pt", weights_only=True)
        files = [root / part / name for name in FILES]
        parts[part] = {
            "parameters": sum(v.numel() for v in state.values()),
            "bytes": {f.name: f.stat().st_size for f in files if f.exists()},
        }
    spoken = subprocess.run(("espeak-ng", "--version"), check=True, capture_output=True, text=True)
    versions = {name: version(name) for name in PACKAGES}
    return {"parts": parts, "versions": versions | {"espeak-ng": spoken.stdout.split()[3]}}


def _table(head: tuple[str, ...], rows: list[tuple[Any, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)


def _asr(scores: Scores) -> str:
    engines = {"torch": "FunASR AutoModel", "fp32": "model.onnx",
               "fp32Batch8": "model.onnx, padded batches of 8", "int8": "model_quant.onnx",
               "int8Batch8": "model_quant.onnx, padded batches of 8"}  # fmt: skip
    asr = scores["asr"]
    rows = [(label, asr["clean"][k], asr["padded"][k]) for k, label in engines.items()]
    return _table(("CER %", "clean", "VAD padding + noise 10..40 dB"), rows)


def _punc(scores: Scores) -> str:
    punc = scores["punc"]
    rows = [(name, *(punc[name][mark] for mark in MARKS)) for name in ("torch", "fp32")]
    return _table(("F1", *MARKS), rows)


def _sizes(scores: Scores) -> str:
    parts = scores["made"]["parts"]
    rows: list[tuple[Any, ...]] = []
    for part, about in parts.items():
        bytes_of = about["bytes"]
        sizes = [f"{bytes_of[f] / 1e6:.2f}" if f in bytes_of else "" for f in FILES]
        rows.append((part, f"{about['parameters']:,}", *sizes))
    return _table(("part", "parameters", *(f"{f} MB" for f in FILES)), rows)


def _samples(scores: Scores) -> str:
    rows = [(name, f["seconds"], f["characters"], f["errors"])
            for name, f in scores["samples"]["files"].items()]  # fmt: skip
    return _table(("file", "seconds", "characters", "wrong"), rows)


def render(scores: Scores) -> str:
    """The whole card."""
    here = Path(__file__).with_name("card.md").read_text(encoding="utf-8")
    asr, vad = scores["asr"], scores["vad"]
    pipeline, timing = scores["pipeline"], scores["asr"]["timing"]
    words = vocabulary()
    lines = ["".join(words[i : i + 40]) for i in range(0, len(words), 40)]
    values = {
        "sentences": asr["sentences"], "characters": asr["characters"], "asr": _asr(scores),
        "recordings": pipeline["recordings"], "pipelineCharacters": pipeline["characters"],
        "pipelineCer": pipeline["cer"], "pipelineCerWithMarks": pipeline["cerWithMarks"],
        "vadFiles": vad["files"], "utterances": vad["utterances"], "frameF1": vad["frameF1"],
        "worstFileF1": vad["worstFileF1"], "missed": vad["missedUtterances"],
        "falseSegments": vad["falseSegments"], "equal": vad["filesEqualToOnnx"],
        "documents": scores["punc"]["documents"], "punc": _punc(scores),
        "bias": timing["biasMs"], "sd": timing["sdMs"], "p95": timing["p95Ms"],
        "sizes": _sizes(scores), "samples": _samples(scores),
        "samplesCer": scores["samples"]["cer"], "vocabularySize": len(words),
        "vocabulary": "\n".join(lines), "trainVoices": ", ".join(TRAIN_VOICES),
        "testVoices": ", ".join(TEST_VOICES), "language": LANGUAGE,
        "minutes": round(sum(scores["wallSeconds"].values()) / 60),
        "versions": ", ".join(f"{k} {v}" for k, v in scores["made"]["versions"].items()),
    }  # fmt: skip
    for name, value in values.items():
        here = here.replace("{{" + name + "}}", str(value))
    return here
