"""What learners say was right, and what they report: queues for a deck's editors."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.ids import AskId, ClaimId, LearnerId, QuestionKey
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
    """Open claims of one question with one folded answer; ``claim`` is the oldest."""

    claim: ClaimId
    question: QuestionKey
    given: Given
    count: int


_COLUMNS = "id, learner, ask, question, version, given, folded, at, accepted"


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
    row = tx.execute(f"SELECT {_COLUMNS} FROM claims WHERE id = ?", (claim,)).fetchone()
    return _claim(row) if row else None


def queue(tx: Tx, editor: LearnerId, limit: int = 20) -> list[ClaimGroup]:
    """Return open claims by learners of the classes this editor looks after, grouped by text.

    Those about an older version of a question are nobody's business any more.
    """
    sql = (
        "SELECT min(c.id), c.question, c.given, count(DISTINCT c.learner) FROM claims AS c"
        " JOIN questions AS q ON q.key = c.question AND q.version = c.version"
        " WHERE c.settled_at IS NULL AND EXISTS (SELECT 1 FROM members AS e JOIN members AS m"
        "  ON m.class = e.class WHERE e.learner = ? AND e.role IN ('owner', 'editor')"
        "  AND m.learner = c.learner)"
        " GROUP BY c.question, c.version, c.folded ORDER BY 4 DESC, 1 LIMIT ?"
    )
    rows = tx.execute(sql, (editor, limit)).fetchall()
    return [ClaimGroup(row[0], row[1], decode(row[2], Given), row[3]) for row in rows]


def may_settle(tx: Tx, editor: LearnerId, claim: Claim) -> bool:
    """Return whether an editor looks after a class of the claim's learner."""
    sql = (
        "SELECT 1 FROM members AS e JOIN members AS m ON m.class = e.class"
        " WHERE e.learner = ? AND e.role IN ('owner', 'editor') AND m.learner = ? LIMIT 1"
    )
    return tx.execute(sql, (editor, claim.learner)).fetchone() is not None


def settle(tx: Tx, claim: Claim, *, accepted: bool, at: datetime) -> list[Claim]:
    """Settle every open claim of the same question, version and text, and return them."""
    sql = (
        "UPDATE claims SET settled_at = ?, accepted = ? WHERE question = ? AND version = ?"
        f" AND folded = ? AND settled_at IS NULL RETURNING {_COLUMNS}"
    )
    values = (to_ms(at), int(accepted), claim.question, claim.version, claim.folded)
    return [_claim(row) for row in tx.execute(sql, values).fetchall()]


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


def answer_reports(tx: Tx, question: QuestionKey) -> None:
    """Close a question's reports: an editor has looked at it."""
    tx.execute("UPDATE reports SET open = 0 WHERE question = ?", (question,))
