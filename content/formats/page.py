"""A document cut into its title, its notes and what the page around them added.

What the readers of cards, questions and slides share: each line they do not take is left out with
a reason. Must not know how notes are laid out.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from content.draft import Caution, Draft, Dropped, PointKind
from content.formats.furniture import AFTER, TAIL, furniture_of, left_out, personal, stated_count
from content.formats.growing_cards import Growing, cards_of
from content.formats.notes import Line, taken_apart
from content.formats.oddities import count_mismatch, in_order, judged, mixed_backs
from content.formats.page_marks import printed
from content.formats.phrases import Width, ends
from content.source import Source

HEAD = 200
"""Lines that are looked at to tell a format."""
_WIDE = 2_000
_RARE = 0.1  # of the marked lines; where more have a dash, dashes are bullets
_TOP = 6  # lines of a page that may tell who made it


@dataclass(slots=True)
class Page:
    """A document being read. ``lines`` are those that may be notes, blank ones too."""

    source: Source
    lines: list[Line]
    dropped: list[Dropped] = field(default_factory=list)
    cautions: list[Caution] = field(default_factory=list)
    title: str = ""
    stated: int | None = None
    stated_line: int = 0

    def drop(self, lines: Iterable[Line], reason: str) -> None:
        """Leave lines out for a reason; blank ones are not told."""
        self.dropped.extend(left_out(line, reason) for line in lines if not line.blank)

    def warn(self, code: str, line: Line, detail: str) -> None:
        """Tell something odd about a line."""
        self.cautions.append(Caution(code, line.number, detail))

    def take_title(self, line: Line) -> None:
        """Make a line the title."""
        self.title = line.text
        self.drop([line], "title")

    def draft(self, name: str, grown: Sequence[Growing], what: str = "cards") -> Draft:
        """Return what was read, with what is odd about it; ``what`` is what its count counts."""
        cards, oddities = judged(cards_of(grown))
        counted = count_mismatch(self.stated, len(cards), self.stated_line, what)
        if name == "cards":
            oddities = (*oddities, *mixed_backs(cards))
        found = [*self.source.cautions, *self.cautions, *oddities, *counted]
        return Draft(
            format=name,
            title=self.title,
            stated=self.stated,
            cards=cards,
            dropped=tuple(sorted(self.dropped, key=lambda each: each.line)),
            warnings=in_order(found),
        )


def head_of(source: Source) -> tuple[Line, ...]:
    """Return the first lines of a file, taken apart, without furniture: they tell what it is."""
    lines = taken_apart(line[:_WIDE] for line in source.lines[:HEAD])
    page = furniture_of(lines)
    return tuple(line for line in lines if line.number not in page)


def counted(lines: Sequence[Line]) -> Line | None:
    """Return the line that states how many cards there are ("Cards (26)"), if any."""
    return next((line for line in lines if stated_count(line.whole) is not None), None)


def opened(source: Source) -> Page:
    """Return a document without the page's furniture; what is left out has its reason."""
    lines = without_stray_dashes(taken_apart(source.lines))
    page = furniture_of(lines) | printed(lines)
    end = _end_of_notes(lines, page)
    out = Page(source, [x for x in lines if x.number not in page and x.number < end])
    out.dropped = [left_out(each, page[each.number]) for each in lines if each.number in page]
    after = [x for x in lines if x.number >= end and x.number not in page and not x.blank]
    out.drop(after, AFTER)
    for line in after[:1]:
        detail = f"what stands below the notes was left out (lines: {len(after)})"
        out.warn("AFTER_LAST", line, detail)
    return out


def without_stray_dashes(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return lines in which a dash that a wrapped line happens to begin with is no marker.

    That is so where other bullets are the rule, and the line before was full and had not ended.
    """
    marked = [line for line in lines if line.marker]
    dashes = sum(line.kind is PointKind.DASH for line in marked)
    if not dashes or dashes > _RARE * len(marked):
        return tuple(lines)
    width = Width(lines)
    out: list[Line] = []
    before: Line | None = None
    for line in lines:
        dash = line.kind is PointKind.DASH and line.whole[1:2] == " "
        if dash and before is not None and not ends(before.text) and width.full(before, line):
            out.append(replace(line, marker="", kind=PointKind.PARA, text=line.whole))
        else:
            out.append(line)
        before = None if line.blank else line
    return tuple(out)


def _end_of_notes(lines: Sequence[Line], page: dict[int, str]) -> int:
    """Return the line from which a page only has comments and links to other pages.

    They stand in its second half, and no marked line follows.
    """
    filled = [line.number for line in lines if not line.blank]
    last = max((line.number for line in lines if line.marker and line.marker != "»"), default=0)
    beyond = lines[-1].number + 1 if lines else 1
    half = max(last, filled[len(filled) // 2] if filled else 0)
    return min((x for x, why in page.items() if why in TAIL and x > half), default=beyond)


def without_personal(page: Page, lines: Sequence[Line]) -> list[Line]:
    """Return lines without those that tell who made the page and when; they are left out.

    Only at the top: "Author: …" may be what a card asks for.
    """
    kept: list[Line] = []
    notes = 0
    for line in lines:
        reason = personal(line.text)[0] if notes < _TOP and not line.blank else ""
        if reason:
            page.drop([line], reason)
        else:
            kept.append(line)
            notes += _TOP if line.marker else not line.blank
    return kept
