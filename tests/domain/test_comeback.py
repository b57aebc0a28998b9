"""Plans after a gap: every due question once, the most at risk first, never more than fits."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.comeback import (
    AWAY,
    LONGEST,
    SECONDS,
    SPARED,
    SPARED_AGAIN,
    Plan,
    Waiting,
    gap_before,
    most_urgent,
    plan,
    seconds_each,
    spared_days,
)
from bot.domain.ids import QuestionKey
from bot.domain.question import KindName
from bot.domain.streaks import NO_FREEZES, streak

TODAY = date(2026, 3, 4)
DAY = timedelta(days=1)

seconds = st.floats(3, 300)
piles = st.lists(
    st.tuples(st.integers(1, 500), st.floats(0, 1), seconds),
    max_size=80,
    unique_by=lambda row: row[0],
).map(lambda rows: [Waiting(QuestionKey(key), recall, each) for key, recall, each in rows])


def ago(*days: int) -> list[date]:
    return [TODAY - n * DAY for n in days]


@pytest.mark.parametrize(
    ("studied", "away"),
    [
        ([], 0),  # somebody new has not been away
        (ago(0), 0),
        (ago(1, 2, 3), 0),
        (ago(7), 0),  # six days without an answer
        (ago(8), 7),
        (ago(0, 8), 7),  # answered something on coming back
        (ago(1, 10, 11), 8),  # came back yesterday
        (ago(0, 1, 2, 12), 9),
        (ago(3, 13), 0),  # back for days: no news any more
        (ago(100), 99),
        ([TODAY + DAY, *ago(8)], 7),  # has travelled west
    ],
)
def test_who_has_been_away(studied: Sequence[date], away: int) -> None:
    found = gap_before(studied, TODAY)
    assert (found.days if found else 0) == away
    if found:
        assert found.last in studied


@given(st.lists(st.integers(0, 60), max_size=8))
def test_a_gap_is_a_stretch_without_an_answer(days: list[int]) -> None:
    gap = gap_before(ago(*days), TODAY)
    if gap is None:
        past = [n for n in days if n > 0]
        assert not past or min(past) <= AWAY
    else:
        assert gap.days >= AWAY
        before = (TODAY - gap.last).days
        assert before in days
        assert not set(range(before - gap.days, before)) & set(days)


@given(piles, st.randoms(use_true_random=False))
def test_everything_due_once_whatever_the_order(pile: list[Waiting], chance: object) -> None:
    found = most_urgent(pile)
    assert sorted(found) == sorted(one.question for one in pile)
    shuffled = list(pile)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert most_urgent(shuffled) == found


@given(piles)
def test_more_risk_for_no_more_effort_is_never_later(pile: list[Waiting]) -> None:
    by_key = {one.question: one for one in pile}
    order = [by_key[key] for key in most_urgent(pile)]
    for earlier, later in pairwise(order):
        assert not (later.recall < earlier.recall and later.seconds < earlier.seconds)


def test_lowest_recall_first_where_the_effort_is_alike() -> None:
    pile = [Waiting(QuestionKey(n), recall, 20) for n, recall in enumerate((0.9, 0.2, 0.5, 0.2))]
    assert most_urgent(pile) == [1, 3, 2, 0]
    essay = Waiting(QuestionKey(9), 0.1, 100)
    assert most_urgent([*pile, essay])[-1] == 0
    assert most_urgent([*pile, essay])[-2] == 9


@given(piles, st.lists(st.integers(0, 60), max_size=LONGEST), st.integers(1, 240))
def test_capped_in_minutes(pile: list[Waiting], ahead: list[int], minutes: int) -> None:
    made = plan(pile, ahead, minutes)
    assert made.a_day >= 1
    assert 1 <= made.days <= LONGEST
    mean = sum(one.seconds for one in pile) / len(pile) if pile else SECONDS
    assert made.a_day == 1 or made.a_day * mean <= minutes * 60 * 1.0001
    if made.days < LONGEST:  # the pile is gone by then, and not a day before
        assert len(pile) + sum(ahead[: made.days - 1]) <= made.a_day * made.days
    more = plan(pile, ahead, minutes + 10)
    assert more.a_day >= made.a_day
    assert more.days <= made.days


def test_a_plan() -> None:
    pile = [Waiting(QuestionKey(n), 0.5, 15) for n in range(100)]
    assert plan(pile, [], 10) == Plan(40, 3)
    assert plan(pile, [20] * 10, 10) == Plan(40, 4)
    assert plan(pile, [40] * 60, 10) == Plan(40, LONGEST)


def test_seconds_of_an_answer() -> None:
    typed, choice = KindName.TYPED, KindName.CHOICE
    assert set(seconds_each({}).values()) == {SECONDS}
    found = seconds_each({choice: [5, 6, 7, 8, 300], typed: [40]})
    assert found[choice] == 7
    assert found[typed] == 7.5
    assert seconds_each({choice: [0] * 9})[choice] == 3


@given(st.dictionaries(st.sampled_from(KindName), st.lists(st.integers(0, 300), max_size=9)))
def test_seconds_are_bounded(samples: dict[KindName, list[int]]) -> None:
    found = seconds_each(samples)
    assert set(found) == set(KindName)
    assert all(3 <= each <= 300 for each in found.values())


@given(st.integers(0, 60), st.integers(0, 27), st.none() | st.integers(0, 200))
def test_what_is_spared(away: int, length: int, before: int | None) -> None:
    last = TODAY - (away + 1) * DAY
    until = TODAY + length * DAY
    earlier = None if before is None else TODAY - before * DAY
    first, end = spared_days(last, TODAY, until, earlier)
    assert end == until
    kept = 0 < away <= SPARED and (before is None or before * DAY >= SPARED_AGAIN)
    assert first == (last + DAY if kept else TODAY)


@given(st.integers(1, SPARED), st.integers(1, 27), st.sets(st.integers(0, 27)))
def test_a_streak_goes_on_over_what_is_spared(away: int, length: int, studied: set[int]) -> None:
    """The days before the gap and those studied on the plan are one streak, missed ones or not."""
    last = TODAY - (away + 1) * DAY
    until = TODAY + length * DAY
    before = [last - n * DAY for n in range(5)]
    during = [TODAY + n * DAY for n in studied if n <= length]
    spared = [spared_days(last, TODAY, until, None)]
    held = streak([*before, *during], until, freezes=NO_FREEZES, spared=spared)
    assert held.days == 5 + len(during)
    after = streak([*before, *during], until + 2 * DAY, freezes=NO_FREEZES, spared=spared)
    assert after.days == 0
