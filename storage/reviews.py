"""The log of every answer, never changed; what is put right about it; and the days it adds up to.

Everything else about a learner is a fold of this. Must not know how to fold; must not lose a
line. ``storage/memories.py`` and ``storage/boards.py`` hold what is folded.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import groupby

from bot.domain.ids import AskId, ClassId, DeckId, LearnerId, QuestionKey
from bot.domain.question import Grade, Mark
from bot.domain.replies import Source
from bot.domain.review import Amendment, Review
from storage import questions
from storage.database import Tx
from storage.days import Day, add_day, clear_days, day, days
from storage.instants import from_ms, to_ms
from storage.kept import Kept, Topic

__all__ = [
    "Day",
    "add_day",
    "amend",
    "amendments_of",
    "append",
    "clear_days",
    "day",
    "days",
    "deck_of",
    "everything",
    "last_of",
    "latest",
    "note_told",
    "of",
    "tallies_of",
    "tally",
    "times",
    "told_before",
]

_MARKS = (Mark.WRONG, Mark.PARTLY, Mark.RIGHT)
_MARK_CODES = {mark: code for code, mark in enumerate(_MARKS)}
_SOURCES = (Source.REVIEW, Source.ROUND, Source.DAILY)
_SOURCE_CODES = {source: code for code, source in enumerate(_SOURCES)}
_MILLISECOND = timedelta(milliseconds=1)
_COLUMNS = (
    "learner, at, question, version, ask, day, mark, credit, grade, retention, source, seconds"
)
_LAST: Kept[LearnerId, int] = Kept(Topic.PEOPLE, 10_000)
_AMENDMENT = "learner, at, question, mark, credit, grade, cause, made_at"


def append(tx: Tx, review: Review, tally: tuple[ClassId, date] | None = None) -> Review:
    """Log a review and return it as it is kept.

    ``tally`` is the class on whose board it counts first, and the class's local day. A learner's
    log only goes forward: where the clock stood still or stepped back, the review is kept a
    millisecond after the one before it, so that a rebuild folds in the order of answering.

    Raises ValueError for a close call, which is not an answer yet.
    """
    if review.mark is Mark.CLOSE:
        raise ValueError("a close call is not an answer yet")
    day = review.day.toordinal()
    at = _next_instant(tx, review.learner, to_ms(review.at))
    tx.execute(
        f"INSERT INTO reviews ({_COLUMNS}, class, shift)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            review.learner,
            at,
            review.question,
            review.version,
            review.ask,
            day,
            _MARK_CODES[review.mark],
            review.credit,
            review.grade,
            review.retention,
            _SOURCE_CODES[review.source],
            review.seconds,
            tally[0] if tally else None,
            tally[1].toordinal() - day if tally else 0,
        ),
    )
    kept = from_ms(at)
    return review if kept == review.at else replace(review, at=kept)


def _next_instant(tx: Tx, learner: LearnerId, at: int) -> int:
    """Return when a learner's next review is logged: ``at``, or just after the last one."""
    kept = _LAST.of(tx)
    last = kept.get(learner)
    if last is None:
        sql = "SELECT max(at) FROM reviews WHERE learner = ?"
        last = tx.execute(sql, (learner,)).fetchone()[0]
    if last is not None and at <= last:
        at = last + 1
    kept[learner] = at
    return at


def of(tx: Tx, learner: LearnerId, question: QuestionKey) -> list[Review]:
    """Return a learner's reviews of one question, oldest first, as they were logged.

    Reads through all of the learner's: an index would cost every answer, and only second
    thoughts need it.
    """
    rows = tx.execute(
        f"SELECT {_COLUMNS} FROM reviews WHERE learner = ? AND question = ? ORDER BY at",
        (learner, question),
    )
    return [_review(row) for row in rows]


def amend(tx: Tx, amendment: Amendment) -> None:
    """Note what was put right about a review; the last note about it counts."""
    at = to_ms(amendment.at)
    tx.execute(
        f"INSERT INTO amendments ({_AMENDMENT}, seq) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8,"
        " (SELECT coalesce(max(seq), 0) + 1 FROM amendments"
        " WHERE learner = ?1 AND at = ?2 AND question = ?3))",
        (
            amendment.learner,
            at,
            amendment.question,
            _MARK_CODES[amendment.mark],
            amendment.credit,
            int(amendment.grade or 0),
            amendment.cause,
            to_ms(amendment.made_at),
        ),
    )


def note_told(tx: Tx, amendment: Amendment, told_by: str) -> None:
    """Note what asked for the last amendment of a review."""
    tx.execute(
        "UPDATE amendments SET told_by = ?4 WHERE learner = ?1 AND at = ?2 AND question = ?3"
        " AND seq = (SELECT max(seq) FROM amendments"
        " WHERE learner = ?1 AND at = ?2 AND question = ?3)",
        (amendment.learner, to_ms(amendment.at), amendment.question, told_by),
    )


def told_before(tx: Tx, learner: LearnerId, told_by: str) -> QuestionKey | None:
    """Return the question whose review was amended by what asks for it again; None if none was."""
    row = tx.execute(
        "SELECT question FROM amendments WHERE learner = ? AND told_by = ? LIMIT 1",
        (learner, told_by),
    ).fetchone()
    return None if row is None else QuestionKey(row[0])


