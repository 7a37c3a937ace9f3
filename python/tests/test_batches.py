"""What a segment is heard as does not depend on the company it is in."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from paradeck_worker.asr.recogniser import Company, Recogniser, Scores, Way, company_for
from paradeck_worker.engines import onnx_recogniser
from paradeck_worker.from_worker import Recognised
from paradeck_worker.frontend.fbank import Float32
from paradeck_worker.pcm import Pcm16
from paradeck_worker.session import Session
from paradeck_worker.to_worker import Dirs, Load, VadSettings

import synthetic


@pytest.fixture(scope="module")
def recogniser(models: Path) -> Recogniser:
    """The recogniser itself, without a process around it."""
    dirs = Dirs(asr=str(models / "asr"))
    message = Load("load", "onnx", "recogniser", dirs, "cpu", "fp32", 1, None, VadSettings(800, 60_000))
    engine = onnx_recogniser.load(message, lambda _stage: None).engine
    assert isinstance(engine, onnx_recogniser.OnnxRecogniser)
    return engine.recogniser


def segments(seed: int, count: int) -> list[Pcm16]:
    """0.05-6 s each; every fourth is silence, in which no token fires."""
    rng = np.random.default_rng(seed)
    sounds = [synthetic.mixture(rng, rng.uniform(0.05, 6)) for _ in range(count)]
    return [sound if at % 4 else np.zeros_like(sound) for at, sound in enumerate(sounds)]


def same(one: Recognised, other: Recognised) -> bool:
    """Equal but for the last digit of a time: rows of another shape are summed in another order."""
    if (one.text, one.tokens, one.times_source) != (other.text, other.tokens, other.times_source):
        return False
    return np.allclose(one.times_ms or 0, other.times_ms or 0, atol=0.5)


def test_segments_on_lanes_read_as_one_by_one(recogniser: Recogniser) -> None:
    sounds = segments(7, 24)
    alone = [recogniser.recognise([sound])[0] for sound in sounds]
    lanes = recogniser.going(Way("none", 4)).recognise(sounds)
    assert [found.text for found in lanes] == [found.text for found in alone]
    assert all(same(*pair) for pair in zip(lanes, alone, strict=True))


@pytest.mark.parametrize("seed", range(6))
def test_a_mixed_batch_reads_as_each_segment_alone(recogniser: Recogniser, seed: int) -> None:
    sounds = segments(seed, 12)
    together = recogniser.recognise(sounds)
    alone = [recogniser.recognise([sound])[0] for sound in sounds]
    assert [found.text for found in together] == [found.text for found in alone]
    assert all(same(*pair) for pair in zip(together, alone, strict=True))


@pytest.mark.parametrize(
    ("company", "runs"), [("any", [4]), ("equal", [1, 1, 2]), ("none", [1, 1, 1, 1])], ids=["any", "equal", "none"]
)
def test_runs_hold_only_the_company_that_is_allowed(
    recogniser: Recogniser, monkeypatch: pytest.MonkeyPatch, company: Company, runs: list[int]
) -> None:
    lengths = (3, 2, 3, 0.01, 1)
    sounds = [synthetic.mixture(np.random.default_rng(at), seconds) for at, seconds in enumerate(lengths)]
    expected = [found.text for found in recogniser.recognise(sounds)]
    seen: list[int] = []
    score = recogniser.score

    def counted(features: Sequence[Float32]) -> Scores:
        seen.append(len(features))
        return score(features)

    monkeypatch.setattr(recogniser, "way", Way(company))
    monkeypatch.setattr(recogniser, "score", counted)
    assert [found.text for found in recogniser.recognise(sounds)] == expected
    assert seen == runs


def test_company_is_as_wide_as_the_graph_allows(models: Path) -> None:
    session = Session(models / "asr" / "model.onnx", 1)
    assert company_for(session, "fp32") == "any"
    assert company_for(session, "int8") == "none"
    assert company_for(Session(models / "punc" / "model.onnx", 1), "fp32") == "equal"


def test_times_lie_in_the_segment_in_order(recogniser: Recogniser) -> None:
    sounds = segments(9, 8)
    for sound, found in zip(sounds, recogniser.recognise(sounds), strict=True):
        edges = [edge for span in found.times_ms or () for edge in span]
        assert edges == sorted(edges)
        assert all(0 <= edge <= len(sound) / 16 for edge in edges)
        assert found.times_ms is None or len(found.times_ms) == len(found.tokens)
