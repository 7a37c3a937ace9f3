"""CIF, the predictor that says how many tokens were spoken and where, for a whole batch at once and always in fp32.

Weights add up along the segment; token k is what was heard while the sum went from k to k + 1. FunASR finds that with
a loop over frames (BiCif, SeACo) or by differences of long sums (plain); here it is one product with the overlaps.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch.nn.utils import rnn

from .padding import Padding, Tensor


@dataclass(frozen=True, slots=True)
class Weights:
    """`alphas` [B, T + 1], the last real row followed by the tail; `counts` float [B], whole tokens in each."""

    alphas: Tensor
    counts: Tensor


def weigh(predictor: Any, heard: Tensor, padding: Padding, lengths: Sequence[int]) -> Weights:
    """CIF weights of what was heard [B, T, d], zero behind each segment's end (CifPredictorV2 and V3)."""
    hidden = _around(predictor, heard).transpose(1, 2)
    alphas = torch.sigmoid(predictor.cif_output(hidden))
    alphas = torch.relu(alphas * predictor.smooth_factor - predictor.noise_threshold)
    if padding.keep is not None:
        alphas = alphas * padding.keep
    alphas = torch.nn.functional.pad(alphas.squeeze(-1), (0, 1))
    if predictor.tail_threshold > 0:
        ends = torch.tensor(lengths).to(alphas.device, non_blocking=True)[:, None]
        alphas = alphas.scatter(1, ends, predictor.tail_threshold)
    return Weights(alphas, alphas.sum(-1).floor())


def gather(heard: Tensor, alphas: Tensor, tokens: int) -> Tensor:
    """Acoustic embeddings [B, tokens, d]: each token's share of every frame of `heard` [B, T, d]."""
    after = alphas.cumsum(1, dtype=torch.float64)[:, None, :]
    before = after - alphas[:, None, :]
    token = torch.arange(tokens, device=alphas.device, dtype=torch.float64)[None, :, None]
    shares = (torch.minimum(after, token + 1) - torch.maximum(before, token)).clamp_(min=0)
    # The tail's frame is silence.
    return shares[:, :, :-1].to(heard.dtype) @ heard


def fine_alphas(predictor: Any, heard: Tensor, padding: Padding, lengths: Sequence[int], counts: Tensor) -> Tensor:
    """CifPredictorV3's second head: weights at three times the rate [B, 3 T], scaled to the tokens counted."""
    times: int = predictor.upsample_times
    source = _around(predictor, heard) if predictor.use_cif1_cnn else heard.transpose(1, 2)
    hidden = predictor.upsample_cnn(source).transpose(1, 2)
    if predictor.upsample_type == "cnn_blstm":
        hidden = _both_ways(predictor.blstm, hidden, [length * times for length in lengths])
    alphas = torch.sigmoid(predictor.cif_output2(hidden))
    alphas = torch.relu(alphas * predictor.smooth_factor2 - predictor.noise_threshold2)
    if padding.keep is not None:
        alphas = alphas * padding.keep.repeat_interleave(times, dim=1)
    alphas = alphas.squeeze(-1)
    return alphas * (counts / alphas.sum(-1))[:, None]


def _both_ways(blstm: Any, hidden: Tensor, lengths: Sequence[int]) -> Tensor:
    """The LSTM over each row's real part only: its way back must not begin in the padding."""
    if min(lengths) == hidden.shape[1]:
        return blstm(hidden)[0]
    packed = rnn.pack_padded_sequence(hidden, torch.tensor(lengths), batch_first=True, enforce_sorted=False)
    return rnn.pad_packed_sequence(blstm(packed)[0], batch_first=True, total_length=hidden.shape[1])[0]


def _around(predictor: Any, heard: Tensor) -> Tensor:
    """What CIF makes of each frame and its neighbours, [B, d, T]."""
    return torch.relu(predictor.cif_conv1d(predictor.pad(heard.transpose(1, 2))))
