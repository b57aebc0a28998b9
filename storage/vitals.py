"""What tells whoever runs the bot that it is well: what waits to go out, and whether it can write.

Cheap enough to be asked every few seconds. Must not know what is done about any of it.
"""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.ids import Platform
from storage.database import Tx
from storage.instants import from_ms, to_ms


@dataclass(frozen=True, slots=True)
class Backlog:
    """What one platform's sender has not delivered yet, and when the oldest of it was posted."""

    platform: Platform
    posts: int
    oldest: datetime


def backlogs(tx: Tx, now: datetime) -> tuple[Backlog, ...]:
    """Return what waits on each platform, tried or not; platforms with nothing are left out."""
    rows = tx.execute(
        "SELECT platform, count(*), min(created_at) FROM outbox INDEXED BY outbox_due"
        " CROSS JOIN places ON places.id = outbox.place"
        " WHERE delivered_at IS NULL AND created_at <= ? GROUP BY platform ORDER BY platform",
        (to_ms(now),),
    )
    return tuple(Backlog(Platform(name), posts, from_ms(oldest)) for name, posts, oldest in rows)


def dailies_due(tx: Tx, now: datetime) -> tuple[int, datetime | None]:
    """Return how many daily questions are due and not posted, and since when the oldest is."""
    sql = "SELECT count(*), min(next_at) FROM subscriptions WHERE next_at <= ?"
    count, oldest = tx.execute(sql, (to_ms(now),)).fetchone()
    return count, None if oldest is None else from_ms(oldest)


def write(tx: Tx) -> None:
    """Write what is there over itself: it is durable with the commit, or the disk has trouble."""
    tx.execute("UPDATE secrets SET value = value")
