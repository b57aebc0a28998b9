"""By what a numbered outline is known: many numbers, and they start again.

Must not know how an outline is read.
"""

import re
from collections.abc import Sequence
from itertools import chain

from content.formats.furniture import stated_count
from content.formats.list_items import is_path
from content.formats.notes import Line
from content.formats.ordinals import readings

_FEWEST = 5
_OTHER = re.compile(
    r"#{1,6} \S|ANSWER:|[QA]: |question:|answer:|::|\$CATEGORY|(?:(?:page|slide) )?\d+ of \d+\Z"
    r"|(?:page |slide )?\d{1,3} ?/ ?\d{1,3}\Z",
    re.IGNORECASE,
)
_OPTION = re.compile(r"[(]?[A-Da-d][).]\Z")


def sign(lines: Sequence[Line]) -> str:
    """Return why lines look like a numbered outline, "" if they do not."""
    filled = [line for line in lines if not line.blank]
    numbered = [line for line in filled if _numbered(line)]
    if not _enough(filled, numbered) or 4 * len(numbered) < _blocks(lines):
        return ""
    if any(_OTHER.match(line.whole[:60]) or stated_count(line.whole) for line in filled):
        return ""
    asked = sum(line.text.endswith("?") for line in numbered)
    if 2 * asked > len(numbered) or _bullets_lead(filled, numbered) or is_quiz(filled):
        return ""
    paths = sum(is_path(line) for line in numbered)
    if paths >= 3:
        return f"{paths} lines with numbers such as 1.2"
    starts = sum(any(each.value == 1 for each in readings(line.marker)) for line in numbered)
    if starts < 2 or starts == len(numbered):
        return ""
    return f"{len(numbered)} numbered lines, and the numbers start again {starts - 1} times"


def _enough(filled: Sequence[Line], numbered: Sequence[Line]) -> bool:
    """Return whether there are numbers enough; bullets that stand deeper count as well."""
    least = min((line.indent for line in numbered), default=0)
    below = sum(
        bool(line.marker) and not _numbered(line) and line.indent > least for line in filled
    )
    return len(numbered) >= _FEWEST or (len(numbered) >= 3 and len(numbered) + below >= _FEWEST)


def _blocks(lines: Sequence[Line]) -> int:
    """Return how many items and paragraphs there are; lines wrapped onto them do not count."""
    above = chain((None,), lines)
    return sum(
        not line.blank and (bool(line.marker) or before is None or before.blank)
        for before, line in zip(above, lines, strict=False)
    )


def _numbered(line: Line) -> bool:
    return bool(line.text) and (is_path(line) or any(each.value for each in readings(line.marker)))


def _bullets_lead(filled: Sequence[Line], numbered: Sequence[Line]) -> bool:
    """Return whether the numbers stand below bullets: then these are the fronts of flashcards."""
    least = min(line.indent for line in numbered)
    bullets = sum(bool(line.marker) and not _numbered(line) for line in filled)
    above = sum(
        bool(line.marker) and not _numbered(line) and line.indent < least for line in filled
    )
    return above > 1 or bullets > 2 * len(numbered)


def is_quiz(filled: Sequence[Line]) -> bool:
    """Return whether these are questions with options: a quiz without its answers is no outline.

    Letters below a question may be its points as well; nothing tells which they are.
    """
    asked = [
        at
        for at, line in enumerate(filled[:-2])
        if line.text.endswith("?")
        and all(_OPTION.match(below.marker) for below in filled[at + 1 : at + 3])
    ]
    return len(asked) > 1
