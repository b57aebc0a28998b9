"""Local time: a learner's day, a board's window, the next time the clock on the wall says so.

Instants come in and go out as UTC; a zone is always an argument. Must not know what the time is
now, and must not read files named by a user: a zone's name is looked up in the published list
before anything is opened.
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from importlib import resources
from zoneinfo import ZoneInfo

from bot.domain.replies import Span

ROLLOVER = timedelta(hours=4)
"""How far after midnight a learner's day begins: whoever revises at 01:30 is still in yesterday."""

EVERY_DAY = 0b111_1111
"""The weekday mask of all seven days; bit 0 is Monday."""

_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)
_ROLLOVER_TIME = time(ROLLOVER // timedelta(hours=1))
_LONGEST_NAME = 64
_FARTHEST = 16  # days ahead: a week, and another should its one weekday be skipped by a zone


@lru_cache(maxsize=1)
def _zone_names() -> dict[str, str]:
    """Return every published zone name by its lower case (a list of some 600 lines)."""
    names = resources.files("tzdata").joinpath("zones").read_text(encoding="ascii").split()
    return {name.casefold(): name for name in names}


@lru_cache(maxsize=1024)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def zone_of(name: str) -> ZoneInfo | None:
    """Return the zone of an IANA name in any case (``Europe/London``), None if there is none.

    Anything may be passed; ``zone.key`` is the name as published.
    """
    if len(name) > _LONGEST_NAME:
        return None
    known = _zone_names().get(name.casefold())
    return None if known is None else _zone(known)


def local_day(at: datetime, zone: ZoneInfo) -> date:
    """Return the learner's day at an instant: it starts at 04:00 on the wall and never goes back.

    ``at`` is any aware datetime.
    """
    local = at.astimezone(zone)
    day = (local.replace(tzinfo=None) - ROLLOVER).date()
    # In the hour a clock repeats, 04:00 may already have struck once: the day stays begun.
    if local.fold and at >= day_start(day + _DAY, zone):
        return day + _DAY
    return day


def day_start(day: date, zone: ZoneInfo) -> datetime:
    """Return the first instant, in UTC, of a learner's day."""
    return _first_instant(datetime.combine(day, _ROLLOVER_TIME), zone)


def window(span: Span, day: date) -> tuple[date, date] | None:
    """Return the first and last day of the window a day lies in; None for all time.

    Weeks start on Monday. Terms are the thirds of the year that start in January, May and
    September.
    """
    match span:
        case Span.DAY:
            return day, day
        case Span.WEEK:
            monday = day - timedelta(days=day.weekday())
            return monday, monday + timedelta(days=6)
        case Span.MONTH:
            return _months(day.year, day.month, 1)
        case Span.TERM:
            return _months(day.year, (day.month - 1) // 4 * 4 + 1, 4)
        case Span.ALL:
            return None


def _months(year: int, first: int, count: int) -> tuple[date, date]:
    """Return the first and last day of some whole months within one year."""
    after = first + count
    end = date(year + 1, 1, 1) if after > 12 else date(year, after, 1)
    return date(year, first, 1), end - _DAY


def next_wall_time(
    after: datetime, hour: int, minute: int, zone: ZoneInfo, weekdays: int = EVERY_DAY
) -> datetime:
    """Return the next instant, in UTC and later than ``after``, at which a wall clock says so.

    One instant for each local date: where the clock skips the time, the first instant after the
    gap; where it repeats it, the first of the two. A date without any such instant (Samoa had no
    30 December 2011) is left out. ``weekdays`` is a mask, bit 0 Monday.

    Raises ValueError for a time not on the clock or a mask without a day.
    """
    if not weekdays & EVERY_DAY:
        raise ValueError("no weekday chosen")
    wall = time(hour, minute)
    today = after.astimezone(zone).date()
    for ahead in range(_FARTHEST):
        day = today + timedelta(days=ahead)
        if weekdays >> day.weekday() & 1:
            instant = _first_instant(datetime.combine(day, wall), zone)
            if instant > after and instant.astimezone(zone).date() == day:
                return instant
    raise AssertionError("no zone skips two weeks")


def _first_instant(wall: datetime, zone: ZoneInfo) -> datetime:
    """Return the first instant, in UTC, at which a wall clock (naive) shows this time or later."""
    instant = wall.replace(tzinfo=zone).astimezone(UTC)
    if _wall(instant, zone) == wall:
        return instant
    # The time is skipped. Read with the offset from before the gap it lies after the change,
    # read with the offset from after the gap it lies before it: close in on the change.
    late, early = instant, wall.replace(tzinfo=zone, fold=1).astimezone(UTC)
    while late - early > _SECOND:
        middle = early + (late - early) // _SECOND // 2 * _SECOND
        if _wall(middle, zone) >= wall:
            late = middle
        else:
            early = middle
    return late


def _wall(instant: datetime, zone: ZoneInfo) -> datetime:
    return instant.astimezone(zone).replace(tzinfo=None)
