"""The rival's worker: the very engine that ParaDeck's workers run, but it takes whole files, one at a time, over HTTP.

usage: whole_files.py PORT ASR_DIR FRONT_DIR PRECISION THREADS
POST / with the path of a 16 kHz mono WAV > its punctuated text; FRONT_DIR holds the detector and the punctuator.
It does all a file needs by itself: speech, features, text, marks. Its batches are as strict as the host's. It listens
only once its models are loaded.
"""

import os
import sys
import tempfile
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import cast

from paradeck_worker import to_worker as to

HEADER_BYTES = 44
WINDOW_SAMPLES = 60 * 16_000
SAMPLES_PER_MS = 16
# The caps of electron/core/schedule/pack.ts.
PADDED_MS = 300_000
SQUARE_MS2 = 18_000 * 1_000_000


class Worker:
    """A detector, a recogniser and a punctuator in one process."""

    def __init__(self, dirs: to.Dirs, precision: to.PrecisionAsked, threads: int) -> None:
        from paradeck_worker.engines import onnx_front, onnx_recogniser

        vad = to.VadSettings(800, 60_000)
        clip = str(Path(dirs.vad).parent / "asr" / "warmup.wav")

        def load(role: to.Role) -> to.Load:
            return to.Load("load", "onnx", role, dirs, "cpu", precision, threads, None, vad, warmup_clip=clip)

        self.front = onnx_front.load(load("front"), lambda _stage: None).engine
        self.recogniser = onnx_recogniser.load(load("recogniser"), lambda _stage: None).engine

    def read(self, path: Path) -> str:
        with tempfile.TemporaryDirectory() as folder:
            sound = Path(folder, "sound.pcm")
            sound.write_bytes(path.read_bytes()[HEADER_BYTES:])
            return self.punctuated(self.recognised(self.speech(sound)))

    def speech(self, sound: Path) -> list[to.PcmRange]:
        pcm = to.FilePcm(str(sound))
        end = sound.stat().st_size // 2
        found, state = [], None
        for begin in range(0, end, WINDOW_SAMPLES):
            until = min(begin + WINDOW_SAMPLES, end)
            window = to.FindSpeech("findSpeech", "1", pcm, begin, until, until == end, state)
            answer = self.front.prepare(window)()
            found += answer.segments
            state = answer.state
        return [
            to.PcmRange(pcm, span.from_ms * SAMPLES_PER_MS, min(span.to_ms * SAMPLES_PER_MS, end)) for span in found
        ]

    def recognised(self, segments: list[to.PcmRange]) -> list[str]:
        """Tokens of the whole file."""
        tokens: dict[int, tuple[str, ...]] = {}
        for batch in batches(segments):
            ranges = tuple(segments[at] for at in batch)
            answer = self.recogniser.prepare(to.Recognise("recognise", "1", ranges, ()))()
            tokens |= {at: result.tokens for at, result in zip(batch, answer.results, strict=True)}
        return [token for at in range(len(segments)) for token in tokens[at]]

    def punctuated(self, tokens: list[str]) -> str:
        if not tokens:
            return ""
        marks = self.front.prepare(to.Punctuate("punctuate", "1", tuple(tokens), None, True))().punct
        return "".join(token + mark for token, mark in zip(tokens, marks, strict=True))


def batches(segments: list[to.PcmRange]) -> list[list[int]]:
    """Places of the segments, longest first, as many together as the caps allow."""
    cut: list[list[int]] = []
    fits = 0
    for at in sorted(range(len(segments)), key=lambda at: ms_of(segments[at]), reverse=True):
        if not cut or len(cut[-1]) >= fits:
            longest = max(1.0, ms_of(segments[at]))
            fits = max(1, int(min(PADDED_MS / longest, SQUARE_MS2 / longest**2)))
            cut.append([])
        cut[-1].append(at)
    return cut


def ms_of(segment: to.PcmRange) -> float:
    return (segment.to_sample - segment.from_sample) / SAMPLES_PER_MS


def main() -> None:
    port, asr, front, precision, threads = sys.argv[1:6]
    # As the worker sets it: beside onnxruntime's threads numpy's own only spin.
    os.environ.update(dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1"))
    dirs = to.Dirs(asr, str(Path(front, "vad")), str(Path(front, "punc")))
    worker = Worker(dirs, cast(to.PrecisionAsked, precision), int(threads))

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            path = self.rfile.read(int(self.headers["Content-Length"])).decode()
            text = worker.read(Path(path)).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        def log_message(self, *_args: object) -> None:
            """Nothing is printed for each file."""

    class Server(HTTPServer):
        # All files of a drop may wait here.
        request_queue_size = 1024

    Server(("127.0.0.1", int(port)), Handler).serve_forever()


main()
