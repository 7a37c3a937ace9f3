"""The funasr engine as a worker: what it refuses, which precision it takes, and its fronts."""

import pickle
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from paradeck_worker.card import read_card
from paradeck_worker.faults import ModelFault
from paradeck_worker.pcm import Pcm16
from random_models.configs import Kind

import synthetic
from conftest import WorkerStarter
from torch_engine import load_message, open_engine, open_loaded
from worker_process import find, recognise

pytestmark = pytest.mark.oracle

RandomModel = Callable[[Kind], Path]


@pytest.mark.parametrize("precision", ["bf16", "fp16"])
def test_half_precision_reads_the_demo_as_fp32_does(models: Path, clips: list[Pcm16], precision: str) -> None:
    exact = open_engine(models / "asr").recogniser.recognise(clips)
    loaded = open_loaded(models / "asr", precision=precision)
    assert (loaded.ready.precision, loaded.ready.precision_note) == (precision, None)
    halved = loaded.engine.recogniser.recognise(clips)
    assert [found.text for found in halved] == [found.text for found in exact]
    weights = loaded.engine.recogniser._model.encoder.encoders[0].feed_forward.w_1.weight
    assert weights.element_size() == 2


@pytest.mark.parametrize("precision", ["bf16", "fp16"])
def test_a_precision_that_reads_the_clip_otherwise_is_not_used(
    models: Path, monkeypatch: pytest.MonkeyPatch, precision: str
) -> None:
    from paradeck_worker.torch_asr import precision as module

    product = module._product
    monkeypatch.setattr(module, "_product", lambda layer, scale, x: -product(layer, scale, x))
    loaded = open_loaded(models / "asr", precision=precision)
    assert loaded.ready.precision == "fp32"
    assert loaded.ready.warmup_text == read_card(models / "asr").clip.text
    assert precision in loaded.ready.precision_note
    assert loaded.ready.warmup_text in loaded.ready.precision_note
    monkeypatch.undo()
    sound = read_card(models / "asr").clip.samples
    assert loaded.engine.recogniser.recognise([sound])[0].text == loaded.ready.warmup_text


