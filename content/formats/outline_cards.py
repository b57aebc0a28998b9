"""Cards of an outline: each heading with its nested items, taken from the roles of its lines.

Must not know how a line's role is found, nor how a level is.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from content.bounds import within
from content.draft import Card, Caution, Dropped, FrontKind, PointKind, Problem, Quote
from content.formats.furniture import left_out
from content.formats.growing import Twig, hang, twig, youngest
from content.formats.notes import Line, all_joined
from content.formats.outline_levels import Levels
from content.formats.outline_roles import Part, Role, heading_shaped

_SHORT = 10  # words; items of at most so many may be headings themselves


@dataclass(slots=True)
class _Section:
    """A heading and what stands below it; ``heading`` is empty where there is none."""

    heading: tuple[Line, ...]
    parts: list[Part] = field(default_factory=list)
    twigs: list[Twig] = field(default_factory=list)
    quoted: bool = False

    @property
    def front(self) -> str:
        return all_joined([line.whole for line in self.heading])

    @property
    def items(self) -> list[Line]:
        return [part.lines[0] for part in self.parts if part.role is Role.ITEM]


class Sections:
    """The cards of an outline, made of its parts."""

    def __init__(self, name: str, items: Sequence[Line]) -> None:
        """Start with the name of the document, and all of its items."""
        self.quotes: list[Quote] = []
        self.dropped: list[Dropped] = []
        self.cautions: list[Caution] = []
        self.problems: list[Problem] = []
        self._name = name
        self._sections: list[_Section] = []
        self._levels = Levels(items)

    def add(self, part: Part) -> None:
        """Take the next lines."""
        if part.role is Role.HEADING:
            self._sections.append(_Section(part.lines))
            if part.guessed:
                line = part.lines[0].number
                self._warn("HEADING_GUESSED", line, "taken for a heading: please check that it is")
        elif part.role is Role.QUOTE and part.quote is not None:
            self.quotes.append(part.quote)
            if self._sections:
                self._sections[-1].quoted = True
        elif self._sections:
            self._sections[-1].parts.append(part)
        elif part.role is Role.PARA:
            self._leave_out(part.lines, "text before the first heading")
        else:
            self._sections.append(_Section((), [part]))

    def finish(self) -> tuple[Card, ...]:
        """Return the cards."""
        kept = [section for section in self._sections if self._has_points(section)]
        for section in kept:
            self._grow(section)
        if len(kept) == 1 and _are_fronts(kept[0].twigs):
            return self._split(kept[0])
        return tuple(self._card(number, section) for number, section in enumerate(kept, 1))

    @property
    def headings(self) -> list[str]:
        """The headings that have points, in order."""
        return [section.front for section in self._sections if section.heading and section.parts]

    def _has_points(self, section: _Section) -> bool:
        if section.parts:
            return True
        line = section.heading[0].number
        if section.quoted:
            reason = "heading of the quotations"
        else:
            reason = "heading without points"
            self._warn("EMPTY_HEADING", line, f"nothing stands below “{section.front[:80]}”")
        self.dropped.extend(left_out(each, reason) for each in section.heading)
        return False

    def _grow(self, section: _Section) -> None:
        """Put the section's points together, each below the one it belongs to."""
        found = self._levels.of(section.items)
        self.cautions.extend(found.cautions)
        self.problems.extend(found.problems)
        places = iter(found.depths)
        top = section.items[0].indent if section.items else 0
        for part in section.parts:
            last = youngest(section.twigs)
            if part.role is Role.ITEM:
                hang(section.twigs, twig(part.lines[0]), next(places, 0))
            elif part.role is Role.WRAP and last is not None:
                self._doubt(last.text, part.lines[0])
                last.wrap(part.lines[0])
            else:
                deeper = last is not None and part.lines[0].indent > top and section.items
                below = last.subs if deeper and last is not None else section.twigs
                below.append(_paragraph(part.lines))
                if section.items:
                    detail = "a paragraph between the points: please check where it belongs"
                    self._warn("LOOSE_TEXT", part.lines[0].number, detail)

    def _doubt(self, before: str, line: Line) -> None:
        """Tell of a wrapped line that may be a heading: what stands before it had ended."""
        if before.endswith((".", "!", "?")) and heading_shaped(line.text):
            detail = f"“{line.text[:60]}” may be a heading; if it is, leave a blank line above it"
            self._warn("HEADING_POSSIBLE", line.number, detail)

    def _card(self, number: int, section: _Section) -> Card:
        first = section.heading[0].number if section.heading else section.parts[0].lines[0].number
        if not section.heading:
            self._warn("NO_HEADING", first, "these points have no heading: the title stands for it")
        front = section.front or self._name
        kind = FrontKind.QUESTION if front.endswith("?") else FrontKind.HEADING
        return Card(
            id=f"c-{number:02d}",
            front=within(front, first, "This heading"),
            front_kind=kind if section.heading else FrontKind.SYNTHETIC,
            points=tuple(each.point() for each in section.twigs),
            lines=(first, max(section.twigs[-1].last, section.parts[-1].lines[-1].number)),
        )

    def _split(self, section: _Section) -> tuple[Card, ...]:
        """Return a card for each of a document's items, which are its headings."""
        self.dropped.extend(left_out(line, "title of the document") for line in section.heading)
        out = []
        for number, each in enumerate(section.twigs, 1):
            first = each.rows[0].number
            if not each.subs:
                self._warn("EMPTY_BACK", first, "nothing stands below this front")
            out.append(
                Card(
                    id=f"c-{number:02d}",
                    front=within(each.text, first, "This heading"),
                    front_kind=FrontKind.HEADING,
                    points=tuple(sub.point() for sub in each.subs),
                    lines=(first, each.last),
                    servable=bool(each.subs),
                )
            )
        return tuple(out)

    def _leave_out(self, lines: Sequence[Line], reason: str) -> None:
        self._warn("LOOSE_TEXT", lines[0].number, f"left out: {reason}")
        self.dropped.extend(left_out(line, reason) for line in lines)

    def _warn(self, code: str, line: int, detail: str) -> None:
        self.cautions.append(Caution(code, line, detail))


def _paragraph(lines: Sequence[Line]) -> Twig:
    out = twig(lines[0], PointKind.PARA)
    for line in lines[1:]:
        out.wrap(line)
    return out


def _are_fronts(twigs: Sequence[Twig]) -> bool:
    """Return whether the topmost items are headings: several, short, most with items below."""
    items = [each for each in twigs if each.kind is not PointKind.PARA]
    full = sum(bool(each.subs) for each in items)
    return (
        len(items) == len(twigs) > 1
        and 3 * full >= 2 * len(items)
        and all(heading_shaped(each.text) and len(each.text.split()) <= _SHORT for each in items)
    )
