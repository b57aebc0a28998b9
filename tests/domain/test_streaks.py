"""Streaks: every way other bots have broken one, and a plain day-by-day oracle beside ours."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain.calendar import local_day, zone_of
from bot.domain.streaks import NO_FREEZES, FreezeRule, Streak, group_streak, streak

DAY = timedelta(days=1)
MONDAY = date(2026, 3, 2)
WEEKEND = 0b110_0000


def row(first: date, count: int) -> list[date]:
    return [first + n * DAY for n in range(count)]


def days_in(zone_name: str, instants: Iterable[datetime]) -> set[date]:
    zone = zone_of(zone_name)
    assert zone is not None
    return {local_day(at, zone) for at in instants}


# The rules, one at a time.


def test_nobody_has_no_streak() -> None:
    assert streak([], MONDAY) == Streak(0, 0, 0, at_risk=False, frozen=())


def test_the_first_day() -> None:
    assert streak([MONDAY], MONDAY) == Streak(1, 1, 0, at_risk=False, frozen=())


def test_today_not_yet_answered_breaks_nothing() -> None:
    assert streak(row(MONDAY, 3), MONDAY + 3 * DAY) == Streak(3, 3, 0, at_risk=True, frozen=())


def test_a_missed_day_breaks_it_once_it_is_over() -> None:
    assert streak(row(MONDAY, 3), MONDAY + 4 * DAY) == Streak(0, 3, 0, at_risk=False, frozen=())


def test_after_a_break_it_starts_again_at_one() -> None:
    found = streak([*row(MONDAY, 3), MONDAY + 4 * DAY], MONDAY + 4 * DAY)
    assert found == Streak(1, 3, 0, at_risk=False, frozen=())


def test_a_freeze_is_earned_by_seven_study_days() -> None:
    assert streak(row(MONDAY, 6), MONDAY + 5 * DAY).freezes_left == 0
    assert streak(row(MONDAY, 7), MONDAY + 6 * DAY).freezes_left == 1
    assert streak(row(MONDAY, 14), MONDAY + 13 * DAY).freezes_left == 2


def test_two_freezes_are_held_at_most() -> None:
    assert streak(row(MONDAY, 70), MONDAY + 69 * DAY).freezes_left == 2


def test_a_freeze_covers_one_missed_day_and_is_gone() -> None:
    missed = MONDAY + 7 * DAY
    found = streak([*row(MONDAY, 7), missed + DAY], missed + DAY)
    assert found == Streak(8, 8, 0, at_risk=False, frozen=(missed,))


def test_a_frozen_day_is_not_a_study_day() -> None:
    # Seven days, one frozen, six more: thirteen, so the second freeze is not earned yet.
    studied = row(MONDAY, 7) + row(MONDAY + 8 * DAY, 6)
    assert streak(studied, studied[-1]).freezes_left == 0
    assert streak([*studied, studied[-1] + DAY], studied[-1] + DAY).freezes_left == 1


def test_freezes_are_lost_with_the_streak() -> None:
    studied = [*row(MONDAY, 14), MONDAY + 30 * DAY]
    assert streak(studied, studied[-1]) == Streak(1, 14, 0, at_risk=False, frozen=())


def test_no_freezes() -> None:
    assert streak(row(MONDAY, 30), MONDAY + 31 * DAY, freezes=NO_FREEZES).days == 0


def test_a_kinder_rule() -> None:
    found = streak(row(MONDAY, 3), MONDAY + 6 * DAY, freezes=FreezeRule(every=1, most=3))
    assert found.days == 3
    assert found.frozen == (MONDAY + 3 * DAY, MONDAY + 4 * DAY, MONDAY + 5 * DAY)


def test_rest_days_break_nothing_take_no_freeze_and_add_nothing() -> None:
    school = [day for day in row(MONDAY, 12) if day.weekday() < 5]
    assert streak(school, school[-1], rest_days=WEEKEND) == Streak(
        10, 10, 1, at_risk=False, frozen=()
    )


def test_a_rest_day_asks_for_nothing() -> None:
    saturday = MONDAY + 5 * DAY
    assert not streak(row(MONDAY, 5), saturday, rest_days=WEEKEND).at_risk
    assert streak(row(MONDAY, 5), MONDAY + 7 * DAY, rest_days=WEEKEND).at_risk


def test_studying_on_a_rest_day_is_studying() -> None:
    assert streak(row(MONDAY, 7), MONDAY + 6 * DAY, rest_days=WEEKEND).days == 7


def test_choosing_a_rest_day_never_shortens_a_streak() -> None:
    studied = row(MONDAY, 40)
    assert streak(studied, studied[-1], rest_days=1).days == streak(studied, studied[-1]).days


# What other bots' streaks got wrong, as their users reported it.


@pytest.mark.parametrize("month", range(1, 13))
def test_regression_it_survives_the_end_of_every_month(month: int) -> None:
    first = date(2026, month, 1)
    studied = row(first - 3 * DAY, 6)
    assert streak(studied, studied[-1]).days == 6


def test_regression_the_first_of_the_month_is_no_new_start() -> None:
    studied = row(date(2026, 4, 20), 12)
    assert studied[-1] == date(2026, 5, 1)
    assert streak(studied, date(2026, 5, 1)).days == 12
    assert streak(studied[:-1], date(2026, 5, 1)).days == 11


def test_regression_leap_days() -> None:
    assert streak(row(date(2028, 2, 27), 4), date(2028, 3, 1)).days == 4
    assert streak([date(2028, 2, 28), date(2028, 3, 1)], date(2028, 3, 1)).days == 1
    assert streak([date(2027, 2, 28), date(2027, 3, 1)], date(2027, 3, 1)).days == 2


def test_regression_year_ends() -> None:
    assert streak(row(date(2026, 12, 28), 8), date(2027, 1, 4)).days == 8


def test_regression_one_freeze_never_hides_many_days() -> None:
    studied = row(MONDAY, 7)
    assert streak(studied, MONDAY + 8 * DAY).days == 7
    assert streak(studied, MONDAY + 9 * DAY).days == 0
    assert streak([*studied, MONDAY + 66 * DAY], MONDAY + 66 * DAY).days == 1


def test_regression_a_freeze_is_on_the_local_date_and_not_on_utcs() -> None:
    # Evenings in Los Angeles are the next day in UTC; the one evening missed is the 9th.
    evenings = [datetime(2026, 1, 3, 6, 30, tzinfo=UTC) + n * DAY for n in range(7)]
    later = datetime(2026, 1, 11, 6, 30, tzinfo=UTC)
    studied = days_in("America/Los_Angeles", [*evenings, later])
    assert streak(studied, date(2026, 1, 10)).frozen == (date(2026, 1, 9),)


def test_regression_a_freeze_near_midnight_moves_no_date() -> None:
    # Either side of midnight, never both on one date: 23:59, then 00:01 two nights later.
    zone = "Asia/Kolkata"
    at = datetime(2026, 1, 1, 18, 29, tzinfo=UTC)  # 23:59
    studied = days_in(zone, [at + n * DAY for n in range(7)])
    studied |= days_in(zone, [at + 8 * DAY + timedelta(minutes=2)])  # 00:01 on the 10th
    assert streak(studied, date(2026, 1, 9)).frozen == (date(2026, 1, 8),)
    assert streak(studied, date(2026, 1, 9)).days == 8


@pytest.mark.parametrize("zone", ["Europe/London", "America/Los_Angeles", "Pacific/Auckland"])
def test_regression_who_studies_after_midnight(zone: str) -> None:
    # Between 22:00 and 03:00, now before midnight and now after it: one day each.
    where = zone_of(zone)
    assert where is not None
    nights = [
        datetime(2026, 3, 1, 22, tzinfo=where) + n * DAY + timedelta(hours=(n * 3) % 6)
        for n in range(60)
    ]
    studied = days_in(zone, [night.astimezone(UTC) for night in nights])
    assert len(studied) == 60
    assert streak(studied, max(studied)).days == 60


@pytest.mark.parametrize("zone", ["Europe/London", "America/New_York", "Australia/Lord_Howe"])
@pytest.mark.parametrize("hour", [0, 1, 2, 3, 4, 5, 23])
def test_regression_clock_changes(zone: str, hour: int) -> None:
    where = zone_of(zone)
    assert where is not None
    instants = [
        (datetime(2026, 1, 1, hour, 30, tzinfo=where) + n * DAY).astimezone(UTC) for n in range(365)
    ]
    studied = days_in(zone, instants)
    assert streak(studied, max(studied), freezes=NO_FREEZES).days == 365


def test_regression_moving_east() -> None:
    # From New York to Tokyo overnight: each date has its answer.
    studied = days_in("America/New_York", [datetime(2026, 3, n, 20, tzinfo=UTC) for n in (1, 2, 3)])
    studied |= days_in("Asia/Tokyo", [datetime(2026, 3, 4, n, tzinfo=UTC) for n in (1, 23)])
    assert streak(studied, date(2026, 3, 5)).days == 5


def test_regression_moving_west() -> None:
    # From Auckland to Honolulu: the 4th comes twice, and counts once.
    studied = days_in("Pacific/Auckland", [datetime(2026, 3, n, 20, tzinfo=UTC) for n in (1, 2, 3)])
    assert max(studied) == date(2026, 3, 4)
    found = streak(studied, date(2026, 3, 3))  # it is still the 3rd in Honolulu
    assert found == Streak(3, 3, 0, at_risk=False, frozen=())
    studied |= days_in("Pacific/Honolulu", [datetime(2026, 3, 5, 2, tzinfo=UTC)])
    assert streak(studied, date(2026, 3, 4)).days == 3
    assert streak(studied, date(2026, 3, 5)) == Streak(3, 3, 0, at_risk=True, frozen=())


def test_regression_a_date_lost_over_the_date_line_takes_one_freeze() -> None:
    studied = [*row(MONDAY, 7), MONDAY + 8 * DAY]
    assert streak(studied, MONDAY + 8 * DAY).days == 8


def test_regression_the_order_and_number_of_answers_do_not_matter() -> None:
    studied = row(MONDAY, 9)
    assert streak(studied[::-1] * 3, studied[-1]) == streak(studied, studied[-1])


# Properties.

offsets = st.sets(st.integers(0, 60), max_size=60)
masks = st.integers(0, 127)


def plainly(days: set[date], today: date, rest_days: int, rule: FreezeRule) -> Streak:
    """Return the streak by walking every date: slow, and plain to read."""
    count = longest = held = 0
    risk = False
    frozen: list[date] = []
    day = min(days, default=today)
    while day <= max([today, *days]):
        rests = rest_days >> day.weekday() & 1
        if day in days:
            count += 1
            longest = max(longest, count)
            if count % rule.every == 0 and held < rule.most:
                held += 1
        elif day == today and not rests:
            risk = count > 0
        elif not rests and held:
            held -= 1
            frozen.append(day)
        elif not rests:
            count, risk, frozen = 0, False, []
        day += DAY
    return Streak(count, longest, held, risk, tuple(frozen))


@given(offsets, st.integers(0, 65), masks, st.integers(1, 9), st.integers(0, 3))
@example({0, 2}, 1, 0, 7, 2)  # today lies in a gap: the traveller has been to tomorrow
def test_it_is_what_walking_every_date_gives(
    studied: set[int], now: int, rest_days: int, every: int, most: int
) -> None:
    days = {MONDAY + n * DAY for n in studied}
    rule = FreezeRule(every, most)
    today = MONDAY + now * DAY
    assert streak(days, today, rest_days=rest_days, freezes=rule) == plainly(
        days, today, rest_days, rule
    )


@given(offsets, st.integers(0, 65), masks)
def test_a_streak_is_sound(studied: set[int], now: int, rest_days: int) -> None:
    days = {MONDAY + n * DAY for n in studied}
    today = MONDAY + now * DAY
    found = streak(days, today, rest_days=rest_days)
    assert 0 <= found.days <= found.longest <= len(days)
    assert 0 <= found.freezes_left <= 2
    assert today not in found.frozen
    assert not days & set(found.frozen)
    assert not (found.at_risk and today in days)
    assert not any(rest_days >> day.weekday() & 1 for day in found.frozen)


@given(offsets, st.integers(0, 65), masks)
def test_answering_today_never_hurts(studied: set[int], now: int, rest_days: int) -> None:
    today = MONDAY + now * DAY
    days = {MONDAY + n * DAY for n in studied if n < now}
    before = streak(days, today, rest_days=rest_days)
    after = streak(days | {today}, today, rest_days=rest_days)
    assert after.days == before.days + 1
    assert not after.at_risk


@given(offsets, st.integers(0, 65), st.integers(-4000, 4000))
def test_it_does_not_matter_where_in_the_calendar(studied: set[int], now: int, weeks: int) -> None:
    def at(first: date) -> Streak:
        return streak({first + n * DAY for n in studied}, first + now * DAY, rest_days=WEEKEND)

    here, there = at(MONDAY), at(MONDAY + weeks * 7 * DAY)
    assert (here.days, here.longest, here.freezes_left, here.at_risk, len(here.frozen)) == (
        there.days,
        there.longest,
        there.freezes_left,
        there.at_risk,
        len(there.frozen),
    )


# The class's own.


@pytest.mark.parametrize(
    ("answered", "members", "quorum", "days"),
    [
        ([5, 5, 5], 10, 0.5, 3),
        ([5, 4, 5], 10, 0.5, 1),
        ([5, 5, 4], 10, 0.5, 2),  # today is not over
        ([5, 4, 4], 10, 0.5, 0),
        ([2, 2, 2], 5, 0.5, 0),  # half of five is three
        ([3, 3, 3], 5, 0.5, 3),
        ([1, 1, 1], 1, 0.5, 3),
        ([1, 1, 1], 9, 0.0, 3),
        ([0, 0, 0], 9, 0.0, 0),  # one at least
        ([9, 9, 9], 9, 1.0, 3),
        ([], 9, 0.5, 0),
        ([0, 0], 0, 0.5, 0),
    ],
)
def test_a_class_streak(answered: list[int], members: int, quorum: float, days: int) -> None:
    counts = {MONDAY + n * DAY: learners for n, learners in enumerate(answered)}
    assert group_streak(counts, members, MONDAY + 2 * DAY, quorum) == days


def test_a_class_streak_over_a_weekend() -> None:
    school = {day: 9 for day in row(MONDAY, 12) if day.weekday() < 5}
    assert group_streak(school, 9, max(school)) == 5
    assert group_streak(school, 9, max(school), rest_days=WEEKEND) == 10


def test_a_class_streak_knows_no_tomorrow() -> None:
    assert group_streak(dict.fromkeys(row(MONDAY, 5), 9), 9, MONDAY + 2 * DAY) == 3
