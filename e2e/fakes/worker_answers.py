"""What the fake worker answers where it does not misbehave: it depends on the message alone, and needs no model."""

import base64
import hashlib
import json
import struct
from collections.abc import Callable
from typing import Any

Message = dict[str, Any]

RATE_HZ = 16_000
WORDS = "今天天气很好我们一起去公园散步听见鸟叫风也轻"


def failed(message: Message, kind: str, text: str) -> Message:
    return {"type": "failed", "id": message["id"], "kind": kind, "message": text}


def ranges_of(message: Message) -> list[tuple[int, int]]:
    """Ranges of samples a message asks for."""
    if message["type"] == "recognise":
        return [(segment["fromSample"], segment["toSample"]) for segment in message["segments"]]
    return [(message["fromSample"], message["toSample"])] if "fromSample" in message else []


def seconds_of(message: Message) -> float:
    return sum(high - low for low, high in ranges_of(message)) / RATE_HZ


def read_pcm(pcm: Message, low: int, high: int) -> bytes:
    if "inline" in pcm:
        return base64.b64decode(pcm["inline"])
    with open(pcm["path"], "rb") as file:
        file.seek(2 * low)
        return file.read(2 * (high - low))


def recognise(message: Message) -> Message:
    """Four characters for each second begun of each segment, chosen by a hash of the range; the sound is not read."""
    results = []
    for segment in message["segments"]:
        low, high = segment["fromSample"], segment["toSample"]
        count = -(-(high - low) * 4 // RATE_HZ)
        digest = hashlib.sha256(f"{low}-{high}".encode()).digest()
        tokens = [WORDS[digest[index % len(digest)] % len(WORDS)] for index in range(count)]
        step = (high - low) * 1000 / RATE_HZ / max(1, count)
        times = [[index * step, (index + 1) * step] for index in range(count)]
        results.append({"text": "".join(tokens), "tokens": tokens, "timesMs": times, "timesSource": "cif"})
    return {"type": "recognised", "results": results}


def find_speech(message: Message) -> Message:
    """Frames of 100 ms whose loudest sample is over 500 are speech; a gap of 800 ms closes a segment, 30 s cut one."""
    low, high = message["fromSample"], message["toSample"]
    state = json.loads(message["state"] or '{"open": null, "quiet": 0}')
    open_ms, quiet_ms = state["open"], state["quiet"]
    segments = []
    frame = RATE_HZ // 10
    pcm = read_pcm(message["pcm"], low, high)
    for start in range(0, len(pcm) // 2, frame):
        samples = struct.unpack(f"<{min(frame, len(pcm) // 2 - start)}h", pcm[2 * start : 2 * (start + frame)])
        now_ms = (low + start) * 1000 // RATE_HZ
        is_loud = max(map(abs, samples)) > 500
        quiet_ms = 0 if is_loud else quiet_ms + 100
        if is_loud and open_ms is None:
            open_ms = now_ms
        if open_ms is not None and (quiet_ms >= 800 or now_ms - open_ms >= 30_000):
            segments.append({"fromMs": open_ms, "toMs": now_ms})
            open_ms = None
    if message["last"] and open_ms is not None:
        segments.append({"fromMs": open_ms, "toMs": max(open_ms, high * 1000 // RATE_HZ)})
        open_ms = None
    after = json.dumps({"open": open_ms, "quiet": quiet_ms})
    return {"type": "speech", "segments": segments, "openFromMs": open_ms, "state": after, "hasFbank": False}


def punctuate(message: Message) -> Message:
    """A comma after every 8th token of the text, a full stop after its last; the carry counts tokens."""
    count = int(message["carry"] or 0)
    punct = []
    for _ in message["tokens"]:
        count += 1
        punct.append("，" if count % 8 == 0 else "")
    if message["last"] and punct:
        punct[-1] = "。"
    return {"type": "punctuated", "punct": punct, "carry": None if message["last"] else str(count)}


def stock(_message: Message) -> Message:
    return {"type": "stockDone", "text": "今天。", "segments": [{"fromMs": 0, "toMs": 1000}]}


ANSWERS: dict[str, Callable[[Message], Message]] = {
    "recognise": recognise,
    "findSpeech": find_speech,
    "punctuate": punctuate,
    "stock": stock,
}
