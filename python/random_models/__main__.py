"""One directory, and what it cost, as JSON."""

import argparse
import contextlib
import json
import resource
import sys
import time
from pathlib import Path

from .configs import KINDS, SIZES


def main() -> None:
    """Make it; what FunASR prints goes to stderr."""
    asked = _parse()
    begun = time.perf_counter()
    with contextlib.redirect_stdout(sys.stderr):
        from .model_dir import Recipe, write

        parameters = write(asked.folder, Recipe(asked.kind, asked.size, asked.seed))
        written = time.perf_counter()
        if asked.onnx:
            from demo import export

            export.export_asr(asked.folder)
            export.quantise(asked.folder)
    facts = {
        "parameters": parameters,
        "seconds": round(written - begun, 1),
        "onnxSeconds": round(time.perf_counter() - written, 1) if asked.onnx else None,
        "peakMiB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }
    sys.stdout.write(json.dumps(facts) + "\n")


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m random_models", description=__doc__)
    parser.add_argument("folder", type=Path, metavar="OUT_DIR")
    parser.add_argument("--kind", choices=KINDS, default="paraformer")
    parser.add_argument("--size", choices=SIZES, default="small")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--onnx", action="store_true", help="model.onnx and model_quant.onnx too")
    return parser.parse_args()


if __name__ == "__main__":
    main()
