"""Revision slides: pages of notes, each with a marker such as "2 of 7" at its foot or its head.

A slide becomes a card: its heading is the front, its points and paragraphs are the back. Must not
know other formats.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from content.draft import Draft, FrontKind, PointKind, Unreadable
from content.formats.furniture import furniture
from content.formats.growing_cards import Growing
from content.formats.notes import Line, fold
from content.formats.page import Page, head_of, opened, without_personal
from content.formats.phrases import Width, wraps
from content.source import Source

_MARKER = re.compile(
    r"[\[(–—-]* ?(?:(?:page|slide|card|part) )?(\d{1,5}) ?(?:of|/|out of) ?(\d{1,5}) ?[\])–—-]*\Z"
)
_NAMED = re.compile(r"slide (\d{1,4}):?\Z")
_GLUED = re.compile(r"\b(?!Fitz)[A-Z]?[a-z]{3,}[A-Z][a-z]{2,}")
_HEADING = 8  # words; a longer first line is a paragraph
_NUMBERS = 60  # characters in which a glued heading would end


@dataclass(frozen=True, slots=True)
class Marker:
    """A line that numbers a slide. ``of`` is 0 where the total is not told."""

    line: Line
    number: int
    of: int


def sniff(source: Source) -> str:
    """Return why this looks like slides: at least two whole lines "N of M", N rising, one M."""
    return signature(head_of(source))


def signature(lines: Sequence[Line]) -> str:
    """Return why these lines are slides, "" if they are not."""
    found = _markers(lines)
    if len(found) < 2:
        return ""
    numbers = [marker.number for marker in found]
    if any(later <= former for former, later in pairwise(numbers)):
        return ""
    return f"lines {found[0].line.number} and {found[1].line.number} number slides"


def read(source: Source) -> Draft:
    """Read slides. Raises Unreadable when there are none, or when theirs cannot be told apart."""
    page = opened(source)
    markers = _markers(page.lines)
    if not markers:
        raise Unreadable(
            "There is no line such as “2 of 7” in this file. Please put one below each slide."
        )
    if total := markers[0].of:
        page.stated, page.stated_line = total, markers[-1].line.number
    page.drop([marker.line for marker in markers], "number of a slide")
    _check_order(page, markers)
    width = Width(page.lines)
    grown = []
    for marker, body in _bodies(page, markers):
        slide = _slide(page, marker, body, width)
        if slide is not None:
            grown.append(slide)
    return page.draft("slides", grown, "slides")


def _markers(lines: Sequence[Line]) -> list[Marker]:
    """Return the lines that number slides: all with the total that most of them have."""
    found: list[Marker] = []
    named: list[Marker] = []
    for line in lines:
        if len(line.raw) > _NUMBERS or line.kind is PointKind.BULLET:
            continue
        text = fold(line.whole)
        if match := _MARKER.match(text):
            number, of = int(match[1]), int(match[2])
            if 1 <= number <= of:
                found.append(Marker(line, number, of))
        elif match := _NAMED.match(text):
            named.append(Marker(line, int(match[1]), 0))
    if not found:
        return named
    total = Counter(marker.of for marker in found).most_common(1)[0][0]
    return [marker for marker in found if marker.of == total]


def _check_order(page: Page, markers: Sequence[Marker]) -> None:
    """Tell of slides that are missing or out of order."""
    before = 0
    for marker in markers:
        if marker.number != before + 1:
            detail = f"number {marker.number} follows {before}: slides may be run together here"
            page.warn("MISSING_MARKER", marker.line, detail)
        before = marker.number


def _bodies(page: Page, markers: Sequence[Marker]) -> list[tuple[Marker, list[Line]]]:
    """Return each slide's lines, whether its number stands above or below it."""
    cuts = [marker.line.number for marker in markers]
    first = _titled(page, [line for line in page.lines if line.number < cuts[0]])
    last = [line for line in page.lines if line.number > cuts[-1]]
    tail = _tail(page, cuts[-1], last)
    at_foot = _at_foot(first, tail, cuts)
    places = [bisect_left(page.lines, cut, key=_number) for cut in cuts]
    between = [page.lines[start + 1 : end] for start, end in pairwise(places)]
    if at_foot:
        page.drop(last, "after the last slide")
        for line in tail[:1]:
            page.warn("AFTER_LAST", line, "text after the last slide was left out")
        return list(zip(markers, [first, *between], strict=True))
    page.drop(first, "before the first slide")
    taken = {line.number for line in tail}
    page.drop([line for line in last if line.number not in taken], "after the last slide")
    return list(zip(markers, [*between, tail], strict=True))


