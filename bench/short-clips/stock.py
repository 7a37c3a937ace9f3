"""The rival: the article's loop, `AutoModel.generate(input=path, batch_size_s=300)`, one file after another.

usage: stock.py MODEL_DIR NCPU full|asr < JSON list of paths > JSON {"seconds", "texts"}
The models are loaded and warmed up before the clock starts; the clock counts wall seconds.
"""

import contextlib
import json
import os
import sys
import time


def main() -> None:
    model_dir, ncpu, parts = sys.argv[1:4]
    paths: list[str] = json.load(sys.stdin)
    with contextlib.redirect_stdout(sys.stderr):
        from funasr import AutoModel

        options = {"disable_update": True, "disable_pbar": True, "device": "cpu", "ncpu": int(ncpu)}
        if parts == "full":
            options |= {
                "vad_model": os.path.join(model_dir, "vad"),
                "punc_model": os.path.join(model_dir, "punc"),
                "vad_kwargs": {"max_end_silence_time": 800},
            }
        model = AutoModel(model=os.path.join(model_dir, "asr"), **options)
        model.generate(input=paths[0], batch_size_s=300)
        started = time.perf_counter()
        results = [model.generate(input=path, batch_size_s=300) for path in paths]
        seconds = time.perf_counter() - started
    texts = [result[0]["text"] if result else "" for result in results]
    json.dump({"seconds": seconds, "texts": texts}, sys.stdout)


main()
