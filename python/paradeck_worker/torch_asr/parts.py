"""FunASR's own classes without the rest of FunASR.

`import funasr` imports every submodule: 17 s on two cores, nearly all of it for models no worker loads. The classes
below take one second, so a worker that was killed is back that much sooner. The package's `__init__`, which does the
importing, is passed over by a stand-in that has its path and nothing else.
"""

import importlib
import sys
import types
from collections.abc import Sequence
from importlib.util import find_spec
from typing import Any

from ..faults import ModelFault

_PACKAGE = "funasr"
# Modules whose import puts a class into FunASR's tables, by the class that stands in a config.yaml.
_RECOGNISER = (
    "models.sanm.encoder",
    "models.paraformer.decoder",
    "models.paraformer.cif_predictor",
    "models.bicif_paraformer.cif_predictor",
)
_MODULES: dict[str, Sequence[str]] = {
    "Paraformer": (*_RECOGNISER, "models.paraformer.model"),
    "BiCifParaformer": (*_RECOGNISER, "models.bicif_paraformer.model"),
    "SeacoParaformer": (*_RECOGNISER, "models.seaco_paraformer.model"),
    "ContextualParaformer": (
        *_RECOGNISER,
        "models.contextual_paraformer.decoder",
        "models.contextual_paraformer.model",
    ),
    "FsmnVADStreaming": ("models.fsmn_vad_streaming.encoder", "models.fsmn_vad_streaming.model"),
    "CTTransformer": ("models.sanm.encoder", "models.ct_transformer.model"),
}


def model_class(name: str) -> Any:
    """FunASR's class of that name, its encoder, decoder and predictor classes registered beside it.

    ModelFault where FunASR or torch is missing or broken.
    """
    try:
        _stand_in()
        for module in _MODULES[name]:
            importlib.import_module(f"{_PACKAGE}.{module}")
        tables = importlib.import_module(f"{_PACKAGE}.register").tables
    except ImportError as error:
        raise ModelFault(
            f"FunASR cannot be imported ({error}); install the funasr engine again: Settings, Engines"
        ) from error
    return tables.model_classes[name]


def forget() -> None:
    """Drop what was imported, so that the next `import funasr` brings all of it."""
    for name in [name for name in sys.modules if name.partition(".")[0] == _PACKAGE]:
        del sys.modules[name]


def _stand_in() -> None:
    if _PACKAGE in sys.modules:
        return
    spec = find_spec(_PACKAGE)
    if spec is None or spec.submodule_search_locations is None:
        raise ImportError("no package funasr in this Python")
    package = types.ModuleType(_PACKAGE)
    package.__path__ = list(spec.submodule_search_locations)
    package.__spec__ = spec
    sys.modules[_PACKAGE] = package
