"""Asks: a question posed to a learner, or in a place. What is answered is in ``answers.py``."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.ids import AskId, ClassId, LearnerId, PlaceId, QuestionKey, RoundId
from bot.domain.question import Given, Verdict
from bot.domain.replies import Source
from storage.answers import (
    Answer,
    answer_of,
    answered,
    answers_for_question,
    answers_to,
    close_answered,
    note_live,
    put_answer,
    withdraw,
)
from storage.database import Tx
from storage.instants import from_ms, to_ms
from storage.kept import Kept, Topic
from storage.numbers import next_number

__all__ = [
    "Answer",
    "Ask",
    "answer_of",
    "answer_review",
    "answered",
    "answers_for_question",
    "answers_to",
    "close",
    "drop_open_reviews",
    "get",
    "last_of_round",
    "note_hint",
    "note_live",
    "note_shown",
    "note_try",
    "of_round",
    "open_for_review",
    "open_in_place",
    "open_review",
    "put_answer",
    "reopen",
    "skip",
    "skipped_since",
    "withdraw",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One posing of one question. A review's ask has a learner, a live one a place.

    ``wanted`` are the filters of a review, as whoever opened it writes them; ``ahead`` says that
    it was opened with the answer before it, and not because somebody pressed for it.
    """

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
    wanted: str
    ahead: bool


_COLUMNS = (
    "id, question, version, source, learner, round, place, class, number, seed,"
    " opened_at, closes_at, closed_at, hinted, tries, state, wanted, ahead"
)

# A review's ask is written, read and closed within minutes. What else happens to it is done by
# this module, or with its learner.
_OPEN: Kept[AskId, Ask] = Kept(Topic.PEOPLE, 10_000)
_LATEST: Kept[LearnerId, AskId] = Kept(Topic.PEOPLE, 10_000)
_NOTHING_SKIPPED: Kept[LearnerId, datetime] = Kept(Topic.PEOPLE, 10_000)

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
        wanted=row[16],
        ahead=bool(row[17]),
    )


def get(tx: Tx, ask: AskId) -> Ask | None:
    """Return an ask, or None if there never was one."""
    known = _OPEN.of(tx).get(ask)
    if known is not None:
        return known
    row = tx.execute(f"SELECT {_COLUMNS} FROM asks WHERE id = ?", (ask,)).fetchone()
    return _ask(row) if row else None


def open_review(tx: Tx, learner: LearnerId) -> Ask | None:
    """Return the review ask a learner has open: the one to go back to after a reload."""
    latest = _LATEST.of(tx).get(learner)
    known = _OPEN.of(tx).get(latest) if latest is not None else None
    if known is not None:
        return known
    sql = (
        f"SELECT {_COLUMNS} FROM asks WHERE learner = ? AND closed_at IS NULL"
        " ORDER BY id DESC LIMIT 1"
    )
    row = tx.execute(sql, (learner,)).fetchone()
    return _ask(row) if row else None


def open_for_review(
    tx: Tx,
    learner: LearnerId,
    question: QuestionKey,
    version: int,
    seed: int,
    at: datetime,
    *,
    wanted: str = "",
    ahead: bool = False,
) -> Ask:
    """Open a review ask for one learner; see `Ask` for ``wanted`` and ``ahead``."""
    sql = (
        "INSERT INTO asks (id, question, version, source, learner, seed, opened_at, wanted, ahead)"
        " VALUES (?, ?, ?, 'review', ?, ?, ?, ?, ?)"
    )
    number = next_number(tx, "ask")
    tx.execute(sql, (number, question, version, learner, seed, to_ms(at), wanted, ahead))
    opened = Ask(
        id=AskId(number),
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
        wanted=wanted,
        ahead=ahead,
    )
    _OPEN.of(tx)[opened.id] = opened
    _LATEST.of(tx)[learner] = opened.id
    return opened


def _changed(tx: Tx, ask: AskId) -> None:
    """Let go of what is kept of an ask: it is about to be written."""
    _OPEN.of(tx).pop(ask, None)


