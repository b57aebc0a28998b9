"""Which question comes next: the queries over memories and questions, and nothing about why.

Recall falls with (days since / stability), so ordering by that quotient orders by recall
without computing it.
"""

import json
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.ids import DeckId, LearnerId, QuestionKey
from bot.domain.question import KindName, Skill
from storage import memories
from storage.database import Tx
from storage.instants import to_ms

LATEST = 2**62
"""An instant after all others, for a clock that stepped back."""


@dataclass(frozen=True, slots=True)
class Choosing:
    """Resolved filters: the decks to choose from, and what the questions must be.

    ``everything`` says that every question with a memory fits, so that no question need be
    looked at to know.
    """

    decks: tuple[DeckId, ...]
    theme: str = ""
    skill: Skill | None = None
    difficulty: int | None = None
    kinds: tuple[KindName, ...] = ()
    without: tuple[QuestionKey, ...] = ()
    everything: bool = False


def _where(choosing: Choosing) -> tuple[str, list[str | int]]:
    """Return the conditions on ``questions AS q`` and their parameters."""
    clauses = ["q.retired = 0", "q.paused = 0"]
    values: list[str | int] = []
    clauses.append(f"q.deck IN ({_marks(len(choosing.decks))})")
    values.extend(choosing.decks)
    if choosing.theme:
        clauses.append("q.theme = ?")
        values.append(choosing.theme)
    if choosing.skill:
        clauses.append("q.skill = ?")
        values.append(choosing.skill)
    if choosing.difficulty:
        clauses.append("q.difficulty = ?")
        values.append(choosing.difficulty)
    if choosing.kinds:
        clauses.append(f"q.kind IN ({_marks(len(choosing.kinds))})")
        values.extend(choosing.kinds)
    if choosing.without:
        clauses.append(f"q.key NOT IN ({_marks(len(choosing.without))})")
        values.extend(choosing.without)
    return " AND ".join(clauses), values


def _remembered(choosing: Choosing) -> tuple[str, str, list[str | int]]:
    """Return the tables that hold a learner's fitting memories, more conditions, parameters."""
    if choosing.everything and not choosing.without:
        return "memories AS m", "", []
    where, values = _where(choosing)
    return "memories AS m CROSS JOIN questions AS q ON q.key = m.question", f"AND {where}", values


def out_of_play(tx: Tx) -> bool:
    """Return whether any question is retired or paused."""
    sql = "SELECT EXISTS (SELECT 1 FROM questions WHERE retired OR paused)"
    return bool(tx.execute(sql).fetchone()[0])


def _marks(count: int) -> str:
    return ", ".join("?" * count)


def _keys(tx: Tx, sql: str, values: list[str | int]) -> list[QuestionKey]:
    return [QuestionKey(row[0]) for row in tx.execute(sql, values)]


def due(
    tx: Tx, learner: LearnerId, today: date, choosing: Choosing, limit: int = 8
) -> list[QuestionKey]:
    """Return due questions: the ``limit`` longest overdue, of those the most at risk first."""
    source, where, values = _remembered(choosing)
    day = today.toordinal()
    sql = (
        f"SELECT m.question, m.last, m.stability FROM {source}"
        f" WHERE m.learner = ? AND m.due <= ? {where} ORDER BY m.due LIMIT ?"
    )
    rows = tx.execute(sql, [learner, day, *values, limit]).fetchall()
    rows.sort(key=lambda row: (row[1] - day) / row[2])
    return [row[0] for row in rows]


def pile(
    tx: Tx, learner: LearnerId, today: date, choosing: Choosing, limit: int
) -> list[tuple[QuestionKey, KindName, int, float]]:
    """Return the ``limit`` longest overdue of what is due.

    Each with its kind, the days since the last exposure, and its stability in days.
    """
    where, values = _where(choosing)
    day = today.toordinal()
    sql = (
        "SELECT m.question, q.kind, ? - m.last, m.stability / 10000.0 FROM memories AS m"
        " CROSS JOIN questions AS q ON q.key = m.question"
        f" WHERE m.learner = ? AND m.due <= ? AND {where} ORDER BY m.due LIMIT ?"
    )
    rows = tx.execute(sql, [day, learner, day, *values, limit])
    return [(QuestionKey(key), KindName(kind), days, firm) for key, kind, days, firm in rows]


def due_count(tx: Tx, learner: LearnerId, today: date, choosing: Choosing) -> int:
    """Return how many questions are due, counting no further than ``memories.DUE_CAP``."""
    if choosing.everything and not choosing.without:
        return memories.due_count(tx, learner, today)
    source, where, values = _remembered(choosing)
    sql = (
        f"SELECT count(*) FROM (SELECT 1 FROM {source}"
        f" WHERE m.learner = ? AND m.due <= ? {where} LIMIT ?)"
    )
    row = tx.execute(sql, [learner, today.toordinal(), *values, memories.DUE_CAP]).fetchone()
    return int(row[0])


def weakest(
    tx: Tx, learner: LearnerId, today: date, choosing: Choosing, limit: int = 8
) -> list[QuestionKey]:
    """Return questions seen before today, the lowest predicted recall first."""
    where, values = _where(choosing)
    day = today.toordinal()
    sql = (
        "SELECT m.question FROM memories AS m CROSS JOIN questions AS q ON q.key = m.question"
        f" WHERE m.learner = ? AND m.last < ? AND {where}"
        " ORDER BY (? - m.last) * 1.0 / m.stability DESC, m.question LIMIT ?"
    )
    return _keys(tx, sql, [learner, day, *values, day, limit])


