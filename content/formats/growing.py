"""Points while they grow: a line, the lines wrapped onto it, and the points below it.

Must not know how levels are found.
"""

from dataclasses import dataclass, field

from content.bounds import within
from content.draft import Point, PointKind
from content.formats.notes import Line, all_joined


@dataclass(slots=True)
class Twig:
    """A point that is still being read. ``texts`` are its tidied lines, ``rows`` as they stood."""

    kind: PointKind
    rows: list[Line]
    texts: list[str]
    subs: "list[Twig]" = field(default_factory=list)

    def wrap(self, row: Line, text: str | None = None) -> None:
        """Add a line that was wrapped onto this point."""
        self.rows.append(row)
        self.texts.append(row.whole if text is None else text)

    @property
    def text(self) -> str:
        """Return the text so far, put together."""
        return all_joined(self.texts)

    @property
    def last(self) -> int:
        """Return the last line of this point and all below it."""
        return self.subs[-1].last if self.subs else self.rows[-1].number

    def point(self) -> Point:
        """Return the point. Raises Unreadable if its text is too long."""
        first = self.rows[0].number
        return Point(
            text=within(self.text, first, "This point"),
            kind=self.kind,
            lines=(first, self.rows[-1].number),
            raw="\n".join(row.raw for row in self.rows),
            subs=tuple(each.point() for each in self.subs),
            joins=tuple(row.number for row in self.rows[1:]),
        )


def twig(row: Line, kind: PointKind | None = None) -> Twig:
    """Return the beginning of a point: a line without its marker."""
    return Twig(row.kind if kind is None else kind, [row], [row.text])


def hang(roots: list[Twig], new: Twig, depth: int) -> None:
    """Put a point at a depth below the last of ``roots``, or as deep as there is a point for it."""
    level = roots
    for _ in range(depth):
        if not level:
            break
        level = level[-1].subs
    level.append(new)


def youngest(roots: list[Twig]) -> Twig | None:
    """Return the point that was put last, if any."""
    if not roots:
        return None
    last = roots[-1]
    while last.subs:
        last = last.subs[-1]
    return last
