"""Values as JSON text in a column, and back: exact, checked, and a few microseconds each.

A dataclass is written with its name, ``["Wrote", {"text": "Rapallo"}]``, because msgspec reads
JSON into dataclasses but cannot tell those of a union apart. Knows the shape of any frozen
dataclass; nothing of what a value means. A field added later needs a default, since rows
written before do not have it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import fields, is_dataclass
from functools import cache
from types import UnionType
from typing import TYPE_CHECKING, TypeVar, cast, get_args, get_type_hints

import msgspec

if TYPE_CHECKING:
    from typing_extensions import TypeForm

T = TypeVar("T")
_write = msgspec.json.Encoder().encode
_open = msgspec.json.Decoder(tuple[str, msgspec.Raw]).decode


def encode(value: object) -> str:
    """Return ``value`` as JSON text. Raises TypeError or ValueError for what JSON cannot hold."""
    return _write(_tagged(value)).decode()


def decode(text: str | bytes, as_type: TypeForm[T]) -> T:
    """Return the value of ``text``: a dataclass, one of a union of dataclasses, or plain data.

    Raises ValueError if the text is not JSON or does not fit ``as_type``.
    """
    return cast("T", _reader(cast("Hashable", as_type))(text))


def _tagged(value: object) -> object:
    if not is_dataclass(value):
        return value
    inner: object = value
    if unions := _union_fields(cast("Hashable", type(value))):
        inner = {
            field.name: _tagged(part) if field.name in unions else part
            for field in fields(value)
            for part in [getattr(value, field.name)]
        }
    return type(value).__name__, inner


@cache
def _union_fields(of: Hashable) -> dict[str, object]:
    """Return the fields of a dataclass that hold one of several dataclasses, with their types."""
    hints = get_type_hints(of)
    return {name: hint for name, hint in hints.items() if len(_members(hint)) > 1}


def _members(as_type: object) -> dict[str, type]:
    """Return the dataclasses that ``as_type`` may be, by name; none for plain data."""
    kinds = get_args(as_type) if isinstance(as_type, UnionType) else (as_type,)
    return {kind.__name__: kind for kind in kinds if isinstance(kind, type) and is_dataclass(kind)}


@cache
def _reader(as_type: object) -> Callable[[str | bytes], object]:
    members = {name: _body_reader(kind) for name, kind in _members(as_type).items()}
    if not members:
        return msgspec.json.Decoder(as_type).decode

    def read(text: str | bytes) -> object:
        name, body = _open(text)
        if name not in members:
            raise ValueError(f"{name} is not one of {', '.join(members)}")
        return members[name](body)

    return read


@cache
def _body_reader(of: type) -> Callable[[str | bytes], object]:
    """Return what reads the fields of one dataclass, those of unions by their own readers."""
    unions = {name: _reader(hint) for name, hint in _union_fields(of).items()}
    if not unions:
        return msgspec.json.Decoder(of).decode
    hints = get_type_hints(of)
    plain = [
        (field.name, msgspec.Raw if field.name in unions else hints[field.name], msgspec.UNSET)
        for field in fields(of)
    ]
    draft = msgspec.json.Decoder(msgspec.defstruct(of.__name__, plain)).decode

    def read(text: str | bytes) -> object:
        parts = msgspec.structs.asdict(draft(text))
        given = {name: part for name, part in parts.items() if part is not msgspec.UNSET}
        return of(**{n: unions[n](part) if n in unions else part for n, part in given.items()})

    return read
