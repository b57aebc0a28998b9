"""Asks and the answers given to them: one answer per learner and ask, by primary key."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.ids import AskId, ClassId, LearnerId, PlaceId, QuestionKey, RoundId
from bot.domain.question import Given, Mark, Verdict
from bot.domain.replies import Source
from storage.codec import decode, encode
from storage.database import Tx
from storage.instants import from_ms, to_ms

PENDING = "pending"
"""The mark of an answer row that so far only holds a hint or a close call."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One posing of one question. A review's ask has a learner, a live one a place."""

    id: AskId
    question: QuestionKey
    version: int
    source: Source
    learner: LearnerId | None
    round: RoundId | None
    place: PlaceId | None
    class_id: ClassId | None
    number: int
    seed: int
    opened_at: datetime
    closes_at: datetime | None
    closed_at: datetime | None
    hinted: bool
    tries: int
    state: str


_COLUMNS = (
    "id, question, version, source, learner, round, place, class, number, seed,"
    " opened_at, closes_at, closed_at, hinted, tries, state"
)

_SOURCES = {str(source): source for source in Source}


def _ask(row: tuple) -> Ask:  # type: ignore[type-arg]
    return Ask(
        id=row[0],
        question=row[1],
        version=row[2],
        source=_SOURCES[row[3]],
        learner=row[4],
        round=row[5],
        place=row[6],
        class_id=row[7],
        number=row[8],
        seed=row[9],
        opened_at=from_ms(row[10]),
        closes_at=from_ms(row[11]) if row[11] is not None else None,
        closed_at=from_ms(row[12]) if row[12] is not None else None,
        hinted=bool(row[13]),
        tries=row[14],
        state=row[15],
    )


def get(tx: Tx, ask: AskId) -> Ask | None:
    """Return an ask, or None if there never was one."""
    row = tx.execute(f"SELECT {_COLUMNS} FROM asks WHERE id = ?", (ask,)).fetchone()
    return _ask(row) if row else None


def open_review(tx: Tx, learner: LearnerId) -> Ask | None:
    """Return the review ask a learner has open: the one to go back to after a reload."""
    sql = (
        f"SELECT {_COLUMNS} FROM asks WHERE learner = ? AND closed_at IS NULL"
        " ORDER BY id DESC LIMIT 1"
    )
    row = tx.execute(sql, (learner,)).fetchone()
    return _ask(row) if row else None


def open_for_review(
    tx: Tx, learner: LearnerId, question: QuestionKey, version: int, seed: int, at: datetime
) -> Ask:
    """Open a review ask for one learner."""
    sql = (
        "INSERT INTO asks (question, version, source, learner, seed, opened_at)"
        " VALUES (?, ?, 'review', ?, ?, ?)"
    )
    number = tx.execute(sql, (question, version, learner, seed, to_ms(at))).lastrowid
    return Ask(
        id=AskId(number or 0),
        question=question,
        version=version,
        source=Source.REVIEW,
        learner=learner,
        round=None,
        place=None,
        class_id=None,
        number=0,
        seed=seed,
        opened_at=at,
        closes_at=None,
        closed_at=None,
        hinted=False,
        tries=0,
        state="",
    )


def open_in_round(
    tx: Tx,
    *,
    question: QuestionKey,
    version: int,
    round_id: RoundId,
    place: PlaceId,
    class_id: ClassId | None,
    number: int,
    seed: int,
    at: datetime,
    closes_at: datetime | None,
) -> Ask:
    """Open the next ask of a round."""
    sql = (
        "INSERT INTO asks (question, version, source, round, place, class, number, seed,"
        " opened_at, closes_at) VALUES (?, ?, 'round', ?, ?, ?, ?, ?, ?, ?) RETURNING " + _COLUMNS
    )
    closes = to_ms(closes_at) if closes_at else None
    values = (question, version, round_id, place, class_id, number, seed, to_ms(at), closes)
    return _ask(tx.execute(sql, values).fetchone())


def close(tx: Tx, ask: AskId, at: datetime) -> bool:
    """Close an ask; False if somebody already had."""
    sql = "UPDATE asks SET closed_at = ? WHERE id = ? AND closed_at IS NULL"
    return tx.execute(sql, (to_ms(at), ask)).rowcount == 1


def reopen(tx: Tx, ask: AskId) -> None:
    """Open a review ask again, without its answer: its answer was taken back."""
    tx.execute("UPDATE asks SET closed_at = NULL, tries = 0, state = '' WHERE id = ?", (ask,))
    tx.execute("DELETE FROM answers WHERE ask = ?", (ask,))


def drop_open_reviews(tx: Tx, learner: LearnerId, at: datetime) -> None:
    """Close every open review ask of a learner without an answer."""
    sql = "UPDATE asks SET closed_at = ? WHERE learner = ? AND closed_at IS NULL"
    tx.execute(sql, (to_ms(at), learner))


