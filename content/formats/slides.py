"""Revision slides: pages of notes, each with a marker such as "2 of 7" at its foot or its head.

A slide becomes a card: its heading is the front, its points and paragraphs are the back. Must not
know other formats.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from content.draft import Draft, FrontKind, PointKind, Unreadable
from content.formats.furniture import furniture
from content.formats.growing_cards import Growing
from content.formats.notes import Line
from content.formats.page import Page, head_of, opened, without_personal
from content.formats.page_marks import Marker, is_spare, signature
from content.formats.page_marks import markers as markers_of
from content.formats.phrases import Width, wraps
from content.source import Source

_GLUED = re.compile(r"\b(?!Fitz)[A-Z]?[a-z]{3,}[A-Z][a-z]{2,}")
_HEADING = 8  # words; a longer first line is a paragraph
_FEET = 3  # slides that end in the same line
_NUMBERS = 60  # characters in which a glued heading would end


def sniff(source: Source) -> str:
    """Return why this looks like slides: at least two whole lines "N of M", N rising, one M."""
    return signature(head_of(source))


def read(source: Source) -> Draft:
    """Read slides. Raises Unreadable when there are none, or when theirs cannot be told apart."""
    page = opened(source)
    markers = markers_of(page.lines)
    if not markers:
        raise Unreadable(
            "There is no line such as “2 of 7” in this file. Please put one below each slide."
        )
    if total := markers[0].of:
        page.stated, page.stated_line = total, markers[-1].line.number
    numbers = {marker.line.number for marker in markers if not marker.title}
    shown = frozenset(marker.number for marker in markers if markers[0].of)
    spare = {line.number: line for line in page.lines if is_spare(line, shown)}
    page.drop([line for line in page.lines if line.number in numbers], "number of a slide")
    page.drop(spare.values(), "number of a slide, again")
    page.lines = [line for line in page.lines if line.number not in spare]
    _check_order(page, markers)
    width = Width(page.lines)
    grown = []
    for marker, body in _without_feet(page, _bodies(page, markers)):
        slide = _slide(page, marker, body, width)
        if slide is not None:
            grown.append(slide)
    return page.draft("slides", grown, "slides")


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
    cut = markers[0].number == 1 and markers[-1].number < markers[-1].of
    titled = any(marker.title for marker in markers)
    at_foot = _at_foot(first, tail, cuts, cut=cut) and not titled
    places = [bisect_left(page.lines, cut, key=_number) for cut in cuts]
    between = [page.lines[start + 1 : end] for start, end in pairwise(places)]
    if at_foot and cut and any(line.marker for line in tail):
        page.drop([line for line in last if line not in tail], "after the last slide")
        return list(
            zip([*markers, _lost(page, markers[-1], tail)], [first, *between, tail], strict=True)
        )
    if at_foot:
        page.drop(last, "after the last slide")
        for line in tail[:1]:
            page.warn("AFTER_LAST", line, "text after the last slide was left out")
        return list(zip(markers, [first, *between], strict=True))
    page.drop(first, "before the first slide")
    headed = [_headed(marker, body) for marker, body in zip(markers, [*between, tail], strict=True)]
    taken = {line.number for line in tail}
    page.drop([line for line in last if line.number not in taken], "after the last slide")
    return list(zip(markers, headed, strict=True))


def _lost(page: Page, marker: Marker, tail: Sequence[Line]) -> Marker:
    """Return the number that the slide below the last one had before the page was cut off."""
    number = marker.number + 1
    page.warn("MISSING_MARKER", tail[0], f"slide {number} has no number: the page may be cut off")
    return replace(marker, line=tail[0], number=number)


def _headed(marker: Marker, body: list[Line]) -> list[Line]:
    """Return the lines of a slide with its heading, where that stands beside its number."""
    if not marker.title:
        return body
    return [replace(marker.line, text=marker.title, marker="", kind=PointKind.PARA), *body]


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


def _at_foot(
    first: Sequence[Line], tail: Sequence[Line], cuts: Sequence[int], *, cut: bool
) -> bool:
    """Return whether numbers stand below their slides: then text comes before the first one.

    With ``cut``, numbers at the end are missing, so text after the last one proves nothing.
    Raises Unreadable when there is text on both sides and nothing tells which is a slide.
    """
    before = [line for line in first if not line.blank]
    if not before or not tail:
        return not tail
    marked, after = (sum(bool(line.marker) for line in each) for each in (before, tail))
    if bool(marked) != bool(after):
        return bool(marked)
    if marked and cut:
        return True
    raise Unreadable(
        "We cannot tell whether a number stands above or below its slide: there is text before the"
        " first number and after the last. Please delete the one that is no slide.",
        cuts[-1] + 1,
    )


def _without_feet(
    page: Page, bodies: list[tuple[Marker, list[Line]]]
) -> list[tuple[Marker, list[Line]]]:
    """Return slides without the line that most of them end in: the name of a school, a date."""
    last = [next((x for x in reversed(body) if not x.blank), None) for _, body in bodies]
    often = Counter(line.text for line in last if line is not None and not line.marker)
    feet = {text for text, count in often.items() if count >= _FEET and 2 * count > len(bodies)}
    feet_of = {line.number for line in last if line is not None and line.text in feet}
    for _, body in bodies:
        page.drop((line for line in body if line.number in feet_of), "foot of every slide")
    return [(marker, [x for x in body if x.number not in feet_of]) for marker, body in bodies]


def _slide(page: Page, marker: Marker, body: list[Line], width: Width) -> Growing | None:
    """Return a slide as a card, None if nothing stands on it."""
    again = [line for line in body if line.text == page.title and not _heads(line, body)]
    page.drop(again, "title of the page, again")
    lines = [line for line in body if line not in again]
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


def _heads(line: Line, body: Sequence[Line]) -> bool:
    """Return whether the title of the page is this slide's only heading: only points follow it."""
    filled = [each for each in body if not each.blank]
    return len(filled) > 1 and filled[0] is line and bool(filled[1].marker)


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
