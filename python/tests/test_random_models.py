"""Directories with random weights load whole in FunASR, and answer as a trained net: varied, at the rate of speech."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from paradeck_worker.pcm import Pcm16
from random_models.configs import KINDS, Kind

from oracle import auto_model, quiet

pytestmark = pytest.mark.oracle

RandomModel = Callable[[Kind], Path]
TIMED: tuple[Kind, ...] = ("bicif", "seaco")
HOTWORDED: tuple[Kind, ...] = ("seaco", "contextual")
SECOND_HOTWORD_ID = 5


def heard(model: Any, clips: list[Pcm16], **options: str) -> list[dict[str, Any]]:
    with quiet():
        return [model.generate(input=clip.astype(np.float32) / 32768, **options)[0] for clip in clips]


def texts(model: Any, clips: list[Pcm16], **options: str) -> list[str]:
    return [result["text"] for result in heard(model, clips, **options)]


@pytest.mark.parametrize("kind", KINDS)
def test_every_weight_of_the_checkpoint_is_the_models(random_model: RandomModel, kind: Kind) -> None:
    import torch

    written = torch.load(random_model(kind) / "model.pt", weights_only=True)
    loaded = auto_model(random_model(kind)).model.state_dict()
    assert written.keys() == loaded.keys()
    assert all(torch.equal(weights, loaded[name]) for name, weights in written.items())


@pytest.mark.parametrize("kind", KINDS)
def test_texts_are_varied_and_come_at_the_rate_of_speech(
    random_model: RandomModel, kind: Kind, clips: list[Pcm16]
) -> None:
    model = auto_model(random_model(kind))
    counts: list[int] = []
    model.model.predictor.register_forward_hook(lambda *call: counts.append(int(call[2][1].sum())))
    found = texts(model, clips)
    assert len(set(found)) == len(clips)
    assert len(set("".join(found))) > 40
    assert 3.5 < sum(counts) / sum(len(clip) / 16_000 for clip in clips) < 4.5


@pytest.mark.parametrize("kind", TIMED)
def test_times_are_as_many_as_words_and_go_forward(random_model: RandomModel, kind: Kind, clips: list[Pcm16]) -> None:
    for result in heard(auto_model(random_model(kind)), clips):
        starts = [start for start, _ in result["timestamp"]]
        assert len(starts) == len(result["text"].split())
        assert starts == sorted(starts)
        assert len(set(np.diff(starts))) > 3


@pytest.mark.parametrize("kind", HOTWORDED)
def test_hotwords_change_some_of_the_text(random_model: RandomModel, kind: Kind, clips: list[Pcm16]) -> None:
    model = auto_model(random_model(kind))
    words = (random_model(kind) / "seg_dict").read_text(encoding="utf-8").split("\n")
    hotword = " ".join(words[at].split()[0] for at in (0, SECOND_HOTWORD_ID))
    before, after = "".join(texts(model, clips)), "".join(texts(model, clips, hotword=hotword))
    assert before != after
    kept = sum(map(str.__eq__, before, after)) / len(before)
    assert kept > 0.5


def test_a_seed_gives_its_weights_again(tmp_path: Path) -> None:
    import torch

    from random_models.model_dir import Recipe, write

    first, again, other = (tmp_path / name for name in ("first", "again", "other"))
    for folder, seed in ((first, 3), (again, 3), (other, 4)):
        with quiet():
            write(folder, Recipe("paraformer", "small", seed))
    weights = [torch.load(folder / "model.pt", weights_only=True) for folder in (first, again, other)]
    name = "decoder.output_layer.weight"
    assert torch.allclose(weights[0][name], weights[1][name], rtol=1e-4)
    assert not torch.allclose(weights[0][name], weights[2][name], rtol=1e-1)
