"""When a daily question is due: one instant for each local date, whatever the clock does.

Always computed from the wall time and the zone, never from the post before. Must not know what
the time is now, nor what is posted.
"""

from collections.abc import Container
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.calendar import EVERY_DAY, next_wall_time

FARTHEST_BACK = timedelta(days=15)
"""A bot that was away for longer only looks at the last of the missed times."""


@dataclass(frozen=True, slots=True)
class Wall:
    """A time on the wall of a zone, on some weekdays (a mask, bit 0 Monday)."""

    hour: int
    minute: int
    zone: ZoneInfo
    weekdays: int = EVERY_DAY

    def date_of(self, instant: datetime) -> date:
        """Return the local date of an instant."""
        return instant.astimezone(self.zone).date()

    def next(self, after: datetime) -> datetime:
        """Return the next instant at which the wall says so."""
        return next_wall_time(after, self.hour, self.minute, self.zone, self.weekdays)


def next_free(after: datetime, wall: Wall, taken: Container[date]) -> datetime:
    """Return the next instant whose local date is not taken yet."""
    slot = wall.next(after)
    while wall.date_of(slot) in taken:
        slot = wall.next(slot)
    return slot


def due_slot(slot: datetime, wall: Wall, now: datetime) -> datetime:
    """Return the latest instant of the wall that is not after ``now``; ``slot`` is one of them.

    What lies between was missed: only the latest may still be posted, so there is no burst.
    """
    if now - slot > FARTHEST_BACK:
        slot = wall.next(now - FARTHEST_BACK)
    while (later := wall.next(slot)) <= now:
        slot = later
    return slot
