"""Each way of ours through FunASR's layers gives what FunASR's own function gives."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from paradeck_worker.frontend.cmvn import read_cmvn
from paradeck_worker.model_dir import ModelDir
from random_models.configs import Kind

import synthetic
from oracle import quiet

pytestmark = pytest.mark.oracle

RandomModel = Callable[[Kind], Path]
LENGTHS = (31, 7, 50, 1)
CLOSE = {"rtol": 1e-4, "atol": 1e-5}


def network_of(directory: Path) -> Any:
    from paradeck_worker.asr.reading import FEATURES
    from paradeck_worker.torch_asr.checkpoint import read_network
    from paradeck_worker.torch_asr.families import KINDS

    described = ModelDir(str(directory), "speech recognition", "funasr")
    sizes = {"vocab_size": len(described.tokens()), "input_size": FEATURES}
    return read_network(described, KINDS, sizes).module


def rows(lengths: Sequence[int], size: int, seed: int = 0) -> Any:
    """Random rows [B, T, size], zero behind each length."""
    import torch

    values = torch.randn(len(lengths), max(lengths), size, generator=torch.Generator().manual_seed(seed))
    for at, length in enumerate(lengths):
        values[at, length:] = 0
    return values


def mask_of(lengths: Sequence[int]) -> Any:
    """FunASR's mask, float [B, 1, T]."""
    import torch

    return (torch.arange(max(lengths))[None] < torch.tensor(lengths)[:, None])[:, None].float()


def assert_equal_rows(found: Any, expected: Any, lengths: Sequence[int]) -> None:
    for at, length in enumerate(lengths):
        np.testing.assert_allclose(found[at, :length], expected[at, :length], **CLOSE)


@pytest.mark.parametrize("layer", ["encoder.encoders.0.self_attn", "decoder.decoders.0.self_attn"])
def test_self_attention(random_model: RandomModel, layer: str) -> None:
    import torch

    from paradeck_worker.torch_asr.layers import shorten
    from paradeck_worker.torch_asr.padding import padding_of

    module = network_of(random_model("paraformer"))
    attention = module.get_submodule(layer)
    x = rows(LENGTHS, 64)
    with torch.inference_mode():
        expected = attention(x, mask_of(LENGTHS))
        shorten(module)
        found = attention(x, padding_of(LENGTHS, max(LENGTHS), "cpu"))
    if isinstance(found, tuple):
        found, expected = found[0], expected[0]
    assert_equal_rows(found, expected, LENGTHS)


def test_cross_attention_and_its_weights(random_model: RandomModel) -> None:
    import torch

    from paradeck_worker.torch_asr.layers import shorten
    from paradeck_worker.torch_asr.padding import padding_of

    module = network_of(random_model("paraformer"))
    attention = module.decoder.decoders[0].src_attn
    x, memory = rows((9, 9, 9, 9), 64, 1), rows(LENGTHS, 64, 2)
    with torch.inference_mode():
        expected, weights = attention(x, memory, mask_of(LENGTHS), ret_attn=True)
        shorten(module)
        padding = padding_of(LENGTHS, max(LENGTHS), "cpu")
        found, ours = attention(x, memory, padding, ret_attn=True)
        again = attention(x, memory, padding)
    np.testing.assert_allclose(found, expected, **CLOSE)
    np.testing.assert_allclose(again, expected, **CLOSE)
    np.testing.assert_allclose(ours, weights, **CLOSE)


def test_encoder_and_decoder(random_model: RandomModel) -> None:
    import torch

    from paradeck_worker.torch_asr import stacks
    from paradeck_worker.torch_asr.layers import shorten
    from paradeck_worker.torch_asr.padding import padding_of

    module = network_of(random_model("paraformer"))
    features, counts = rows(LENGTHS, 560), (5, 2, 9, 1)
    embeds = rows(counts, 64, 3)
    with torch.inference_mode():
        heard = module.encoder(features, torch.tensor(LENGTHS))[0] * mask_of(LENGTHS).transpose(1, 2)
        scores = module.decoder(heard, torch.tensor(LENGTHS), embeds, torch.tensor(counts))[0]
        shorten(module)
        hearing, spoken = (padding_of(each, max(each), "cpu") for each in (LENGTHS, counts))
        ours = stacks.Encoder(module.encoder).encode(features, hearing)
        hidden = stacks.decode(module.decoder, embeds, spoken, heard, hearing)
        found = module.decoder.output_layer(hidden)
    assert_equal_rows(ours, heard, LENGTHS)
    assert not ours[1, LENGTHS[1] :].any()
    assert_equal_rows(found, scores, counts)


