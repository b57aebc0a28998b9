"""Points by class: each learner's days, and totals by window kept ranked.

A board is read, not added up: `add` keeps every window's total as answers come in, and a row
that falls to no answers is removed, so that the tables equal a rebuild bit for bit. A week that
is over has its totals once more, as it was closed (`weeks.py`). Learners who hide are in the
totals of a class and in nothing else.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final, Literal

from bot.domain.calendar import window
from bot.domain.ids import ClassId, DeckId, LearnerId
from bot.domain.replies import Span
from storage.database import Tx
from storage.kept import Kept, Topic

# Few hide: a list of them costs less than a look at every learner.
_SEEN = "t.learner NOT IN (SELECT value FROM json_each(?4))"
_HIDDEN: Kept[ClassId, str] = Kept(Topic.PEOPLE, 1_000)

CLOSED: Final = "closed"
Kind = Span | Literal["closed"]
"""A window of the board, or a week as it stood when it ended."""

_CODES: dict[Kind, int] = {Span.WEEK: 1, Span.MONTH: 2, Span.TERM: 3, Span.ALL: 4, CLOSED: 5}


@dataclass(frozen=True, slots=True)
class Row:
    """One learner's points in a window, under the name they show."""

    learner: LearnerId
    name: str
    points: int
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Total:
    """A window of a whole class: learners who answered and do not hide, and everybody's points.

    ``everybody`` counts all who answered, hidden or not.
    """

    learners: int
    points: int
    everybody: int


def add(
    tx: Tx,
    class_id: ClassId,
    day: date,
    learner: LearnerId,
    deck: DeckId,
    *,
    answers: int,
    right: int,
    points: int,
) -> None:
    """Add to a learner's day on a class's boards; ``day`` is the class's local day.

    A correction takes away by negative numbers.
    """
    ordinal = day.toordinal()
    tx.execute(
        "INSERT INTO class_days (class, day, learner, deck, answers, right, points)"
        " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET answers = answers +"
        " excluded.answers, right = right + excluded.right, points = points + excluded.points",
        (class_id, ordinal, learner, deck, answers, right, points),
    )
    week, month, term = _starts(day)
    tx.execute(
        "INSERT INTO board_totals (class, span, start, learner, answers, points)"
        " VALUES (?1, 1, ?2, ?5, ?6, ?7), (?1, 2, ?3, ?5, ?6, ?7),"
        " (?1, 3, ?4, ?5, ?6, ?7), (?1, 4, 0, ?5, ?6, ?7) ON CONFLICT DO UPDATE SET"
        " answers = answers + excluded.answers, points = points + excluded.points",
        (class_id, week, month, term, learner, answers, points),
    )
    if answers < 0:
        _remove_empty(tx, class_id, ordinal, learner, (week, month, term))


def top(tx: Tx, class_id: ClassId, span: Kind, start: date | None, limit: int) -> list[Row]:
    """Return the first ``limit`` of a window; ``start`` is its first day, None for all time.

    ``span`` is not a day: see `by_days`.
    """
    return rows_of(
        tx.execute(
            "SELECT t.learner, coalesce(nullif(l.alias, ''), l.name), t.points, 0"
            " FROM board_totals t JOIN learners l ON l.id = t.learner"
            " WHERE t.class = ? AND t.span = ? AND t.start = ? AND NOT l.hidden"
            " ORDER BY t.points DESC, t.learner LIMIT ?",
            (class_id, _CODES[span], _ordinal(start), limit),
        ).fetchall()
    )


def points_of(
    tx: Tx, class_id: ClassId, span: Kind, start: date | None, learner: LearnerId
) -> int | None:
    """Return a learner's points in a window, None when they have not answered in it."""
    row = tx.execute(
        "SELECT points FROM board_totals"
        " WHERE class = ? AND span = ? AND start = ? AND learner = ?",
        (class_id, _CODES[span], _ordinal(start), learner),
    ).fetchone()
    return row and int(row[0])


def rank_of(tx: Tx, class_id: ClassId, span: Kind, start: date | None, points: int) -> int:
    """Return the rank of so many points: one more than the learners seen to have more."""
    row = tx.execute(
        "SELECT count(*) FROM board_totals t"
        f" WHERE t.class = ?1 AND t.span = ?2 AND t.start = ?3 AND {_SEEN} AND t.points > ?5",
        (class_id, _CODES[span], _ordinal(start), _hidden(tx, class_id), points),
    ).fetchone()
    return int(row[0]) + 1


def _hidden(tx: Tx, class_id: ClassId) -> str:
    """Return the members of a class who hide, as JSON."""
    kept = _HIDDEN.of(tx)
    found = kept.get(class_id)
    if found is None:
        sql = (
            "SELECT json_group_array(m.learner) FROM members m JOIN learners l"
            " ON l.id = m.learner WHERE m.class = ? AND l.hidden = 1"
        )
        found = kept[class_id] = str(tx.execute(sql, (class_id,)).fetchone()[0])
    return found


