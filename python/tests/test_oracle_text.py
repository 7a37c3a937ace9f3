"""Text rules, punctuation and recognition equal FunASR's."""

import json
import random
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from paradeck_worker.asr.text import pieces_of, text_of, words_of
from paradeck_worker.pcm import Pcm16
from paradeck_worker.to_worker import Dirs, Load, VadSettings

import synthetic
from oracle import auto_model, quiet

pytestmark = pytest.mark.oracle

TOKENS = [
    *"今天气很好一二三年",
    *"0123",
    *"abcu",
    "hello",
    "wor@@",
    "l@@",
    "ld",
    "it's",
    "'",
    "<unk>",
    "</s>",
    "café",
    "の",
]


def load_message(models: Path, **dirs: str) -> Load:
    paths = Dirs(**{part: str(models / part) for part in dirs or ("asr", "vad", "punc")})
    return Load("load", "onnx", "recogniser", paths, "cpu", "fp32", 1, None, VadSettings(800, 60_000))


@pytest.mark.parametrize("seed", range(400))
def test_text_and_words_equal_funasr(seed: int) -> None:
    from funasr.models.ct_transformer.utils import split_words
    from funasr.utils.postprocess_utils import sentence_postprocess

    chance = random.Random(seed)
    tokens = chance.choices(chance.sample(TOKENS, chance.randint(1, len(TOKENS))), k=chance.randrange(1, 30))
    pieces = pieces_of(tokens)
    expected = sentence_postprocess(tokens)[0]
    assert text_of(pieces) == expected
    assert [word.text for word in words_of(pieces)] == split_words(expected)


def printed(tokens: list[str], marks: list[str]) -> str:
    """What a reader sees, without the spaces and capitals that are the host's business."""
    return "".join(token + mark for token, mark in zip(tokens, marks, strict=True)).replace(" ", "").lower()


def assert_punctuates_alike(models: Path, texts: list[list[str]]) -> None:
    from paradeck_worker.engines import onnx_front
    from paradeck_worker.punc.punctuator import Carry

    engine: Any = onnx_front.load(load_message(models), lambda _: None).engine
    model = auto_model(models / "punc")
    for tokens in texts:
        with quiet():
            expected = model.generate(input=" ".join(tokens))[0]["text"]
        marks, _ = engine._punctuator.punctuate(tokens, Carry(), last=True)
        assert printed(tokens, marks) == expected.replace(" ", "").lower()


def random_texts(words: list[str], count: int) -> list[list[str]]:
    chance = random.Random(count)
    return [chance.choices(words, k=chance.choice([1, 2, 5, 19, 20, 21, 40, 41, 77, 230, 300])) for _ in range(count)]


def test_marks_of_an_untrained_model(tiny: Path) -> None:
    assert_punctuates_alike(tiny, random_texts([*"今天气很好一二三你我他们不识", "hello", "it's", "ok"], 150))


def test_marks_of_the_demo_model(models: Path) -> None:
    tokens = json.loads((models / "punc" / "tokens.json").read_text(encoding="utf-8"))
    assert_punctuates_alike(models, random_texts([token for token in tokens if len(token) == 1], 150))


def assert_recognises_alike(models: Path, segments: list[Pcm16]) -> None:
    """One batch here; FunASR on the CPU decodes segment by segment."""
    from paradeck_worker.engines import onnx_recogniser

    engine: Any = onnx_recogniser.load(load_message(models), lambda _: None).engine
    model = auto_model(models / "asr")
    found = engine.recogniser.recognise(segments)
    for samples, result in zip(segments, found, strict=True):
        with quiet():
            expected = model.generate(input=samples.astype(np.float32) / 32768)
        assert result.text == (expected[0]["text"] if expected else "")


def test_text_of_an_untrained_model(tiny: Path) -> None:
    rng = np.random.default_rng(3)
    assert_recognises_alike(tiny, [synthetic.mixture(rng, rng.uniform(0.3, 8)) for _ in range(24)])


def test_text_of_a_graph_as_funasr_exports_it(tiny: Path, tmp_path: Path) -> None:
    """Two outputs, and an encoder that padded frames speak into: batches must not show it."""
    from demo import export

    shutil.copytree(tiny / "asr", tmp_path / "asr")
    with quiet():
        export.export_as_funasr(tmp_path / "asr")
    rng = np.random.default_rng(6)
    segments = [synthetic.mixture(rng, rng.choice([0.4, 1.0, 2.5, rng.uniform(0.3, 6)])) for _ in range(16)]
    assert_recognises_alike(tmp_path, segments)


def test_text_of_the_demo_model(models: Path, clips: list[Pcm16]) -> None:
    rng = np.random.default_rng(4)
    assert_recognises_alike(models, [synthetic.joined(rng, clips, rng.uniform(1, 9)) for _ in range(24)])