def test_numbers_that_overflow_half_precision_are_not_used(models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from paradeck_worker.torch_asr import precision as module

    product = module._product
    monkeypatch.setattr(module, "_product", lambda layer, scale, x: product(layer, scale, x) * float("nan"))
    assert open_loaded(models / "asr", precision="fp16").ready.precision == "fp32"


def test_what_outgrows_fp16_is_computed_smaller(models: Path) -> None:
    """The demo's encoder with sums as large as Paraformer-large's: beyond fp16 as they are, right by FunASR's rule."""
    import torch

    from paradeck_worker.torch_asr import stacks
    from paradeck_worker.torch_asr.padding import NOTHING
    from paradeck_worker.torch_asr.precision import Halves, LargestSum

    net = torch.nn.Module()
    net.encoder = open_engine(models / "asr").recogniser._model.encoder
    encoder = stacks.Encoder(net.encoder)
    features = torch.randn(1, 40, 560, generator=torch.Generator().manual_seed(1))
    with torch.inference_mode():
        net.encoder.encoders0[0].feed_forward.w_2.weight *= 1e5
        largest = LargestSum(net.encoder)
        exact = encoder.encode(features, NOTHING)
        scale = largest.scale()
        plain = Halves(net, "fp16", 1)
        overflown = encoder.encode(features, NOTHING)
        plain.undo()
        assert torch.equal(encoder.encode(features, NOTHING), exact)
        Halves(net, "fp16", scale)
        found = encoder.encode(features, NOTHING)
    assert scale > 1
    assert not torch.isfinite(overflown).all()
    assert (found - exact).abs().max() < 0.02 * exact.abs().max()


def test_auto_is_fp32_on_a_cpu(models: Path) -> None:
    assert open_loaded(models / "asr", precision="auto").ready.precision == "fp32"


def test_graphs_by_shape_hear_the_same(models: Path, clips: list[Pcm16]) -> None:
    """Without a card nothing is recorded; the padding to the grid of shapes is the same."""
    plain = open_engine(models / "asr").recogniser
    graphed = open_engine(models / "asr", cuda_graphs=True).recogniser
    rng = np.random.default_rng(2)
    for count in (1, 3, 9, 13):
        sounds = [synthetic.joined(rng, clips, rng.uniform(0.3, 7)) for _ in range(count)]
        texts = [[found.text for found in recogniser.recognise(sounds)] for recogniser in (plain, graphed)]
        assert texts[0] == texts[1]
    assert 1 < len(graphed.encode._graphs) <= 32


def test_a_card_that_records_no_graphs_is_used_without(
    models: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    from paradeck_worker.torch_asr import graphs

    def record(*_: object) -> None:
        raise RuntimeError("CUDA error: operation not permitted when stream is capturing")

    monkeypatch.setattr(graphs, "_record", record)
    clip = read_card(models / "asr").clip
    assert clip is not None
    engine = open_engine(models / "asr", cuda_graphs=True)
    for _ in range(2):
        assert engine.recogniser.recognise([clip.samples])[0].text == clip.text
    assert capfd.readouterr().err.count("CUDA graphs are off") == 1


def test_a_clip_of_the_hosts_serves_directories_without_one(random_model: RandomModel, models: Path) -> None:
    without = open_loaded(random_model("paraformer")).ready.warmup_text
    clip = str(models / "asr" / "warmup.wav")
    assert open_loaded(random_model("paraformer"), warmup_clip=clip).ready.warmup_text not in ("", without)
    with pytest.raises(ModelFault, match="warm-up clip cannot be read"):
        open_loaded(random_model("paraformer"), warmup_clip=clip + ".gone")


def copied(directory: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(directory, tmp_path / "copy"))


def spoil(directory: Path, change: Callable[[dict[str, Any]], Any]) -> None:
    import torch

    state = torch.load(directory / "model.pt", weights_only=True)
    changed = change(state)
    torch.save(state if changed is None else changed, directory / "model.pt")


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (lambda state: {name: state[name] for name in state if name != "encoder.after_norm.weight"}, "lacks 1 of"),
        (lambda state: state.update({"encoder.after_norm.weight": state["encoder.after_norm.weight"][:3]}), "shapes"),
        (lambda state: state.update({"encoder.encoders.99.norm1.bias": state["encoder.after_norm.bias"]}), "too many"),
        (lambda state: [state], "no state dict"),
    ],
    ids=["missing", "misshapen", "another model's layer", "no dict"],
)
def test_a_checkpoint_that_does_not_fit_is_refused(
    random_model: RandomModel, tmp_path: Path, change: Callable[[dict[str, Any]], Any], complaint: str
) -> None:
    directory = copied(random_model("paraformer"), tmp_path)
    spoil(directory, change)
    with pytest.raises(ModelFault, match=complaint):
        open_engine(directory)


def test_heads_of_training_and_wrappers_are_no_fault(random_model: RandomModel, tmp_path: Path) -> None:
    directory = copied(random_model("paraformer"), tmp_path)
    spoil(
        directory,
        lambda state: {
            "state_dict": {f"module.{k}": v for k, v in state.items()} | {"ctc.w": state["encoder.after_norm.bias"]}
        },
    )
    sound = synthetic.mixture(np.random.default_rng(1), 3)
    expected = open_engine(random_model("paraformer")).recogniser.recognise([sound])
    assert open_engine(directory).recogniser.recognise([sound]) == expected


