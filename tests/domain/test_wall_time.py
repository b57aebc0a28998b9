"""The next time the clock on the wall says so: once for each local date, come what may."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import next_wall_time
from tests.domain.zones import (
    DAY,
    ODD_CHANGES,
    TICK,
    dates,
    instants,
    utc,
    wall,
    zone,
    zone_names,
    zones,
)


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


@pytest.mark.slow
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
