"""Two accounts, one learner: one-time codes, and joining two histories without loss.

What folds the log (memories, days, boards) is dropped here; the caller rebuilds it.
"""

from datetime import datetime

from bot.domain.ids import Account, LearnerId
from storage.codes import as_typed, new_code
from storage.database import Tx
from storage.instants import to_ms

CODE_LENGTH = 8

# Tables whose rows of one learner simply become the other's.
_MOVED = (
    "UPDATE accounts SET learner = :keep WHERE learner = :gone",
    "UPDATE asks SET learner = :keep WHERE learner = :gone",
    "UPDATE rounds SET starter = :keep WHERE starter = :gone",
    "UPDATE reviews SET learner = :keep WHERE learner = :gone",
    "UPDATE tallies SET learner = :keep WHERE learner = :gone",
    "UPDATE amendments SET learner = :keep WHERE learner = :gone",
    "UPDATE aliases SET learner = :keep WHERE learner = :gone",
    # One reminder is enough.
    """UPDATE subscriptions SET learner = :keep WHERE learner = :gone
       AND NOT EXISTS (SELECT 1 FROM subscriptions WHERE learner = :keep)""",
)

# Tables where both may have a row about the same thing; the statement says which one stays,
# and what is left of ``gone`` goes with the learner.
_UNITED = (
    # Who edits in one of two ways for good does so for good.
    """INSERT INTO members (class, learner, role, joined_at, lent)
       SELECT class, :keep, role, joined_at, lent FROM members WHERE learner = :gone
       ON CONFLICT (class, learner) DO UPDATE SET
         joined_at = min(joined_at, excluded.joined_at),
         lent = CASE WHEN 'owner' IN (role, excluded.role) THEN 0
                     WHEN role = 'editor' AND NOT lent THEN 0
                     WHEN excluded.role = 'editor' AND NOT excluded.lent THEN 0
                     ELSE max(lent, excluded.lent) END,
         role = CASE WHEN 'owner' IN (role, excluded.role) THEN 'owner'
                     WHEN 'editor' IN (role, excluded.role) THEN 'editor'
                     ELSE 'member' END""",
    "UPDATE OR IGNORE learner_classes SET learner = :keep WHERE learner = :gone",
    # The first answer to an ask is the one that counts when the log is folded.
    """DELETE FROM answers WHERE learner = :keep AND EXISTS (
         SELECT 1 FROM answers other WHERE other.ask = answers.ask
         AND other.learner = :gone AND other.at < answers.at)""",
    "UPDATE OR IGNORE answers SET learner = :keep WHERE learner = :gone",
    "UPDATE OR IGNORE skip_votes SET learner = :keep WHERE learner = :gone",
    # Whoever played one round twice keeps the better of the two, not the sum.
    """INSERT INTO players (round, learner, points, answered, right, joined_at, present)
       SELECT round, :keep, points, answered, right, joined_at, present
       FROM players WHERE learner = :gone
       ON CONFLICT (round, learner) DO UPDATE SET
         points = max(points, excluded.points), answered = max(answered, excluded.answered),
         right = max(right, excluded.right), joined_at = min(joined_at, excluded.joined_at),
         present = max(present, excluded.present)""",
    "UPDATE OR IGNORE claims SET learner = :keep WHERE learner = :gone",
    "UPDATE OR IGNORE reports SET learner = :keep WHERE learner = :gone",
    # One reminder is enough: one that is on, rather than one that is not.
    """DELETE FROM reminders WHERE learner = :keep AND state = 'off'
       AND EXISTS (SELECT 1 FROM reminders WHERE learner = :gone AND state <> 'off')""",
    "UPDATE OR IGNORE reminders SET learner = :keep WHERE learner = :gone",
    "UPDATE OR IGNORE reminder_days SET learner = :keep WHERE learner = :gone",
    "UPDATE OR IGNORE reminder_offers SET learner = :keep WHERE learner = :gone",
    "UPDATE OR IGNORE comebacks SET learner = :keep WHERE learner = :gone",
    "UPDATE OR IGNORE spared_days SET learner = :keep WHERE learner = :gone",
    """UPDATE learners SET created_at = min(created_at,
         (SELECT created_at FROM learners WHERE id = :gone)) WHERE id = :keep""",
)

_FOLDED = ("memories", "learner_days", "class_days", "board_totals")


def new_link_code(tx: Tx, learner: LearnerId, now: datetime, expires_at: datetime) -> str:
    """Return a code that links another account to this learner once, until it expires.

    A learner has one code at a time; a new one replaces it.
    """
    tx.execute("DELETE FROM link_codes WHERE learner = ? OR expires_at <= ?", (learner, to_ms(now)))
    code = new_code(CODE_LENGTH)
    tx.execute(
        "INSERT INTO link_codes (code, learner, expires_at) VALUES (?, ?, ?)",
        (code, learner, to_ms(expires_at)),
    )
    return code


def use_link_code(tx: Tx, typed: str, now: datetime) -> LearnerId | None:
    """Take a code, once: return the learner who asked for it, or None if it is not good."""
    row = tx.execute(
        "DELETE FROM link_codes WHERE code = ? RETURNING learner, expires_at > ?",
        (as_typed(typed), to_ms(now)),
    ).fetchone()
    return LearnerId(row[0]) if row is not None and row[1] else None


def add_account(tx: Tx, account: Account, learner: LearnerId, at: datetime) -> None:
    """Let a learner be known by one more account, which must be nobody's yet."""
    tx.execute(
        "INSERT INTO accounts (platform, user_id, learner, linked_at) VALUES (?, ?, ?, ?)",
        (account.platform.value, account.user_id, learner, to_ms(at)),
    )


def merge(tx: Tx, keep: LearnerId, gone: LearnerId) -> None:
    """Make everything of ``gone`` part of ``keep``, whose settings stay, and remove ``gone``.

    Both logs are kept whole; where both hold the same question at the same millisecond, one
    moves on by a millisecond. Everything folded of both is dropped: the caller rebuilds it.
    """
    _part_reviews(tx, keep, gone)
    both = {"keep": keep, "gone": gone}
    for statement in (*_MOVED, *_UNITED):
        tx.execute(statement, both)
    for table in _FOLDED:
        tx.execute(f"DELETE FROM {table} WHERE learner IN (:keep, :gone)", both)
    tx.execute("DELETE FROM learners WHERE id = :gone", both)


def _part_reviews(tx: Tx, keep: LearnerId, gone: LearnerId) -> None:
    """Move reviews of ``gone`` off the instants at which ``keep`` reviewed the same question."""
    clashes: list[tuple[int, int]] = tx.execute(
        "SELECT g.at, g.question FROM reviews g JOIN reviews k"
        " ON k.learner = ? AND k.at = g.at AND k.question = g.question WHERE g.learner = ?",
        (keep, gone),
    ).fetchall()
    for at, question in clashes:
        free = at + 1
        while tx.execute(
            "SELECT 1 FROM reviews WHERE learner IN (?, ?) AND at = ? AND question = ?",
            (keep, gone, free, question),
        ).fetchone():
            free += 1
        for table in ("reviews", "tallies", "amendments", "claims"):
            tx.execute(
                f"UPDATE {table} SET at = ? WHERE learner = ? AND at = ? AND question = ?",
                (free, gone, at, question),
            )
