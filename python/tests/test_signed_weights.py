"""Signed weights give what unsigned ones give, to the bit; other graphs and broken files are left alone."""

from pathlib import Path

import numpy as np
import onnxruntime as ort
import pytest

from paradeck_worker.signed_weights import has_vnni, shifted

UINT8_TENSORS = b"\x10\x02"


def scores(model: bytes, frames: int) -> list[np.ndarray[tuple[int, ...], np.dtype[np.float32]]]:
    session = ort.InferenceSession(model, providers=["CPUExecutionProvider"])
    speech = np.random.default_rng(frames).normal(size=(1, frames, 560)).astype(np.float32)
    found: list[np.ndarray[tuple[int, ...], np.dtype[np.float32]]] = session.run(
        None, {"speech": speech, "speech_lengths": np.array([frames], np.int32)}
    )
    return found


@pytest.mark.skipif(not has_vnni(), reason="without VNNI signed products overflow, and are not used")
@pytest.mark.parametrize("frames", [20, 47, 90])
def test_the_products_are_the_same(models: Path, frames: int) -> None:
    model = (models / "asr" / "model_quant.onnx").read_bytes()
    signed = shifted(model)
    # Only what its products take is shifted: fewer tensors are unsigned than before.
    assert signed.count(UINT8_TENSORS) < model.count(UINT8_TENSORS)
    for ours, theirs in zip(scores(signed, frames), scores(model, frames), strict=True):
        assert (ours == theirs).all()


def test_a_graph_without_products_of_bytes_stays_as_it_is(models: Path) -> None:
    model = (models / "asr" / "model.onnx").read_bytes()
    assert shifted(model) == model


@pytest.mark.parametrize("size", [1, 100, 10_000])
def test_a_file_that_breaks_off_is_refused(models: Path, size: int) -> None:
    model = (models / "asr" / "model_quant.onnx").read_bytes()[:-size]
    with pytest.raises(ValueError, match="breaks off"):
        shifted(model)
