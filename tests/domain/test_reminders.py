"""Habits, quiet hours and backing off: over any zone, any change of clocks, any row of answers."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.nudges import Snooze
from bot.domain.reminders import (
    ASK_AFTER,
    DAY,
    GAPS,
    NIGHT,
    SESSION,
    SLEEPING,
    Next,
    Quiet,
    minute_of,
    put_off,
    sessions,
    usual_minute,
    what_next,
)
from bot.domain.slots import Wall
from tests.domain.zones import ODD_CHANGES, edges, instants, utc, zone, zones

MARCH = date(2026, 3, 2)
minutes = st.integers(0, DAY - 1)
quiets = st.builds(Quiet, minutes, minutes)
habits = st.lists(st.tuples(st.integers(0, 27), minutes), max_size=60).map(
    lambda rows: [(MARCH + timedelta(days=day), minute) for day, minute in rows]
)


def evenings(*at: int, first: int = 0) -> list[tuple[date, int]]:
    """Return one sitting a day at these minutes."""
    return [(MARCH + timedelta(days=first + n), minute) for n, minute in enumerate(at)]


def test_the_hour_of_most_evenings() -> None:
    begun = evenings(18 * 60 + 5, 18 * 60 + 20, 18 * 60 + 10, 18 * 60 + 40, 9 * 60, 18 * 60 + 12)
    assert usual_minute(begun) == 18 * 60


def test_around_midnight() -> None:
    assert usual_minute(evenings(23 * 60 + 50, 5, 23 * 60 + 55, 10, 0)) == 0
    assert usual_minute(evenings(23 * 60 + 31, 5, 23 * 60 + 55, 10, 23 * 60 + 50)) == 23 * 60 + 45


def test_of_two_habits_the_later_dates_decide() -> None:
    morning, evening = evenings(*[480] * 5), evenings(*[1140] * 5, first=5)
    assert usual_minute(morning + evening) == 1140
    assert usual_minute(evenings(*[1140] * 5) + evenings(*[480] * 5, first=5)) == 480


@pytest.mark.parametrize(
    "begun", [[], evenings(600, 600, 600, 600), evenings(0, 200, 400, 600, 800)]
)
def test_too_little_to_know(begun: list[tuple[date, int]]) -> None:
    assert usual_minute(begun) is None


@given(habits, st.randoms(use_true_random=False))
def test_order_and_repeats_do_not_matter(begun: list[tuple[date, int]], chance: object) -> None:
    shuffled = begun * 2
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert usual_minute(shuffled) == usual_minute(begun)


@given(habits)
def test_a_habit_is_a_quarter_of_an_hour_within_an_hour_of_answers(
    begun: list[tuple[date, int]],
) -> None:
    found = usual_minute(begun)
    if found is not None:
        assert found % 15 == 0
        near = {
            day for day, minute in begun if min((minute - found) % DAY, (found - minute) % DAY) < 75
        }
        assert len(near) >= 3


@given(st.integers(0, DAY - 1), st.lists(st.integers(0, 29), min_size=6, max_size=20), st.data())
def test_odd_evenings_move_nothing(start: int, habit: list[int], data: st.DataObject) -> None:
    """Whatever a minority of the dates does, the habit is found where the others are."""
    odd = data.draw(st.lists(minutes, max_size=(len(habit) - 1) // 2))
    begun = evenings(*odd) + evenings(*((start + m) % DAY for m in habit), first=len(odd))
    found = usual_minute(begun)
    assert found is not None
    assert (found + 75 - start) % DAY <= 30 + 75 + 60


@given(st.lists(minutes, min_size=5, max_size=20), st.integers(0, 95))
def test_who_moves_by_an_hour_is_followed(at: list[int], quarters: int) -> None:
    found = usual_minute(evenings(*at))
    moved = usual_minute(evenings(*((minute + 15 * quarters) % DAY for minute in at)))
    if found is None:
        assert moved is None
    elif len(set(at)) == 1:
        assert moved == (found + 15 * quarters) % DAY


@given(st.lists(instants, max_size=30))
def test_sessions(answers: list[datetime]) -> None:
    begun = sessions(answers)
    assert set(begun) <= set(answers)
    for at in answers:
        assert any(first <= at for first in begun)
    for first, second in pairwise(begun):
        assert second - first >= SESSION
    assert sessions(begun) == begun


def test_quiet_hours() -> None:
    assert NIGHT.holds(22 * 60)
    assert NIGHT.holds(3 * 60)
    assert not NIGHT.holds(7 * 60)
    assert not Quiet(600, 600).holds(600)
    assert NIGHT.outside(23 * 60) == 21 * 60 + 45
    assert NIGHT.outside(6 * 60) == 7 * 60
    assert Quiet(0, DAY - 5).outside(30) == DAY - 5


@given(quiets, minutes)
def test_the_nearest_minute_that_is_not_quiet(quiet: Quiet, minute: int) -> None:
    found = quiet.outside(minute)
    assert not quiet.holds(found)
    if not quiet.holds(minute):
        assert found == minute


@given(quiets, instants, zones)
def test_after_the_quiet_hours_it_is_not_quiet(quiet: Quiet, at: datetime, where: object) -> None:
    check_after(quiet, at, where)


@pytest.mark.parametrize(("name", "year"), ODD_CHANGES)
def test_quiet_hours_over_changes_of_the_clock(name: str, year: int) -> None:
    where = zone(name)
    for day in edges(where, date(year, 1, 1), date(year, 12, 31)):
        for hour in range(0, 24, 2):
            at = utc(day.year, day.month, day.day, hour, 17)
            for quiet in (NIGHT, Quiet(0, 150), Quiet(90, 95), Quiet(150, 120)):
                check_after(quiet, at, where)


def check_after(quiet: Quiet, at: datetime, where: object) -> None:
    after = quiet.after(at, where)  # type: ignore[arg-type]
    assert after >= at
    # A clock may skip the whole of what is not quiet, once.
    assert after - at <= timedelta(hours=51)
    assert not quiet.at(after, where)  # type: ignore[arg-type]
    if not quiet.at(at, where):  # type: ignore[arg-type]
        assert after == at


def posts(answered: Sequence[bool]) -> list[tuple[int, Next]]:
    """Return on which days what is posted to somebody who answers it, or not."""
    said: list[tuple[int, Next]] = []
    ignored, last = 0, -100
    for day in range(60):
        step = what_next(ignored, day - last)
        if step in (Next.REMIND, Next.ASK):
            said.append((day, step))
            heard = answered[len(said) - 1] if len(said) <= len(answered) else False
            ignored, last = 0 if heard else ignored + 1, day
    return said


def test_back_off_ask_once_and_stop() -> None:
    remind, ask = Next.REMIND, Next.ASK
    assert posts([]) == [(0, remind), (1, remind), (3, remind), (7, remind), (14, ask)]
    assert what_next(SLEEPING, 10_000) is Next.SLEEP


def test_whoever_answers_is_reminded_the_next_day() -> None:
    assert [day for day, _ in posts([True] * 5)][:6] == [0, 1, 2, 3, 4, 5]
    assert [day for day, _ in posts([False, False, False, True])] == [0, 1, 3, 7, 8, 9, 11, 15, 22]


@given(st.lists(st.booleans(), max_size=40))
def test_never_more_than_a_few_in_vain(answered: list[bool]) -> None:
    said = posts(answered)
    days = [day for day, _ in said]
    assert len(set(days)) == len(days)
    assert sum(step is Next.ASK for _, step in said) <= 1 + sum(answered)
    in_vain = said[-len(GAPS) - 1 :]
    assert in_vain[-1][1] is Next.ASK or days[-1] + ASK_AFTER >= 60


@given(instants, st.integers(0, 23), st.integers(0, 59), zones, quiets, st.sampled_from(Snooze))
def test_a_snooze_is_ahead_and_never_in_quiet_hours(
    now: datetime, hour: int, minute: int, where: object, quiet: Quiet, kind: Snooze
) -> None:
    wall = Wall(hour, minute, where)  # type: ignore[arg-type]
    until = put_off(kind, now, wall, quiet)
    if until is None:
        assert kind is not Snooze.HOUR
    else:
        assert until > now
        assert not quiet.at(until, wall.zone)


def test_this_evening() -> None:
    wall = Wall(17, 0, zone("Europe/London"))

    def evening(*at: int) -> datetime | None:
        return put_off(Snooze.EVENING, utc(2026, 3, 4, *at), wall, NIGHT)

    assert evening(17, 5) == utc(2026, 3, 4, 19)
    assert evening(18, 45) == utc(2026, 3, 4, 21)
    assert evening(20, 45) is None
    assert put_off(Snooze.HOUR, utc(2026, 3, 4, 21, 30), wall, NIGHT) == utc(2026, 3, 5, 7)
    assert put_off(Snooze.TOMORROW, utc(2026, 3, 4, 12), wall, NIGHT) is None
    assert minute_of(utc(2026, 7, 4, 12), wall.zone) == 13 * 60
