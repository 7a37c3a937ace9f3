"""config.yaml of each kind: FunASR's class names with the published shape of Paraformer-large, or one for tests."""

from dataclasses import dataclass
from typing import Any, Literal, get_args

from demo import configs

Kind = Literal["paraformer", "bicif", "seaco", "contextual"]
SizeName = Literal["large", "small"]
KINDS: tuple[Kind, ...] = get_args(Kind)
SIZES: tuple[SizeName, ...] = get_args(SizeName)
Config = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Shape:
    """Widths and depths; `vocabulary` counts tokens.json, `no_bias` is SeACo's id for "no hotword here"."""

    width: int
    encoder_blocks: int
    decoder_blocks: int
    units: int
    bias_units: int
    vocabulary: int
    no_bias: int


SHAPES: dict[SizeName, Shape] = {
    # modelscope/FunASR: funasr/models/{paraformer,seaco_paraformer}/template.yaml
    "large": Shape(512, 50, 16, 2048, 1024, 8404, 8377),
    "small": Shape(64, 2, 3, 128, 64, 120, 110),
}
_CLASSES: dict[Kind, str] = {
    "paraformer": "Paraformer",
    "bicif": "BiCifParaformer",
    "seaco": "SeacoParaformer",
    "contextual": "ContextualParaformer",
}
_BIAS_KERNEL = 21
_UPSAMPLED: Config = {
    "smooth_factor2": 0.25,
    "noise_threshold2": 0.01,
    "upsample_times": 3,
    "use_cif1_cnn": False,
    "upsample_type": "cnn_blstm",
}
_BIAS: Config = {
    "bias_encoder_type": "lstm",
    "bias_encoder_bid": False,
    "seaco_lsm_weight": 0.1,
    "seaco_length_normal": True,
    "train_decoder": False,
}


def config_of(kind: Kind, shape: Shape) -> Config:
    """The whole config.yaml; `dither` is 0 as in ParaDeck's demo model, since FunASR's 1 answers anew each time."""
    config: Config = configs.asr(shape.width, shape.encoder_blocks)
    config["model"] = _CLASSES[kind]
    config["model_conf"] |= {"predictor_bias": 1, "sampling_ratio": 0.75}
    config["encoder_conf"]["linear_units"] = shape.units
    config["decoder_conf"] |= {
        "linear_units": shape.units,
        "num_blocks": shape.decoder_blocks,
        "att_layer_num": shape.decoder_blocks,
    }
    if kind in ("bicif", "seaco"):
        config["predictor"] = "CifPredictorV3"
        config["predictor_conf"] |= _UPSAMPLED
    if kind == "seaco":
        config |= _bias_decoder(config["decoder_conf"], shape)
        config["model_conf"] |= _BIAS | {"inner_dim": shape.width, "NO_BIAS": shape.no_bias}
    if kind == "contextual":
        config["decoder"] = "ContextualParaformerDecoder"
        config["model_conf"]["inner_dim"] = shape.width
    return config


def _bias_decoder(decoder: Config, shape: Shape) -> Config:
    """What SeACo adds. Its blocks are 4, but FunASR builds six, the default of att_layer_num, and reads the sixth."""
    own = {
        "linear_units": shape.bias_units,
        "num_blocks": 4,
        "kernel_size": _BIAS_KERNEL,
        "use_output_layer": False,
        "wo_input_layer": True,
    }
    inherited = {name: value for name, value in decoder.items() if name != "att_layer_num"}
    return {"seaco_decoder": "ParaformerSANMDecoder", "seaco_decoder_conf": inherited | own}
