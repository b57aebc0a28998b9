"""One window of one class's board, read either way: kept ranked, or added up from its days.

Weeks, months, terms and all time are kept ranked; a single day, or one deck, is added up. Both
answer the same questions. Nobody who hides is in a rank, a top or a comparison.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.boards import most_improved
from bot.domain.ids import ClassId, LearnerId
from bot.domain.replies import Span
from storage import boards, servers, weeks
from storage.boards import Row, Total
from storage.database import Tx
from storage.questions import DeckRow


@dataclass(frozen=True, slots=True)
class Ranked:
    """A window that is kept ranked: every question is a few reads by an index.

    ``closed``: a week that is over, as it stood when it ended.
    """

    tx: Tx
    class_id: ClassId
    span: Span
    start: date | None
    closed: bool = False

    @property
    def kind(self) -> boards.Kind:
        """Return as what its rows are kept."""
        return boards.CLOSED if self.closed else self.span

    def top(self, limit: int) -> list[Row]:
        """Return the first of those who are seen."""
        return boards.top(self.tx, self.class_id, self.kind, self.start, limit)

    def around(self, you: LearnerId, radius: int) -> list[Row]:
        """Return you, hidden or not, and those who are seen either side."""
        return boards.around(self.tx, self.class_id, self.kind, self.start, you, radius)

    def rank(self, points: int) -> int:
        """Return the rank of so many points among those who are seen."""
        return boards.rank_of(self.tx, self.class_id, self.kind, self.start, points)

    def total(self) -> Total:
        """Return the learners who are seen and everybody's points."""
        return boards.total(self.tx, self.class_id, self.kind, self.start)


@dataclass(frozen=True, slots=True)
class Summed:
    """A window added up from its days: ``rows`` are everybody's, hidden or not, best first."""

    rows: list[Row]

    @property
    def closed(self) -> bool:
        """Return False: a sum of days is as they are now."""
        return False

    def top(self, limit: int) -> list[Row]:
        """Return the first of those who are seen."""
        return self._seen()[:limit]

    def around(self, you: LearnerId, radius: int) -> list[Row]:
        """Return you, hidden or not, and those who are seen either side."""
        rows = self._seen(you)
        place = next((n for n, row in enumerate(rows) if row.learner == you), None)
        return [] if place is None else rows[max(0, place - radius) : place + radius + 1]

    def rank(self, points: int) -> int:
        """Return the rank of so many points among those who are seen."""
        return 1 + bisect_left(self._seen(), -points, key=lambda row: -row.points)

    def total(self) -> Total:
        """Return the learners who are seen and everybody's points."""
        return Total(len(self._seen()), sum(row.points for row in self.rows), len(self.rows))

    def points(self) -> dict[LearnerId, int]:
        """Return the points of everybody who is seen."""
        return {row.learner: row.points for row in self._seen()}

    def _seen(self, you: LearnerId | None = None) -> list[Row]:
        return [row for row in self.rows if not row.hidden or row.learner == you]


Board = Ranked | Summed


def improved(board: Board, earlier: Board, limit: int) -> Sequence[LearnerId]:
    """Return who of those seen gained most over the window before, the best first."""
    if isinstance(board, Ranked) and isinstance(earlier, Ranked):
        return boards.improved(
            board.tx,
            board.class_id,
            board.kind,
            board.start,
            earlier.start,
            limit,
            earlier=earlier.kind,
        )
    if isinstance(board, Summed) and isinstance(earlier, Summed):
        return most_improved(board.points(), earlier.points(), limit)
    raise TypeError("two windows of different kinds")


def board_of(
    tx: Tx, class_id: ClassId, span: Span, days: tuple[date, date] | None, deck: DeckRow | None
) -> Board:
    """Return the board of a window; ``days`` are its first and last, None for all time.

    A week that was closed is as it stood then.
    """
    if span is not Span.DAY and deck is None:
        start = days[0] if days else None
        closed = (
            span is Span.WEEK
            and start is not None
            and weeks.closed_at(tx, class_id, start) is not None
        )
        return Ranked(tx, class_id, span, start, closed)
    first, last = days or (date.min, date.max)
    return Summed(boards.by_days(tx, class_id, first, last, deck.id if deck else ""))


def server_board(
    tx: Tx, class_ids: Sequence[ClassId], days: tuple[date, date] | None, deck: DeckRow | None
) -> Summed:
    """Return the board of several classes together: what counts in two of them counts once."""
    first, last = days or (date.min, date.max)
    return Summed(servers.of_classes(tx, class_ids, first, last, deck.id if deck else ""))