def open_in_place(
    tx: Tx,
    *,
    question: QuestionKey,
    version: int,
    round_id: RoundId | None,
    place: PlaceId,
    class_id: ClassId | None,
    number: int,
    seed: int,
    at: datetime,
    closes_at: datetime | None,
) -> Ask:
    """Open the next ask of a round, or a daily question where there is no round."""
    sql = (
        "INSERT INTO asks (id, question, version, source, round, place, class, number, seed,"
        " opened_at, closes_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING "
    ) + _COLUMNS
    closes = to_ms(closes_at) if closes_at else None
    source = Source.ROUND if round_id else Source.DAILY
    what = (next_number(tx, "ask"), question, version, source.value, round_id)
    values = (*what, place, class_id, number, seed, to_ms(at), closes)
    return _ask(tx.execute(sql, values).fetchone())


def close(tx: Tx, ask: AskId, at: datetime) -> bool:
    """Close an ask; False if somebody already had."""
    _changed(tx, ask)
    sql = "UPDATE asks SET closed_at = ? WHERE id = ? AND closed_at IS NULL"
    return tx.execute(sql, (to_ms(at), ask)).rowcount == 1


def begin_anew(tx: Tx, ask: AskId, opened_at: datetime, closes_at: datetime) -> None:
    """Let an open ask begin at another time than it was opened."""
    _changed(tx, ask)
    sql = "UPDATE asks SET opened_at = ?, closes_at = ? WHERE id = ? AND closed_at IS NULL"
    tx.execute(sql, (to_ms(opened_at), to_ms(closes_at), ask))


def answer_review(tx: Tx, ask: AskId, given: Given, verdict: Verdict, at: datetime) -> bool:
    """Close a review ask with its answer; False if it was closed already."""
    _changed(tx, ask)
    return close_answered(tx, ask, given, verdict, at)


def reopen(tx: Tx, ask: AskId) -> None:
    """Open a review ask again, without its answer: its answer was taken back."""
    sql = (
        "UPDATE asks SET closed_at = NULL, tries = 0, state = '', ahead = 0,"
        " given = NULL, mark = NULL, verdict = NULL WHERE id = ?"
    )
    _changed(tx, ask)
    tx.execute(sql, (ask,))


def note_shown(tx: Tx, ask: AskId, at: datetime) -> None:
    """Let the time of an ask that was opened ahead begin when it is shown."""
    _changed(tx, ask)
    tx.execute("UPDATE asks SET opened_at = ?, ahead = 0 WHERE id = ?", (to_ms(at), ask))


def drop_open_reviews(tx: Tx, learner: LearnerId, at: datetime) -> None:
    """Close every open review ask of a learner without an answer."""
    _OPEN.of(tx).clear()  # whichever they are
    sql = "UPDATE asks SET closed_at = ? WHERE learner = ? AND closed_at IS NULL"
    tx.execute(sql, (to_ms(at), learner))


def skip(tx: Tx, ask: AskId, at: datetime) -> bool:
    """Close a review ask that was put aside; False if it was closed already."""
    _changed(tx, ask)
    _NOTHING_SKIPPED.of(tx).clear()  # whoever's it is
    sql = "UPDATE asks SET closed_at = ?, state = 'skipped' WHERE id = ? AND closed_at IS NULL"
    return tx.execute(sql, (to_ms(at), ask)).rowcount == 1


def skipped_since(tx: Tx, learner: LearnerId, since: datetime) -> list[QuestionKey]:
    """Return the questions a learner put aside since an instant."""
    kept = _NOTHING_SKIPPED.of(tx)
    known = kept.get(learner)
    if known is not None and known <= since:
        return []
    sql = "SELECT question FROM asks WHERE learner = ? AND closed_at >= ? AND state = 'skipped'"
    found = [QuestionKey(row[0]) for row in tx.execute(sql, (learner, to_ms(since)))]
    if not found:
        kept[learner] = since
    return found


def note_hint(tx: Tx, ask: AskId) -> None:
    """Remember that the learner of a review ask took the hint."""
    _changed(tx, ask)
    tx.execute("UPDATE asks SET hinted = 1 WHERE id = ?", (ask,))


def note_try(tx: Tx, ask: AskId, state: str = "") -> None:
    """Count a close call of a review ask and keep what its kind needs for the next press."""
    _changed(tx, ask)
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
