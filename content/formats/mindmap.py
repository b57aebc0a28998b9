"""Mind maps as text: copied from the page of a site, exported as an outline, or flattened.

Each branch becomes a card. Where a page has lost the levels, headings are guessed and said to be;
who imports the file can mark them with "#". Must not know what becomes of the cards.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from content.draft import Draft, Unreadable
from content.formats.furniture import furniture_of, left_out, stated_count
from content.formats.map_page import map_name, map_sign, map_word, page_of
from content.formats.mindmap_cards import charted, has_headings
from content.formats.mindmap_tree import has_hashes
from content.formats.notes import Line, fold, taken_apart
from content.formats.oddities import in_order
from content.source import Source

_FEWEST = 4
_OUTLINE = 6  # lines that make an indented outline
_TITLE_WORDS = 15
_ONE_LINE = (
    "This page holds the map as one long line, whose commas and brackets do not tell its nodes"
    " apart. Please copy the map itself, or download it as text."
)
_CODE = re.compile(r"[<{\[]|.*[{};]\s*\Z|[\w\"' ]{1,40}:(?:\s|\Z)|.*\t\S|#|::")
_SUMMARY = re.compile(r".{1,300} - Coggle Diagram: (?P<all>.+\(.+)\Z", re.DOTALL)


def sniff(source: Source) -> str:
    """Return why a file looks like a mind map, "" if it does not."""
    if source.is_binary:
        return ""
    lines = [line for line in taken_apart(source.lines[:200]) if not line.blank]
    if reason := map_sign(lines):
        return reason
    levelled = has_hashes(lines) or not has_headings(lines[1:])
    if levelled and (reason := map_name(lines)):
        return reason
    if len(lines) < _FEWEST or any(stated_count(line.whole) is not None for line in lines[:20]):
        return ""
    if 10 * sum(bool(line.marker) for line in lines) > len(lines):
        return ""
    if 10 * sum(bool(_CODE.match(line.raw.strip()[:400])) for line in lines) > len(lines):
        return ""
    page = furniture_of(lines)
    own = [line for line in lines if line.number not in page]
    return map_word(lines) or _repeats(own) or _one_root(own)


def read(source: Source) -> Draft:
    """Read a mind map. Raises Unreadable if it has no nodes."""
    lines = taken_apart(source.lines)
    page = page_of(lines)
    rows = [line for line in lines if not line.blank and line.number not in page.dropped]
    summary = [line for line in rows if _SUMMARY.match(line.whole)]
    rows = [line for line in rows if not _SUMMARY.match(line.whole)]
    if len(rows) < 2:
        raise Unreadable(_ONE_LINE if summary else "There is no mind map in this file.")
    chart = charted(rows, page, source.stem)
    dropped = [
        *page.dropped.values(),
        *(left_out(line, "summary of the map in one line") for line in summary),
        *chart.dropped,
    ]
    return Draft(
        format="mindmap",
        title=chart.title,
        cards=chart.cards,
        quotes=chart.quotes,
        dropped=tuple(sorted(dropped, key=lambda each: each.line)),
        warnings=in_order([*source.cautions, *chart.cautions]),
        problems=chart.problems,
    )


def _repeats(lines: Sequence[Line]) -> str:
    """Return which of the first lines is repeated below, as the centre of a map is."""
    for one, two in pairwise(lines[:5]):
        if fold(one.whole) == fold(two.whole) and len(one.whole.split()) <= _TITLE_WORDS:
            return f"line {two.number} repeats the title, as the centre of a mind map does"
    return ""


def _one_root(lines: Sequence[Line]) -> str:
    """Return whether all lines are indented below the first, on two levels or more."""
    if len(lines) < _OUTLINE or lines[0].indent >= min(line.indent for line in lines[1:]):
        return ""
    levels = sorted({line.indent for line in lines})
    steps = {lower - upper for upper, lower in pairwise(levels)}
    if len(levels) < 3 or len(steps) > 1 or any(line.marker for line in lines):
        return ""
    return f"{len(lines)} lines below one, indented on {len(levels) - 1} levels"