@pytest.mark.parametrize("kind", ["paraformer", "seaco"])
@pytest.mark.parametrize("seed", range(8))
def test_cif(random_model: RandomModel, kind: Kind, seed: int) -> None:
    """A batch of ours against FunASR's `cif` (a loop over frames) and `cif_v1` on each row: weights, counts, tokens.

    On a batch whose last row fires nothing its `cif_v1` fails.
    """
    import torch

    from paradeck_worker.torch_asr import cif
    from paradeck_worker.torch_asr.padding import padding_of

    predictor = network_of(random_model(kind)).predictor
    heard = rows(LENGTHS, 64, seed)
    with torch.inference_mode():
        weights = cif.weigh(predictor, heard, padding_of(LENGTHS, max(LENGTHS), "cpu"), LENGTHS)
        embeds = cif.gather(heard, weights.alphas, int(weights.counts.max()))
        for at, length in enumerate(LENGTHS):
            expected = predictor(heard[at : at + 1, :length], None, mask_of((length,)), ignore_id=-1)
            np.testing.assert_allclose(weights.alphas[at, : length + 1], expected[2][0], **CLOSE)
            count = int(weights.counts[at])
            assert count == int(expected[1][0])
            np.testing.assert_allclose(embeds[at, :count], expected[0][0, :count], rtol=1e-3, atol=1e-4)


@pytest.mark.parametrize("seed", range(4))
def test_fine_weights(random_model: RandomModel, seed: int) -> None:
    """Alone: in a batch FunASR's LSTM begins its way back in the padding."""
    import torch

    from paradeck_worker.torch_asr import cif
    from paradeck_worker.torch_asr.padding import NOTHING, padding_of

    predictor = network_of(random_model("bicif")).predictor
    heard = rows(LENGTHS, 64, seed)
    counts = torch.tensor([6.0, 2.0, 9.0, 1.0])
    with torch.inference_mode():
        together = cif.fine_alphas(predictor, heard, padding_of(LENGTHS, 50, "cpu"), LENGTHS, counts)
        for at, length in enumerate(LENGTHS):
            own = heard[at : at + 1, :length]
            expected = predictor.get_upsample_timestamp(own, mask_of((length,)), counts[at : at + 1])[2]
            alone = cif.fine_alphas(predictor, own, NOTHING, (length,), counts[at : at + 1])
            np.testing.assert_allclose(alone, expected, **CLOSE)
            np.testing.assert_allclose(together[at : at + 1, : 3 * length], expected, **CLOSE)


@pytest.mark.parametrize("seed", range(300))
def test_stamps(seed: int) -> None:
    import torch
    from funasr.models.bicif_paraformer.cif_predictor import cif_wo_hidden
    from funasr.utils.timestamp_tools import ts_prediction_lfr6_standard

    from paradeck_worker.torch_asr.stamps import spans_ms

    rng = np.random.default_rng(seed)
    tokens = int(rng.integers(1, 30))
    # At 20 ms a token of everyday speech takes twelve.
    frames = int(rng.integers(4, 16)) * (tokens + 1)
    alphas = np.maximum(0, rng.random(frames) * rng.choice([0.2, 0.6]) - 0.05).astype(np.float32)
    alphas *= np.float32((tokens + rng.choice([0, 1])) / max(alphas.sum(), 1e-3))
    weights = torch.from_numpy(np.minimum(alphas, 1))
    peaks = cif_wo_hidden(weights[None].clone(), 1 - 1e-4)[0]
    try:
        with quiet():
            expected = ts_prediction_lfr6_standard(weights.clone(), peaks, ["字"] * tokens)[1]
    except IndexError:
        pytest.skip("FunASR finds more fires than tokens here and fails")
    assert [list(span) for span in spans_ms(weights.numpy(), tokens)] == expected


