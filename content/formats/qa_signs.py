"""Signs of fronts that stand above marked points: "#", "Q:", numbers, question marks.

Must not know where cards begin: that is for the readers to decide.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from content.draft import PointKind
from content.formats.notes import Line, mark_of
from content.formats.phrases import asks

_HASH = re.compile(r"#{1,6} \S")
_ASKED = re.compile(r"(?:q|question) ?\d{0,4} ?[:.)] ", re.IGNORECASE)


def is_lettered(line: Line) -> bool:
    """Return whether a line opens with "Q:"."""
    return _ASKED.match(line.whole[:40]) is not None


def questions_marked(lines: Sequence[Line]) -> bool:
    """Return whether fronts are marked "Q:" and their points are not marked "A:"."""
    filled = [line for line in lines if not line.blank]
    pairs = pairwise(filled)
    return sum(is_lettered(x) and bool(y.marker) for x, y in pairs) >= 2


def numbers_are_fronts(lines: Sequence[Line]) -> bool:
    """Return whether numbered lines are fronts: two or more with other points right below them.

    Where the numbers start again below other lines, those are the headings of an outline, unless
    the numbered lines are questions.
    """
    filled = [line for line in lines if not line.blank]
    fronts = [
        line
        for line, below in pairwise(filled)
        if line.kind is PointKind.NUMBERED
        and line.indent <= below.indent
        and below.marker
        and below.kind is not PointKind.NUMBERED
    ]
    starts = sum(
        line.kind is PointKind.NUMBERED and line.marker.strip("().") == "1" and not above.marker
        for above, line in pairwise(filled)
    )
    asked = sum(has_mark(line.text) or asks(line.text) for line in fronts)
    return len(fronts) >= 2 and (starts < 2 or 2 * asked >= len(fronts))


def with_gaps(lines: Sequence[Line]) -> list[tuple[bool, Line]]:
    """Return the lines that are not blank, and whether a blank line comes before each."""
    out: list[tuple[bool, Line]] = []
    gap = False
    for line in lines:
        if line.blank:
            gap = True
        else:
            out.append((gap, line))
            gap = False
    return out


def has_mark(text: str) -> bool:
    """Return whether a text ends in a question mark, quotes and brackets aside."""
    return text[-6:].rstrip("\"'”’)] ").endswith("?")


def by_hand(line: Line) -> bool:
    """Return whether a line was marked as a front with "#"."""
    return _HASH.match(line.text) is not None and not line.marker


def bare(line: Line) -> Line:
    """Return a front's line without its number or "#"."""
    if by_hand(line):
        return replace(line, text=line.text.lstrip("# "))
    if match := _ASKED.match(line.whole[:40]):
        return replace(line, text=line.whole[match.end() :])
    if line.kind is PointKind.NUMBERED:
        text = mark_of(line.whole)[2]
        twice = text.startswith(f"{line.marker} ")  # as SlideShare numbers its slides
        return replace(line, text=text[len(line.marker) :].lstrip() if twice else text)
    return line
