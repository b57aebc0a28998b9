"""How well each learner remembers each question: a fold of the reviews, kept ready.

Must not know how a memory moves; that is ``bot/domain/memory.py``. Stability and difficulty are
multiples of 1/10,000, so they come back bit for bit.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from bot.domain.ids import LearnerId, QuestionKey
from bot.domain.memory import Memory
from storage.database import Tx
from storage.kept import Kept, Topic

_SCALE = 10_000
_KNOWN: Kept[tuple[LearnerId, QuestionKey], Memory] = Kept(Topic.PEOPLE, 10_000)
"""A memory is read when its question is shown, and once more when that is answered."""
_DUE: Kept[LearnerId, tuple[int, int]] = Kept(Topic.PEOPLE, 10_000)
"""The day for which a learner's due questions were counted, and how many they are."""
DUE_CAP = 100
"""Due questions are counted up to here; beyond it a learner only needs to know "many"."""


def get(tx: Tx, learner: LearnerId, question: QuestionKey) -> Memory | None:
    """Return what a learner remembers of a question, None when they never saw it."""
    kept = _KNOWN.of(tx)
    known = kept.pop((learner, question), None)
    if known is not None:
        return known
    row = tx.execute(
        "SELECT stability, difficulty, due, last, reps, lapses FROM memories"
        " WHERE learner = ? AND question = ?",
        (learner, question),
    ).fetchone()
    if row is None:
        return None
    found = kept[learner, question] = _read(row)
    return found


def put(tx: Tx, learner: LearnerId, question: QuestionKey, memory: Memory) -> None:
    """Keep a memory in place of the one before."""
    _DUE.of(tx).pop(learner, None)
    _put(tx, learner, question, memory)


def move(
    tx: Tx, learner: LearnerId, question: QuestionKey, before: Memory | None, after: Memory
) -> None:
    """Keep a memory in place of the one before, which the caller has just read."""
    kept = _DUE.of(tx)
    known = kept.get(learner)
    if known is not None:
        day, count = known
        was = before is not None and before.due.toordinal() <= day
        kept[learner] = day, count - was + (after.due.toordinal() <= day)
    _put(tx, learner, question, after)


def _put(tx: Tx, learner: LearnerId, question: QuestionKey, memory: Memory) -> None:
    _KNOWN.of(tx).pop((learner, question), None)
    tx.execute(
        "INSERT INTO memories (learner, question, stability, difficulty, due, last, reps, lapses)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (learner, question) DO UPDATE SET"
        " stability = excluded.stability, difficulty = excluded.difficulty, due = excluded.due,"
        " last = excluded.last, reps = excluded.reps, lapses = excluded.lapses",
        (
            learner,
            question,
            round(memory.stability * _SCALE),
            round(memory.difficulty * _SCALE),
            memory.due.toordinal(),
            memory.last.toordinal(),
            memory.reps,
            memory.lapses,
        ),
    )


def drop(tx: Tx, learner: LearnerId, question: QuestionKey) -> None:
    """Forget that a learner ever saw a question."""
    _KNOWN.of(tx).pop((learner, question), None)
    _DUE.of(tx).pop(learner, None)
    tx.execute("DELETE FROM memories WHERE learner = ? AND question = ?", (learner, question))


def clear(tx: Tx, learner: LearnerId | None = None) -> None:
    """Forget everything, or all of one learner, before it is folded anew from the log."""
    _DUE.of(tx).clear()
    _KNOWN.of(tx).clear()
    if learner is None:
        tx.execute("DELETE FROM memories")
    else:
        tx.execute("DELETE FROM memories WHERE learner = ?", (learner,))


def due_count(tx: Tx, learner: LearnerId, day: date) -> int:
    """Return how many questions are due on ``day`` or before, but no more than the cap.

    Retired ones are included.
    """
    kept = _DUE.of(tx)
    ordinal = day.toordinal()
    known = kept.get(learner)
    if known is None or known[0] != ordinal:
        sql = "SELECT count(*) FROM memories WHERE learner = ? AND due <= ?"
        row = tx.execute(sql, (learner, ordinal)).fetchone()
        known = kept[learner] = ordinal, int(row[0])
    return min(DUE_CAP, known[1])


def next_due(tx: Tx, learner: LearnerId) -> date | None:
    """Return the first day on which anything is or was due, None when nothing was seen."""
    row = tx.execute("SELECT min(due) FROM memories WHERE learner = ?", (learner,)).fetchone()
    return None if row[0] is None else date.fromordinal(row[0])


def of_learner(tx: Tx, learner: LearnerId) -> Iterator[tuple[QuestionKey, Memory]]:
    """Yield everything a learner remembers, by question."""
    rows = tx.execute(
        "SELECT question, stability, difficulty, due, last, reps, lapses FROM memories"
        " WHERE learner = ? ORDER BY question",
        (learner,),
    )
    for question, *rest in rows:
        yield QuestionKey(question), _read(tuple(rest))


def forecast(tx: Tx, learner: LearnerId, first: date, days: int) -> list[tuple[date, int]]:
    """Return how many questions fall due on each of ``days`` days, overdue ones on ``first``."""
    start = first.toordinal()
    rows = tx.execute(
        "SELECT max(due, ?2), count(*) FROM memories WHERE learner = ?1 AND due < ?3 GROUP BY 1",
        (learner, start, start + days),
    )
    counts: dict[int, int] = dict(rows.fetchall())
    return [(first + timedelta(days=n), counts.get(start + n, 0)) for n in range(days)]


def _read(row: tuple[int, ...]) -> Memory:
    stability, difficulty, due, last, reps, lapses = row
    return Memory(
        stability=stability / _SCALE,
        difficulty=difficulty / _SCALE,
        due=date.fromordinal(due),
        last=date.fromordinal(last),
        reps=reps,
        lapses=lapses,
    )
