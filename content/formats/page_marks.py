"""Lines that number slides or pages: "2 of 7", "Slide 3: Decay", "Page 1 of 4", "Folie 2 von 9".

The same words stand below a slide and at the foot of a printed page. A printed page breaks off
where the paper ends, so its notes go on below. Must not know what stands on a slide.
"""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

from content.draft import PointKind
from content.formats.furniture import stated_count
from content.formats.notes import Line, fold
from content.formats.ordinals import opens_list
from content.formats.phrases import starts_low

_PAGE = r"(?:page|seite|página|pagina|p\.)"
_SLIDE = r"(?:slide|card|part|folie|diapositive|diapo|diapositiva|dia)"
_MARKER = re.compile(
    rf"[\[(–—-]* ?(?:(?:{_PAGE}|{_SLIDE}) ?)?(\d{{1,5}}) ?(?:of|/|out of|von|sur|de|di|van) ?"
    r"(\d{1,5}) ?[\])–—-]*\Z"
)
_NAMED = re.compile(rf"{_SLIDE} (\d{{1,4}}):?\Z")
_TITLED = re.compile(rf"{_SLIDE} (\d{{1,4}}) ?[:.–—-] (?=\S)")
_PRINTED = re.compile(rf"[\[(–—-]* ?{_PAGE} ?\d{{1,5}}\b[^:]{{0,20}}\Z")
_LONGEST = 60
_TITLE = 120


@dataclass(frozen=True, slots=True)
class Marker:
    """A line that numbers a slide; ``of`` is 0 where the total is not told.

    ``title`` is the slide's heading where it stands on the same line.
    """

    line: Line
    number: int
    of: int
    title: str = ""


def signature(lines: Sequence[Line]) -> str:
    """Return why these lines are slides: two markers or more, with rising numbers and one total."""
    found = markers(lines)
    if len(found) < 2 or printed(lines):
        return ""
    if any(later.number <= former.number for former, later in pairwise(found)):
        return ""
    return f"lines {found[0].line.number} and {found[1].line.number} number slides"


def markers(lines: Sequence[Line]) -> list[Marker]:
    """Return the lines that number slides: all with the total that most of them have."""
    found: list[Marker] = []
    named: list[Marker] = []
    for line in lines:
        if len(line.raw) > _TITLE or line.kind is PointKind.BULLET:
            continue
        text = fold(line.whole)
        if match := _MARKER.match(text[:_LONGEST]):
            number, of = int(match[1]), int(match[2])
            if 1 <= number <= of:
                found.append(Marker(line, number, of))
        elif match := _NAMED.match(text):
            named.append(Marker(line, int(match[1]), 0))
        elif match := _TITLED.match(text):
            named.append(Marker(line, int(match[1]), 0, line.whole[match.end() :]))
    if not found:
        return named
    total = Counter(marker.of for marker in found).most_common(1)[0][0]
    return [marker for marker in found if marker.of == total]


def is_spare(line: Line, shown: Collection[int]) -> bool:
    """Return whether a line ("Slide 2") numbers a slide that has its number ("2 of 7") as well.

    ``shown`` are the numbers of the slides that have.
    """
    if not shown or line.kind is PointKind.BULLET or len(line.raw) > _LONGEST:
        return False
    match = _NAMED.match(fold(line.whole))
    return match is not None and int(match[1]) in shown


def printed(lines: Sequence[Line]) -> dict[int, str]:
    """Return the lines (by number) that number pages of paper, and why they are left out.

    They are known by what goes on below one: a sentence, or a list in its middle; or because the
    document has cards and states how many. Otherwise each page may be a slide.
    """
    filled = [line for line in lines if not line.blank]
    pages = {
        line.number
        for line in filled
        if len(line.raw) <= _LONGEST
        and line.kind is not PointKind.BULLET
        and _PRINTED.match(fold(line.whole))
    }
    if not pages:
        return {}
    goes_on = any(
        page.number in pages and above.marker and _middle(below)
        for above, page, below in zip(filled, filled[1:], filled[2:], strict=False)
    )
    counted = any(stated_count(line.whole) is not None for line in filled[:20])
    return dict.fromkeys(sorted(pages), "number of a page") if goes_on or counted else {}


def _middle(line: Line) -> bool:
    """Return whether a line can only go on with what stands on the page before it."""
    if line.marker:
        return line.kind is PointKind.NUMBERED and not opens_list(line.marker)
    return starts_low(line.text)
