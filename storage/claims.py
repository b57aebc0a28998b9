"""What learners say was right, and what they report: queues for a class's editors.

A claim is looked after by every class its learner is in, but one about a live ask only by the
class that was asked, and one about a class's own deck only by that class. Each decides for
itself: what one class turns down another may still accept.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.ids import AskId, ClaimId, ClassId, LearnerId, QuestionKey
from bot.domain.question import Given
from storage.codec import decode, encode
from storage.database import Tx
from storage.instants import from_ms, to_ms


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One learner's claim about one answer; ``at`` is the instant of the review it is about."""

    id: ClaimId
    learner: LearnerId
    ask: AskId
    question: QuestionKey
    version: int
    given: Given
    folded: str
    at: datetime
    accepted: bool | None


@dataclass(frozen=True, slots=True)
class ClaimGroup:
    """A class's open claims of one question with one folded answer; ``claim`` is the oldest."""

    claim: ClaimId
    class_id: ClassId
    question: QuestionKey
    given: Given
    count: int


_COLUMNS = "c.id, c.learner, c.ask, c.question, c.version, c.given, c.folded, c.at, c.accepted"

# Each claim with each class that looks after it: m.class. A class that is gone has left its decks
# retired, and nobody else needs to see them.
_LOOKED_AFTER = (
    "claims AS c JOIN asks AS a ON a.id = c.ask JOIN questions AS q ON q.key = c.question"
    " JOIN decks AS d ON d.id = q.deck JOIN members AS m ON m.learner = c.learner"
    " AND m.class = coalesce(a.class, m.class) AND m.class = coalesce(d.class, m.class)"
    " AND NOT d.retired"
)
_BY_EDITOR = (
    f"{_LOOKED_AFTER} JOIN members AS e ON e.class = m.class"
    " AND e.role IN ('owner', 'editor') AND e.learner = ?"
)
_UNDECIDED = (
    "c.settled_at IS NULL"
    " AND NOT EXISTS (SELECT 1 FROM refusals AS r WHERE r.claim = c.id AND r.class = m.class)"
)


def _claim(row: tuple) -> Claim:  # type: ignore[type-arg]
    return Claim(
        id=row[0],
        learner=row[1],
        ask=row[2],
        question=row[3],
        version=row[4],
        given=decode(row[5], Given),
        folded=row[6],
        at=from_ms(row[7]),
        accepted=None if row[8] is None else bool(row[8]),
    )


def file(
    tx: Tx,
    *,
    learner: LearnerId,
    ask: AskId,
    question: QuestionKey,
    version: int,
    given: Given,
    folded: str,
    at: datetime,
    now: datetime,
) -> tuple[ClaimId, bool]:
    """File a claim and return its id and whether it is new: one per learner and ask."""
    sql = (
        "INSERT INTO claims (learner, ask, question, version, given, folded, at, made_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (ask, learner) DO NOTHING RETURNING id"
    )
    values = (learner, ask, question, version, encode(given), folded, to_ms(at), to_ms(now))
    row = tx.execute(sql, values).fetchone()
    if row:
        return ClaimId(row[0]), True
    sql = "SELECT id FROM claims WHERE ask = ? AND learner = ?"
    return ClaimId(tx.execute(sql, (ask, learner)).fetchone()[0]), False


def get(tx: Tx, claim: ClaimId) -> Claim | None:
    """Return a claim, open or settled."""
    row = tx.execute(f"SELECT {_COLUMNS} FROM claims AS c WHERE c.id = ?", (claim,)).fetchone()
    return _claim(row) if row else None


def queue(tx: Tx, editor: LearnerId, limit: int = 20) -> list[ClaimGroup]:
    """Return the open claims of the classes this editor looks after, by class, grouped by text.

    The most frequent come first in each class, and stay when there are more than ``limit``. A
    claim that several of these classes look after is shown for one at a time, as
    ``class_deciding`` says. Those about an older version of a question are nobody's business
    any more.
    """
    sql = (
        "SELECT min(id), class, question, given, count(DISTINCT learner) FROM ("
        "SELECT c.id, min(m.class) AS class, c.question, c.version, c.given, c.folded, c.learner"
        f" FROM {_BY_EDITOR} WHERE {_UNDECIDED} AND q.version = c.version GROUP BY c.id)"
        " GROUP BY class, question, version, folded ORDER BY 5 DESC, 1 LIMIT ?"
    )
    rows = tx.execute(sql, (editor, limit)).fetchall()
    groups = [ClaimGroup(row[0], row[1], row[2], decode(row[3], Given), row[4]) for row in rows]
    return sorted(groups, key=lambda group: group.class_id)


def may_settle(tx: Tx, editor: LearnerId, claim: Claim) -> bool:
    """Return whether an editor is one of a class that looks after the claim, decided or not."""
    sql = f"SELECT 1 FROM {_BY_EDITOR} WHERE c.id = ? LIMIT 1"
    return tx.execute(sql, (editor, claim.id)).fetchone() is not None


