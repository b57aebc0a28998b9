"""Due times of a daily question: each local date once, in any zone, over any change of clocks."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.slots import FARTHEST_BACK, Wall, due_slot, next_free
from tests.domain.zones import DAY, ODD_CHANGES, edges, instants, utc, zone, zone_names, zones

walls = st.builds(
    Wall, st.integers(0, 23), st.integers(0, 59), zones, st.integers(1, 127) | st.just(127)
)


@given(instants, walls, st.lists(st.integers(0, 20), max_size=6))
def test_the_next_free_date(after: datetime, wall: Wall, ahead: list[int]) -> None:
    taken = {wall.date_of(after) + n * DAY for n in ahead}
    slot = next_free(after, wall, taken)
    assert slot > after
    assert wall.date_of(slot) not in taken
    # Nothing that was free lies between.
    between = wall.next(after)
    while between < slot:
        assert wall.date_of(between) in taken
        between = wall.next(between)
    assert between == slot


@given(instants, walls, st.timedeltas(timedelta(), timedelta(days=40)))
def test_only_the_latest_of_the_missed_times(at: datetime, wall: Wall, away: timedelta) -> None:
    slot = wall.next(at)
    now = slot + away
    due = due_slot(slot, wall, now)
    if due <= now:
        assert wall.next(due) > now
        assert due >= slot
    else:  # one weekday in a zone that skipped it
        assert away > FARTHEST_BACK


def test_an_outage_of_years_is_not_gone_through_day_by_day() -> None:
    wall = Wall(17, 0, zone("Europe/London"))
    assert due_slot(utc(2020, 1, 1, 17), wall, utc(2026, 3, 4, 18)) == utc(2026, 3, 4, 17)


def beats(wall: Wall, first: datetime, count: int) -> list[datetime]:
    """Return when a bot that looks every quarter of an hour would post."""
    posted: list[datetime] = []
    taken: set[date] = set()
    slot = next_free(first, wall, taken)
    for beat in range(count):
        now = first + beat * timedelta(minutes=15)
        if now >= slot:
            due = due_slot(slot, wall, now)
            taken.add(wall.date_of(due))
            posted.append(now)
            slot = next_free(now, wall, taken)
    return posted


@pytest.mark.parametrize(("name", "year"), ODD_CHANGES)
@pytest.mark.parametrize("hour", [0, 1, 2, 3, 23])
def test_each_date_once_where_clocks_do_odd_things(name: str, year: int, hour: int) -> None:
    where = zone(name)
    for day in dict.fromkeys(edges(where, date(year, 1, 1), date(year, 12, 31))):
        first = utc(day.year, day.month, day.day) - DAY
        wall = Wall(hour, 30, where)
        posted = beats(wall, first, 96 * 4)
        dates = [wall.date_of(at) for at in posted]
        assert len(set(dates)) == len(dates)
        looks = (first + beat * timedelta(minutes=15) for beat in range(96, 96 * 3))
        local = [at.astimezone(where) for at in looks]
        late_enough = {at.date() for at in local if (at.hour, at.minute) >= (hour, 30)}
        assert late_enough <= set(dates)  # Pyongyang had no 23:30 on 4 May 2018


@pytest.mark.slow
def test_each_date_once_in_every_zone_at_both_changes() -> None:
    for name in zone_names():
        where = zone(name)
        for day in dict.fromkeys(edges(where, date(2026, 1, 1), date(2026, 12, 31))):
            for hour in (0, 2, 17):
                wall = Wall(hour, 30, where)
                posted = beats(wall, utc(day.year, day.month, day.day) - DAY, 96 * 3)
                dates = [wall.date_of(at) for at in posted]
                assert len(set(dates)) == len(dates) >= 2


def test_a_leap_day_is_a_day() -> None:
    wall = Wall(9, 0, zone("Asia/Tokyo"))
    posted = beats(wall, utc(2028, 2, 27), 96 * 4)
    days = [wall.date_of(at) for at in posted]
    assert days == [date(2028, 2, 28), date(2028, 2, 29), date(2028, 3, 1)]


def test_a_move_between_zones_repeats_no_date() -> None:
    """Tokyo's 4 March is over when New York's begins: it has had its question."""
    tokyo = Wall(8, 0, zone("Asia/Tokyo"))
    taken = {date(2026, 3, 3), date(2026, 3, 4)}
    now = tokyo.next(utc(2026, 3, 3, 12))
    new_york = Wall(20, 0, zone("America/New_York"))
    assert next_free(now, new_york, taken) == utc(2026, 3, 6, 1)
    assert new_york.date_of(utc(2026, 3, 6, 1)) == date(2026, 3, 5)
