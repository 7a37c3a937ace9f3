"""Which precision the onnx engine takes where the directory has both graphs."""

from pathlib import Path

import pytest

from paradeck_worker.asr.clip import clip_for
from paradeck_worker.card import Card
from paradeck_worker.engines.onnx_recogniser import _choose
from paradeck_worker.faults import ModelFault


def test_int8_where_it_reads_the_same() -> None:
    assert _choose({"fp32": "今天", "int8": "今天"}) == ("int8", None)


def test_fp32_where_int8_reads_otherwise() -> None:
    precision, note = _choose({"fp32": "今天", "int8": ""})
    assert (precision, note) == ("fp32", "int8 read the warm-up clip as 'nothing', fp32 as '今天': fp32 is used")


def test_what_is_there_alone_is_taken() -> None:
    assert _choose({"fp32": ""}) == ("fp32", None)
    assert _choose({"int8": ""}) == ("int8", None)


def test_the_hosts_clip_is_heard_where_the_directory_brings_none(models: Path) -> None:
    given = models / "asr" / "warmup.wav"
    clip = clip_for(Card(), str(given))
    assert (len(clip.samples) > 0, clip.text) == (True, None)
    with pytest.raises(ModelFault, match="warm-up clip cannot be read"):
        clip_for(Card(), str(models / "asr" / "tokens.json"))