class Trap:
    """Would write a file, were it unpickled."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Any, ...]:
        return Path.touch, (self.path,)


def test_code_in_a_checkpoint_is_never_run(random_model: RandomModel, tmp_path: Path) -> None:
    directory = copied(random_model("paraformer"), tmp_path)
    (directory / "model.pt").write_bytes(pickle.dumps({"a": Trap(tmp_path / "run")}, protocol=2))
    with pytest.raises(ModelFault, match="not a readable checkpoint"):
        open_engine(directory)
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize(
    ("section", "changes", "complaint"),
    [
        (None, {"model": "SenseVoiceSmall"}, "model is SenseVoiceSmall"),
        (None, {"predictor": "CifPredictor"}, "other shapes"),
        ("frontend_conf", {"n_mels": 40}, "n_mels is 40"),
        ("encoder_conf", {"input_layer": "linear"}, "cannot build"),
        ("encoder_conf", {"no_such_option": 1}, "cannot build"),
    ],
)
def test_a_config_without_a_way_of_ours_is_refused(
    random_model: RandomModel, tmp_path: Path, section: str | None, changes: dict[str, Any], complaint: str
) -> None:
    import yaml

    directory = copied(random_model("paraformer"), tmp_path)
    config = yaml.safe_load((directory / "config.yaml").read_text(encoding="utf-8"))
    (config if section is None else config[section]).update(changes)
    (directory / "config.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")
    with pytest.raises(ModelFault, match=complaint):
        open_engine(directory)


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"precision": "int8"}, "no int8"),
        ({"dirs": {}}, "No directory for the speech recognition model"),
        ({"device": "cuda:0"}, "without CUDA|cannot use any"),
    ],
)
def test_leaves_with_78_when_it_can_never_work(
    start_worker: WorkerStarter, models: Path, changes: dict[str, Any], complaint: str
) -> None:
    import re

    import torch

    if "device" in changes and torch.cuda.is_available():
        pytest.skip("a card is here")
    worker = start_worker()
    failed = worker.load("recogniser", models, engine="funasr", **changes)
    assert (failed["type"], failed["id"], failed["kind"]) == ("failed", None, "model")
    assert re.search(complaint, failed["message"])
    assert worker.wait() == 78


def test_recognises_over_the_wire_and_says_what_it_does_not(
    start_worker: WorkerStarter, models: Path, tmp_path: Path
) -> None:
    clip = read_card(models / "asr").clip
    path = tmp_path / "一.pcm"
    path.write_bytes(clip.samples.tobytes())
    worker = start_worker()
    ready = worker.load("recogniser", models, engine="funasr")
    assert (ready["device"], ready["gpuUuid"], ready["precisionNote"]) == ("cpu", None, None)
    answer = worker.ask(recognise("a", path, (0, len(clip.samples)), (0, 100)))
    assert [found["text"] for found in answer["results"]] == [clip.text, ""]
    refused = worker.ask({"type": "punctuate", "id": "b", "tokens": [], "carry": None, "last": True})
    assert (refused["id"], refused["kind"]) == ("b", "input")
    assert worker.ask(recognise("c", path, (0, len(clip.samples) + 9)))["kind"] == "input"
    assert worker.receive_beat()["allocatedMiB"] is None


def test_fronts_on_torch_find_and_punctuate_as_those_on_onnx(
    start_worker: WorkerStarter, models: Path, pcm: Path
) -> None:
    fronts = [start_worker() for _ in range(2)]
    for front, engine in zip(fronts, ("onnx", "funasr"), strict=True):
        assert front.load("front", models, engine=engine)["type"] == "ready"
    found = [front.ask(find("a", pcm, 0, 960_000, None)) for front in fronts]
    assert found[0]["segments"]
    assert found[0]["segments"] == found[1]["segments"]
    tokens = list("今天天气很好你好张老师坐飞机从成都到北京请检查编号")
    texts = [
        front.ask({"type": "punctuate", "id": "b", "tokens": tokens, "carry": None, "last": True}) for front in fronts
    ]
    assert texts[0]["punct"] == texts[1]["punct"]


def test_the_message_says_what_is_loaded(models: Path) -> None:
    stages: list[str] = []
    from paradeck_worker.engines import funasr_recogniser

    funasr_recogniser.load(load_message(models / "asr"), stages.append)
    assert stages == ["import funasr", "weights", "warm-up"]
