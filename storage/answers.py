"""What was answered to asks: a review's answer lies on its ask, a live one in a row of its own.

One answer per learner and ask; nobody outside sees the difference.
"""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.ids import AskId, ClassId, LearnerId, QuestionKey
from bot.domain.question import Given, Mark, Verdict
from storage.codec import decode, encode
from storage.database import Tx
from storage.instants import from_ms, to_ms

PENDING = "pending"
"""The mark of a live answer's row that so far only holds a hint or a close call."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What one learner answered to one ask, marked; ``mark`` is None while only pending."""

    ask: AskId
    learner: LearnerId
    given: Given | None
    mark: Mark | None
    verdict: Verdict | None
    changes: int
    tries: int
    hinted: bool
    at: datetime


_ANSWER = "ask, learner, given, mark, verdict, changes, tries, hinted, at"


def _answer(row: tuple) -> Answer:  # type: ignore[type-arg]
    pending = row[3] == PENDING
    return Answer(
        ask=row[0],
        learner=row[1],
        given=None if pending else decode(row[2], Given),
        mark=None if pending else Mark(row[3]),
        verdict=None if pending else decode(row[4], Verdict),
        changes=row[5],
        tries=row[6],
        hinted=bool(row[7]),
        at=from_ms(row[8]),
    )


_OF_REVIEW = "id, learner, given, mark, verdict, 0, tries, hinted, closed_at"


def answer_of(tx: Tx, ask: AskId, learner: LearnerId) -> Answer | None:
    """Return a learner's answer to an ask."""
    sql = (
        f"SELECT {_ANSWER} FROM answers WHERE ask = ?1 AND learner = ?2 UNION ALL"
        f" SELECT {_OF_REVIEW} FROM asks WHERE id = ?1 AND learner = ?2 AND mark IS NOT NULL"
    )
    row = tx.execute(sql, (ask, learner)).fetchone()
    return _answer(row) if row else None


def answers_to(tx: Tx, ask: AskId) -> list[Answer]:
    """Return the answers to a live ask that hold an answer, the earliest first."""
    sql = f"SELECT {_ANSWER} FROM answers WHERE ask = ? AND mark <> 'pending' ORDER BY at, learner"
    return [_answer(row) for row in tx.execute(sql, (ask,))]


def answers_for_question(
    tx: Tx, question: QuestionKey, version: int, class_id: ClassId
) -> list[Answer]:
    """Return what a class's members answered to a question's version that is not marked right.

    In their reviews, and in asks put to this class, also those kept until a reveal. The answers
    to reviews come last.
    """
    sql = (
        "SELECT w.ask, w.learner, w.given, w.mark, w.verdict, w.changes, w.tries, w.hinted, w.at"
        " FROM asks AS a JOIN answers AS w ON w.ask = a.id"
        " JOIN members AS m ON m.learner = w.learner AND m.class = a.class"
        " WHERE a.question = ?1 AND a.version = ?2 AND a.class = ?3"
        " AND w.mark IN ('wrong', 'partly', 'close')"
        f" UNION ALL SELECT {_OF_REVIEW} FROM asks"
        " WHERE question = ?1 AND version = ?2 AND closed_at IS NOT NULL"
        " AND mark IN ('wrong', 'partly', 'close')"
        " AND learner IN (SELECT learner FROM members WHERE class = ?3)"
    )
    rows = tx.execute(sql, (question, version, class_id)).fetchall()
    return [_answer(row) for row in rows]


def close_answered(tx: Tx, ask: AskId, given: Given, verdict: Verdict, at: datetime) -> bool:
    """Close a review ask with its answer; False if it was closed already."""
    sql = (
        "UPDATE asks SET closed_at = ?, given = ?, mark = ?, verdict = ?"
        " WHERE id = ? AND closed_at IS NULL"
    )
    values = (to_ms(at), encode(given), verdict.mark.value, encode(verdict), ask)
    return tx.execute(sql, values).rowcount == 1


def put_answer(
    tx: Tx,
    ask: AskId,
    learner: LearnerId,
    given: Given,
    verdict: Verdict,
    at: datetime,
    *,
    changes: int = 0,
) -> None:
    """Write a learner's answer over a pending or earlier one, keeping its hint and tries."""
    what = (encode(given), str(verdict.mark), encode(verdict))
    sql = (
        "UPDATE asks SET given = ?, mark = ?, verdict = ?"
        " WHERE id = ? AND learner = ? AND mark IS NOT NULL"
    )
    if tx.execute(sql, (*what, ask, learner)).rowcount:
        return
    sql = (
        "INSERT INTO answers (given, mark, verdict, ask, learner, changes, at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (ask, learner) DO UPDATE SET"
        " given = excluded.given, mark = excluded.mark, verdict = excluded.verdict,"
        " changes = excluded.changes, at = excluded.at"
    )
    tx.execute(sql, (*what, ask, learner, changes, to_ms(at)))


def withdraw(tx: Tx, ask: AskId, learner: LearnerId, *, changes: int) -> None:
    """Let a live answer be none again, with its hint and tries; it was changed so often by then."""
    sql = (
        "UPDATE answers SET given = 'null', mark = 'pending', verdict = 'null', changes = ?"
        " WHERE ask = ? AND learner = ?"
    )
    tx.execute(sql, (changes, ask, learner))


def note_live(tx: Tx, ask: AskId, learner: LearnerId, at: datetime, *, hint: bool) -> None:
    """Remember a hint or a close call of a live ask, before there is an answer."""
    sql = (
        "INSERT INTO answers (ask, learner, given, mark, verdict, hinted, tries, at)"
        " VALUES (?, ?, 'null', 'pending', 'null', ?, ?, ?) ON CONFLICT (ask, learner)"
        " DO UPDATE SET hinted = max(hinted, excluded.hinted), tries = tries + excluded.tries"
    )
    tx.execute(sql, (ask, learner, int(hint), int(not hint), to_ms(at)))


def answered(tx: Tx, ask: AskId) -> int:
    """Return how many learners have answered a live ask."""
    sql = "SELECT count(*) FROM answers WHERE ask = ? AND mark <> 'pending'"
    return int(tx.execute(sql, (ask,)).fetchone()[0])
