"""An int8 graph with its weights shifted from 0…255 to -128…127: the same products to the bit, on faster instructions.

FunASR's exports quantise weights to uint8 with a zero point a channel. Weight and zero point less 128 each leave every
product as it was, and processors with VNNI multiply unsigned activations by signed weights in one instruction where two
unsigned factors take several (1.7 times the speed of a Paraformer-large). Without VNNI such products would overflow.

Reads as much of ONNX's protobuf as that takes (onnx/onnx: onnx/onnx.proto), so that no further package is needed.
"""

from collections.abc import Iterator
from pathlib import Path

import numpy as np

_MODEL_GRAPH = 7
_GRAPH_NODE, _GRAPH_INITIALIZER = 1, 5
_NODE_INPUT, _NODE_OP, _NODE_ATTRIBUTE = 1, 4, 5
_ATTRIBUTE_GRAPH, _ATTRIBUTE_GRAPHS = 6, 11
_TENSOR_TYPE, _TENSOR_INTS, _TENSOR_NAME, _TENSOR_RAW, _TENSOR_PLACE = 2, 5, 8, 9, 14
_EXTERNAL = b"\x01"
_UINT8, _INT8 = 2, 3
# A varint's byte: seven bits, and whether another follows.
_DIGITS, _MORE = 0x7F, 0x80
_VARINT, _BYTES, _FIXED = 0, 2, {1: 8, 5: 4}
_PRODUCT = b"MatMulInteger"
# Its inputs that hold the weight and its zero point.
_WEIGHT_INPUTS = (1, 3)
_VNNI = ("avx512_vnni", "avx_vnni")

Field = tuple[int, int, memoryview, memoryview]
"""Number, wire type, content, and the whole of it with its tag."""


def has_vnni() -> bool:
    """Whether the processor multiplies uint8 by int8 without overflow; False where nobody says."""
    try:
        lines = Path("/proc/cpuinfo").read_text("ascii", "replace").splitlines()
    except OSError:
        return False
    flags = next((line.split() for line in lines if line.startswith("flags")), [])
    return any(name in flags for name in _VNNI)


def shifted(model: bytes) -> bytes:
    """The model with signed weights; as it is where it has none to shift. ValueError where it cannot be read here."""
    return b"".join(
        _field(_MODEL_GRAPH, _shifted_graph(content)) if number == _MODEL_GRAPH else whole
        for number, _, content, whole in _fields(memoryview(model))
    )


def _shifted_graph(graph: memoryview) -> bytes:
    weights, others = _uses(graph)
    parts: list[bytes | memoryview] = []
    for number, _, content, whole in _fields(graph):
        tensor = _shifted_tensor(content, weights - others) if number == _GRAPH_INITIALIZER else None
        parts.append(whole if tensor is None else _field(_GRAPH_INITIALIZER, tensor))
    return b"".join(parts)


def _uses(graph: memoryview) -> tuple[set[bytes], set[bytes]]:
    """Names that a MatMulInteger takes as weight or zero point, and those taken for anything else, also further in."""
    weights: set[bytes] = set()
    others: set[bytes] = set()
    for node in (content for number, _, content, _ in _fields(graph) if number == _GRAPH_NODE):
        fields = list(_fields(node))
        inputs = [bytes(content) for number, _, content, _ in fields if number == _NODE_INPUT]
        is_product = any(number == _NODE_OP and bytes(content) == _PRODUCT for number, _, content, _ in fields)
        for at, name in enumerate(inputs):
            (weights if is_product and at in _WEIGHT_INPUTS else others).add(name)
        for attribute in (content for number, _, content, _ in fields if number == _NODE_ATTRIBUTE):
            for number, _, content, _ in _fields(attribute):
                if number in (_ATTRIBUTE_GRAPH, _ATTRIBUTE_GRAPHS):
                    inner_weights, inner_others = _uses(content)
                    # An initializer of a sub-graph stays as it is, so what it takes from outside must, too.
                    others |= inner_weights | inner_others
    return weights, others


def _shifted_tensor(tensor: memoryview, names: set[bytes]) -> bytes | None:
    """None for a tensor that stays as it is."""
    fields = list(_fields(tensor))
    if any(number == _TENSOR_PLACE and bytes(content) == _EXTERNAL for number, _, content, _ in fields):
        raise ValueError("a tensor lies in a file of its own")
    name = next((bytes(content) for number, _, content, _ in fields if number == _TENSOR_NAME), b"")
    is_unsigned = any(number == _TENSOR_TYPE and bytes(content) == bytes((_UINT8,)) for number, _, content, _ in fields)
    if name not in names or not is_unsigned:
        return None
    kept = [whole for number, _, _, whole in fields if number not in (_TENSOR_TYPE, _TENSOR_INTS, _TENSOR_RAW)]
    values = b"".join(_values(field) for field in fields)
    signed = (np.frombuffer(values, np.uint8) ^ 0x80).tobytes()
    return b"".join((*kept, _varint(_TENSOR_TYPE << 3 | _VARINT), _varint(_INT8), _field(_TENSOR_RAW, signed)))


def _values(field: Field) -> bytes:
    """What a tensor's field holds of its uint8 values: raw, or packed as varints, or one varint."""
    number, wire, content, _ = field
    if number == _TENSOR_RAW:
        return bytes(content)
    if number != _TENSOR_INTS:
        return b""
    if wire == _VARINT:
        return bytes((_read_varint(content, 0)[0],))
    values, at = bytearray(), 0
    while at < len(content):
        value, at = _read_varint(content, at)
        values.append(value)
    return bytes(values)


def _fields(message: memoryview) -> Iterator[Field]:
    at = 0
    while at < len(message):
        begin = at
        tag, at = _read_varint(message, at)
        number, wire = tag >> 3, tag & 7
        if wire == _VARINT:
            first = at
            _, at = _read_varint(message, at)
        else:
            size = _FIXED.get(wire)
            if wire == _BYTES:
                size, at = _read_varint(message, at)
            if size is None:
                raise ValueError(f"wire type {wire}")
            first, at = at, at + size
            if at > len(message):
                raise ValueError("the file breaks off")
        yield number, wire, message[first:at], message[begin:at]


def _read_varint(data: memoryview, at: int) -> tuple[int, int]:
    """The value and the place behind it."""
    value = shift = 0
    while True:
        if at >= len(data):
            raise ValueError("the file breaks off within a number")
        byte = data[at]
        at += 1
        value |= (byte & _DIGITS) << shift
        if byte < _MORE:
            return value, at
        shift += 7


def _varint(value: int) -> bytes:
    out = bytearray()
    while value >= _MORE:
        out.append(value & _DIGITS | _MORE)
        value >>= 7
    return bytes((*out, value))


def _field(number: int, content: bytes) -> bytes:
    return b"".join((_varint(number << 3 | _BYTES), _varint(len(content)), content))