def skip(tx: Tx, ask: AskId, at: datetime) -> bool:
    """Close a review ask that was put aside; False if it was closed already."""
    sql = "UPDATE asks SET closed_at = ?, state = 'skipped' WHERE id = ? AND closed_at IS NULL"
    return tx.execute(sql, (to_ms(at), ask)).rowcount == 1


def skipped_since(tx: Tx, learner: LearnerId, since: datetime) -> list[QuestionKey]:
    """Return the questions a learner put aside since an instant."""
    sql = "SELECT question FROM asks WHERE learner = ? AND closed_at >= ? AND state = 'skipped'"
    return [row[0] for row in tx.execute(sql, (learner, to_ms(since)))]


def note_hint(tx: Tx, ask: AskId) -> None:
    """Remember that the learner of a review ask took the hint."""
    tx.execute("UPDATE asks SET hinted = 1 WHERE id = ?", (ask,))


def note_try(tx: Tx, ask: AskId, state: str = "") -> None:
    """Count a close call of a review ask and keep what its kind needs for the next press."""
    tx.execute("UPDATE asks SET tries = tries + 1, state = ? WHERE id = ?", (state, ask))


def of_round(tx: Tx, round_id: RoundId) -> list[Ask]:
    """Return the asks of a round in order."""
    sql = f"SELECT {_COLUMNS} FROM asks WHERE round = ? ORDER BY number"
    return [_ask(row) for row in tx.execute(sql, (round_id,))]


def last_of_round(tx: Tx, round_id: RoundId) -> Ask | None:
    """Return the latest ask of a round, open or closed."""
    sql = f"SELECT {_COLUMNS} FROM asks WHERE round = ? ORDER BY number DESC LIMIT 1"
    row = tx.execute(sql, (round_id,)).fetchone()
    return _ask(row) if row else None


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


def answer_of(tx: Tx, ask: AskId, learner: LearnerId) -> Answer | None:
    """Return a learner's answer to an ask."""
    sql = f"SELECT {_ANSWER} FROM answers WHERE ask = ? AND learner = ?"
    row = tx.execute(sql, (ask, learner)).fetchone()
    return _answer(row) if row else None


def answers_to(tx: Tx, ask: AskId) -> list[Answer]:
    """Return the answers to an ask that hold an answer, the earliest first."""
    sql = f"SELECT {_ANSWER} FROM answers WHERE ask = ? AND mark <> 'pending' ORDER BY at, learner"
    return [_answer(row) for row in tx.execute(sql, (ask,))]


def answers_for_question(
    tx: Tx, question: QuestionKey, version: int
) -> list[tuple[Answer, datetime]]:
    """Return the answers to a question's version not marked right, with when their ask closed."""
    sql = (
        "SELECT w.ask, w.learner, w.given, w.mark, w.verdict, w.changes, w.tries, w.hinted, w.at,"
        " a.closed_at FROM asks AS a JOIN answers AS w ON w.ask = a.id"
        " WHERE a.question = ? AND a.version = ? AND a.closed_at IS NOT NULL"
        " AND w.mark IN ('wrong', 'partly', 'close')"
    )
    rows = tx.execute(sql, (question, version)).fetchall()
    return [(_answer(row), from_ms(row[9])) for row in rows]


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
    """Write a learner's answer, over a pending or earlier one, keeping its hint and tries."""
    sql = (
        "INSERT INTO answers (ask, learner, given, mark, verdict, credit, changes, at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (ask, learner) DO UPDATE SET"
        " given = excluded.given, mark = excluded.mark, verdict = excluded.verdict,"
        " credit = excluded.credit, changes = excluded.changes, at = excluded.at"
    )
    values = (
        ask,
        learner,
        encode(given),
        str(verdict.mark),
        encode(verdict),
        round(verdict.credit * 1000),
        changes,
        to_ms(at),
    )
    tx.execute(sql, values)


def note_live(tx: Tx, ask: AskId, learner: LearnerId, at: datetime, *, hint: bool) -> None:
    """Remember a hint or a close call of a live ask, before there is an answer."""
    sql = (
        "INSERT INTO answers (ask, learner, given, mark, verdict, credit, hinted, tries, at)"
        " VALUES (?, ?, 'null', 'pending', 'null', 0, ?, ?, ?) ON CONFLICT (ask, learner)"
        " DO UPDATE SET hinted = max(hinted, excluded.hinted), tries = tries + excluded.tries"
    )
    tx.execute(sql, (ask, learner, int(hint), int(not hint), to_ms(at)))


def answered(tx: Tx, ask: AskId) -> int:
    """Return how many learners have answered an ask."""
    sql = "SELECT count(*) FROM answers WHERE ask = ? AND mark <> 'pending'"
    return int(tx.execute(sql, (ask,)).fetchone()[0])
