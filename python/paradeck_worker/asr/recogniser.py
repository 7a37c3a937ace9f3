"""One padded batch of segments through a Paraformer graph."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import Literal

import numpy as np
import numpy.typing as npt

from ..from_worker import PrecisionUsed, Recognised
from ..frontend.cmvn import Cmvn
from ..frontend.fbank import Float32, fbank, frames_of
from ..frontend.lfr import stack
from ..pcm import SAMPLES_PER_MS, Pcm16
from ..session import GraphRefusal, Session
from .reading import FEATURES, LFR_M, LFR_N, NOTHING_HEARD, Language, read, spoken_places
from .times import spans_ms, starts_ms

INPUTS = ("speech", "speech_lengths")
OUTPUTS = ("logits", "token_num")
ALPHAS = "alphas"


@dataclass(frozen=True, slots=True)
class Scores:
    """Log probabilities [b, n, vocabulary], token counts [b], CIF weights [b, frames + 1] or None."""

    logits: Float32
    counts: npt.NDArray[np.int32]
    alphas: Float32 | None


Company = Literal["any", "equal", "none"]
"""Which segments may share a run: all, those of equal length, or no two."""


def company_for(session: Session, precision: PrecisionUsed) -> Company:
    """The widest company in which no segment's text depends on another's.

    Graphs with alphas are ParaDeck's own exports and mute the encoder beyond a segment's end. FunASR's do not: there
    CIF sees one padded frame, which the segment alone would not have. Dynamic int8 scales its activations by the
    largest value in the whole batch.
    """
    if precision == "int8":
        return "none"
    return "any" if session.gives(ALPHAS) else "equal"


@dataclass(frozen=True, slots=True)
class Way:
    """Who shares a run, and how many runs go on at once: they share the session's threads."""

    company: Company
    lanes: int = 1


class Recogniser:
    """Segments in, text out, in order; a segment too short or silent is heard as nothing and harms nobody."""

    def __init__(self, session: Session, cmvn: Cmvn, language: Language, way: Way) -> None:
        self._session = session
        self._cmvn = cmvn
        self._language = language
        self.way = way
        self._lanes = ThreadPoolExecutor(way.lanes, "lane") if way.lanes > 1 else None

    def going(self, way: Way) -> "Recogniser":
        """The same net used in another way."""
        return Recogniser(self._session, self._cmvn, self._language, way)

    def recognise(self, segments: Sequence[Pcm16]) -> tuple[Recognised, ...]:
        """One result a segment, int16 samples each."""
        return self.decode(self.features(segments), [len(segment) / SAMPLES_PER_MS for segment in segments])

    def decode(self, features: Sequence[Float32], lengths_ms: Sequence[float]) -> tuple[Recognised, ...]:
        """One result for each segment's features [t, 560] and length."""
        results = [NOTHING_HEARD] * len(features)

        def hear(batch: Sequence[int]) -> None:
            for at, scores, row in self._heard(batch, features):
                results[at] = self.read(scores, row, lengths_ms[at])

        self._each(hear, self._batches([len(rows) for rows in features]))
        return tuple(results)

    def _each(self, hear: Callable[[Sequence[int]], None], batches: Sequence[Sequence[int]]) -> None:
        """Every batch; on lanes the longest first, so that they end together."""
        if self._lanes is None:
            for batch in batches:
                hear(batch)
        else:
            # Taken one by one, so that what a lane raised is raised here.
            for _ in self._lanes.map(hear, reversed(batches)):
                pass

    def _batches(self, lengths: Sequence[int]) -> list[list[int]]:
        """Segments that share a run, by place, the longest last."""
        heard = sorted((at for at, length in enumerate(lengths) if length > 0), key=lengths.__getitem__)
        if self.way.company == "none":
            return [[at] for at in heard]
        if self.way.company == "equal":
            return [list(batch) for _, batch in groupby(heard, key=lengths.__getitem__)]
        return [heard] if heard else []

    def _heard(self, batch: Sequence[int], features: Sequence[Float32]) -> Iterator[tuple[int, Scores, int]]:
        """(place, scores, row) of each segment; without those in which no token fired.

        FunASR's graphs refuse a batch whose last segment fires none (cif_v1_export indexes one row too far) and one
        that fires none at all, so after a refusal each segment has a run of its own.
        """
        try:
            scores = self.score([features[at] for at in batch])
        except GraphRefusal:
            if len(batch) > 1:
                for at in batch:
                    yield from self._heard([at], features)
            return
        for row, at in enumerate(batch):
            yield at, scores, row

    def features(self, segments: Sequence[Pcm16]) -> list[Float32]:
        """Normalised features [t, 560] of each segment; t is 0 below one 25 ms frame."""
        return self.stacked([fbank(frames_of(segment.astype(np.float32))) for segment in segments])

    def stacked(self, rows: Sequence[Float32]) -> list[Float32]:
        """The same of each segment's filterbanks [n, 80]."""
        return [self._cmvn.apply(stack(part, LFR_M, LFR_N)) for part in rows]

    def score(self, features: Sequence[Float32]) -> Scores:
        """Run the graph once over segments padded to the longest."""
        lengths = np.array([len(rows) for rows in features], np.int32)
        speech = np.zeros((len(features), int(lengths.max()), FEATURES), np.float32)
        for at, rows in enumerate(features):
            speech[at, : len(rows)] = rows
        logits, counts, *alphas = self._session.run(dict(zip(INPUTS, (speech, lengths), strict=True)))
        return Scores(logits, counts.astype(np.int32), alphas[0] if alphas else None)

    def read(self, scores: Scores, row: int, length_ms: float) -> Recognised:
        """Greedy ids of one segment to text, words and times."""
        count = int(scores.counts[row])
        ids = scores.logits[row, :count].argmax(axis=-1)
        spoken = spoken_places(ids)[: max(0, count - self._language.predictor_bias)]
        tokens = [self._language.tokens[token] for token in ids[spoken]]
        if scores.alphas is None:
            return read(tokens, None)
        starts = starts_ms(scores.alphas[row], count, self._language.time_bias_ms)[spoken]
        return read(tokens, partial(spans_ms, starts, length_ms=length_ms))
