"""A recognition directory for onnxruntime: read once, its graphs opened and warmed up as they are asked for."""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ..asr.reading import FEATURES, LFR_M, LFR_N, Language
from ..asr.recogniser import ALPHAS, INPUTS, OUTPUTS, Recogniser, Way, company_for
from ..card import Card, read_card
from ..faults import ModelFault
from ..from_worker import PrecisionUsed
from ..frontend.cmvn import Cmvn, read_cmvn
from ..frontend.fbank import Float32
from ..model_dir import GRAPHS, ModelDir
from ..pcm import SAMPLES_PER_MS, Pcm16
from ..session import GraphRefusal, Session
from ..signed_weights import has_vnni, shifted


@dataclass(frozen=True, slots=True)
class Directory:
    """All of it but the graphs."""

    files: ModelDir
    card: Card
    language: Language
    cmvn: Cmvn

    def open(self, precision: PrecisionUsed, threads: int) -> Recogniser:
        """The precision's graph, checked, used by the rules of thumb; ModelFault where it is none."""
        session = _open(self.files.file(GRAPHS[precision]), precision, threads)
        session.expect(INPUTS, OUTPUTS, (ALPHAS,))
        return Recogniser(session, self.cmvn, self.language, Way(company_for(session, precision)))

    def hear(self, net: Recogniser, sound: Pcm16, features: Float32) -> str:
        """A clip's text; ModelFault unless the scores are finite and as many as there are tokens."""
        try:
            scores = net.score([features])
        except GraphRefusal:
            # No token fired, which is no fault where the sound is synthetic; a clip's text is compared afterwards.
            return ""
        told, listed = scores.logits.shape[-1], len(self.language.tokens)
        if told != listed:
            raise ModelFault(f"The graph scores {told} tokens, tokens.json lists {listed}; they do not belong together")
        if not np.isfinite(scores.logits).all():
            raise ModelFault("The model's scores are not finite numbers; export it again, or choose another precision")
        return net.read(scores, 0, len(sound) / SAMPLES_PER_MS).text


def read_directory(path: str | None) -> Directory:
    """Everything beside the graphs; ModelFault where that is not of a model known here."""
    files = ModelDir(path, "speech recognition")
    config = files.config("frontend_conf", "model_conf")
    files.check_frontend(config, LFR_M, LFR_N)
    card = read_card(files.path)
    language = Language(files.tokens(), int(config["model_conf"].get("predictor_bias", 0)), card.time_bias_ms)
    return Directory(files, card, language, read_cmvn(files.file("am.mvn"), FEATURES))


def _open(path: Path, precision: PrecisionUsed, threads: int) -> Session:
    """The graph, with its 8-bit weights in the form this processor multiplies fastest."""
    model = None
    if precision == "int8" and has_vnni():
        # A file that cannot be read here is onnxruntime's to judge.
        with suppress(OSError, ValueError):
            model = shifted(path.read_bytes())
    return Session(path, threads, model)
