"""Every way a model directory can be wrong is refused in a sentence that names the file."""

import json
import shutil
import wave
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import yaml

from paradeck_worker import model_dir
from paradeck_worker.card import read_card
from paradeck_worker.engines import onnx_front, onnx_recogniser
from paradeck_worker.engines.base import Loaded
from paradeck_worker.faults import ModelFault
from paradeck_worker.to_worker import Dirs, Load, PrecisionAsked, Role, VadSettings

Damage = Callable[[Path], object]


@pytest.fixture
def copy(models: Path, tmp_path: Path) -> Path:
    """A copy of the models to damage."""
    root = tmp_path / "models"
    shutil.copytree(models, root, ignore=shutil.ignore_patterns("*.pt"))
    return root


def load(root: Path, role: Role, precision: PrecisionAsked = "fp32") -> Loaded:
    dirs = Dirs(*(str(root / part) for part in ("asr", "vad", "punc")))
    message = Load("load", "onnx", role, dirs, "cpu", precision, 1, None, VadSettings(800, 60_000))
    load_role = onnx_front.load if role == "front" else onnx_recogniser.load
    return load_role(message, lambda _stage: None)


def edit_config(path: Path, section: str, **changes: object) -> None:
    config = yaml.safe_load(path.read_text(encoding="utf-8"))
    config[section].update(changes)
    path.write_text(yaml.safe_dump(config, allow_unicode=True), encoding="utf-8")


def edit_tokens(path: Path, change: Callable[[list[str]], list[str]]) -> None:
    path.write_text(json.dumps(change(json.loads(path.read_text(encoding="utf-8")))), encoding="utf-8")


