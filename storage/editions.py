"""What questions said before they were changed, newest first: for those who look after them.

Only what an author changed is kept, not what follows from other questions of a deck. Must not
know who may read it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.domain.ids import QuestionKey
from bot.domain.question import Question
from storage.codec import decode
from storage.database import Tx
from storage.instants import from_ms, to_ms

MOST = 20
"""Earlier editions kept of one question, the newest."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """A question as it was. ``until`` is when another took its place, None if nobody noted it."""

    question: Question
    until: datetime | None


def note(tx: Tx, replaced: Iterable[tuple[QuestionKey, int, bytes]], at: datetime | None) -> None:
    """Keep what questions said: of each its key, version and body as its row had them."""
    until = to_ms(at) if at else None
    rows = [(key, version, body, until) for key, version, body in replaced]
    tx.executemany(
        "INSERT INTO editions (question, seq, version, body, until_at)"
        " SELECT ?1, coalesce(max(seq), 0) + 1, ?2, ?3, ?4 FROM editions WHERE question = ?1",
        rows,
    )
    tx.executemany(
        "DELETE FROM editions WHERE question = ?1"
        f" AND seq <= (SELECT max(seq) FROM editions WHERE question = ?1) - {MOST}",
        [row[:1] for row in rows],
    )


def of(tx: Tx, key: QuestionKey) -> list[Earlier]:
    """Return what a question said before, the newest first; without what it says now."""
    rows = tx.execute(
        "SELECT body, until_at FROM editions WHERE question = ? ORDER BY seq DESC", (key,)
    )
    return [
        Earlier(decode(body, Question), None if until is None else from_ms(until))
        for body, until in rows
    ]