def amendments_of(tx: Tx, learner: LearnerId, question: QuestionKey) -> list[Amendment]:
    """Return what was put right about a learner's reviews of a question, in order of making."""
    rows = tx.execute(
        f"SELECT {_AMENDMENT} FROM amendments WHERE learner = ? AND question = ? ORDER BY at, seq",
        (learner, question),
    )
    return [_amendment(row) for row in rows]


def last_of(tx: Tx, learner: LearnerId) -> Review | None:
    """Return a learner's last review that has not been taken back, as it was logged."""
    row = tx.execute(
        f"SELECT {_COLUMNS} FROM reviews r WHERE learner = ? AND coalesce((SELECT a.grade"
        " FROM amendments a WHERE a.learner = r.learner AND a.at = r.at"
        " AND a.question = r.question ORDER BY a.seq DESC LIMIT 1), 1) <> 0"
        " ORDER BY at DESC, question DESC LIMIT 1",
        (learner,),
    ).fetchone()
    return None if row is None else _review(row)


def latest(tx: Tx, learner: LearnerId) -> datetime | None:
    """Return when a learner answered last, also if that was taken back; None if they never did."""
    sql = "SELECT max(at) FROM reviews WHERE learner = ?"
    at = tx.execute(sql, (learner,)).fetchone()[0]
    return None if at is None else from_ms(at)


def times(tx: Tx, learner: LearnerId, since: datetime) -> list[datetime]:
    """Return when a learner answered reviews of their own since an instant, oldest first."""
    sql = "SELECT at FROM reviews WHERE learner = ? AND at >= ? AND source = 0 ORDER BY at"
    return [from_ms(row[0]) for row in tx.execute(sql, (learner, to_ms(since)))]


def everything(
    tx: Tx, learner: LearnerId | None = None
) -> Iterator[tuple[list[Review], list[Amendment]]]:
    """Yield the log of each learner and question with what was put right, ready to be folded.

    Ordered by learner and question; no more than one learner is in memory.
    """
    one = tx.execute("SELECT id FROM learners WHERE ? IN (id, 0) ORDER BY id", (learner or 0,))
    for (each,) in one.fetchall():
        amended = _amendments_by_question(tx, each)
        rows = tx.execute(
            f"SELECT {_COLUMNS} FROM reviews WHERE learner = ? ORDER BY question, at",
            (each,),
        )
        for question, log in groupby(map(_review, rows), key=lambda review: review.question):
            yield list(log), amended.get(question, [])


def _amendments_by_question(tx: Tx, learner: int) -> dict[QuestionKey, list[Amendment]]:
    rows = tx.execute(
        f"SELECT {_AMENDMENT} FROM amendments WHERE learner = ? ORDER BY question, at, seq",
        (learner,),
    )
    grouped = groupby(map(_amendment, rows), key=lambda amendment: amendment.question)
    return {question: list(made) for question, made in grouped}


def tally(tx: Tx, review: Review, class_id: ClassId, day: date) -> None:
    """Note that a review counts on one more class's board, on that class's local ``day``."""
    tx.execute(
        "INSERT INTO tallies (learner, at, question, class, day) VALUES (?, ?, ?, ?, ?)",
        (review.learner, to_ms(review.at), review.question, class_id, day.toordinal()),
    )


def tallies_of(
    tx: Tx, learner: LearnerId, at: datetime, question: QuestionKey
) -> list[tuple[ClassId, date]]:
    """Return the classes on whose boards a review counts, and on which of their days."""
    rows = tx.execute(
        "SELECT class, day + shift FROM reviews"
        " WHERE learner = ?1 AND at = ?2 AND question = ?3 AND class IS NOT NULL"
        " UNION ALL SELECT class, day FROM tallies"
        " WHERE learner = ?1 AND at = ?2 AND question = ?3",
        (learner, to_ms(at), question),
    )
    return [(ClassId(row[0]), date.fromordinal(row[1])) for row in rows]


def version_of(tx: Tx, question: QuestionKey) -> int:
    """Return a question's present version, 0 when it is not there."""
    row = tx.execute("SELECT version FROM questions WHERE key = ?", (question,)).fetchone()
    return 0 if row is None else int(row[0])


def deck_of(tx: Tx, question: QuestionKey) -> DeckId:
    """Return the deck on whose boards a question's reviews count."""
    return questions.deck_of(tx, question)


def _review(row: tuple[int, ...]) -> Review:
    learner, at, question, version, ask, day, mark, credit, grade, retention, source, seconds = row
    return Review(
        learner=LearnerId(learner),
        question=QuestionKey(question),
        version=version,
        ask=AskId(ask),
        at=from_ms(at),
        day=date.fromordinal(day),
        mark=_MARKS[mark],
        credit=credit,
        grade=Grade(grade),
        retention=retention,
        source=_SOURCES[source],
        seconds=seconds,
    )


def _amendment(row: tuple[int, int, int, int, int, int, str, int]) -> Amendment:
    learner, at, question, mark, credit, grade, cause, made_at = row
    return Amendment(
        learner=LearnerId(learner),
        question=QuestionKey(question),
        at=from_ms(at),
        mark=_MARKS[mark],
        credit=credit,
        grade=Grade(grade) if grade else None,
        cause=cause,
        made_at=from_ms(made_at),
    )
