"""Weeks that are over: when each was closed, and its board as it stood then.

What is put right later moves every window but a closed week: it was announced. Its rows are a fold
of the log as it was known when it was closed, kept among the boards' own (``boards.CLOSED``).
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from bot.domain.ids import ClassId, LearnerId
from storage.database import Tx
from storage.instants import from_ms, to_ms
from storage.kept import Kept, Topic

_LIVE, _CLOSED = 1, 5  # as ``boards.py`` keeps them
_CLOSINGS: Kept[ClassId, dict[date, datetime]] = Kept(Topic.PEOPLE, 1_000)


def closings(tx: Tx, class_id: ClassId) -> Mapping[date, datetime]:
    """Return when each closed week of a class was closed, by its Monday."""
    kept = _CLOSINGS.of(tx)
    found = kept.get(class_id)
    if found is None:
        rows = tx.execute("SELECT week, closed_at FROM closed_weeks WHERE class = ?", (class_id,))
        found = {date.fromordinal(week): from_ms(at) for week, at in rows}
        kept[class_id] = found
    return found


def closed_at(tx: Tx, class_id: ClassId, day: date) -> datetime | None:
    """Return when the week of a class's local day was closed, None if it is not."""
    return closings(tx, class_id).get(day - timedelta(days=day.weekday()))


def close_before(tx: Tx, class_id: ClassId, monday: date, at: datetime) -> int:
    """Close every week before that of ``monday`` that has answers; return how many those were."""
    weeks = [
        date.fromordinal(row[0])
        for row in tx.execute(
            "SELECT DISTINCT start FROM board_totals WHERE class = ?1 AND span = ?2 AND start < ?3"
            " AND start NOT IN (SELECT week FROM closed_weeks WHERE class = ?1)",
            (class_id, _LIVE, monday.toordinal()),
        )
    ]
    known = max(to_ms(at), _latest(tx, class_id)) if weeks else 0
    for week in weeks:
        tx.execute(
            "INSERT INTO closed_weeks (class, week, closed_at) VALUES (?, ?, ?)",
            (class_id, week.toordinal(), known),
        )
        tx.execute(
            "INSERT INTO board_totals (class, span, start, learner, answers, points)"
            " SELECT class, ?3, start, learner, answers, points FROM board_totals"
            " WHERE class = ?1 AND span = ?4 AND start = ?2",
            (class_id, week.toordinal(), _CLOSED, _LIVE),
        )
    if weeks:
        _CLOSINGS.of(tx).pop(class_id, None)
    return len(weeks)


def _latest(tx: Tx, class_id: ClassId) -> int:
    """Return the last instant in the log of a class's members: later than now, if the clock went
    back, and known all the same.
    """
    row = tx.execute(
        "SELECT coalesce(max(max("
        " (SELECT coalesce(max(r.at), 0) FROM reviews r WHERE r.learner = m.learner),"
        " (SELECT coalesce(max(a.made_at), 0) FROM amendments a WHERE a.learner = m.learner))), 0)"
        " FROM members m WHERE m.class = ?",
        (class_id,),
    ).fetchone()
    return int(row[0])


def add(tx: Tx, class_id: ClassId, day: date, learner: LearnerId, points: int) -> None:
    """Count one answer in the closed week of a class's local day."""
    monday = day - timedelta(days=day.weekday())
    tx.execute(
        "INSERT INTO board_totals (class, span, start, learner, answers, points)"
        " VALUES (?, ?, ?, ?, 1, ?) ON CONFLICT DO UPDATE SET answers = answers + 1,"
        " points = points + excluded.points",
        (class_id, _CLOSED, monday.toordinal(), learner, points),
    )


def forget(tx: Tx, learner: LearnerId) -> None:
    """Take a learner out of every closed week, to count them anew."""
    tx.execute("DELETE FROM board_totals WHERE span = ? AND learner = ?", (_CLOSED, learner))


def due(tx: Tx, now: datetime, limit: int) -> list[ClassId]:
    """Return classes with a week to close, the longest overdue first."""
    rows = tx.execute(
        "SELECT id FROM classes WHERE close_at <= ? ORDER BY close_at, id LIMIT ?",
        (to_ms(now), limit),
    )
    return [ClassId(row[0]) for row in rows]


def set_next(tx: Tx, class_id: ClassId, at: datetime) -> None:
    """Note when a class next has a week to close."""
    tx.execute("UPDATE classes SET close_at = ? WHERE id = ?", (to_ms(at), class_id))
