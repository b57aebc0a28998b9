"""Cards of a mind map: the title, the centre, and a card for each branch.

Chooses how a map keeps its levels, if it does. Must not know the pages of sites.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from content.bounds import within
from content.draft import Card, Caution, Dropped, FrontKind, Problem, Quote
from content.formats.furniture import left_out
from content.formats.list_items import with_items
from content.formats.map_page import MapPage, map_word
from content.formats.mindmap_flat import Branch, FlatMap, is_heading
from content.formats.mindmap_tree import (
    Tree,
    by_decimals,
    by_hashes,
    by_markers,
    has_hashes,
    is_decimal,
    is_indented,
    is_marked,
    with_numbers,
)
from content.formats.notes import Line, fold
from content.formats.outline_cards import Sections
from content.formats.outline_roles import Row, parts_of

_CENTRE = "centre of the map, which repeats the title"


@dataclass(slots=True)
class Chart:
    """What a map holds."""

    title: str = ""
    cards: tuple[Card, ...] = ()
    quotes: tuple[Quote, ...] = ()
    dropped: list[Dropped] = field(default_factory=list)
    cautions: list[Caution] = field(default_factory=list)
    problems: tuple[Problem, ...] = ()

    def warn(self, code: str, line: int, detail: str) -> None:
        """Note something odd."""
        self.cautions.append(Caution(code, line, detail))


def charted(rows: Sequence[Line], page: MapPage, stem: str) -> Chart:
    """Return the cards of the lines that belong to a map, two of them at least.

    ``stem`` is the name of the file, the title of last resort. Raises Unreadable when the map is
    nested too deep.
    """
    chart = Chart(page.title)
    first = next((at for at, line in enumerate(rows) if line.marker), 0)
    if has_hashes(rows):
        rows = _after_title(chart, rows, page, lambda line: line.whole.startswith("#"))
        _grown(chart, by_hashes(rows), stem, hashes=True)
    elif is_decimal(rows):
        rows = _after_title(chart, rows, page, lambda line: bool(with_numbers([line])[0].marker))
        _grown(chart, by_decimals(rows), stem)
    elif is_marked(rows[first:]) and has_headings(rows[first:]):
        _headed(chart, rows, page, stem)
    elif is_marked(rows[first:]):
        rows = _after_title(chart, rows, page, lambda line: bool(line.marker))
        _grown(chart, by_markers(rows), stem, page.name)
    elif is_indented(rows):
        _grown(chart, by_markers(rows), stem, page.name)
    else:
        _flat(chart, rows, page, stem)
    return chart


def has_headings(rows: Sequence[Line]) -> bool:
    """Return whether lines without markers stand above marked ones, no deeper than these."""
    least = min((line.indent for line in rows), default=0)
    return any(
        not above.marker and below.marker and above.indent <= least
        for above, below in pairwise(rows)
    )


def _after_title(
    chart: Chart, rows: Sequence[Line], page: MapPage, starts: Callable[[Line], bool]
) -> Sequence[Line]:
    """Leave out what stands above the first row that ``starts`` the map: title, centre, remarks."""
    first = next((at for at, line in enumerate(rows) if starts(line)), len(rows))
    name = fold(page.name)
    for line in rows[:first]:
        text = fold(line.whole)
        if text == name or text == fold(chart.title):
            chart.dropped.append(left_out(line, _CENTRE))
        elif not chart.title:
            chart.title = line.whole
            chart.dropped.append(left_out(line, "title of the map"))
        else:
            chart.dropped.append(left_out(line, "text above the map"))
            chart.warn("LOOSE_TEXT", line.number, "left out: it stands above the map")
    return rows[first:]


def _grown(chart: Chart, tree: Tree, stem: str, name: str = "", hashes: bool = False) -> None:
    """Make cards of a tree: of its branches, or of its roots where there are several."""
    chart.cautions += tree.cautions
    roots = tree.roots
    if len(roots) == 1 and roots[0].subs:
        centre = roots[0]
        known = fold(centre.text) in (fold(chart.title), fold(name))
        if known or any(branch.subs for branch in centre.subs):
            chart.dropped += [left_out(row, "centre of the map") for row in centre.rows]
            chart.title = chart.title or centre.text
            roots = centre.subs
    chart.title = chart.title or stem
    loose = 0
    while hashes and loose < len(roots) and not roots[loose].rows[0].whole.startswith("#"):
        loose += 1
    branches = [Branch(None, roots[:loose])] if loose else []
    branches += [Branch(root, root.subs) for root in roots[loose:]]
    chart.cards = _cards(chart, branches)


def _headed(chart: Chart, rows: Sequence[Line], page: MapPage, stem: str) -> None:
    """Make cards of a map whose branches are lines without bullets, with bullets below them."""
    lines = with_items(rows)
    first = next((at for at, line in enumerate(lines) if line.marker), len(lines))
    above = max(first - 1, 0)
    _after_title(chart, lines[:above], page, lambda line: bool(line.marker))
    kept: list[Row] = []
    before = 0
    for line in lines[above:]:
        kept.append(Row(line, bool(line.marker), line.number != before + 1))
        before = line.number
    chart.title = chart.title or stem
    sections = Sections(chart.title, [row.line for row in kept if row.item])
    for part in parts_of(kept):
        sections.add(part)
    chart.cards = sections.finish()
    chart.quotes = tuple(sections.quotes)
    chart.dropped += sections.dropped
    chart.cautions += sections.cautions
    chart.problems = tuple(sections.problems)


def _flat(chart: Chart, rows: Sequence[Line], page: MapPage, stem: str) -> None:
    """Make cards of a map without levels: its headings are guessed."""
    top = 0
    if chart.title:
        while top < 3 and fold(rows[top].whole) in (fold(page.name), fold(page.title)):
            chart.dropped.append(left_out(rows[top], _CENTRE))
            top += 1
    elif fold(rows[0].whole) == fold(rows[1].whole):
        top = _titled(chart, rows, 2)
    elif map_word(rows[:1]) or (is_heading(rows[0].whole) and is_heading(rows[1].whole)):
        top = _titled(chart, rows, 1)
    chart.title = chart.title or stem
    rows = rows[top:]
    gaps = sum(below.number > above.number + 1 for above, below in pairwise(rows))
    flat = FlatMap(rows, spaced=5 * gaps >= 2 * max(len(rows) - 1, 1))
    flat.read()
    chart.cautions += flat.cautions
    chart.cards = _cards(chart, flat.branches)


def _titled(chart: Chart, rows: Sequence[Line], count: int) -> int:
    chart.title = rows[0].whole
    chart.dropped.append(left_out(rows[0], "title of the map"))
    chart.dropped += [left_out(line, _CENTRE) for line in rows[1:count]]
    return count


def _cards(chart: Chart, branches: Sequence[Branch]) -> tuple[Card, ...]:
    out: list[Card] = []
    for number, branch in enumerate(branches, 1):
        heading = branch.heading
        top = heading.rows if heading else branch.nodes[0].rows
        first = top[0].number
        if heading is None:
            chart.warn("NO_HEADING", first, "no heading was found here; put # before each heading")
        elif not branch.nodes:
            chart.warn("EMPTY_BACK", first, "nothing stands below this branch")
        last = branch.nodes[-1].last if branch.nodes else top[-1].number
        out.append(
            Card(
                id=f"c-{number:02d}",
                front=within(heading.text if heading else chart.title, first, "This heading"),
                front_kind=FrontKind.HEADING if heading else FrontKind.SYNTHETIC,
                points=tuple(node.point() for node in branch.nodes),
                lines=(first, max(first, last)),
                servable=bool(branch.nodes),
            )
        )
    return tuple(out)
