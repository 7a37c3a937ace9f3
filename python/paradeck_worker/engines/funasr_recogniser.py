"""The recogniser's role on FunASR's torch models: loading, choosing a precision, warming up, answering."""

import time
from typing import Any

import numpy as np
import torch

from ..asr.clip import clip_for
from ..asr.reading import FEATURES, LFR_M, LFR_N, Language
from ..card import Card, Clip, read_card
from ..faults import ModelFault
from ..faults_injected import points_from_environment
from ..from_worker import PrecisionUsed, Ready, RecognisedBatch
from ..frontend.cmvn import read_cmvn
from ..memory import Held
from ..model_dir import ModelDir
from ..pcm import SAMPLES_PER_MS, read
from ..to_worker import Job, Load, PrecisionAsked, Recognise, Stock
from ..torch_asr import card as device_card
from ..torch_asr.checkpoint import Network, kind_of, read_network
from ..torch_asr.families import KINDS, family_of
from ..torch_asr.features import Frontend
from ..torch_asr.graphs import GraphedEncoder
from ..torch_asr.hotwords import HotwordIds, read_seg_dict
from ..torch_asr.layers import shorten
from ..torch_asr.parts import model_class
from ..torch_asr.precision import BF16_CAPABILITY, Halves, LargestSum
from ..torch_asr.recogniser import Model, TorchRecogniser
from .base import Loaded, Report, Rest, ms_since, not_this_role
from .stock import StockEngine

_PREDICTORS = ("CifPredictorV2", "CifPredictorV3")
_UPSAMPLING = ("cnn", "cnn_blstm")


class FunasrRecogniser:
    """Answers `recognise`, and `stock` by FunASR's own AutoModel over the same directories."""

    def __init__(self, recogniser: TorchRecogniser, message: Load) -> None:
        self.recogniser = recogniser
        self._device = message.device
        self._limit_mib = message.vram_limit_mi_b
        self._stock = StockEngine(message)

    def prepare(self, job: Job) -> Rest:
        """Features now, text and times later."""
        if isinstance(job, Stock):
            return self._stock.prepare(job)
        if not isinstance(job, Recognise):
            raise not_this_role(job, "recogniser")
        begun = time.perf_counter()
        segments = [read(segment) for segment in job.segments]
        runs = device_card.guarded(self._device, lambda: self.recogniser.prepare(segments))
        lengths_ms = [len(segment) / SAMPLES_PER_MS for segment in segments]
        prepare_ms = ms_since(begun)

        def rest() -> RecognisedBatch:
            begun = time.perf_counter()
            results = device_card.guarded(
                self._device, lambda: self.recogniser.decode(runs, lengths_ms, tuple(job.hotwords))
            )
            return RecognisedBatch(job.id, results, round(prepare_ms + ms_since(begun), 3))

        return rest

    def held(self) -> Held | None:
        """For the beat."""
        return device_card.held(self._device, self._limit_mib)


def load(message: Load, report: Report) -> Loaded:
    """Build, fill and check the directory's model on the ordered device; ModelFault when it can never work."""
    _check_precision(message)
    device_card.claim(message.device, message.vram_limit_mi_b)
    torch.set_num_threads(message.threads)
    report("import funasr")
    directory = ModelDir(message.dirs.asr, "speech recognition", "funasr")
    tokens = directory.tokens()
    model_class(kind_of(directory.config("model_conf"), directory, KINDS))
    report("weights")
    network = read_network(directory, KINDS, {"vocab_size": len(tokens), "input_size": FEATURES})
    directory.check_frontend(network.config, LFR_M, LFR_N)
    _check_parts(network, directory)
    recogniser, card = _open(network, directory, tokens, message.device)
    report("warm-up")
    begun = time.perf_counter()
    warm_up = _WarmUp(recogniser, network.module, clip_for(card, message.warmup_clip), directory)
    precision, note = warm_up.choose(message.precision, device_card.capability(message.device))
    if message.cuda_graphs:
        recogniser.encode = GraphedEncoder(recogniser.encode, message.device)
    recogniser.point = points_from_environment()
    uuid, name = device_card.seat(message.device)
    engine = FunasrRecogniser(recogniser, message)
    ready = Ready(message.device, uuid, name, precision, ms_since(begun), warm_up.text, note)
    return Loaded(engine, ready, engine.held)


