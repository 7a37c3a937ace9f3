"""Scores a set through FunASR's own loader and through plain onnxruntime."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import numpy as np
import torch
from funasr import AutoModel
from funasr_onnx import CT_Transformer, Fsmn_vad

from demo import sound
from demo.export import load
from demo.onnx_asr import Heard, OnnxRecogniser
from demo.punc_train import document
from demo.score import cer, mark_scores
from demo.speak import Audio
from demo.texts import bare, sentences
from demo.trials import Trial, mixtures, talks, trials
from demo.vad_data import FRAME, Mixture

# FunASR's default, "dynamic silence", makes borders depend on 60 s chunks.
VAD_OPTIONS = {"max_end_silence_time": 800}
Segments = list[list[int]]
Scores = dict[str, Any]


def pipeline(root: Path) -> Any:
    """FunASR's VAD + recogniser + punctuation from three local directories."""
    return AutoModel(
        model=str(root / "asr"), vad_model=str(root / "vad"), punc_model=str(root / "punc"),
        vad_kwargs=VAD_OPTIONS, device="cpu", ncpu=1, disable_update=True, disable_pbar=True,
    )  # fmt: skip


def written(model: Any, audio: Audio | str) -> str:
    """What an AutoModel writes, without its spaces."""
    return str(model.generate(input=audio)[0]["text"]).replace(" ", "")


def timing(heard: list[Heard], tests: list[Trial]) -> Scores:
    """Error of a character's start by the k - 0.5 rule, where the text is right."""
    errors = np.array([
        middle - start
        for h, t in zip(heard, tests, strict=True) if h.text == bare(t.text)
        for middle, start in zip(h.middles_ms, t.starts_ms, strict=True)
    ])  # fmt: skip
    if not errors.size:
        raise RuntimeError("not one sentence is right: train longer")
    bias = round(float(np.median(errors)))
    late = float(np.percentile(np.abs(errors - bias), 95))
    return {"biasMs": bias, "sdMs": round(float(errors.std())), "p95Ms": round(late),
            "characters": len(errors)}  # fmt: skip


def asr(folder: Path, count: int, seed: int = 901) -> Scores:
    """CER of tight and of padded, noisy sentences on every engine."""
    tests = trials(count, seed)
    truth = [bare(t.text) for t in tests]
    torch_model = load(folder)
    scores: Scores = {"sentences": count, "characters": sum(map(len, truth))}
    texts: dict[str, list[str]] = {}
    for kind in ("clean", "padded"):
        clips = [t.clean if kind == "clean" else t.padded for t in tests]
        torch_texts = [written(torch_model, clip) for clip in clips]
        found: dict[str, list[Heard]] = {}
        for engine, file in (("fp32", "model.onnx"), ("int8", "model_quant.onnx")):
            net = OnnxRecogniser(folder, file)
            found[engine] = net.hear_all(clips, 1)
            found[engine + "Batch8"] = net.hear_all(clips, 8)
        texts = {"torch": torch_texts} | {k: [h.text for h in v] for k, v in found.items()}
        scores[kind] = {k: cer(zip(truth, v, strict=True)) for k, v in texts.items()}
        scores[kind]["differFromTorch"] = {
            k: sum(a != b for a, b in zip(torch_texts, v, strict=True)) for k, v in texts.items()
        }
    scores["timing"] = timing(found["fp32Batch8"], tests)
    return scores


def _segments(model: Any, audio: Audio) -> Segments:
    return [list(map(int, s)) for s in model.generate(input=audio)[0]["value"]]


def _inside(segments: Segments, frames: int) -> Any:
    marks = np.zeros(frames, np.bool_)
    for begin, end in segments:
        marks[begin // 10 : end // 10] = True
    return marks


def _posteriors(model: Any, mixture: Mixture) -> float:
    """Frame F1 of the bare net (the state machine pads segments by design)."""
    feats, _ = model.kwargs["frontend"](
        torch.from_numpy(mixture.audio)[None], torch.tensor([len(mixture.audio)]), is_final=True
    )
    with torch.no_grad():
        silent = model.model.encoder(feats, {})[0, :, 0].numpy()
    size = min(len(silent), len(mixture.speech))
    said, truth = silent[:size] < 0.5, mixture.speech[:size]
    return float(2 * (said & truth).sum() / (said.sum() + truth.sum()))


def whole(root: Path, count: int, seed: int = 905) -> Scores:
    """Recordings of four sentences through VAD, recogniser and punctuation."""
    model = pipeline(root)
    pairs = [(talk.text, written(model, talk.audio)) for talk in talks(count, seed)]
    right = [pair for pair in pairs if bare(pair[0]) == bare(pair[1])]
    return {
        "recordings": count, "characters": sum(len(bare(t)) for t, _ in pairs),
        "cer": cer((bare(t), bare(got)) for t, got in pairs),
        "cerWithMarks": cer(pairs), "marks": mark_scores(right),
    }  # fmt: skip


def vad(folder: Path, count: int, seed: int = 902) -> Scores:
    """Frames, missed utterances, false segments, and equality with funasr-onnx."""
    model = AutoModel(
        model=str(folder), device="cpu", ncpu=1, disable_update=True, disable_pbar=True,
        **VAD_OPTIONS,
    )  # fmt: skip
    onnx_model = Fsmn_vad(str(folder), max_end_sil=800)
    tests = mixtures(count, seed)
    equal = missed = outside = speech = 0
    for mixture in tests:
        found = _segments(model, mixture.audio)
        equal += found == [list(s) for s in onnx_model(mixture.audio)[0]]
        marks = _inside(found, len(mixture.speech))
        outside += int((mixture.speech & ~marks).sum())
        speech += int(mixture.speech.sum())
        missed += sum(not marks[a // FRAME : b // FRAME].any() for a, b in mixture.utterances)
    worst = [_posteriors(model, mixture) for mixture in tests]
    return {
        "files": count, "utterances": sum(len(m.utterances) for m in tests),
        "frameF1": round(float(np.mean(worst)), 4), "worstFileF1": round(min(worst), 4),
        "missedUtterances": missed, "speechFramesOutside": round(outside / speech, 4),
        "filesEqualToOnnx": equal, "falseSegments": _false_segments(model),
    }  # fmt: skip


def _false_segments(model: Any) -> int:
    """Segments found in a minute of zeros and of noise, 3 colours x 5 levels."""
    rng = np.random.default_rng(903)
    samples = 60 * 16_000
    silent = [np.zeros(samples, np.float32)]
    for colour in sound.COLOURS:
        hiss = sound.noise(colour, samples, rng)
        silent += [sound.clip(sound.gain(hiss, level)) for level in (-80, -60, -40, -25, -15)]
    return sum(len(_segments(model, audio)) for audio in silent)


def punc(folder: Path, count: int, seed: int = 904) -> Scores:
    """F1 of each mark over documents of one to nine held-out sentences."""
    rng = random.Random(seed)
    pool = sentences(1000, seed, held_out=True)
    truth = [document(pool, rng) for _ in range(count)]
    plain = [bare(t) for t in truth]
    torch_model = load(folder)
    engines = {"torch": [written(torch_model, t) for t in plain]}
    net = CT_Transformer(str(folder), intra_op_num_threads=1)
    engines["fp32"] = [str(net(t)[0]) for t in plain]
    return {"documents": count, "characters": sum(map(len, plain))} | {
        engine: mark_scores(zip(truth, texts, strict=True)) for engine, texts in engines.items()
    }