def around(
    tx: Tx,
    class_id: ClassId,
    span: Kind,
    start: date | None,
    learner: LearnerId,
    radius: int = 2,
) -> list[Row]:
    """Return a learner and up to ``radius`` who are seen either side, in order of rank."""
    points = points_of(tx, class_id, span, start, learner)
    if points is None:
        return []
    window_key = (class_id, _CODES[span], _ordinal(start))
    select = (
        "SELECT t.learner, coalesce(nullif(l.alias, ''), l.name), t.points, l.hidden"
        " FROM board_totals t JOIN learners l ON l.id = t.learner"
        " WHERE t.class = ? AND t.span = ? AND t.start = ?"
    )
    above = tx.execute(
        f"{select} AND t.points >= ? AND (t.points > ? OR t.learner < ?) AND NOT l.hidden"
        " ORDER BY t.points, t.learner DESC LIMIT ?",
        (*window_key, points, points, learner, radius),
    ).fetchall()
    below = tx.execute(
        f"{select} AND t.points <= ? AND (t.points < ? OR t.learner > ?) AND NOT l.hidden"
        " ORDER BY t.points DESC, t.learner LIMIT ?",
        (*window_key, points, points, learner, radius),
    ).fetchall()
    mine = tx.execute(f"{select} AND t.learner = ?", (*window_key, learner)).fetchall()
    return rows_of([*reversed(above), *mine, *below])


def total(tx: Tx, class_id: ClassId, span: Kind, start: date | None) -> Total:
    """Return a window's learners and points for the class as a team."""
    row = tx.execute(
        f"SELECT coalesce(sum({_SEEN}), 0), coalesce(sum(t.points), 0), count(*)"
        " FROM board_totals t"
        " WHERE t.class = ?1 AND t.span = ?2 AND t.start = ?3",
        (class_id, _CODES[span], _ordinal(start), _hidden(tx, class_id)),
    ).fetchone()
    return Total(learners=int(row[0]), points=int(row[1]), everybody=int(row[2]))


def by_days(tx: Tx, class_id: ClassId, first: date, last: date, deck: str = "") -> list[Row]:
    """Return everybody who answered from ``first`` to ``last``, hidden or not, best first.

    With ``deck``, only points of that deck. Reads the days and adds up: use the windows' own
    functions where there is one.
    """
    return rows_of(
        tx.execute(
            "SELECT d.learner, coalesce(nullif(l.alias, ''), l.name), sum(d.points), l.hidden"
            " FROM class_days d JOIN learners l ON l.id = d.learner"
            " WHERE d.class = ?1 AND d.day BETWEEN ?2 AND ?3 AND (?4 = '' OR d.deck = ?4)"
            " GROUP BY d.learner ORDER BY 3 DESC, d.learner",
            (class_id, first.toordinal(), last.toordinal(), deck),
        ).fetchall()
    )


def active_days(tx: Tx, class_id: ClassId, since: date) -> Mapping[date, int]:
    """Return how many learners answered on each of a class's days from ``since`` on."""
    rows = tx.execute(
        "SELECT day, learners FROM class_activity WHERE class = ? AND day >= ?",
        (class_id, since.toordinal()),
    )
    return {date.fromordinal(day): learners for day, learners in rows}


def improved(
    tx: Tx,
    class_id: ClassId,
    span: Kind,
    start: date | None,
    before: date | None,
    limit: int,
    *,
    earlier: Kind | None = None,
) -> list[LearnerId]:
    """Return who gained most over the window that starts at ``before``, the best first.

    The rule is ``most_improved`` of ``bot/domain/boards.py``; nobody who hides is among them.
    ``earlier`` says as what that window is kept, if not as this one.
    """
    rows = tx.execute(
        "SELECT t.learner FROM board_totals t JOIN board_totals e ON e.class = t.class"
        " AND e.span = ?7 AND e.start = ?5 AND e.learner = t.learner"
        " WHERE t.class = ?1 AND t.span = ?2 AND t.start = ?3 AND e.points > 0"
        f" AND t.points > e.points AND {_SEEN}"
        " ORDER BY t.points - e.points DESC, t.points DESC, t.learner LIMIT ?6",
        (
            class_id,
            _CODES[span],
            _ordinal(start),
            _hidden(tx, class_id),
            _ordinal(before),
            limit,
            _CODES[earlier or span],
        ),
    )
    return [LearnerId(row[0]) for row in rows]


def forget(tx: Tx, learner: LearnerId) -> None:
    """Take a learner off every board, to count them anew."""
    tx.execute("DELETE FROM class_days WHERE learner = ?", (learner,))
    tx.execute("DELETE FROM board_totals WHERE learner = ?", (learner,))


def forget_all(tx: Tx) -> None:
    """Empty every board, before a rebuild."""
    tx.execute("DELETE FROM class_days")
    tx.execute("DELETE FROM board_totals")


def _remove_empty(
    tx: Tx, class_id: ClassId, day: int, learner: LearnerId, starts: tuple[int, int, int]
) -> None:
    tx.execute(
        "DELETE FROM class_days WHERE class = ? AND day = ? AND learner = ? AND answers <= 0",
        (class_id, day, learner),
    )
    tx.execute(
        "DELETE FROM board_totals WHERE class = ?1 AND (span, start) IN"
        " (VALUES (1, ?2), (2, ?3), (3, ?4), (4, 0)) AND learner = ?5 AND answers <= 0",
        (class_id, *starts, learner),
    )


@lru_cache(maxsize=1024)
def _starts(day: date) -> tuple[int, int, int]:
    """Return the ordinals of the first days of the week, month and term of a day."""
    week, month, term = (window(span, day) for span in (Span.WEEK, Span.MONTH, Span.TERM))
    assert week is not None  # noqa: S101 - only all time has no window
    assert month is not None  # noqa: S101
    assert term is not None  # noqa: S101
    return week[0].toordinal(), month[0].toordinal(), term[0].toordinal()


def _ordinal(start: date | None) -> int:
    return 0 if start is None else start.toordinal()


def rows_of(found: list[tuple[int, str, int, int]]) -> list[Row]:
    """Return what was read as rows: learner, name shown, points, whether hidden."""
    return [
        Row(LearnerId(learner), name, points, bool(hidden))
        for learner, name, points, hidden in found
    ]
