"""JSON from strangers, decoded within bounds, with line and column of what is wrong.

Must not know what the JSON is about.
"""

import re
from typing import TypeVar

import msgspec

from content.draft import Unreadable
from content.formats.tracing import Lines, locate_json

MOST_VALUES = 3_000_000
"""Commas and brackets of a file: more would need too much memory."""

_BYTE = re.compile(r" \(byte (\d+)\)")
Shape = TypeVar("Shape")


def decoded(text: str, shape: type[Shape]) -> Shape:
    """Decode JSON. Raises Unreadable, with its place, for what is no JSON of this shape."""
    if sum(map(text.count, ",[{")) > MOST_VALUES:
        raise Unreadable("This file holds too many values. Please split it.")
    data = text.encode("utf-8", "replace")
    try:
        return msgspec.json.decode(data, type=shape)
    except RecursionError as error:
        raise Unreadable("The brackets of this file are nested too deeply.") from error
    except msgspec.ValidationError as error:
        said, _, path = str(error).partition(" - at `$")
        offset = locate_json(text).get(path.rstrip("`").removeprefix("."), 0)
        place = Lines(text).place(offset)
        raise Unreadable(f"This is not what we expect here: {_lower(said)}.", *place) from error
    except (msgspec.DecodeError, UnicodeError) as error:
        raise _malformed(text, data, str(error)) from error


def _malformed(text: str, data: bytes, sentence: str) -> Unreadable:
    found = _BYTE.search(sentence)
    offset = len(data[: int(found[1])].decode("utf-8", "ignore")) if found else len(text)
    said = _lower(_BYTE.sub("", sentence).removeprefix("JSON is malformed: "))
    return Unreadable(f"This is not readable as JSON: {said}.", *Lines(text).place(offset))


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
