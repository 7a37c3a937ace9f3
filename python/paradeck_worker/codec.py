"""JSON objects to frozen dataclasses and back, driven by the dataclasses' own annotations.

Fields are snake_case in Python and camelCase on the wire. Decoding is strict: a missing, superfluous or ill-typed
field is an InputFault that names the place.
"""

import dataclasses
import types
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from .faults import InputFault


def camel(name: str) -> str:
    """`from_sample` -> `fromSample`."""
    head, *rest = name.split("_")
    return head + "".join(part.capitalize() for part in rest)


@cache
def _fields(cls: type[Any]) -> dict[str, tuple[str, Any]]:
    """Wire name -> (attribute, annotation) of a message's dataclass."""
    hints = get_type_hints(cls, include_extras=True)
    return {camel(field.name): (field.name, hints[field.name]) for field in dataclasses.fields(cls)}


@cache
def _required(cls: type[Any]) -> frozenset[str]:
    """Wire names of the fields without a default."""
    return frozenset(camel(field.name) for field in dataclasses.fields(cls) if field.default is dataclasses.MISSING)


def decode(wanted: Any, value: Any, where: str) -> Any:
    """Turn parsed JSON into the annotated type; InputFault when it does not fit."""
    origin = get_origin(wanted)
    if origin is Literal:
        return _literal(wanted, value, where)
    if origin in (Union, types.UnionType):
        return _union(wanted, value, where)
    if origin is tuple:
        return _sequence(wanted, value, where)
    if hasattr(wanted, "__metadata__"):
        return _checked(wanted, value, where)
    if dataclasses.is_dataclass(wanted) and isinstance(wanted, type):
        return decode_object(wanted, value, where)
    # bool is an int to Python but not to the contract.
    if type(value) is wanted:
        return value
    raise InputFault(f"{where}: expected {wanted.__name__}, got {type(value).__name__}")


def decode_object(cls: Any, value: Any, where: str) -> Any:
    """Build a dataclass from a JSON object; only fields with a default may be missing, and none may be unknown."""
    if not isinstance(value, dict):
        raise InputFault(f"{where}: expected an object, got {type(value).__name__}")
    fields, required = _fields(cls), _required(cls)
    odd = (value.keys() - fields.keys()) | (required - value.keys())
    if odd:
        raise InputFault(f"{where}: missing or unknown fields: {', '.join(sorted(odd))}")
    known = {fields[key][0]: decode(fields[key][1], entry, f"{where}.{key}") for key, entry in value.items()}
    return cls(**known)


def encode(value: Any) -> Any:
    """Turn a dataclass, with everything in it, into plain JSON values."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {key: encode(getattr(value, name)) for key, (name, _) in _fields(type(value)).items()}
    if isinstance(value, list | tuple):
        return [encode(item) for item in value]
    return value


def _literal(wanted: Any, value: Any, where: str) -> Any:
    if isinstance(value, str) and value in get_args(wanted):
        return value
    raise InputFault(f"{where}: expected one of {get_args(wanted)}, got {value!r}")


def _union(wanted: Any, value: Any, where: str) -> Any:
    members = get_args(wanted)
    if value is None and type(None) in members:
        return None
    faults = []
    for member in members:
        if member is type(None):
            continue
        try:
            return decode(member, value, where)
        except InputFault as fault:
            faults.append(str(fault))
    raise InputFault("; or ".join(faults))


def _sequence(wanted: Any, value: Any, where: str) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise InputFault(f"{where}: expected a list, got {type(value).__name__}")
    item = get_args(wanted)[0]
    return tuple(decode(item, entry, f"{where}[{index}]") for index, entry in enumerate(value))


def _checked(wanted: Any, value: Any, where: str) -> Any:
    decoded = decode(wanted.__origin__, value, where)
    for check in wanted.__metadata__:
        if not check(decoded):
            raise InputFault(f"{where}: {value!r} is not allowed")
    return decoded
