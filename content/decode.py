"""From a TOML table to a typed record, with every mistake noted and not only the first.

``msgspec`` decodes and names the place; here each field is decoded by itself, and each item
of a list that fails, so that one slip does not hide the next.
"""

from collections.abc import Mapping
from difflib import get_close_matches
from typing import TypeVar, get_args, get_origin

import msgspec

from content.page import Page

Record = TypeVar("Record", bound=msgspec.Struct)


def decode(page: Page, at: str, table: object, shape: type[Record]) -> Record | None:
    """Decode a table found at a path; None after noting everything that is wrong with it."""
    if not isinstance(table, Mapping):
        page.wrong(at, f"`{_last(at)}` must be a table")
        return None
    before = len(page.mistakes)
    fields = {field.encode_name: field for field in msgspec.structs.fields(shape)}
    for name in table:
        if name not in fields:
            page.wrong(_under(at, name), f"unknown key `{name}`{_hint(name, list(fields))}")
    values: dict[str, object] = {}
    for name, field in fields.items():
        if name in table:
            values[field.name] = _value(page, _under(at, name), table[name], field.type)
        elif field.required:
            page.wrong(at, f"the key `{name}` is missing")
    return None if len(page.mistakes) > before else shape(**values)


def _value(page: Page, at: str, value: object, wanted: object) -> object:
    """Decode one value; None after noting its mistakes."""
    if isinstance(wanted, type) and issubclass(wanted, msgspec.Struct):
        return decode(page, at, value, wanted)
    item = _item_type(wanted)
    if item is not None and isinstance(value, list) and _is_record(item):
        return tuple(_value(page, f"{at}[{n}]", each, item) for n, each in enumerate(value))
    try:
        return msgspec.convert(value, type=wanted)
    except msgspec.ValidationError as error:
        before = len(page.mistakes)
        if item is not None and isinstance(value, list):
            for n, each in enumerate(value):
                _value(page, f"{at}[{n}]", each, item)
        if len(page.mistakes) == before:
            _note(page, at, str(error))
    return None


def _note(page: Page, at: str, sentence: str) -> None:
    said, _, where = sentence.partition(" - at `$")
    page.wrong(at + where.rstrip("`"), f"`{_last(at)}`: {said[:1].lower()}{said[1:]}")


def _item_type(wanted: object) -> object | None:
    """Return the type of a list's items, where the type is a plain list (``tuple[X, ...]``)."""
    arguments = get_args(wanted)
    if get_origin(wanted) is tuple and arguments[1:] == (...,):
        item: object = arguments[0]
        return item
    return None


def _is_record(wanted: object) -> bool:
    return isinstance(wanted, type) and issubclass(wanted, msgspec.Struct)


def _hint(name: str, known: list[str]) -> str:
    near = get_close_matches(name, known, n=1)
    return f"; did you mean `{near[0]}`?" if near else ""


def _under(at: str, name: str) -> str:
    return f"{at}.{name}" if at else name


def _last(at: str) -> str:
    return at.rsplit(".", 1)[-1] or "file"
