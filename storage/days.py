"""What each learner did on each of their local days: a fold of the log, for goals and streaks.

Must not know streaks, nor what a class did. A day without answers has no row, so that a rebuild
from the log ends in the same rows.
"""

from dataclasses import dataclass
from datetime import date

from bot.domain.ids import LearnerId
from storage.database import Tx
from storage.kept import Kept, Topic


@dataclass(frozen=True, slots=True)
class Day:
    """A learner's local day: answers, how many were right, points, and seconds spent."""

    day: date
    answers: int
    right: int
    points: int
    seconds: int


_LATEST: Kept[LearnerId, Day] = Kept(Topic.PEOPLE, 10_000)
"""The day of each learner that was written last."""


def add_day(
    tx: Tx,
    learner: LearnerId,
    day: date,
    *,
    answers: int,
    right: int,
    points: int,
    seconds: int,
) -> Day:
    """Add to a learner's day (take away what is negative); return the day as it is then.

    A day that falls to no answers is forgotten.
    """
    was = _day_before(tx, learner, day)
    now = Day(
        day, was.answers + answers, was.right + right, was.points + points, was.seconds + seconds
    )
    kept = _LATEST.of(tx)
    if now.answers == 0:
        kept.pop(learner, None)
        sql = "DELETE FROM learner_days WHERE learner = ? AND day = ?"
        tx.execute(sql, (learner, day.toordinal()))
        return now
    kept[learner] = now
    tx.execute(
        "INSERT INTO learner_days (learner, day, answers, right, points, seconds)"
        " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (learner, day) DO UPDATE SET"
        " answers = excluded.answers, right = excluded.right,"
        " points = excluded.points, seconds = excluded.seconds",
        (learner, day.toordinal(), now.answers, now.right, now.points, now.seconds),
    )
    return now


def _day_before(tx: Tx, learner: LearnerId, on: date) -> Day:
    """Return a learner's day as it is until now: the one written last is at hand."""
    known = _LATEST.of(tx).get(learner)
    return known if known is not None and known.day == on else day(tx, learner, on)


def day(tx: Tx, learner: LearnerId, on: date) -> Day:
    """Return what a learner did on a day: zeros when that was nothing."""
    row = tx.execute(
        "SELECT day, answers, right, points, seconds FROM learner_days"
        " WHERE learner = ? AND day = ?",
        (learner, on.toordinal()),
    ).fetchone()
    return Day(on, 0, 0, 0, 0) if row is None else _read(row)


def days(tx: Tx, learner: LearnerId, since: date) -> list[Day]:
    """Return the days from ``since`` on that have answers, oldest first."""
    rows = tx.execute(
        "SELECT day, answers, right, points, seconds FROM learner_days"
        " WHERE learner = ? AND day >= ? ORDER BY day",
        (learner, since.toordinal()),
    )
    return [_read(row) for row in rows]


def clear_days(tx: Tx, learner: LearnerId | None = None) -> None:
    """Forget every day, or those of one learner, before they are folded anew."""
    _LATEST.of(tx).clear()
    if learner is None:
        tx.execute("DELETE FROM learner_days")
    else:
        tx.execute("DELETE FROM learner_days WHERE learner = ?", (learner,))


def _read(row: tuple[int, int, int, int, int]) -> Day:
    return Day(date.fromordinal(row[0]), *row[1:])