def class_deciding(tx: Tx, editor: LearnerId, claim: Claim) -> ClassId | None:
    """Return for which of their classes an editor decides a claim now, None if there is none.

    Of several it is the oldest that has not decided yet.
    """
    sql = f"SELECT min(m.class) FROM {_BY_EDITOR} WHERE c.id = ? AND {_UNDECIDED}"
    found: int | None = tx.execute(sql, (editor, claim.id)).fetchone()[0]
    return None if found is None else ClassId(found)


def alike(tx: Tx, claim: Claim, class_id: ClassId) -> list[Claim]:
    """Return a class's open claims of the same question, version and text."""
    sql = (
        f"SELECT {_COLUMNS} FROM {_LOOKED_AFTER} WHERE c.question = ? AND c.version = ?"
        f" AND c.folded = ? AND m.class = ? AND {_UNDECIDED} ORDER BY c.id"
    )
    values = (claim.question, claim.version, claim.folded, class_id)
    return [_claim(row) for row in tx.execute(sql, values).fetchall()]


def accept(tx: Tx, group: Sequence[Claim], at: datetime) -> None:
    """Settle claims for every class: what was answered is right by now."""
    sql = "UPDATE claims SET settled_at = ?, accepted = 1 WHERE id = ? AND settled_at IS NULL"
    tx.executemany(sql, [(to_ms(at), claim.id) for claim in group])


def refuse(tx: Tx, group: Sequence[Claim], class_id: ClassId, at: datetime) -> None:
    """Turn claims down for a class; those that no other class has yet to decide are settled."""
    tx.executemany(
        "INSERT INTO refusals (claim, class, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        [(claim.id, class_id, to_ms(at)) for claim in group],
    )
    undecided = f"SELECT 1 FROM {_LOOKED_AFTER} WHERE c.id = claims.id AND {_UNDECIDED}"
    tx.executemany(
        "UPDATE claims SET settled_at = ?, accepted = 0"
        f" WHERE id = ? AND settled_at IS NULL AND NOT EXISTS ({undecided})",
        [(to_ms(at), claim.id) for claim in group],
    )


def grant(tx: Tx, ask: AskId, learner: LearnerId, at: datetime) -> None:
    """Settle a learner's open claim about an ask, if there is one: the answer is right by now."""
    sql = (
        "UPDATE claims SET settled_at = ?, accepted = 1"
        " WHERE ask = ? AND learner = ? AND settled_at IS NULL"
    )
    tx.execute(sql, (to_ms(at), ask, learner))


def withdraw(tx: Tx, ask: AskId, learner: LearnerId) -> None:
    """Drop a claim, settled or not: the answer it is about was taken back."""
    tx.execute("DELETE FROM claims WHERE ask = ? AND learner = ?", (ask, learner))


def report(
    tx: Tx, question: QuestionKey, learner: LearnerId, reason: str, note: str, at: datetime
) -> int:
    """Report a question, once a learner, and return how many open reports it has."""
    sql = (
        "INSERT INTO reports (question, learner, reason, note, at) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (question, learner) DO UPDATE SET reason = excluded.reason,"
        " note = excluded.note, at = excluded.at, open = 1"
    )
    tx.execute(sql, (question, learner, reason, note, to_ms(at)))
    sql = "SELECT count(*) FROM reports WHERE question = ? AND open = 1"
    return int(tx.execute(sql, (question,)).fetchone()[0])


def reports(tx: Tx, question: QuestionKey, limit: int = 5) -> list[tuple[str, str]]:
    """Return the (reason, note) of a question's open reports, the newest first."""
    rows = tx.execute(
        "SELECT reason, note FROM reports WHERE question = ? AND open = 1"
        " ORDER BY at DESC, learner LIMIT ?",
        (question, limit),
    )
    return [(reason, note) for reason, note in rows]


def reports_in(
    tx: Tx, question: QuestionKey, class_id: ClassId, limit: int
) -> list[tuple[str, str, datetime, bool]]:
    """Return what a class's members reported: (reason, note, when, still open), newest first."""
    rows = tx.execute(
        "SELECT r.reason, r.note, r.at, r.open FROM reports r JOIN members m"
        " ON m.learner = r.learner AND m.class = ? WHERE r.question = ?"
        " ORDER BY r.at DESC, r.learner LIMIT ?",
        (class_id, question, limit),
    )
    return [(reason, note, from_ms(at), bool(is_open)) for reason, note, at, is_open in rows]


def waiting(tx: Tx, question: QuestionKey, class_id: ClassId) -> int:
    """Return how many of a class's learners wait to hear whether they were right."""
    sql = (
        f"SELECT count(DISTINCT c.learner) FROM {_LOOKED_AFTER}"
        f" WHERE c.question = ? AND q.version = c.version AND m.class = ? AND {_UNDECIDED}"
    )
    return int(tx.execute(sql, (question, class_id)).fetchone()[0])


def answer_reports(tx: Tx, question: QuestionKey) -> None:
    """Close a question's reports: an editor has looked at it."""
    tx.execute("UPDATE reports SET open = 0 WHERE question = ?", (question,))
