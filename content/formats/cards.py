"""Flashcards copied from a page: "Cards (26)", bullets at two indents, or fronts and backs listed.

Must not know other formats than those it must leave alone.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from content.draft import Draft, Unreadable
from content.formats import mindmap, outline
from content.formats.card_levels import bulleted, indented, read_flat, read_levels, two_levels
from content.formats.card_units import read_units
from content.formats.furniture import stated_count
from content.formats.growing_cards import Growing
from content.formats.notes import Line
from content.formats.page import HEAD, Page, counted, head_of, opened, without_personal
from content.formats.page_marks import signature
from content.formats.phrases import starts_low
from content.formats.qa_marked import looks_marked, read_marked
from content.formats.qa_points import Fronts
from content.formats.qa_signs import by_hand, numbers_are_fronts
from content.source import Source

_UNCLEAR = (
    "The page states {} cards, and we cannot see which lines are their fronts. Please put “# ”"
    " before each line that is a front."
)
_STRAY = 0.15  # unmarked lines further out than the bullets that a list of cards may have


def sniff(source: Source) -> str:
    """Return why this looks like flashcards: it states how many, or has bullets at two indents."""
    lines = head_of(source)
    if signature(lines):
        return ""
    count = counted(lines)
    if count is not None:
        return f"line {count.number} says “{count.whole}”"
    if looks_marked(lines) or _outer(lines):
        return ""
    reason = two_levels(lines)
    return "" if outline.sniff(source) or mindmap.sniff(source) else reason


def read(source: Source) -> Draft:
    """Read flashcards. Raises Unreadable when nothing tells fronts from backs."""
    page = opened(source)
    lines = _body(page)
    if not any(not line.blank for line in lines):
        raise Unreadable("There is nothing below the title in this file.")
    return page.draft("cards", _cards(page, lines))


def _body(page: Page) -> list[Line]:
    """Return the lines below the title and the stated count."""
    count = next((i for i, line in enumerate(page.lines[:HEAD]) if _states(line)), None)
    if count is None:
        return _untitled(page, without_personal(page, page.lines))
    line = page.lines[count]
    page.stated, page.stated_line = stated_count(line.whole), line.number
    before = _untitled(page, without_personal(page, page.lines[:count]))
    page.drop([line], "stated number of cards")
    if bulleted(before):
        return [*before, *page.lines[count + 1 :]]
    page.drop(before, "before the first card")
    return page.lines[count + 1 :]


def _states(line: Line) -> bool:
    return stated_count(line.whole) is not None


def _untitled(page: Page, lines: Sequence[Line]) -> list[Line]:
    """Return lines without the first one, if it is a title."""
    first = next((line for line in lines if not line.blank), None)
    if first is None or first.marker:
        return list(lines)
    page.take_title(first)
    return [line for line in lines if line.number != first.number]


def _cards(page: Page, lines: Sequence[Line]) -> list[Growing]:
    """Return the cards, by whatever tells fronts from backs in this document."""
    marked = bulleted(lines)
    bare = [_unbulleted(line) for line in lines]
    if any(by_hand(line) for line in bare):
        return Fronts(page, bare).read()
    if looks_marked(lines):
        return read_marked(page, lines)
    if len(marked) < 2:
        return read_units(page, lines)
    if numbers_are_fronts(lines) or (_outer(lines) and not _first(lines).marker):
        return _fronts(page, lines)
    return read_levels(page, lines) if indented(lines) else read_flat(page, lines)


def _fronts(page: Page, lines: Sequence[Line]) -> list[Growing]:
    """Return the cards of a page whose fronts have no bullet; its count decides what is one."""
    trial, grown = _tried(page, lines, eager=False)
    if page.stated is not None and page.stated != len(grown):
        other, more = _tried(page, lines, eager=True)
        if abs(len(more) - page.stated) < abs(len(grown) - page.stated):
            trial, grown = other, more
        if 5 * abs(len(grown) - page.stated) > page.stated:
            raise Unreadable(_UNCLEAR.format(page.stated), page.stated_line)
    page.dropped, page.cautions, page.title = trial.dropped, trial.cautions, trial.title
    return grown


def _tried(page: Page, lines: Sequence[Line], *, eager: bool) -> tuple[Page, list[Growing]]:
    trial = replace(page, dropped=[*page.dropped], cautions=[*page.cautions])
    return trial, Fronts(trial, lines, eager=eager).read()


def _first(lines: Sequence[Line]) -> Line:
    return next(line for line in lines if not line.blank)


def _unbulleted(line: Line) -> Line:
    """Return a front that its reader marked, without the bullet it had."""
    if not line.text.startswith("# "):
        return line
    return Line(line.number, line.raw, line.indent, "", line.kind, line.text)


def _outer(lines: Sequence[Line]) -> bool:
    """Return whether fronts are unmarked lines above bullets: then bullets are backs only."""
    marked = bulleted(lines)
    if not marked:
        return False
    top = min(line.indent for line in marked)
    filled = [line for line in lines if not line.blank][1:]
    above = sum(
        not line.marker and line.indent <= top and not starts_low(line.text) and bool(below.marker)
        for line, below in pairwise(filled)
    )
    return above >= 2 and above > _STRAY * len(marked)
