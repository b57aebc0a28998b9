"""What each learner did on each of their local days: a fold of the log, for goals and streaks.

Must not know streaks, nor what a class did. A day without answers has no row, so that a rebuild
from the log ends in the same rows.
"""

from dataclasses import dataclass
from datetime import date

from bot.domain.ids import LearnerId
from storage.database import Tx


@dataclass(frozen=True, slots=True)
class Day:
    """A learner's local day: answers, how many were right, points, and seconds spent."""

    day: date
    answers: int
    right: int
    points: int
    seconds: int


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
    row = tx.execute(
        "INSERT INTO learner_days (learner, day, answers, right, points, seconds)"
        " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (learner, day) DO UPDATE SET"
        " answers = answers + excluded.answers, right = right + excluded.right,"
        " points = points + excluded.points, seconds = seconds + excluded.seconds"
        " RETURNING answers, right, points, seconds",
        (learner, day.toordinal(), answers, right, points, seconds),
    ).fetchone()
    if row[0] == 0:
        tx.execute(
            "DELETE FROM learner_days WHERE learner = ? AND day = ?", (learner, day.toordinal())
        )
    return Day(day, *row)


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
    if learner is None:
        tx.execute("DELETE FROM learner_days")
    else:
        tx.execute("DELETE FROM learner_days WHERE learner = ?", (learner,))


def _read(row: tuple[int, int, int, int, int]) -> Day:
    return Day(date.fromordinal(row[0]), *row[1:])
