"""Numbered outlines, as bloggers post their essay notes: headings, nested items, quotations.

Numbers start again under each heading and each item, so levels come from indents and from the kind
of numbers. Where a page has lost its indents and the numbers alone cannot tell, the file is
refused. Must not know what becomes of the cards.
"""

from collections.abc import Mapping, Sequence

from content.draft import Card, Caution, Draft, Dropped, Quote, Unreadable
from content.formats.blog_page import page_of
from content.formats.furniture import left_out
from content.formats.list_items import with_items
from content.formats.map_page import map_sign
from content.formats.notes import Line, all_joined, taken_apart
from content.formats.oddities import ends_cut, in_order, points_of
from content.formats.outline_cards import Sections
from content.formats.outline_roles import Row, parts_of, unfinished
from content.formats.outline_signs import sign
from content.formats.quotations import passages, same_words
from content.source import Source

_TITLE_SIGNS = 160
_DATES = ("date of the post", "when the page was made")


def sniff(source: Source) -> str:
    """Return why a file looks like a numbered outline, "" if it does not."""
    if source.is_binary:
        return ""
    lines = with_items(taken_apart(source.lines[:200]))
    if map_sign(lines):
        return ""
    page = page_of(lines, [bool(line.marker) for line in lines])
    return sign([line for line in lines if line.number not in page])


def read(source: Source) -> Draft:
    """Read an outline. Raises Unreadable if it has no items, or one that is far too long."""
    lines = with_items(taken_apart(source.lines))
    is_item = [bool(line.marker) and not line.blank for line in lines]
    if not any(is_item):
        raise Unreadable("There is no numbered list in this file, so we see no outline in it.")
    page = page_of(lines, is_item)
    rows = _rows(lines, is_item, page)
    above = _site(rows, page)
    dropped = [*page.values(), *(left_out(row.line, "name of the site") for row in rows[:above])]
    rows = rows[above:]
    top = _title(rows)
    title = all_joined([row.line.whole for row in rows[:top]])
    sections = Sections(title or source.stem, [row.line for row in rows if row.item])
    for part in parts_of(rows[top:]):
        sections.add(part)
    cards = sections.finish()
    if not title:
        title = sections.headings[0] if len(sections.headings) == 1 else source.stem
    titled = [left_out(row.line, "title of the document") for row in rows[:top]]
    dropped += [*titled, *sections.dropped]
    if sections.problems:
        return Draft(format="outline", title=title, problems=tuple(sections.problems))
    quotes = tuple(sections.quotes)
    return Draft(
        format="outline",
        title=title,
        cards=cards,
        quotes=quotes,
        dropped=tuple(sorted(dropped, key=lambda each: each.line)),
        warnings=in_order(
            [*source.cautions, *sections.cautions, *_repeated(cards, quotes), *ends_cut(cards)],
        ),
    )


def _rows(lines: Sequence[Line], is_item: Sequence[bool], page: Mapping[int, Dropped]) -> list[Row]:
    """Return the lines that belong to the notes."""
    out: list[Row] = []
    gap = True
    for line, item in zip(lines, is_item, strict=True):
        if line.blank or line.number in page:
            gap = True
            continue
        out.append(Row(line, item, gap))
        gap = False
    return out


def _site(rows: Sequence[Row], page: Mapping[int, Dropped]) -> int:
    """Return how many rows stand above the post's title: a date tells where the title is.

    It stands below a date, unless a list follows there at once: then it stands above.
    """
    first = next((row.line.number for row in rows if row.item), 0)
    dates = [each.line for each in page.values() if each.line < first and each.reason in _DATES]
    if not dates:
        return 0
    before = [row for row in rows if row.line.number < min(dates)]
    after = rows[len(before) :]
    if len(after) > 1 and not after[0].item and not after[1].item:
        return len(before)
    return max(len(before) - 1, 0)


def _title(rows: Sequence[Row]) -> int:
    """Return how many rows the title has: the first line, unless a list follows it at once."""
    if len(rows) < 2 or rows[0].item or rows[1].item:
        return 0
    if len(rows[0].line.whole) > _TITLE_SIGNS:
        return 0
    wrapped = not rows[1].gap and unfinished(rows[0].line.whole)
    if not wrapped:
        return 1
    return 2 if len(rows) > 2 and not rows[2].item else 0


def _repeated(cards: Sequence[Card], quotes: Sequence[Quote]) -> list[Caution]:
    """Return a caution for each quotation whose words stand in a point or in another quotation."""
    seen: dict[str, int] = {}
    for card in cards:
        for point in points_of(card.points):
            for _, _, words in passages(point.text):
                seen.setdefault(same_words(words), point.lines[0])
    out = []
    for quote in quotes:
        words = same_words(quote.text)
        if words in seen:
            detail = f"the same words as in line {seen[words]}"
            out.append(Caution("DUP_QUOTE", quote.line, detail))
        else:
            seen[words] = quote.line
    return out
