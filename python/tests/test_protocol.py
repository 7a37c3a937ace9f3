"""The golden messages beside the contract, both ways, and what the worker refuses."""

import json
from pathlib import Path
from typing import Any

import pytest

from paradeck_worker import codec, from_worker, protocol
from paradeck_worker.faults import InputFault

GOLDEN = Path(__file__).parents[2] / "electron" / "contract" / "golden"
TYPES = {
    "hello": from_worker.Hello,
    "loading": from_worker.Loading,
    "ready": from_worker.Ready,
    "speech": from_worker.Speech,
    "recognised": from_worker.RecognisedBatch,
    "dropped": from_worker.Dropped,
    "punctuated": from_worker.Punctuated,
    "stockDone": from_worker.StockDone,
    "failed": from_worker.Failed,
    "beat": from_worker.Beat,
}


def golden(name: str) -> list[dict[str, Any]]:
    messages: list[dict[str, Any]] = json.loads((GOLDEN / f"{name}.json").read_text(encoding="utf-8"))
    return messages


OPTIONAL = ("asr", "vad", "punc", "fbankPath")


def present(value: Any) -> Any:
    """Without the optional paths that are not given."""
    if isinstance(value, list):
        return [present(entry) for entry in value]
    if isinstance(value, dict):
        return {key: present(entry) for key, entry in value.items() if key not in OPTIONAL or entry is not None}
    return value


@pytest.mark.parametrize("message", golden("toWorker"), ids=lambda message: str(message["type"]))
def test_reads_every_golden_message(message: dict[str, Any]) -> None:
    assert present(codec.encode(protocol.parse(json.dumps(message)))) == message


def as_fields(value: Any) -> Any:
    """Golden JSON to constructor arguments: lists to tuples, nested messages to their classes."""
    if isinstance(value, list):
        return tuple(as_fields(entry) for entry in value)
    if isinstance(value, dict) and value.keys() == {"fromMs", "toMs"}:
        return from_worker.Span(value["fromMs"], value["toMs"])
    if isinstance(value, dict) and "timesSource" in value:
        return from_worker.Recognised(*(as_fields(value[key]) for key in ("text", "tokens", "timesMs", "timesSource")))
    return value


@pytest.mark.parametrize("message", golden("fromWorker"), ids=lambda message: str(message["type"]))
def test_writes_every_golden_message(message: dict[str, Any]) -> None:
    values = [as_fields(value) for key, value in message.items() if key != "type"]
    line = protocol.render(TYPES[message["type"]](*values))
    assert line.endswith(b"\n")
    assert line.count(b"\n") == 1
    assert json.loads(line) == message


def test_golden_files_hold_every_type() -> None:
    assert {message["type"] for message in golden("fromWorker")} == TYPES.keys()
    kinds = {"load", "findSpeech", "recognise", "drop", "punctuate", "stock", "shutdown"}
    assert {message["type"] for message in golden("toWorker")} == kinds


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("{", "not a JSON line"),
        ("[]", "unknown message type"),
        ('{"type": "dance"}', "unknown message type 'dance'"),
        ('{"type": ["load"]}', "unknown message type"),
        ('{"type": "drop"}', "missing or unknown fields: id"),
        ('{"type": "drop", "id": ""}', "is not allowed"),
        ('{"type": "drop", "id": "a", "more": 1}', "missing or unknown fields: more"),
        ('{"type": "drop", "id": 5}', "Drop.id: expected str, got int"),
        ('{"type": "stock", "id": "a", "path": null}', "Stock.path: expected str"),
        ('{"type": "recognise", "id": "a", "segments": [], "hotwords": []}', "is not allowed"),
        ('{"type": "recognise", "id": "a", "segments": {}, "hotwords": []}', "expected a list"),
        ('{"type": "recognise", "id": "a", "segments": [7], "hotwords": []}', "segments[0]: expected an object"),
    ],
)
def test_refuses_what_does_not_fit(line: str, complaint: str) -> None:
    with pytest.raises(InputFault) as refusal:
        protocol.parse(line)
    assert complaint in str(refusal.value)


@pytest.mark.parametrize(("field", "value"), [("fromSample", -1), ("fromSample", True), ("toSample", 1.0), ("last", 0)])
def test_takes_no_number_for_another_kind(field: str, value: Any) -> None:
    message = next(entry for entry in golden("toWorker") if entry["type"] == "findSpeech")
    with pytest.raises(InputFault):
        protocol.parse(json.dumps({**message, field: value}))
