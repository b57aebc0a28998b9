"""From a TOML table to a typed record, with every mistake noted and not only the first.

``msgspec`` decodes and names the place; here each field is decoded by itself, and each item
of a list that fails, so that one slip does not hide the next.
"""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from itertools import repeat
from types import NoneType, UnionType
from typing import Annotated, TypeGuard, TypeVar, get_args, get_origin

import msgspec

from content.page import Page

Record = TypeVar("Record", bound=msgspec.Struct)


def decode(page: Page, at: str, table: object, shape: type[Record]) -> Record | None:
    """Decode a table found at a path; None after noting everything that is wrong with it."""
    if not isinstance(table, Mapping):
        page.wrong(at, f"`{_last(at)}` must be a table")
        return None
    before = len(page.mistakes)
    fields = _fields(shape)
    for name in table:
        if name not in fields:
            page.wrong(_under(at, name), f"unknown key `{name[:60]}`{_hint(name, list(fields))}")
    values: dict[str, object] = {}
    for name, field in fields.items():
        if name in table:
            values[field.name] = _value(page, _under(at, name), table[name], field.type)
        elif field.required:
            page.wrong(at, f"the key `{name}` is missing")
    return None if len(page.mistakes) > before else shape(**values)


@cache
def _fields(shape: type[msgspec.Struct]) -> dict[str, msgspec.structs.FieldInfo]:
    """Return a record's fields by the name that authors write; found once, since it is slow."""
    return {field.encode_name: field for field in msgspec.structs.fields(shape)}


def _value(page: Page, at: str, value: object, wanted: object) -> object:
    """Decode one value; None after noting its mistakes."""
    bare = _bare(wanted)
    if _is_record(bare):
        return decode(page, at, value, bare)
    if isinstance(value, list) and _is_record(_item_type(bare)):
        return tuple(_value(page, *inside) for inside in _inside(at, value, bare))
    try:
        return msgspec.convert(value, type=wanted)
    except msgspec.ValidationError as error:
        before = len(page.mistakes)
        for inside in _inside(at, value, bare):
            _value(page, *inside)
        if len(page.mistakes) == before:
            said, _, where = str(error).partition(" - at `$")
            path = at + where.rstrip("`")
            page.wrong(path, f"`{_last(path)}`: {said[:1].lower()}{said[1:]}")
    return None


def _inside(at: str, value: object, wanted: object) -> Iterator[tuple[str, object, object]]:
    """Yield the path, value and wanted type of each thing in a list or a table."""
    arguments = get_args(wanted)
    if get_origin(wanted) is tuple and isinstance(value, list):
        types = repeat(arguments[0], len(value)) if arguments[1:] == (...,) else arguments
        for number, (each, of) in enumerate(zip(value, types, strict=False)):
            yield f"{at}[{number}]", each, of
    if get_origin(wanted) is dict and isinstance(value, Mapping):
        for name, each in value.items():
            yield _under(at, name), each, arguments[1]


def _bare(wanted: object) -> object:
    """Return a type without its limits and without None."""
    if get_origin(wanted) is Annotated:
        return _bare(get_args(wanted)[0])
    rest = [each for each in get_args(wanted) if each is not NoneType]
    return rest[0] if isinstance(wanted, UnionType) and len(rest) == 1 else wanted


def _item_type(wanted: object) -> object:
    """Return the type of a list's items, where the type is a plain list (``tuple[X, ...]``)."""
    arguments = get_args(wanted)
    return arguments[0] if get_origin(wanted) is tuple and arguments[1:] == (...,) else None


def _is_record(wanted: object) -> TypeGuard[type[msgspec.Struct]]:
    return isinstance(wanted, type) and issubclass(wanted, msgspec.Struct)


def _hint(name: str, known: list[str]) -> str:
    near = get_close_matches(name[:60], known, n=1)
    return f"; did you mean `{near[0]}`?" if near else ""


def _under(at: str, name: str) -> str:
    return f"{at}.{name}" if at else name


def _last(at: str) -> str:
    return at.rsplit(".", 1)[-1] or "file"
