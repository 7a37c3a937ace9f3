"""Rows of unequal length side by side: what of a padded batch is real."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import torch

Tensor = Any


@dataclass(frozen=True, slots=True)
class Padding:
    """`keep` float [B, T, 1] is 1 on real rows; `attend` bool [B, 1, 1, T] for attention. None: nothing is padded.

    FunASR's layers hand their mask on as it is, so this goes through them in a mask's place.
    """

    keep: Tensor | None
    attend: Tensor | None


NOTHING = Padding(None, None)


def padding_of(lengths: Sequence[int], longest: int, device: str, always: bool = False) -> Padding:
    """The padding of rows [B, longest] of which `lengths` are real; `always` also where nothing is padded."""
    if not always and min(lengths, default=longest) == longest:
        return NOTHING
    real = torch.tensor(lengths).to(device, non_blocking=True)[:, None] > torch.arange(longest, device=device)
    return Padding(real[:, :, None].float(), real[:, None, None, :])
