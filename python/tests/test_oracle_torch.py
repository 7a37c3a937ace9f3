"""The funasr engine hears what FunASR itself hears, alone and in mixed batches: text and times, exactly, in fp32."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from paradeck_worker.asr.reading import Spans, read, spoken_places
from paradeck_worker.asr.times import spans_ms, starts_ms
from paradeck_worker.card import read_card
from paradeck_worker.from_worker import Recognised
from paradeck_worker.pcm import SAMPLES_PER_MS, Pcm16
from random_models.configs import KINDS, Kind

import synthetic
from oracle import auto_model, quiet
from torch_engine import open_engine

pytestmark = pytest.mark.oracle

IS_TORTURE = os.environ.get("PARADECK_TORTURE") == "1"
CLIPS = 200
LARGE_CLIPS = 200 if IS_TORTURE else 6
BATCH = 12
# Another order of the same sums moves the place where slowly growing weights reach a whole.
OFF_MS = 0.5
MORE_THAN_IT_FILTERS = 60


@dataclass
class Stock:
    """FunASR's AutoModel over one directory; on the CPU it decodes segment by segment."""

    directory: Path
    hotwords: Sequence[str] = ()
    weights: list[tuple[Any, Any]] = field(default_factory=list)
    stamps: list[Any] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.model = auto_model(self.directory)
        self.model.model.predictor.register_forward_hook(lambda *call: self.weights.append(call[2][1:3]))
        self.model.model.decoder.register_forward_hook(lambda *call: self.scores.append(call[2][0][0]))
        self.ids: list[list[int]] = []
        self.scores: list[Any] = []
        self.tokens: list[str] = self.model.kwargs["token_list"]
        self.bias_ms = read_card(self.directory).time_bias_ms

    def hear(self, clip: Pcm16, monkeypatch: pytest.MonkeyPatch) -> tuple[str, Recognised]:
        """Its text as printed; and what ours must be, from its own token ids and its own times for each of them."""
        if len(clip) < 400:
            return "", read((), None)
        self.ids.clear()
        self.stamps.clear()
        self._record(monkeypatch)
        with quiet():
            options = {"hotword": " ".join(self.hotwords)} if self.hotwords else {}
            results = self.model.generate(input=clip.astype(np.float32) / 32768, **options)
        if not results or not self.ids:
            return "", read((), None)
        spoken = [self.tokens[token] for token in self.ids[-1]]
        return results[0]["text"], read(spoken, self._word_spans(len(clip) / SAMPLES_PER_MS))

    def _record(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Ids before they become text, and times before they become words'."""
        import funasr.models.bicif_paraformer.model as bicif
        import funasr.models.seaco_paraformer.model as seaco
        from funasr.utils.timestamp_tools import ts_prediction_lfr6_standard as stamps_of

        tokenizer = type(self.model.kwargs["tokenizer"])
        keep_ids = recorded(tokenizer.ids2tokens, lambda call, _: self.ids.append(call[1]))
        monkeypatch.setattr(tokenizer, "ids2tokens", keep_ids)
        keep = recorded(stamps_of, lambda _, answer: self.stamps.append(answer[1]))
        for module in (bicif, seaco):
            monkeypatch.setattr(module, "ts_prediction_lfr6_standard", keep)

    def _word_spans(self, length_ms: float) -> Callable[[Sequence[tuple[int, int]]], Spans]:
        """FunASR's stamps where the class has them; for plain Paraformer our rule over FunASR's own weights."""
        if self.stamps:
            inside = [(min(max(begin, 0), length_ms), min(end, length_ms)) for begin, end in self.stamps[-1]]
            return lambda words: tuple((inside[first][0], inside[last][1]) for first, last in words)
        counts, alphas = self.weights[-1]
        starts = starts_ms(alphas[0].numpy(), int(counts[0]), self.bias_ms)
        return partial(
            spans_ms, starts[spoken_places(self.scores[-1].argmax(-1).numpy()[: int(counts[0])])], length_ms=length_ms
        )


def recorded(function: Any, keep: Callable[[Any, Any], None]) -> Any:
    """The function, telling `keep` its arguments and its answer."""

    def wrapped(*arguments: Any, **options: Any) -> Any:
        answer = function(*arguments, **options)
        keep(arguments, answer)
        return answer

    return wrapped


def mixed_clips(clips: list[Pcm16], count: int) -> list[Pcm16]:
    """Speech of 0.4 to 9 s; every ninth is noise, every eleventh silent or shorter than a frame."""
    rng = np.random.default_rng(count)
    made = [synthetic.joined(rng, clips, rng.uniform(0.4, 9)) for _ in range(count)]
    for at in range(0, count, 9):
        made[at] = synthetic.mixture(rng, rng.uniform(0.3, 6))
    for at in range(0, count, 11):
        made[at] = np.zeros(int(rng.choice([399, 400, 16_000])), np.int16)
    return made


def in_batches(recogniser: Any, sounds: list[Pcm16], hotwords: tuple[str, ...]) -> list[Recognised]:
    """Each clip's result from batches of clips that have nothing in common."""
    order = np.random.default_rng(1).permutation(len(sounds))
    found: dict[int, Recognised] = {}
    for begin in range(0, len(order), BATCH):
        places = order[begin : begin + BATCH]
        found |= zip(places, recogniser.recognise([sounds[at] for at in places], hotwords), strict=True)
    return [found[at] for at in range(len(sounds))]


def assert_hears_alike(stock: Stock, sounds: list[Pcm16], monkeypatch: pytest.MonkeyPatch) -> None:
    recogniser: Any = open_engine(stock.directory).recogniser
    hotwords = tuple(stock.hotwords)
    together = in_batches(recogniser, sounds, hotwords)
    heard = 0
    for sound, in_batch in zip(sounds, together, strict=True):
        printed, expected = stock.hear(sound, monkeypatch)
        (alone,) = recogniser.recognise([sound], hotwords)
        assert alone.text.replace(" ", "") == printed.replace(" ", "")
        assert (alone.text, alone.tokens) == (expected.text, expected.tokens)
        assert (in_batch.text, in_batch.tokens) == (expected.text, expected.tokens)
        # FunASR's own times are multiples of 20 ms; ours of plain Paraformer lie between frames.
        off_ms = 0 if stock.stamps else OFF_MS
        for found in (alone, in_batch):
            assert np.allclose(found.times_ms or 0, expected.times_ms or 0, rtol=0, atol=off_ms)
        heard += len(alone.tokens)
    assert heard > len(sounds)


def test_the_demo_model(models: Path, clips: list[Pcm16], monkeypatch: pytest.MonkeyPatch) -> None:
    assert_hears_alike(Stock(models / "asr"), mixed_clips(clips, CLIPS), monkeypatch)


@pytest.mark.parametrize("kind", KINDS)
def test_random_weights(
    random_model: Callable[[Kind], Path], kind: Kind, clips: list[Pcm16], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert_hears_alike(Stock(random_model(kind)), mixed_clips(clips, CLIPS), monkeypatch)


@pytest.mark.parametrize("kind", ["seaco", "contextual"])
@pytest.mark.parametrize("count", [1, 7, MORE_THAN_IT_FILTERS])
def test_hotwords(
    random_model: Callable[[Kind], Path],
    kind: Kind,
    count: int,
    clips: list[Pcm16],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    words = hotwords_of(random_model(kind), count)
    assert_hears_alike(Stock(random_model(kind), words), mixed_clips(clips, CLIPS // 5), monkeypatch)


@pytest.mark.parametrize("kind", ["paraformer", "seaco"])
def test_models_of_220_million_weights(
    kind: Kind, clips: list[Pcm16], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from random_models.model_dir import Recipe, write

    with quiet():
        write(tmp_path / kind, Recipe(kind, "large", 1))
    assert_hears_alike(Stock(tmp_path / kind), mixed_clips(clips, LARGE_CLIPS), monkeypatch)


def hotwords_of(directory: Path, count: int) -> list[str]:
    """English words of its dictionary and Chinese ones of two characters each."""
    lines = (directory / "seg_dict").read_text(encoding="utf-8").splitlines()
    words = [line.split()[0] for line in lines]
    english = [word for word in words if word.isascii()]
    chinese = [word for word in words if not word.isascii() and len(word) == 1]
    pairs = [first + second for first, second in pairwise(chinese)]
    return (english[:2] + pairs)[:count]
