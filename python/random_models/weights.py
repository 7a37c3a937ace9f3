"""Random weights that answer like a trained net: tokens fire at the rate of speech, and every text is another.

FunASR's initial weights say the same of every frame. So each head is measured on real sound and then stretched: centred
on what it is given there, and scaled until its answers spread.
"""

from collections.abc import Callable, Sequence
from typing import Any

import torch
from torch import Tensor

# CIF weight a frame of 60 ms, for four tokens a second.
_FIRE_RATE = 4.0 * 0.06
_FIRE_SPREAD, _SCORE_SPREAD = 1.5, 4.0
# Share of tokens that SeACo leaves as they are when it is given hotwords.
_UNBIASED_SHARE = 0.9
_HOTWORDS = ([10, 11, 12, 13], [20, 21], [30, 31, 32], [1])
_BISECTIONS = 50


def enliven(model: Any, features: Sequence[Tensor]) -> None:
    """Stretch the heads of a Paraformer of any kind, in place; `features` are normalised, [t, 560] each."""
    model.eval().requires_grad_(requires_grad=False)
    heard = [model.encode(rows[None], torch.tensor([len(rows)])) for rows in features]

    def given(layer: Any, run: Callable[[Any, Tensor, Tensor], Any]) -> Tensor:
        """What `layer` takes in while `run` goes over all the sound, [n, width]."""
        taken: list[Tensor] = []
        hook = layer.register_forward_pre_hook(lambda _, inputs: taken.append(inputs[0].flatten(0, -2)))
        for encoded, lengths in heard:
            run(model, encoded, lengths)
        hook.remove()
        return torch.cat(taken)

    predictor = model.predictor
    fired = given(predictor.cif_output, _fire)
    _stretch(predictor.cif_output, fired, _FIRE_SPREAD)
    predictor.cif_output.bias += _offset_for(predictor.cif_output(fired), _FIRE_RATE)
    if hasattr(predictor, "cif_output2"):
        _stretch(predictor.cif_output2, given(predictor.cif_output2, _fire), _FIRE_SPREAD)
    _stretch(model.decoder.output_layer, given(model.decoder.output_layer, _decode), _SCORE_SPREAD)
    if hasattr(model, "hotword_output_layer"):
        biased = given(model.hotword_output_layer, _decode_biased)
        _stretch(model.hotword_output_layer, biased, _SCORE_SPREAD)
        _prefer(model.hotword_output_layer, biased, model.NO_BIAS)


def _fire(model: Any, encoded: Tensor, lengths: Tensor) -> tuple[Tensor, Tensor]:
    embeds, counts, *_ = model.calc_predictor(encoded, lengths)
    return embeds, counts.round().long()


def _decode(model: Any, encoded: Tensor, lengths: Tensor) -> None:
    model.cal_decoder_with_predictor(encoded, lengths, *_fire(model, encoded, lengths))


def _decode_biased(model: Any, encoded: Tensor, lengths: Tensor) -> None:
    embeds, counts = _fire(model, encoded, lengths)
    model._seaco_decode_with_ASF(encoded, lengths, embeds, counts, hw_list=_HOTWORDS)  # noqa: SLF001 - it has no other door


def _stretch(layer: Any, given: Tensor, spread: float) -> None:
    """Give the layer's outputs a mean of 0 each and together this standard deviation."""
    centre = given.mean(0)
    layer.weight *= spread / ((given - centre) @ layer.weight.T).std()
    layer.bias.copy_(-layer.weight @ centre)


def _offset_for(logits: Tensor, rate: float) -> float:
    """What to add to the logits for a mean sigmoid of `rate`, by bisection."""
    low, high = -50.0, 50.0
    for _ in range(_BISECTIONS):
        middle = (low + high) / 2
        if torch.sigmoid(logits + middle).mean() < rate:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _prefer(layer: Any, given: Tensor, token: int) -> None:
    """Lift one token until it wins its share of the rows."""
    scores = layer(given)
    own = scores[:, token].clone()
    scores[:, token] = -torch.inf
    layer.bias[token] += torch.quantile(scores.max(1).values - own, _UNBIASED_SHARE)
