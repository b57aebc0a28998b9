"""When there is next something to do, of all that is kept to be done at an instant.

The bot itself only looks at what is due; whoever lets time jump asks here. Must not know what
is to be done.
"""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.ids import Platform
from storage.database import Tx
from storage.instants import from_ms

_TICK = """
SELECT min(at) FROM (
    SELECT min(next_at) AS at FROM subscriptions WHERE next_at IS NOT NULL
    UNION ALL SELECT min(due_at) FROM alarms
    UNION ALL SELECT min(next_at) FROM reminders WHERE next_at IS NOT NULL
    UNION ALL SELECT min(next_at) FROM weeklies WHERE next_at IS NOT NULL
    UNION ALL SELECT min(close_at) FROM classes
)
"""
_POSTS = """
SELECT p.platform, min(max(o.due_at, coalesce(o.leased_until, 0))) FROM outbox AS o
INDEXED BY outbox_due JOIN places AS p ON p.id = o.place
WHERE o.delivered_at IS NULL AND NOT EXISTS (
    SELECT 1 FROM outbox AS e INDEXED BY outbox_waiting
    WHERE e.place = o.place AND e.id < o.id AND e.delivered_at IS NULL
) GROUP BY p.platform
"""


@dataclass(frozen=True, slots=True)
class Waking:
    """The next instant for the scheduler, None if there is none, and for each platform's sender."""

    tick: datetime | None
    posts: dict[Platform, datetime]

    @property
    def soonest(self) -> datetime | None:
        """Return the first of all these, None if there is none."""
        return min((at for at in (self.tick, *self.posts.values()) if at), default=None)


def waking(tx: Tx) -> Waking:
    """Return when a look would next find something due, and when a sender would."""
    (tick,) = tx.execute(_TICK).fetchone()
    posts = {Platform(name): from_ms(at) for name, at in tx.execute(_POSTS)}
    return Waking(None if tick is None else from_ms(tick), posts)
