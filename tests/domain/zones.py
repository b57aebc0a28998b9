"""Zones to try: every published one, and the years in which clocks did something odd."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import cache
from importlib import resources
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from bot.domain.calendar import zone_of

DAY = timedelta(days=1)
TICK = timedelta(microseconds=1)

# Zones and years in which clocks did something out of the ordinary.
ODD_CHANGES = [
    ("Pacific/Apia", 2011),  # no 30 December
    ("Pacific/Kwajalein", 1993),  # no 21 August
    ("Pacific/Kiritimati", 1994),  # no 31 December
    ("Asia/Pyongyang", 2018),  # 23:30 became midnight
    ("America/Caracas", 2016),  # by half an hour
    ("Australia/Lord_Howe", 2026),  # half an hour of summer time
    ("Antarctica/Troll", 2026),  # two hours of it
    ("Antarctica/Casey", 2018),  # three hours, at 04:00
    ("Antarctica/Casey", 2009),
    ("America/Sao_Paulo", 2018),  # at midnight
    ("Africa/Casablanca", 2026),  # twice a year, around Ramadan
    ("Asia/Gaza", 2026),
    ("America/Nuuk", 2023),  # on Saturday evening
    ("Europe/Dublin", 2026),  # winter is the exception
    ("Europe/London", 2026),
    ("America/New_York", 2026),
    ("Pacific/Chatham", 2026),  # 12:45 ahead, at 02:45
]


@cache
def zone_names() -> tuple[str, ...]:
    return tuple(resources.files("tzdata").joinpath("zones").read_text(encoding="ascii").split())


def zone(name: str) -> ZoneInfo:
    found = zone_of(name)
    assert found is not None, name
    return found


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type, misc]


def wall(instant: datetime, where: tzinfo) -> datetime:
    return instant.astimezone(where).replace(tzinfo=None)


def dates(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += DAY


def edges(where: ZoneInfo, first: date, last: date) -> Iterator[date]:
    """Yield the days about each change of the clock."""
    before = None
    for day in dates(first, last):
        offset = datetime(day.year, day.month, day.day, 12, tzinfo=where).utcoffset()
        if before is not None and offset != before:
            yield from dates(day - 2 * DAY, day + 2 * DAY)
        before = offset


instants = st.datetimes(datetime(1975, 1, 1), datetime(2037, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
zones = st.deferred(lambda: st.sampled_from(zone_names())).map(zone)
