"""Questions made from notes, waiting for an editor; what was decided is not asked again."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.ids import DeckId, QuestionId
from bot.domain.question import Question
from storage.codec import decode, encode
from storage.database import Tx


@dataclass(frozen=True, slots=True)
class Proposed:
    """A proposal: its question, what it was made of, and the line of the file."""

    question: Question
    why: str
    line: int


def put(tx: Tx, deck: DeckId, proposed: Iterable[Proposed]) -> int:
    """Keep an edition's proposals and return how many wait; those it lacks and nobody decided go.

    A proposal that is known keeps what an editor made of it.
    """
    rows = list(proposed)
    ids = encode([each.question.id for each in rows])
    tx.execute(
        "DELETE FROM proposals WHERE deck = ? AND state = 'open'"
        " AND id NOT IN (SELECT value FROM json_each(?))",
        (deck, ids),
    )
    tx.executemany(
        "INSERT INTO proposals (deck, id, position, body, why, line) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (deck, id) DO UPDATE SET position = excluded.position, line = excluded.line",
        [
            (deck, each.question.id, position, encode(each.question).encode(), each.why, each.line)
            for position, each in enumerate(rows)
        ],
    )
    return count(tx, deck)


def add(tx: Tx, deck: DeckId, proposed: Proposed) -> bool:
    """Keep one more proposal behind the others; False if it is there already, or was decided."""
    cursor = tx.execute(
        "INSERT INTO proposals (deck, id, position, body, why, line)"
        " SELECT ?1, ?2, coalesce(max(position), -1) + 1, ?3, ?4, ?5 FROM proposals"
        " WHERE deck = ?1 ON CONFLICT DO NOTHING",
        (
            deck,
            proposed.question.id,
            encode(proposed.question).encode(),
            proposed.why,
            proposed.line,
        ),
    )
    return cursor.rowcount == 1


def count(tx: Tx, deck: DeckId) -> int:
    """Return how many proposals of a deck wait for an editor."""
    sql = "SELECT count(*) FROM proposals WHERE deck = ? AND state = 'open'"
    return int(tx.execute(sql, (deck,)).fetchone()[0])


def waiting(tx: Tx, deck: DeckId, limit: int = 20) -> list[Proposed]:
    """Return the proposals that wait, in the order of the file."""
    rows = tx.execute(
        "SELECT body, why, line FROM proposals WHERE deck = ? AND state = 'open'"
        " ORDER BY position, id LIMIT ?",
        (deck, limit),
    )
    return [Proposed(decode(body, Question), why, line) for body, why, line in rows]


def one(tx: Tx, deck: DeckId, question: QuestionId) -> Proposed | None:
    """Return a proposal that waits, None when there is none or it is decided."""
    row = tx.execute(
        "SELECT body, why, line FROM proposals WHERE deck = ? AND id = ? AND state = 'open'",
        (deck, question),
    ).fetchone()
    return None if row is None else Proposed(decode(row[0], Question), row[1], row[2])


def rewrite(tx: Tx, deck: DeckId, question: Question) -> None:
    """Keep what an editor made of a proposal."""
    tx.execute(
        "UPDATE proposals SET body = ? WHERE deck = ? AND id = ?",
        (encode(question).encode(), deck, question.id),
    )


def decide(tx: Tx, deck: DeckId, question: QuestionId, *, accepted: bool) -> bool:
    """Settle a proposal; return False if it was not waiting."""
    done = tx.execute(
        "UPDATE proposals SET state = ? WHERE deck = ? AND id = ? AND state = 'open'",
        ("accepted" if accepted else "dropped", deck, question),
    )
    return done.rowcount == 1
