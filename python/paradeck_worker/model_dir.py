"""A model directory as FunASR exports and publishes it, checked before use; refusals name the file and the way out."""

import json
from pathlib import Path
from typing import Any

import yaml

from .faults import ModelFault
from .from_worker import PrecisionUsed
from .to_worker import Engine, PrecisionAsked

# Below this an fp32 graph takes less time than features do: measured at 3.5 MB, where int8 gains nothing, against
# 880 MB, where it is twice as fast.
SMALL_GRAPH_BYTES = 32 * 1024 * 1024
GRAPHS: dict[PrecisionUsed, str] = {"fp32": "model.onnx", "int8": "model_quant.onnx"}

# What the filterbanks here compute; another frontend would need other code.
_FRONTEND = {"fs": 16_000, "window": "hamming", "n_mels": 80, "frame_length": 25, "frame_shift": 10}
_FIRST_TOKENS = ["<blank>", "<s>", "</s>"]
_UNKNOWN = "<unk>"


class ModelDir:
    """One directory; files are read when asked for."""

    def __init__(self, path: str | None, what: str, engine: Engine = "onnx") -> None:
        """`what` names the model in refusals, e.g. 'speech recognition', `engine` who reads it."""
        if not path:
            raise ModelFault(f"No directory for the {what} model was given; set it in the instance's model settings")
        self.path = Path(path)
        self.what = what
        self.engine = engine
        if not self.path.is_dir():
            raise ModelFault(f"{self.path}: the {what} model directory does not exist; download it or correct the path")

    def file(self, name: str) -> Path:
        """Path of a file that must be there."""
        path = self.path / name
        if not path.is_file():
            raise ModelFault(
                f"{path}: missing; a {self.what} directory for the {self.engine} engine needs it, "
                "export the model with FunASR or download it whole"
            )
        return path

    def config(self, *sections: str) -> dict[str, Any]:
        """config.yaml, in which the named sections are mappings."""
        path = self.file("config.yaml")
        try:
            config = yaml.safe_load(path.read_text(encoding="utf-8"))
        except (yaml.YAMLError, UnicodeDecodeError) as error:
            raise ModelFault(
                f"{path}: not readable as YAML ({error}); copy it from the published model again"
            ) from error
        for section in sections:
            if not isinstance(config, dict) or not isinstance(config.get(section), dict):
                raise ModelFault(f"{path}: section {section} is missing; is this a {self.what} model?")
        result: dict[str, Any] = config
        return result

    def check_frontend(self, config: dict[str, Any], lfr_m: int, lfr_n: int) -> None:
        """ModelFault unless frontend_conf asks for the features computed here; keys left out mean FunASR's defaults."""
        given = config["frontend_conf"]
        wanted = {**_FRONTEND, "lfr_m": lfr_m, "lfr_n": lfr_n}
        defaults = {**_FRONTEND, "lfr_m": 1, "lfr_n": 1}
        for key, value in wanted.items():
            if given.get(key, defaults[key]) != value:
                raise ModelFault(
                    f"{self.path / 'config.yaml'}: frontend_conf.{key} is {given.get(key)}, the {self.engine} engine "
                    f"knows only {value}; choose another model"
                )

    def tokens(self) -> list[str]:
        """tokens.json in FunASR's order: `<blank>`, `<s>`, `</s>`, ..., `<unk>`, no entry twice."""
        path = self.file("tokens.json")
        try:
            tokens = json.loads(path.read_text(encoding="utf-8"))
        except ValueError as error:
            raise ModelFault(
                f"{path}: not readable as JSON ({error}); copy it from the published model again"
            ) from error
        if not isinstance(tokens, list) or not all(isinstance(token, str) for token in tokens):
            raise ModelFault(f"{path}: must be a list of strings; copy it from the published model again")
        if tokens[:3] != _FIRST_TOKENS:
            raise ModelFault(f"{path}: must begin with {', '.join(_FIRST_TOKENS)}; restore the model's own order")
        if tokens[-1] != _UNKNOWN:
            raise ModelFault(f"{path}: the last entry must be {_UNKNOWN}; restore the model's own order")
        if len(set(tokens)) != len(tokens):
            twice = next(token for token in tokens if tokens.count(token) > 1)
            raise ModelFault(f"{path}: {twice!r} is listed twice; copy it from the published model again")
        return tokens

    def precisions(self, asked: PrecisionAsked) -> list[PrecisionUsed]:
        """Graphs to consider for an asked precision, fp32 first; ModelFault when none is there."""
        if asked == "bf16":
            raise ModelFault("The onnx engine has no bf16; choose auto, fp32 or int8, or the funasr engine")
        if asked != "auto":
            self.file(GRAPHS[asked])
            return [asked]
        found = [precision for precision, name in GRAPHS.items() if (self.path / name).is_file()]
        if not found:
            self.file(GRAPHS["fp32"])
        # int8 runs segment by segment (asr/recogniser.py, company_for): no gain where the net is not where the time is.
        if found[0] == "fp32" and self.file(GRAPHS["fp32"]).stat().st_size < SMALL_GRAPH_BYTES:
            return ["fp32"]
        return found
