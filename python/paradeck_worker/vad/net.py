"""The FSMN: features to class probabilities, with the layers' memories handed in and out."""

import numpy as np

from ..frontend.fbank import Float32
from ..nets import Net

LAYERS = 4
INPUTS = ("speech", *(f"in_cache{layer}" for layer in range(LAYERS)))
OUTPUTS = ("logits", *(f"out_cache{layer}" for layer in range(LAYERS)))


class VadNet:
    """FunASR's exported FSMN; `logits` are probabilities, its export ends in a softmax."""

    def __init__(self, net: Net, channels: int, order: int) -> None:
        """`channels` is encoder_conf.proj_dim, `order` is lorder + rorder."""
        self._net = net
        self._cache_shape = (LAYERS, channels, order - 1)

    def empty_caches(self) -> Float32:
        """Memories at a file's start: silence."""
        return np.zeros(self._cache_shape, np.float32)

    def run(self, features: Float32, caches: Float32) -> tuple[Float32, Float32]:
        """Features [n, 400] and memories [4, proj, order - 1] to probabilities [n, classes] and the next memories."""
        inputs = [features[None], *caches.reshape(self._cache_shape)[:, None, :, :, None]]
        scores, *after = self._net.run(dict(zip(INPUTS, inputs, strict=True)))
        return scores[0], np.stack([cache[0, :, :, 0] for cache in after])
