"""A class's week in figures for its digest: what was hard, and what falls due. Names nobody.

Must not know which week is meant, nor how it is told.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.domain.ids import ClassId, QuestionKey
from storage.database import Tx
from storage.instants import to_ms

LEAST = 3
"""Learners who must have answered a question for it to be told: fewer, and one knows who it was."""


@dataclass(frozen=True, slots=True)
class Struggle:
    """A question, how often it was answered, and how often wrongly."""

    question: QuestionKey
    answers: int
    wrong: int


def hardest(
    tx: Tx, class_id: ClassId, since: datetime, until: datetime, limit: int
) -> list[Struggle]:
    """Return the questions a class got wrong most, of those at least three members answered.

    What was put right since counts as it is now.
    """
    rows = tx.execute(
        "SELECT question, count(*), sum(mark = 0) FROM (SELECT r.learner, r.question,"
        " coalesce((SELECT CASE a.grade WHEN 0 THEN -1 ELSE a.mark END FROM amendments a"
        "  WHERE a.learner = r.learner AND a.at = r.at AND a.question = r.question"
        "  ORDER BY a.seq DESC LIMIT 1), r.mark) AS mark"
        " FROM members m CROSS JOIN reviews r ON r.learner = m.learner AND r.at >= ?2 AND r.at < ?3"
        " WHERE m.class = ?1 AND (r.class = ?1 OR EXISTS (SELECT 1 FROM tallies t"
        "  WHERE t.learner = r.learner AND t.at = r.at AND t.question = r.question"
        "  AND t.class = ?1))) WHERE mark >= 0 GROUP BY question"
        " HAVING count(DISTINCT learner) >= ?4 AND sum(mark = 0) > 0"
        " ORDER BY avg(mark = 0) DESC, count(*) DESC, question LIMIT ?5",
        (class_id, to_ms(since), to_ms(until), LEAST, limit),
    )
    return [Struggle(QuestionKey(key), answers, wrong) for key, answers, wrong in rows]


def memories_of(tx: Tx, class_id: ClassId, question: QuestionKey) -> list[tuple[date, float]]:
    """Return the last exposure and the stability in days of every member who knows a question."""
    rows = tx.execute(
        "SELECT x.last, x.stability / 10000.0 FROM members m"
        " JOIN memories x ON x.learner = m.learner AND x.question = ? WHERE m.class = ?",
        (question, class_id),
    )
    return [(date.fromordinal(last), firm) for last, firm in rows]


def falling_due(tx: Tx, class_id: ClassId, first: date, days: int) -> list[tuple[date, int]]:
    """Return how many questions fall due for all members on each of so many days."""
    start = first.toordinal()
    rows = tx.execute(
        "SELECT x.due, count(*) FROM members m CROSS JOIN memories x INDEXED BY memories_due"
        " ON x.learner = m.learner AND x.due BETWEEN ? AND ? WHERE m.class = ? GROUP BY x.due",
        (start, start + days - 1, class_id),
    )
    counts: dict[int, int] = dict(rows.fetchall())
    return [(first + timedelta(days=n), counts.get(start + n, 0)) for n in range(days)]


def overdue(tx: Tx, class_id: ClassId, day: date) -> int:
    """Return how many reviews of all members were due before a day and can still be asked."""
    row = tx.execute(
        "SELECT count(*) FROM members m CROSS JOIN memories x INDEXED BY memories_due"
        " ON x.learner = m.learner AND x.due < ? JOIN questions AS q ON q.key = x.question"
        " WHERE m.class = ? AND q.retired = 0 AND q.paused = 0",
        (day.toordinal(), class_id),
    ).fetchone()
    return int(row[0])