def unseen(tx: Tx, learner: LearnerId, choosing: Choosing, limit: int = 1) -> list[QuestionKey]:
    """Return questions the learner has never met, in the decks' own order."""
    where, values = _where(choosing)
    sql = (
        f"SELECT q.key FROM questions AS q WHERE {where} AND NOT EXISTS"
        " (SELECT 1 FROM memories AS m WHERE m.learner = ? AND m.question = q.key)"
        " ORDER BY q.deck, q.difficulty, q.position LIMIT ?"
    )
    return _keys(tx, sql, [*values, learner, limit])


def unseen_count(tx: Tx, learner: LearnerId, choosing: Choosing) -> int:
    """Return how many questions the learner has never met."""
    where, values = _where(choosing)
    sql = (
        f"SELECT count(*) FROM questions AS q WHERE {where} AND NOT EXISTS"
        " (SELECT 1 FROM memories AS m WHERE m.learner = ? AND m.question = q.key)"
    )
    return int(tx.execute(sql, [*values, learner]).fetchone()[0])


def missed_today(
    tx: Tx,
    learner: LearnerId,
    since: datetime,
    until: datetime | None,
    choosing: Choosing,
    limit: int = 8,
) -> list[QuestionKey]:
    """Return questions whose last answer since ``since`` was wrong and not after ``until``.

    The longest ago comes first.
    """
    latest = to_ms(until) if until else LATEST
    where, values = _where(choosing)
    sql = (
        "SELECT r.question, max(r.at) AS last, r.mark FROM reviews AS r"
        " JOIN questions AS q ON q.key = r.question"
        f" WHERE r.learner = ? AND r.at >= ? AND {where}"
        " AND NOT EXISTS (SELECT 1 FROM amendments AS a WHERE a.learner = r.learner"
        " AND a.at = r.at AND a.question = r.question)"
        " GROUP BY r.question HAVING r.mark = 0 AND last <= ? ORDER BY last LIMIT ?"
    )
    return _keys(tx, sql, [learner, to_ms(since), *values, latest, limit])


def new_today(tx: Tx, learner: LearnerId, today: date, since: datetime) -> int:
    """Return how many questions the learner met for the first time today, since its start."""
    sql = (
        "SELECT count(DISTINCT r.question) FROM reviews AS r JOIN memories AS m"
        " ON m.learner = r.learner AND m.question = r.question"
        " WHERE r.learner = ? AND r.at >= ? AND m.last = ? AND m.reps = 1"
    )
    values = (learner, to_ms(since), today.toordinal())
    return int(tx.execute(sql, values).fetchone()[0])


_THEIR_PLACES = (
    # The places of a learner's classes; a channel or topic belongs where its chat does.
    "FROM members AS m JOIN places AS c ON c.class = m.class"
    " JOIN places AS p ON p.platform = c.platform AND p.chat_id = c.chat_id"
)


def being_asked(tx: Tx, learner: LearnerId) -> tuple[QuestionKey, ...]:
    """Return the questions that the learner's classes are being asked: their answers are secret."""
    rows = tx.execute(
        f"SELECT a.question {_THEIR_PLACES}"
        " JOIN subscriptions AS s ON s.place = p.id AND s.learner IS NULL"
        " JOIN asks AS a ON a.id = s.open_ask AND a.class = m.class WHERE m.learner = ?1"
        f" UNION SELECT a.question {_THEIR_PLACES}"
        " JOIN rounds AS r ON r.place = p.id AND r.ended_at IS NULL AND r.class = m.class"
        " JOIN asks AS a ON a.round = r.id AND a.closed_at IS NULL WHERE m.learner = ?1",
        (learner,),
    )
    return tuple(QuestionKey(row[0]) for row in rows)


def live(tx: Tx, class_id: int | None, choosing: Choosing, limit: int) -> list[QuestionKey]:
    """Return questions for a round: least known by the class first, chance among equals.

    A question nobody in the class has met counts as unknown; known ones go by the class's
    mean stability.
    """
    where, values = _where(choosing)
    sql = (
        "SELECT q.key FROM questions AS q LEFT JOIN"
        " (SELECT m.question AS key, avg(m.stability) AS firm FROM memories AS m"
        "  JOIN members AS c ON c.learner = m.learner AND c.class = ? GROUP BY m.question) AS k"
        f" ON k.key = q.key WHERE {where}"
        " ORDER BY coalesce(k.firm, 0) / 100000, random() LIMIT ?"
    )
    return _keys(tx, sql, [class_id if class_id is not None else -1, *values, limit])


def theme_totals(tx: Tx, choosing: Choosing) -> dict[tuple[DeckId, str], tuple[str, int]]:
    """Return each theme's title and number of questions, in the decks' own order."""
    where, values = _where(choosing)
    sql = f"SELECT q.deck, q.theme, count(*) FROM questions AS q WHERE {where} GROUP BY 1, 2"
    counts = {(row[0], row[1]): row[2] for row in tx.execute(sql, values)}
    ordered: dict[tuple[DeckId, str], tuple[str, int]] = {}
    for deck in choosing.decks:
        row = tx.execute("SELECT themes FROM decks WHERE id = ?", (deck,)).fetchone()
        for theme, title in json.loads(row[0]) if row else ():
            if (deck, theme) in counts:
                ordered[deck, theme] = (title, counts[deck, theme])
    return ordered


def theme_of_keys(tx: Tx, choosing: Choosing) -> dict[QuestionKey, tuple[DeckId, str]]:
    """Return the deck and theme of every question that could be chosen."""
    where, values = _where(choosing)
    sql = f"SELECT q.key, q.deck, q.theme FROM questions AS q WHERE {where}"
    return {row[0]: (row[1], row[2]) for row in tx.execute(sql, values)}
