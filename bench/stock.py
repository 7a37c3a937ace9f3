"""The rival: the article's loop, `AutoModel.generate(input=path, batch_size_s=300)`, one file after another.

usage: stock.py AUTO_MODEL_OPTIONS_AS_JSON
stdin: a line with a JSON list of paths, then one line a round; stdout: {"ready"}, then {"seconds", "texts", "cuda"} a round.
The models are loaded and warmed up before the first clock starts; a clock counts wall seconds.
"""

import contextlib
import json
import sys
import time


def main() -> None:
    options = json.loads(sys.argv[1])
    paths: list[str] = json.loads(sys.stdin.readline())
    with contextlib.redirect_stdout(sys.stderr):
        from funasr import AutoModel

        model = AutoModel(disable_update=True, disable_pbar=True, **options)
        model.generate(input=paths[0], batch_size_s=300)
    say({"ready": True})
    for _ in sys.stdin:
        with contextlib.redirect_stdout(sys.stderr):
            started = time.perf_counter()
            results = [model.generate(input=path, batch_size_s=300) for path in paths]
            seconds = time.perf_counter() - started
        texts = [result[0]["text"] if result else "" for result in results]
        say({"seconds": seconds, "texts": texts, "cuda": cuda_figures()})


def cuda_figures() -> dict[str, object] | None:
    """Peak of the allocator in MiB and the card's UUID; None where CUDA is not in use."""
    import torch

    if not torch.cuda.is_initialized():
        return None
    return {
        "reservedMiB": torch.cuda.max_memory_reserved() / 2**20,
        "allocatedMiB": torch.cuda.max_memory_allocated() / 2**20,
        "uuid": f"GPU-{torch.cuda.get_device_properties(0).uuid}",
    }


def say(answer: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


main()
