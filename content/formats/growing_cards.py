"""Cards while they are being read: points are added below a front, wrapped lines join them.

Must not know any format: where a card begins is the reader's business.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from content.bounds import MAX_DEPTH, within
from content.draft import Card, FrontKind, Point, PointKind, Unreadable
from content.formats.notes import Line, all_joined

DEEPER = "o§–—▪▫■□◦○‣⁃"
"""Signs that word processors use for the levels below the first."""


@dataclass(slots=True)
class Piece:
    """A text of one or more lines, and the pieces below it."""

    lines: list[Line]
    subs: "list[Piece]" = field(default_factory=list)

    @property
    def head(self) -> Line:
        """Return the line it starts with."""
        return self.lines[0]

    @property
    def last(self) -> int:
        """Return the number of the last line, those of the pieces below included."""
        return max(self.subs[-1].last if self.subs else 0, self.lines[-1].number)

    def point(self) -> Point:
        """Return the piece as a point. Raises Unreadable if its text is too long."""
        text = all_joined([line.text for line in self.lines])
        return Point(
            text=within(text, self.head.number, "This point"),
            kind=self.head.kind,
            lines=(self.head.number, self.lines[-1].number),
            raw="\n".join(line.raw for line in self.lines),
            subs=tuple(each.point() for each in self.subs),
            joins=tuple(line.number for line in self.lines[1:]),
        )


@dataclass(slots=True)
class Growing:
    """A card being read. ``front`` has no lines where the document has lost it."""

    front: list[Line]
    kind: FrontKind = FrontKind.TOPIC
    title: str = ""  # the front, where it is not what its lines say
    theme: str = ""
    pieces: list[Piece] = field(default_factory=list)
    opened: list[Piece] = field(default_factory=list)  # the last piece and those above it

    @property
    def text(self) -> str:
        """Return the front."""
        return self.title or all_joined([line.text for line in self.front])

    @property
    def newest(self) -> Line:
        """Return the line that was read last."""
        return self.opened[-1].lines[-1] if self.opened else self.front[-1]

    def join(self, line: Line) -> None:
        """Add a wrapped line to what was read last, the front if there is no point yet."""
        (self.opened[-1].lines if self.opened else self.front).append(line)

    def add(self, line: Line) -> None:
        """Add a point: below the last one if it is indented more or has a lower level's sign.

        Raises Unreadable beyond MAX_DEPTH levels.
        """
        while self.opened and not _below(line, self.opened):
            self.opened.pop()
        if len(self.opened) >= MAX_DEPTH:
            sentence = f"This is nested more than {MAX_DEPTH} levels deep. Please flatten it."
            raise Unreadable(sentence, line.number)
        piece = Piece([line])
        (self.opened[-1].subs if self.opened else self.pieces).append(piece)
        self.opened.append(piece)

    def card(self, number: int) -> Card:
        """Return the card, the ``number``-th of its document. Raises Unreadable if too long."""
        start = self.front[0].number if self.front else self.pieces[0].head.number
        last = self.pieces[-1].last if self.pieces else self.front[-1].number
        return Card(
            id=f"c-{number:02d}",
            front=within(self.text, start, "This front"),
            front_kind=self.kind,
            points=tuple(piece.point() for piece in self.pieces),
            lines=(start, last),
            theme=self.theme,
        )


def cards_of(grown: Iterable[Growing]) -> tuple[Card, ...]:
    """Return cards numbered in the order of the document."""
    return tuple(each.card(number) for number, each in enumerate(grown, 1))


def _below(line: Line, opened: list[Piece]) -> bool:
    """Return whether a line belongs below the last of the ``opened`` pieces."""
    above = opened[-1].head
    if not line.marker or above.kind is PointKind.PARA:
        return False
    if line.indent != above.indent:
        return line.indent > above.indent
    signs = [piece.head.marker for piece in opened if piece.head.indent == line.indent]
    return line.marker in DEEPER and line.marker not in signs
