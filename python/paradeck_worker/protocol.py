"""One JSON object a line: bytes to messages and back. The golden files beside the contract test both sides."""

import json

from . import codec
from .faults import InputFault
from .from_worker import FromWorker
from .to_worker import Drop, FindSpeech, Load, Punctuate, Recognise, Shutdown, Stock, ToWorker

PROTOCOL = 1
SAMPLE_RATE_HZ = 16_000

_BY_TYPE: dict[str, type[ToWorker]] = {
    "load": Load,
    "findSpeech": FindSpeech,
    "recognise": Recognise,
    "drop": Drop,
    "punctuate": Punctuate,
    "stock": Stock,
    "shutdown": Shutdown,
}


def parse(line: bytes | str) -> ToWorker:
    """Read one line from the host; InputFault says what does not fit."""
    try:
        value = json.loads(line)
    except ValueError as error:
        raise InputFault(f"not a JSON line: {error}") from error
    kind = value.get("type") if isinstance(value, dict) else None
    message = _BY_TYPE.get(kind) if isinstance(kind, str) else None
    if message is None:
        raise InputFault(f"unknown message type {kind!r}")
    decoded: ToWorker = codec.decode_object(message, value, message.__name__)
    return decoded


def render(message: FromWorker) -> bytes:
    """One whole line for the host, newline included."""
    return json.dumps(codec.encode(message), ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
