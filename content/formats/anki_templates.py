"""Anki's card templates: ``{{Field}}``, ``{{filter:Field}}``, ``{{#Field}}…{{/Field}}``.

Must not know what becomes of a card.
"""

import re
from collections.abc import Callable

from content.bounds import MAX_TEXT
from content.draft import Unreadable

_TAG = re.compile(r"\{\{\s*([#^/]?)\s*([^{}]*?)\s*\}\}")
_ANSWER = re.compile(r"<hr[^<>]*\bid\s*=\s*[\"']?answer[\"']?[^<>]*>", re.IGNORECASE)
MOST_RENDERED = 20 * MAX_TEXT
SPECIAL = frozenset({"FrontSide", "Tags", "Type", "Deck", "Subdeck", "Card", "CardFlag", "CardID"})

Value = Callable[[tuple[str, ...], str], str]
"""What stands for a field: its filters, the first one first, and its name."""


def rendered(template: str, value: Value) -> str:
    """Return a side of a card. Sections of empty fields are left out; nesting is only counted.

    Raises Unreadable for more than MOST_RENDERED characters of fields.
    """
    pieces: list[str] = []
    room = MOST_RENDERED
    hidden: list[str] = []  # sections open from the first hidden one on
    end = 0
    for tag in _TAG.finditer(template):
        if not hidden:
            pieces.append(template[end : tag.start()])
        end = tag.end()
        mark, name = tag[1], tag[2]
        if mark == "/":
            del hidden[-1:]
        elif mark and (hidden or (mark == "#") != bool(value((), name).strip())):
            hidden.append(name)
        elif not mark and not hidden:
            *filters, field = (piece.strip() for piece in name.split(":"))
            pieces.append(value(tuple(filters), field))
            room -= len(pieces[-1])
            if room < 0:
                raise Unreadable("A card in this file is far too long once it is put together.")
    if not hidden:
        pieces.append(template[end:])
    return "".join(pieces)


def filters_of(template: str, wanted: str) -> tuple[str, ...]:
    """Return the fields that a template shows through a filter."""
    names = (tag[2].split(":") for tag in _TAG.finditer(template) if not tag[1])
    found = (pieces for pieces in names if wanted in (piece.strip() for piece in pieces[:-1]))
    return tuple(dict.fromkeys(pieces[-1].strip() for pieces in found))


def after_answer(back: str) -> str:
    """Return what follows the line between question and answer; all of it if there is none."""
    return _ANSWER.split(back)[-1]
