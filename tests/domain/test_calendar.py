"""A learner's day and a board's window, over every published zone and its clocks' changes."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import day_start, local_day, window, zone_of
from bot.domain.replies import Span
from tests.domain.zones import (
    DAY,
    ODD_CHANGES,
    TICK,
    edges,
    instants,
    utc,
    wall,
    zone,
    zone_names,
    zones,
)


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
    # Hong Kong, 1 December 1946: the clock went from 04:30 back to 03:30.
    hong_kong = zone("Asia/Hong_Kong")
    change = utc(1946, 11, 30, 19, 30)
    assert wall(change - TICK, hong_kong).hour == 4
    assert wall(change, hong_kong).hour == 3
    assert local_day(change, hong_kong) == date(1946, 12, 1)
    check_day(date(1946, 12, 1), hong_kong)
    first = change - DAY
    days = [local_day(first + timedelta(minutes=10) * n, hong_kong) for n in range(6 * 48)]
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
