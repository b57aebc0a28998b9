"""Stored instants at which something must happen: they outlive the process that set them.

Must not know what happens then. An alarm that is set again is a new one, so nobody can take
the new for the old.
"""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.ids import AlarmId, AskId
from storage.database import Tx
from storage.instants import from_ms, to_ms


@dataclass(frozen=True, slots=True)
class Alarm:
    """``what`` must happen to ``subject`` (an ask, a round) from ``due_at`` (UTC) on."""

    id: AlarmId
    due_at: datetime
    what: str
    subject: int


def set_alarm(tx: Tx, what: str, subject: int, due_at: datetime) -> None:
    """Set the one alarm of this kind and subject, in place of any before it."""
    tx.execute(
        "INSERT OR REPLACE INTO alarms (due_at, what, subject) VALUES (?, ?, ?)",
        (to_ms(due_at), what, subject),
    )


def clear(tx: Tx, what: str, subject: int) -> None:
    """Take back an alarm, if it is set."""
    tx.execute("DELETE FROM alarms WHERE what = ? AND subject = ?", (what, subject))


def due(tx: Tx, now: datetime, limit: int = 100) -> list[Alarm]:
    """Return the alarms due at ``now``, the longest overdue first, at most ``limit``."""
    rows = tx.execute(
        "SELECT id, due_at, what, subject FROM alarms WHERE due_at <= ?"
        " ORDER BY due_at, id LIMIT ?",
        (to_ms(now), limit),
    )
    return [Alarm(AlarmId(row[0]), from_ms(row[1]), row[2], row[3]) for row in rows]


def beyond(tx: Tx, what: str, at: datetime) -> list[Alarm]:
    """Return the alarms of one kind that are due only after ``at``."""
    rows = tx.execute(
        "SELECT id, due_at, what, subject FROM alarms INDEXED BY alarms_due"
        " WHERE due_at > ? AND what = ?",
        (to_ms(at), what),
    )
    return [Alarm(AlarmId(row[0]), from_ms(row[1]), row[2], row[3]) for row in rows]


def opened_after(tx: Tx, what: str, at: datetime) -> list[AskId]:
    """Return the open asks with an alarm of one kind that were opened only after ``at``."""
    rows = tx.execute(
        "SELECT a.id FROM alarms INDEXED BY alarms_due CROSS JOIN asks AS a ON a.id = subject"
        " WHERE due_at > ?1 AND what = ?2 AND a.opened_at > ?1 AND a.closed_at IS NULL",
        (to_ms(at), what),
    )
    return [AskId(row[0]) for row in rows]


def take(tx: Tx, alarm: AlarmId) -> bool:
    """Take an alarm and return whether it was still there: only one taker acts on it."""
    return tx.execute("DELETE FROM alarms WHERE id = ?", (alarm,)).rowcount == 1


def next_at(tx: Tx) -> datetime | None:
    """Return the instant of the next alarm, None when none is set."""
    row = tx.execute("SELECT min(due_at) FROM alarms").fetchone()
    return None if row[0] is None else from_ms(row[0])