def _check_precision(message: Load) -> None:
    if message.precision == "int8":
        raise ModelFault("The funasr engine has no int8; choose auto, bf16, fp16 or fp32, or the onnx engine")


def _check_parts(network: Network, directory: ModelDir) -> None:
    """ModelFault for parts that have no way of ours; FunASR has more predictors and embeddings than are published."""
    module, path = network.module, directory.path / "config.yaml"
    predictor = type(module.predictor).__name__
    if predictor not in _PREDICTORS:
        raise ModelFault(f"{path}: predictor is {predictor}, the funasr engine knows {', '.join(_PREDICTORS)}")
    if (kind := getattr(module.predictor, "upsample_type", "cnn")) not in _UPSAMPLING:
        raise ModelFault(f"{path}: predictor_conf.upsample_type is {kind}, the engine knows {', '.join(_UPSAMPLING)}")
    embedding = type(module.encoder.embed).__name__
    if embedding != "SinusoidalPositionEncoder":
        raise ModelFault(f"{path}: encoder_conf.input_layer must be pe, the encoder was built with {embedding}")


def _open(network: Network, directory: ModelDir, tokens: list[str], device: str) -> tuple[TorchRecogniser, Card]:
    module = network.module.to(device)
    shorten(module)
    card = read_card(directory.path)
    cmvn = read_cmvn(directory.file("am.mvn"), FEATURES)
    ids = HotwordIds(tokens, read_seg_dict(directory.path))
    # The fine weights make FunASR's times only for the classes that are trained for them.
    fine = hasattr(module.predictor, "upsample_times") and network.kind != "ContextualParaformer"
    model = Model(module.encoder, module.predictor, family_of(network.kind, module, ids, device), fine)
    placed = next(module.parameters()).device.type
    if placed != torch.device(device).type:
        raise ModelFault(f"The model lies on {placed}, {device} was ordered; look at this worker's log")
    language = Language(tokens, 0, card.time_bias_ms)
    return TorchRecogniser(model, Frontend(cmvn, device), language, device), card


class _WarmUp:
    """A known clip through the model, at each precision that comes into question."""

    def __init__(self, recogniser: TorchRecogniser, module: Any, clip: Clip, directory: ModelDir) -> None:
        self._recogniser = recogniser
        self._module = module
        self._clip = clip
        self._path = directory.path
        self.text = ""

    def choose(self, asked: PrecisionAsked, capability: float) -> tuple[PrecisionUsed, str | None]:
        """The precision that is used, and why it is not the one that was asked for."""
        largest = LargestSum(self._module.encoder)
        exact = self._heard()
        scale = largest.scale()
        if exact is None:
            raise ModelFault(f"{self._path}: the model's sums are not finite numbers; download model.pt again")
        self._clip.check(exact, self._path)
        self.text = exact
        if asked == "fp32" or (asked == "auto" and capability < BF16_CAPABILITY):
            return "fp32", None
        wanted: PrecisionUsed = "fp16" if asked == "fp16" else "bf16"
        return self._halved(wanted, scale)

    def _halved(self, wanted: PrecisionUsed, scale: int) -> tuple[PrecisionUsed, str | None]:
        halves = Halves(self._module, wanted, scale if wanted == "fp16" else 1)
        heard = self._heard()
        if heard == self.text:
            halves.keep()
            return wanted, None
        halves.undo()
        return "fp32", f"{wanted} read the warm-up clip as {heard or 'nothing'!r}, fp32 as {self.text!r}: fp32 is used"

    def _heard(self) -> str | None:
        """The clip's text; None where sums are no finite numbers."""
        (run,) = self._recogniser.prepare([self._clip.samples])
        with torch.inference_mode():
            heard = self._recogniser.hear(run.features())
        if not np.isfinite(heard.alphas).all():
            return None
        return self._recogniser.read_row(heard, 0, len(self._clip.samples) / SAMPLES_PER_MS).text
