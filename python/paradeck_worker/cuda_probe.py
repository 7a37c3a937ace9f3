"""Whether this Python's torch can really use the card it is pinned to: allocates a tensor, computes, frees it.

Run as a worker would be, with the same environment; answers one line of JSON and nothing else on stdout.
"""

import importlib
import json
import sys
import time
from collections.abc import Callable
from typing import Any

Answer = dict[str, Any]


def main() -> int:
    """Writes the answer; always 0, since a refusal is an answer too."""
    sys.stdout.write(json.dumps(probe(importlib.import_module)) + "\n")
    return 0


def probe(load: Callable[[str], Any]) -> Answer:
    """The whole answer; `load` imports a module by name."""
    answer: Answer = {"torch": None, "build": None, "problem": None, "isMissing": False}
    answer |= {"actualUuid": None, "archs": [], "ms": None}
    try:
        torch = load("torch")
    except ModuleNotFoundError as error:
        return answer | {"problem": words(error), "isMissing": error.name == "torch"}
    except Exception as error:  # noqa: BLE001  a broken install raises whatever its libraries do
        return answer | {"problem": words(error)}
    answer |= {"torch": str(torch.__version__), "build": torch.version.cuda}
    if answer["build"] is None:
        return answer | {"problem": "this build of torch has no CUDA"}
    started = time.perf_counter()
    try:
        answer |= use_card(torch)
    except Exception as error:  # noqa: BLE001  torch words driver trouble in many classes
        return answer | {"problem": words(error)}
    return answer | {"ms": round((time.perf_counter() - started) * 1000)}


def use_card(torch: Any) -> Answer:
    """Raises what torch raises; a mebibyte is asked for, as little as shows that the card gives memory."""
    torch.cuda.init()
    told: Answer = {"archs": list(torch.cuda.get_arch_list())}
    told["actualUuid"] = full_uuid(getattr(torch.cuda.get_device_properties(0), "uuid", None))
    ones = torch.ones(1024, 256, dtype=torch.float32, device="cuda:0")
    total = float((ones + ones).sum().item())
    del ones
    torch.cuda.synchronize()
    torch.cuda.empty_cache()
    if total != 2.0 * 1024 * 256:
        told["problem"] = f"the card computed {total} where {2 * 1024 * 256} is right"
    return told


def full_uuid(uuid: object) -> str | None:
    """As nvidia-smi writes it: torch leaves the kind off."""
    if uuid is None:
        return None
    text = str(uuid)
    return text if text.upper().startswith(("GPU-", "MIG-")) else f"GPU-{text}"


def words(error: BaseException) -> str:
    """The first line of what was raised."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return f"{type(error).__name__}: {lines[0]}" if lines else type(error).__name__


if __name__ == "__main__":
    sys.exit(main())
