"""A learner's day, over every published zone and the changes of their clocks."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import cache
from importlib import resources
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import (
    day_start,
    local_day,
    next_wall_time,
    window,
    zone_of,
)
from bot.domain.replies import Span

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


def check_day(day: date, where: ZoneInfo) -> None:
    start = day_start(day, where)
    assert start.tzinfo is UTC
    assert local_day(start, where) == day
    assert local_day(start - TICK, where) == day - DAY
    assert start < day_start(day + DAY, where)


def test_a_day_starts_at_four_on_the_wall() -> None:
    london = zone("Europe/London")
    assert local_day(utc(2026, 1, 10, 3, 59, 59), london) == date(2026, 1, 9)
    assert local_day(utc(2026, 1, 10, 4), london) == date(2026, 1, 10)
    assert local_day(utc(2026, 7, 10, 2, 59, 59), london) == date(2026, 7, 9)
    assert local_day(utc(2026, 7, 10, 3), london) == date(2026, 7, 10)


def test_an_instant_may_come_in_any_zone() -> None:
    auckland = zone("Pacific/Auckland")
    instant = utc(2026, 3, 1, 15, 30)
    assert local_day(instant.astimezone(zone("America/Lima")), auckland) == local_day(
        instant, auckland
    )


def test_a_clock_going_back_over_four_never_unbegins_the_day() -> None:
    # Casey, 11 March 2018: the clock went from 04:00 back to 01:00.
    casey = zone("Antarctica/Casey")
    change = next(iter(d for d in edges(casey, date(2018, 3, 1), date(2018, 3, 31))))
    first = day_start(change, casey)
    days = [local_day(first + timedelta(minutes=10) * n, casey) for n in range(6 * 24 * 5)]
    assert days == sorted(days)


def test_every_zone_at_the_changes_of_three_years() -> None:
    changes = 0
    for name in zone_names():
        where = zone(name)
        for day in edges(where, date(2025, 1, 1), date(2027, 12, 31)):
            check_day(day, where)
            changes += 1
    assert len(zone_names()) > 400
    assert changes > 400


@pytest.mark.parametrize(("name", "year"), ODD_CHANGES)
def test_odd_changes(name: str, year: int) -> None:
    where = zone(name)
    changes = list(edges(where, date(year - 1, 12, 1), date(year + 1, 1, 31)))
    assert changes
    for day in changes:
        check_day(day, where)


@pytest.mark.slow
def test_every_zone_at_every_change_since_1975() -> None:
    for name in zone_names():
        where = zone(name)
        for day in edges(where, date(1975, 1, 1), date(2037, 12, 31)):
            check_day(day, where)


instants = st.datetimes(datetime(1975, 1, 1), datetime(2037, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
zones = st.deferred(lambda: st.sampled_from(zone_names())).map(zone)


@given(instants, zones)
def test_a_day_contains_its_instants(at: datetime, where: ZoneInfo) -> None:
    day = local_day(at, where)
    assert day_start(day, where) <= at < day_start(day + DAY, where)


@given(instants, st.timedeltas(timedelta(0), timedelta(days=3)), zones)
def test_days_never_go_back(at: datetime, later: timedelta, where: ZoneInfo) -> None:
    assert local_day(at, where) <= local_day(at + later, where)


@given(instants, zones)
def test_a_day_starts_when_the_wall_first_shows_four(at: datetime, where: ZoneInfo) -> None:
    day = local_day(at, where)
    four = datetime(day.year, day.month, day.day, 4)  # noqa: DTZ001
    start = day_start(day, where)
    assert wall(start, where) >= four > wall(start - TICK, where)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "Nowhere/Land",
        "../../etc/passwd",
        "/etc/passwd",
        "Europe/../../../etc/passwd",
        "Europe",
        "Europe/London\0",
        "\0",
        "localtime",
        "posixrules",
        "right/Europe/London",
        "zone.tab",
        "tzdata.zi",
        "Europe/London ",
        "Europe\\London",
        "Zürich",
        "\ud800",
        "a" * 1_000_000,
        "Europe/" * 40,
        "file:///etc/localtime",
        "CON",
    ],
)
def test_no_zone_of_a_hostile_name(name: str) -> None:
    assert zone_of(name) is None


@given(st.text())
def test_no_zone_of_any_text(name: str) -> None:
    found = zone_of(name)
    assert found is None or found.key in zone_names()


def test_a_zone_is_found_in_any_case_and_kept() -> None:
    assert zone("europe/london") is zone("Europe/London")
    assert zone("EUROPE/LONDON").key == "Europe/London"


@pytest.mark.parametrize(
    ("span", "day", "expected"),
    [
        (Span.DAY, (2026, 2, 28), ((2026, 2, 28), (2026, 2, 28))),
        (Span.WEEK, (2026, 3, 2), ((2026, 3, 2), (2026, 3, 8))),  # a Monday
        (Span.WEEK, (2026, 3, 8), ((2026, 3, 2), (2026, 3, 8))),  # a Sunday
        (Span.WEEK, (2027, 1, 1), ((2026, 12, 28), (2027, 1, 3))),
        (Span.MONTH, (2028, 2, 29), ((2028, 2, 1), (2028, 2, 29))),
        (Span.MONTH, (2026, 2, 1), ((2026, 2, 1), (2026, 2, 28))),
        (Span.MONTH, (2026, 12, 31), ((2026, 12, 1), (2026, 12, 31))),
        (Span.TERM, (2026, 1, 1), ((2026, 1, 1), (2026, 4, 30))),
        (Span.TERM, (2026, 4, 30), ((2026, 1, 1), (2026, 4, 30))),
        (Span.TERM, (2026, 5, 1), ((2026, 5, 1), (2026, 8, 31))),
        (Span.TERM, (2026, 12, 31), ((2026, 9, 1), (2026, 12, 31))),
    ],
)
def test_windows(
    span: Span, day: tuple[int, int, int], expected: tuple[tuple[int, int, int], ...]
) -> None:
    assert window(span, date(*day)) == tuple(date(*parts) for parts in expected)


def test_all_time_has_no_window() -> None:
    assert window(Span.ALL, date(2026, 1, 1)) is None


@given(
    st.dates(date(1975, 1, 1), date(2100, 1, 1)), st.sampled_from([s for s in Span if s != "all"])
)
def test_windows_follow_each_other_without_a_gap(day: date, span: Span) -> None:
    here = window(span, day)
    assert here is not None
    first, last = here
    assert first <= day <= last
    assert window(span, first) == window(span, last) == here
    after = window(span, last + DAY)
    assert after is not None
    assert after[0] == last + DAY


def test_a_repeated_time_comes_once() -> None:
    # London, 25 October 2026: 01:30 strikes at 00:30 and again at 01:30 UTC.
    london = zone("Europe/London")
    first = next_wall_time(utc(2026, 10, 24, 12), 1, 30, london)
    assert first == utc(2026, 10, 25, 0, 30)
    assert next_wall_time(first, 1, 30, london) == utc(2026, 10, 26, 1, 30)
    assert next_wall_time(utc(2026, 10, 25, 1, 0), 1, 30, london) == utc(2026, 10, 26, 1, 30)


def test_a_skipped_time_comes_at_the_end_of_the_gap() -> None:
    # London, 29 March 2026: 01:00 becomes 02:00.
    london = zone("Europe/London")
    first = next_wall_time(utc(2026, 3, 28, 12), 1, 30, london)
    assert first == utc(2026, 3, 29, 1, 0)
    assert next_wall_time(first, 1, 30, london) == utc(2026, 3, 30, 0, 30)


def test_later_means_later() -> None:
    lima = zone("America/Lima")
    at = utc(2026, 5, 4, 14, 0)  # 09:00 in Lima
    assert next_wall_time(at - TICK, 9, 0, lima) == at
    assert next_wall_time(at, 9, 0, lima) == at + DAY


def test_the_time_on_the_wall_stays_while_the_clocks_change() -> None:
    berlin = zone("Europe/Berlin")
    assert next_wall_time(utc(2026, 3, 28, 20), 17, 30, berlin) == utc(2026, 3, 29, 15, 30)
    assert next_wall_time(utc(2026, 10, 24, 20), 17, 30, berlin) == utc(2026, 10, 25, 16, 30)


def test_weekdays() -> None:
    utc_zone = zone("UTC")
    at = utc(2026, 3, 6, 9)  # a Friday
    school_days = 0b001_1111
    assert next_wall_time(at, 9, 0, utc_zone, school_days) == utc(2026, 3, 9, 9)
    assert next_wall_time(at, 9, 0, utc_zone, 1 << 4) == utc(2026, 3, 13, 9)


def test_a_weekday_a_zone_skipped_is_waited_for_another_week() -> None:
    # Samoa had no Friday 30 December 2011.
    apia = zone("Pacific/Apia")
    friday = 1 << 4
    assert wall(next_wall_time(utc(2011, 12, 28), 9, 0, apia, friday), apia) == datetime(  # noqa: DTZ001
        2012, 1, 6, 9
    )


@pytest.mark.parametrize(("hour", "minute", "weekdays"), [(24, 0, 127), (9, 60, 127), (9, 0, 0)])
def test_a_time_that_never_comes_is_refused(hour: int, minute: int, weekdays: int) -> None:
    with pytest.raises(ValueError, match=r"hour|minute|weekday"):
        next_wall_time(utc(2026, 1, 1), hour, minute, zone("UTC"), weekdays)


def year_of(where: ZoneInfo, year: int, hour: int, minute: int) -> list[datetime]:
    at = next_wall_time(utc(year - 1, 12, 29), hour, minute, where)
    found = []
    while wall(at, where).year <= year:
        found.append(at)
        at = next_wall_time(at, hour, minute, where)
    return [at for at in found if wall(at, where).year == year]


def test_a_year_has_one_instant_for_each_local_date_in_every_zone() -> None:
    expected = list(dates(date(2026, 1, 1), date(2026, 12, 31)))
    rules = {
        tuple(year_of(zone(name), 2026, 1, 30)): name
        for name in zone_names()
        if "/" in name and name.startswith(("A", "Eu", "P"))
    }
    assert len(rules) > 50
    for found, name in rules.items():
        assert [wall(at, zone(name)).date() for at in found] == expected, name


@pytest.mark.parametrize(("name", "year"), ODD_CHANGES)
@pytest.mark.parametrize(("hour", "minute"), [(0, 0), (2, 30), (9, 0), (23, 45)])
def test_an_odd_year_has_no_date_twice(name: str, year: int, hour: int, minute: int) -> None:
    where = zone(name)
    found = year_of(where, year, hour, minute)
    days = [wall(at, where).date() for at in found]
    assert sorted(set(days)) == days
    assert len(days) in {364 + (year % 4 == 0), 365 + (year % 4 == 0)}
    for at in found:
        asked = wall(at, where).replace(hour=hour, minute=minute, second=0)
        assert wall(at, where) >= asked > wall(at - TICK, where)


@given(instants, zones, st.integers(0, 23), st.integers(0, 59))
def test_the_next_time_is_near_and_asking_again_agrees(
    at: datetime, where: ZoneInfo, hour: int, minute: int
) -> None:
    found = next_wall_time(at, hour, minute, where)
    assert at < found <= at + timedelta(hours=52)
    assert next_wall_time(found - TICK, hour, minute, where) == found
