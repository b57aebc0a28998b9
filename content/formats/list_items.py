"""Which lines are items of a list: numbers, letters and bullets that really count something.

"A. J. P. Taylor", "I. Deutscher" and "–the" look like items and are text. Must not know headings.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace

from content.draft import PointKind
from content.formats.notes import Line
from content.formats.ordinals import path_of

_CAPITAL = re.compile(r"[A-Z]\.(?=\s)")
_BIG_ROMAN = re.compile(r"[IVX]{1,5}\.\Z")
_LOOSE_PATH = re.compile(r"\d{1,2}(?:\.\d{1,2}){1,6}(?=\s)")
_TIGHT_DASH = re.compile(r"[–—−]\S")
_QUOTED = ("”", "»")
_LONG_DASHES = ("–", "—")
_ENOUGH = 3  # numbers such as "1.2" that make a numbering; fewer may be amounts


def with_items(lines: Sequence[Line]) -> list[Line]:
    """Return a document's lines with their markers as a list has them.

    "A." is a marker where "B." stands at the same indent too, "I." where "II." does; "1.2" where
    several such numbers stand. A dash that touches its word is a part of the sentence,
    and so is one below a quotation, which stands before its source.
    """
    capitals = _by_indent(lines, _capital)
    romans = _by_indent(lines, _big_roman)
    decimal = sum(bool(_path(line)) for line in lines) >= _ENOUGH
    out: list[Line] = []
    before = ""
    for line in lines:
        source = before.endswith(_QUOTED) and line.marker in _LONG_DASHES
        before = line.whole
        lone = _big_roman(line) and not {"I.", "II."} <= romans[line.indent]
        if lone or source or (_TIGHT_DASH.match(line.whole) and not line.blank):
            out.append(_text(line))
        elif _capital(line) and {"A.", "B."} <= capitals[line.indent]:
            out.append(_item(line, _capital(line)))
        elif decimal and not line.marker and _path(line):
            out.append(_item(line, _path(line)))
        else:
            out.append(line)
    return out


def is_path(line: Line) -> bool:
    """Return whether a line's marker is a number with parts, such as "1.2."."""
    return len(path_of(line.marker)) > 1


def _by_indent(lines: Sequence[Line], find: Callable[[Line], str]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    for line in lines:
        if marker := find(line):
            found[line.indent].add(marker)
    return found


def _capital(line: Line) -> str:
    found = _CAPITAL.match(line.text) if not line.marker else None
    return found[0] if found else ""


def _big_roman(line: Line) -> str:
    return line.marker if _BIG_ROMAN.match(line.marker) else ""


def _path(line: Line) -> str:
    if is_path(line):
        return line.marker
    found = _LOOSE_PATH.match(line.text) if not line.marker else None
    return found[0] if found else ""


def _item(line: Line, marker: str) -> Line:
    text = line.text[len(marker) :].lstrip()
    return replace(line, marker=marker, kind=PointKind.NUMBERED, text=text)


def _text(line: Line) -> Line:
    return replace(line, marker="", kind=PointKind.PARA, text=line.whole)
