"""The rival's server: answers one address with the text of a file, by the very worker and model that ParaDeck runs.

usage: app.py PORT MODEL_DIR PYTHON_DIR      POST / with the path of 16 kHz mono s16le samples > the text
Like the article's app it listens only once its model is loaded.
"""

import json
import os
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer


class Worker:
    """The worker as a child: its protocol is a JSON object a line."""

    def __init__(self, model_dir: str, python_dir: str) -> None:
        command = [sys.executable, "-m", "paradeck_worker"]
        env = {**os.environ, "PYTHONPATH": python_dir}
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=env)
        load = {"engine": "onnx", "role": "recogniser", "dirs": {"asr": model_dir}, "device": "cpu"}
        vad = {"maxEndSilenceMs": 800, "maxSingleSegmentMs": 60_000}
        self.ask("ready", type="load", precision="auto", threads=1, vramLimitMiB=None, vad=vad, **load)

    def ask(self, answer: str, **message: object) -> dict:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(message).encode() + b"\n")
        self.process.stdin.flush()
        for line in self.process.stdout:
            said = json.loads(line)
            if said["type"] == answer:
                return said
            if said["type"] == "failed":
                raise RuntimeError(said["message"])
        raise RuntimeError("the worker left")

    def read(self, path: str) -> str:
        pcm = {"pcm": {"path": path}, "fromSample": 0, "toSample": os.path.getsize(path) // 2}
        answer = self.ask("recognised", type="recognise", id="1", segments=[pcm], hotwords=[])
        return answer["results"][0]["text"]


def main() -> None:
    port, model_dir, python_dir = sys.argv[1:4]
    worker = Worker(model_dir, python_dir)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            path = self.rfile.read(int(self.headers["Content-Length"])).decode()
            text = worker.read(path).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

    HTTPServer(("127.0.0.1", int(port)), Handler).serve_forever()


main()