def cut_cmvn(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    head, bracket, values = text.partition("<LearnRateCoef> 0 [ ")
    path.write_text(head + bracket + values.partition(" ")[2], encoding="utf-8")


def unlink(path: Path) -> None:
    path.unlink()


BAD_RECOGNISERS: dict[str, tuple[Damage, str]] = {
    "no config": (lambda asr: unlink(asr / "config.yaml"), "config.yaml: missing"),
    "config no YAML": (lambda asr: (asr / "config.yaml").write_text("a: ["), "not readable as YAML"),
    "config no mapping": (lambda asr: (asr / "config.yaml").write_text("7"), "section frontend_conf is missing"),
    "other rate": (lambda asr: edit_config(asr / "config.yaml", "frontend_conf", fs=8000), "frontend_conf.fs is 8000"),
    "other stacking": (lambda asr: edit_config(asr / "config.yaml", "frontend_conf", lfr_m=5), "frontend_conf.lfr_m"),
    "no tokens": (lambda asr: unlink(asr / "tokens.json"), "tokens.json: missing"),
    "tokens no JSON": (lambda asr: (asr / "tokens.json").write_text("["), "not readable as JSON"),
    "tokens no list": (lambda asr: (asr / "tokens.json").write_text('{"a": 1}'), "must be a list of strings"),
    "no blank": (lambda asr: edit_tokens(asr / "tokens.json", lambda old: old[1:]), "must begin with <blank>"),
    "unk first": (
        lambda asr: edit_tokens(asr / "tokens.json", lambda old: [*old[:-2], old[-1], old[-2]]),
        "last entry",
    ),
    "twice": (
        lambda asr: edit_tokens(asr / "tokens.json", lambda old: [*old[:-1], old[5], old[-1]]),
        "is listed twice",
    ),
    "fewer": (lambda asr: edit_tokens(asr / "tokens.json", lambda old: [*old[:-2], old[-1]]), "do not belong together"),
    "no cmvn": (lambda asr: unlink(asr / "am.mvn"), "am.mvn: missing"),
    "cut cmvn": (lambda asr: cut_cmvn(asr / "am.mvn"), "has 559 values, 560 are needed"),
    "cmvn no numbers": (
        lambda asr: (asr / "am.mvn").write_text("<AddShift>\n<LearnRateCoef> 0 [ a ]\n"),
        "no readable",
    ),
    "no graph": (lambda asr: unlink(asr / "model.onnx"), "model.onnx: missing"),
    "graph no graph": (lambda asr: (asr / "model.onnx").write_bytes(b"onnx"), "onnxruntime cannot open it"),
    "other graph": (lambda asr: shutil.copy(asr.parent / "punc" / "model.onnx", asr), "inputs are ['inputs'"),
    "card no JSON": (lambda asr: (asr / "paradeck.json").write_text("{"), "not a usable card"),
    "clip gone": (
        lambda asr: (asr / "paradeck.json").write_text('{"warmup": {"wav": "gone.wav", "text": ""}}'),
        "not a usable card",
    ),
}

BAD_FRONTS: dict[str, tuple[Damage, str]] = {
    "no detector": (lambda root: shutil.rmtree(root / "vad"), "does not exist"),
    "single mode": (lambda root: edit_config(root / "vad/config.yaml", "model_conf", detect_mode=0), "detect_mode"),
    "other memory": (lambda root: edit_config(root / "vad/config.yaml", "encoder_conf", lorder=7), "do not run"),
    "words by jieba": (lambda root: (root / "punc/jieba_usr_dict").write_text(""), "jieba"),
    "no marks": (lambda root: edit_config(root / "punc/config.yaml", "model_conf", punc_list=None), "punc_list"),
    "graphs changed": (lambda root: shutil.copy(root / "vad/model.onnx", root / "punc"), "inputs are ['speech'"),
}


@pytest.mark.parametrize(("damage", "complaint"), BAD_RECOGNISERS.values(), ids=BAD_RECOGNISERS.keys())
def test_refuses_a_recogniser_that_cannot_work(copy: Path, damage: Damage, complaint: str) -> None:
    damage(copy / "asr")
    with pytest.raises(ModelFault) as refusal:
        load(copy, "recogniser")
    assert complaint in str(refusal.value)


@pytest.mark.parametrize(("damage", "complaint"), BAD_FRONTS.values(), ids=BAD_FRONTS.keys())
def test_refuses_a_front_that_cannot_work(copy: Path, damage: Damage, complaint: str) -> None:
    damage(copy)
    with pytest.raises(ModelFault) as refusal:
        load(copy, "front")
    assert complaint in str(refusal.value)


def write_card(asr: Path, text: str) -> None:
    with wave.open(str(asr / "clip.wav"), "wb") as clip:
        clip.setparams((1, 2, 16_000, 0, "NONE", ""))
        clip.writeframes((np.random.default_rng(5).normal(0, 2000, 48_000)).astype("<i2").tobytes())
    card = {"name": "test", "demo": True, "timeBiasMs": 12, "warmup": {"wav": "clip.wav", "text": text}}
    (asr / "paradeck.json").write_text(json.dumps(card), encoding="utf-8")


def test_the_clip_must_be_understood(copy: Path) -> None:
    write_card(copy / "asr", "这不是它说的话")
    with pytest.raises(ModelFault, match="warm-up clip was read as"):
        load(copy, "recogniser")
    assert read_card(copy / "asr").time_bias_ms == 12


def test_auto_takes_int8_only_where_it_pays_and_reads_as_fp32_does(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asr = copy / "asr"
    shutil.copy(asr / "model.onnx", asr / "model_quant.onnx")
    assert load(copy, "recogniser", "auto").ready.precision == "fp32"
    monkeypatch.setattr(model_dir, "SMALL_GRAPH_BYTES", 0)
    assert load(copy, "recogniser", "auto").ready.precision == "int8"
    assert load(copy, "recogniser", "fp32").ready.precision == "fp32"
    (asr / "model_quant.onnx").unlink()
    assert load(copy, "recogniser", "auto").ready.precision == "fp32"
    with pytest.raises(ModelFault, match=r"model_quant\.onnx: missing"):
        load(copy, "recogniser", "int8")
    (asr / "model.onnx").rename(asr / "model_quant.onnx")
    assert load(copy, "recogniser", "auto").ready.precision == "int8"


def test_the_front_warms_up(copy: Path) -> None:
    ready = load(copy, "front", "auto").ready
    assert (ready.device, ready.precision, ready.warmup_text) == ("cpu", "fp32", "")
