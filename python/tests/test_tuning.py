"""What a short race decides, and that a busy machine makes it decide nothing."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from paradeck_worker import model_dir
from paradeck_worker.asr.race import ROUNDS, clear_gain, pick, race
from paradeck_worker.card import Clip
from paradeck_worker.engines import onnx_recogniser, onnx_tuning
from paradeck_worker.engines.onnx_directory import Directory
from paradeck_worker.from_worker import Ready
from paradeck_worker.to_worker import Dirs, Known, Load, Tuning, VadSettings


class Clock:
    """Moves as the runs say."""

    def __init__(self) -> None:
        self.now = 0.0

    def taking(self, *seconds: float) -> Callable[[], None]:
        left = list(seconds)

        def run() -> None:
            self.now += left.pop(0) if len(left) > 1 else left[0]

        return run


def test_runs_take_turns_and_the_first_round_does_not_count() -> None:
    clock = Clock()
    seconds = race([clock.taking(9, 2, 3, 4), clock.taking(8, 1)], 100, lambda: clock.now)
    assert seconds == [[2, 3, 4], [1, 1, 1]]


def test_out_of_time_nothing_is_told() -> None:
    clock = Clock()
    assert race([clock.taking(1), clock.taking(1)], 2 * (ROUNDS + 1) - 1, lambda: clock.now) is None


@pytest.mark.parametrize(
    ("usual", "other", "gain"),
    [
        ([2, 2, 2], [1, 1, 1], 2),
        ([1.09, 1.09, 1.09], [1, 1, 1], None),
        ([1.1, 1.1, 1.1], [1, 1, 1], 1.1),
        # One round met a busy moment: the others say that nothing is gained.
        ([9, 1, 1], [1, 1, 1], None),
        # Faster by far, but not whenever it was tried.
        ([2, 2, 2], [1, 1, 2.1], None),
        ([1, 1, 1], [2, 2, 2], None),
    ],
)
def test_only_a_clear_gain_counts(usual: list[float], other: list[float], gain: float | None) -> None:
    assert clear_gain(usual, other) == gain


def test_the_fastest_is_picked_and_the_usual_where_none_is_clear() -> None:
    assert pick([[4, 4, 4], [2, 2, 2], [1, 1, 1], [3, 3, 3]]) == (2, 4)
    assert pick([[1, 1, 1], [1, 1, 1], [2, 2, 2]]) == (0, 1)


UNKNOWN = Known(None, None, None, threads_are_asked=False)


def start(models: Path, known: Known | None, threads: int = 2) -> tuple[Ready, list[str]]:
    dirs = Dirs(asr=str(models / "asr"))
    vad = VadSettings(800, 60_000)
    message = Load("load", "onnx", "recogniser", dirs, "cpu", "auto", threads, None, vad, known=known)
    stages: list[str] = []
    return onnx_recogniser.load(message, stages.append).ready, stages


def test_without_an_order_nothing_is_measured(models: Path) -> None:
    ready, stages = start(models, None)
    assert stages == ["tokens", "weights", "warm-up"]
    assert ready.tuned is not None
    assert (ready.tuned.tuning, ready.tuned.gain) == (Tuning(2, 1, "whole"), None)


@pytest.mark.parametrize("threads", [1, 2, 5])
def test_a_measured_start_says_what_it_found(models: Path, threads: int) -> None:
    ready, stages = start(models, UNKNOWN, threads)
    assert stages == ["tokens", "weights", "warm-up", "measuring"]
    assert ready.tuned is not None
    tuning, gain = ready.tuned.tuning, ready.tuned.gain
    assert tuning.lanes <= tuning.threads <= threads
    assert gain is None or (gain == 1) == (tuning == Tuning(threads, 1, "whole"))
    assert ready.warmup_text == start(models, None)[0].warmup_text


def test_threads_that_were_asked_for_are_kept(models: Path) -> None:
    ready, _ = start(models, replace(UNKNOWN, threads_are_asked=True), 5)
    assert ready.tuned is not None
    assert ready.tuned.tuning.threads == 5


def test_what_is_known_is_taken_without_measuring(models: Path) -> None:
    known = Tuning(1, 1, "single")
    ready, stages = start(models, replace(UNKNOWN, tuning=known))
    assert stages == ["tokens", "weights", "warm-up"]
    assert ready.tuned is not None
    assert (ready.tuned.tuning, ready.tuned.gain) == (known, None)


@pytest.fixture
def offers_int8(monkeypatch: pytest.MonkeyPatch) -> None:
    """The demo's graphs are too small for int8 to be considered."""
    monkeypatch.setattr(model_dir, "SMALL_GRAPH_BYTES", 0)


@pytest.mark.usefixtures("offers_int8")
def test_a_precision_once_chosen_is_opened_alone(models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ready, _ = start(models, UNKNOWN)
    known = Known(ready.precision, ready.warmup_text, Tuning(1, 1, "single"), threads_are_asked=False)
    opened: list[str] = []
    open_one = Directory.open
    monkeypatch.setattr(
        Directory, "open", lambda self, one, threads: opened.append(one) or open_one(self, one, threads)
    )
    again, stages = start(models, known)
    assert (opened, again.precision, stages) == ([ready.precision], ready.precision, ["tokens", "weights", "warm-up"])


@pytest.mark.usefixtures("offers_int8")
def test_a_precision_that_reads_otherwise_than_when_chosen_is_chosen_anew(models: Path) -> None:
    known = Known("int8", "something else", Tuning(1, 1, "single"), threads_are_asked=False)
    ready, stages = start(models, known)
    assert stages[3:] == ["tokens", "weights", "warm-up", "measuring"]
    assert ready.warmup_text != "something else"


@pytest.mark.usefixtures("offers_int8")
def test_a_precision_that_reads_otherwise_than_fp32_never_races(models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Directory, "hear", lambda _self, net, _sound, _features: str(len(net.way.company)))
    monkeypatch.setattr(Clip, "check", lambda *_: None)
    monkeypatch.setattr(onnx_tuning, "race", lambda runs, _until: [[9.0] * 3] + [[1.0] * 3] * (len(runs) - 1))
    # By the clock alone the other precision would be taken here.
    assert start(models, UNKNOWN)[0].precision == "fp32"