def _number(line: Line) -> int:
    return line.number


def _titled(page: Page, lines: list[Line]) -> list[Line]:
    """Return the lines before the first number without the title and who made the page.

    What stands between these two is the subject, the level, the board: the page's own words.
    """
    known = len(page.dropped)
    rest = without_personal(page, lines)
    made = max((each.line for each in page.dropped[known:]), default=0)
    title = next((line for line in rest if not line.blank), None)
    if title is None or title.marker:
        return rest
    page.take_title(title)
    about = [x for x in rest if x.number < made and x is not title and not x.marker]
    page.drop(about, "about the page")
    left = {line.number for line in (title, *about)}
    return [line for line in rest if line.number not in left]


def _tail(page: Page, cut: int, last: list[Line]) -> list[Line]:
    """Return what may be notes after the last number: what comes before the page's own words."""
    words = [each.line for each in page.dropped if each.line > cut and furniture(each.text)]
    end = min(words, default=0)
    return [line for line in last if not line.blank and (not end or line.number < end)]


def _at_foot(first: Sequence[Line], tail: Sequence[Line], cuts: Sequence[int]) -> bool:
    """Return whether numbers stand below their slides: then text comes before the first one.

    Raises Unreadable when there is text on both sides and nothing tells which is a slide.
    """
    before = [line for line in first if not line.blank]
    if not before or not tail:
        return not tail
    marked, after = (sum(bool(line.marker) for line in each) for each in (before, tail))
    if bool(marked) != bool(after):
        return bool(marked)
    raise Unreadable(
        "We cannot tell whether a number stands above or below its slide: there is text before the"
        " first number and after the last. Please delete the one that is no slide.",
        cuts[-1] + 1,
    )


def _slide(page: Page, marker: Marker, body: list[Line], width: Width) -> Growing | None:
    """Return a slide as a card, None if nothing stands on it."""
    page.drop((line for line in body if line.text == page.title), "title of the page, again")
    lines = [line for line in body if line.blank or line.text != page.title]
    filled = [line for line in lines if not line.blank]
    if not filled:
        page.warn("EMPTY_SLIDE", marker.line, f"slide {marker.number} is empty")
        return None
    slide = _opened_slide(page, marker, filled)
    gap = False
    for line in lines:
        if line.blank:
            gap = True
        elif line not in slide.front:
            _grow(page, slide, line, gap, width)
            gap = False
    return slide


def _opened_slide(page: Page, marker: Marker, filled: Sequence[Line]) -> Growing:
    """Return a card with the heading of its slide, or with a front made up."""
    first = filled[0]
    short = not first.marker and len(first.text.split()) <= _HEADING
    if short and not first.text.endswith((".", ",", ";")):
        return Growing([first], FrontKind.HEADING)
    place = f"{marker.number} of {marker.of}" if marker.of else f"{marker.number}"
    page.warn("NO_HEADING", first, f"slide {marker.number} has no heading")
    return Growing([], FrontKind.SYNTHETIC, title=f"{page.title or 'Slide'} ({place})")


def _grow(page: Page, slide: Growing, line: Line, gap: bool, width: Width) -> None:
    """Add a line to its slide: as a point, a paragraph, or wrapped onto what comes before."""
    if line.marker:
        slide.add(line)
        return
    if slide.opened and not gap and wraps(slide.newest, line, width):
        slide.join(line)
        return
    if glued := _GLUED.search(line.text[:_NUMBERS]):
        detail = f"“{glued[0]}” may be a heading glued to its text"
        page.warn("GLUED_HEADING", line, detail)
    slide.add(replace(line, kind=PointKind.PARA))