@pytest.mark.parametrize("seed", range(4))
def test_features(tiny: Path, seed: int) -> None:
    import torch
    from funasr.frontends.wav_frontend import WavFrontend

    from paradeck_worker.torch_asr.features import Frontend

    rng = np.random.default_rng(seed)
    sounds = [synthetic.mixture(rng, seconds) for seconds in (0.026, 3.3, 12, 0.4)]
    cmvn = tiny / "asr" / "am.mvn"
    ours = Frontend(read_cmvn(cmvn, 560), "cpu").features(sounds)
    with quiet():
        frontend = WavFrontend(cmvn_file=str(cmvn), lfr_m=7, lfr_n=6, dither=0.0)
    for sound, row, length in zip(sounds, ours.rows, ours.lengths, strict=True):
        wave = torch.from_numpy(sound.astype(np.float32) / 32768)[None]
        expected = frontend(wave, torch.tensor([len(sound)]))[0][0]
        assert length == len(expected)
        np.testing.assert_allclose(row[:length], expected, rtol=0, atol=1e-3)
        assert not row[length:].any()


@pytest.mark.parametrize("kind", ["seaco", "contextual"])
def test_what_a_hotword_is_to_the_model(random_model: RandomModel, kind: Kind) -> None:
    import torch

    from paradeck_worker.torch_asr import hotwords

    module = network_of(random_model(kind))
    ids = [[5, 9, 7], [4], [8, 8], [1]]
    padded = torch.nn.utils.rnn.pad_sequence([torch.tensor(word) for word in ids], batch_first=True)
    lengths = torch.tensor([len(word) for word in ids])
    with torch.inference_mode():
        if kind == "seaco":
            expected = module._hotword_representation(padded, lengths)
            found = hotwords.embed_for_seaco(module, ids, "cpu")
        else:
            packed = torch.nn.utils.rnn.pack_padded_sequence(
                module.bias_embed(padded), lengths, batch_first=True, enforce_sorted=False
            )
            expected = module.bias_encoder(packed)[1][0][0]
            found = hotwords.embed_for_contextual(module, ids, "cpu")
    np.testing.assert_allclose(found, expected, **CLOSE)


@pytest.mark.parametrize("words", [["北京"], ["hello", "北京 上海", "xyzzy"], []])
def test_ids_of_hotwords(tmp_path: Path, words: list[str]) -> None:
    from types import SimpleNamespace

    from funasr.models.seaco_paraformer.model import SeacoParaformer

    from paradeck_worker.torch_asr.hotwords import HotwordIds, read_seg_dict

    tokens = ["<blank>", "<s>", "</s>", "北", "京", "上", "海", "hel@@", "lo", "<unk>"]
    lines = ["hello hel@@ lo", *(f"{character} {character}" for character in tokens[3:7])]
    (tmp_path / "seg_dict").write_text("\n".join(lines), encoding="utf-8")
    place = {token: at for at, token in enumerate(tokens)}
    tokenizer = SimpleNamespace(tokens2ids=lambda said: [place.get(token, place["<unk>"]) for token in said])
    frontend = SimpleNamespace(cmvn_file=str(tmp_path / "am.mvn"))
    own = SimpleNamespace(sos=1)
    expected = SeacoParaformer.generate_hotwords_list(own, " ".join(words), tokenizer, frontend)
    assert HotwordIds(tokens, read_seg_dict(tmp_path)).of(words) == expected


def test_words_are_cut_into_characters_where_there_is_no_dictionary() -> None:
    from paradeck_worker.torch_asr.hotwords import HotwordIds

    tokens = ["<blank>", "<s>", "</s>", "北", "京", "ok", "<unk>"]
    assert HotwordIds(tokens, None).of(["北京", "OK", "北x"]) == [[3, 4], [5], [3, 6], [1]]
