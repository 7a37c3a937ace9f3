"""Segments in, text out, on torch: one run for each padded batch, two waits for the device in it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import numpy.typing as npt
import torch

from ..asr.reading import NOTHING_HEARD, Language, Spans, WordSpans, read, spoken_places
from ..asr.times import spans_ms, starts_ms
from ..faults_injected import Point, no_faults
from ..from_worker import Recognised
from ..frontend.fbank import Float32, frame_count
from ..pcm import SAMPLES_PER_MS, Pcm16
from . import cif, stacks, stamps
from .families import Family, Memory, Words
from .features import Features, Frontend
from .lane import Lane
from .padding import Padding, Tensor, padding_of

# 10 ms frames of a padded run on a CPU: beyond them, activations of the large model no longer stay in its caches.
_CPU_FRAMES = 3_000

Encode = Callable[[Features, Padding], Tensor]


@dataclass(frozen=True, slots=True)
class Model:
    """The parts of a loaded Paraformer, on their device; `fine` when its predictor also tells fine times."""

    encoder: object
    predictor: object
    family: Family
    fine: bool


@dataclass(frozen=True, slots=True)
class Run:
    """Segments that go through together, by their places in the batch, and their features once they are there."""

    places: tuple[int, ...]
    features: Callable[[], Features]


@dataclass(frozen=True, slots=True)
class Heard:
    """On the host: ids [B, N], how many count in each row, and CIF weights, [B, T + 1] or fine [B, 3 T]."""

    ids: npt.NDArray[np.int32]
    counts: tuple[int, ...]
    alphas: Float32
    lengths: tuple[int, ...]


class TorchRecogniser:
    """One result a segment, in order; a segment too short or silent is heard as nothing and harms nobody."""

    def __init__(self, model: Model, frontend: Frontend, language: Language, device: str) -> None:
        self._model = model
        self._frontend = frontend
        self._language = language
        self._device = device
        self.point: Point = no_faults
        self._lane = Lane(device)
        encoder = stacks.Encoder(model.encoder)
        self.encode: Encode = lambda features, padding: encoder.encode(features.rows, padding)

    def recognise(self, segments: Sequence[Pcm16], words: Words = ()) -> tuple[Recognised, ...]:
        """int16 samples each."""
        return self.decode(self.prepare(segments), [len(segment) / SAMPLES_PER_MS for segment in segments], words)

    def prepare(self, segments: Sequence[Pcm16]) -> list[Run]:
        """Begin the features of a batch; may run on another thread than `decode`."""
        self.point("features")
        counts = [frame_count(len(segment)) for segment in segments]
        runs = []
        with torch.inference_mode():
            for places in _runs(counts, self._device):
                features = partial(self._frontend.features, [segments[place] for place in places])
                runs.append(Run(places, self._lane.run(features)))
        return runs

    def decode(self, runs: Sequence[Run], lengths_ms: Sequence[float], words: Words) -> tuple[Recognised, ...]:
        """One result for each segment's length."""
        results = [NOTHING_HEARD] * len(lengths_ms)
        for run in runs:
            with torch.inference_mode():
                heard = self.hear(run.features(), words)
            for row, place in enumerate(run.places):
                results[place] = self.read_row(heard, row, lengths_ms[place])
        return tuple(results)

    def hear(self, features: Features, words: Words = ()) -> Heard:
        """A padded run from features to token ids and weights on the host; in inference mode."""
        lengths = features.lengths
        self.point("encoder")
        padding = padding_of(lengths, features.rows.shape[1], self._device)
        heard = self.encode(features, padding)
        self.point("predictor")
        weights = cif.weigh(self._model.predictor, heard, padding, lengths)
        # The first wait: how many tokens there are decides the shapes of what follows.
        counts = tuple(max(0, int(count)) for count in weights.counts.nan_to_num().tolist())
        tokens = max(counts)
        if tokens == 0:
            return Heard(np.zeros((len(lengths), 0), np.int32), counts, weights.alphas.cpu().numpy(), lengths)
        self.point("decoder")
        embeds = cif.gather(heard, weights.alphas, tokens)
        spoken = padding_of(counts, tokens, self._device)
        ids = self._model.family.identify(embeds, spoken, Memory(heard, padding, words))
        alphas = weights.alphas
        if self._model.fine:
            alphas = cif.fine_alphas(self._model.predictor, heard, padding, lengths, weights.counts)
        self.point("copy")
        return _on_host(ids, alphas, counts, lengths)

    def read_row(self, heard: Heard, row: int, length_ms: float) -> Recognised:
        """Text, words and times of one row of what was heard."""
        ids = heard.ids[row, : heard.counts[row]]
        places = spoken_places(ids)
        tokens = [self._language.tokens[token] for token in ids[places]]
        return read(tokens, self._times(heard, row, places, length_ms))

    def _times(self, heard: Heard, row: int, places: npt.NDArray[np.intp], length_ms: float) -> WordSpans | None:
        alphas = heard.alphas[row]
        if not self._model.fine:
            starts = starts_ms(alphas, heard.counts[row], self._language.time_bias_ms)[places]
            return partial(spans_ms, starts, length_ms=length_ms)
        spans = stamps.spans_ms(alphas[: 3 * heard.lengths[row]], len(places))
        return partial(_of_words, spans, length_ms) if len(spans) == len(places) else None


def _runs(counts: Sequence[int], device: str) -> list[tuple[int, ...]]:
    """Which segments go through together: on a card all, the host has packed them; on a CPU those of like length."""
    places = sorted((at for at, count in enumerate(counts) if count > 0), key=counts.__getitem__)
    if not places:
        return []
    if device != "cpu":
        return [tuple(places)]
    runs: list[list[int]] = []
    for place in reversed(places):
        if runs and counts[runs[-1][0]] * (len(runs[-1]) + 1) <= _CPU_FRAMES:
            runs[-1].append(place)
        else:
            runs.append([place])
    return [tuple(run) for run in runs]


def _on_host(ids: Tensor, alphas: Tensor, counts: tuple[int, ...], lengths: tuple[int, ...]) -> Heard:
    """The second wait: one copy for both."""
    both = torch.cat([ids.to(torch.int32).flatten(), alphas.contiguous().view(torch.int32).flatten()]).cpu().numpy()
    size = ids.numel()
    return Heard(
        both[:size].reshape(ids.shape), counts, both[size:].view(np.float32).reshape(tuple(alphas.shape)), lengths
    )


def _of_words(spans: Spans, length_ms: float, words: Sequence[tuple[int, int]]) -> Spans:
    """Times of words from their tokens', inside the segment."""
    inside = [(min(max(begin, 0.0), length_ms), min(end, length_ms)) for begin, end in spans]
    return tuple((inside[first][0], inside[last][1]) for first, last in words)
