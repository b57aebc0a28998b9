"""Reminders, digests and plans as rows: what goes in comes out, what is due is found by index."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.domain.ids import ClassId, PlaceId
from bot.domain.nudges import ReminderState
from bot.domain.question import KindName
from bot.domain.reminders import SLEEPING, Quiet
from storage import comebacks, reminders, weeklies
from storage.comebacks import Comeback, ComebackState
from storage.database import Tx
from storage.reminders import Reminder
from storage.weeklies import Weekly, WeeklyState
from tests.storage.values import ANN, BEN, NOON, TODAY

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
HERE, THERE = PlaceId(1), PlaceId(2)
BY_EIGHT = Reminder(
    learner=ANN,
    place=HERE,
    state=ReminderState.ON,
    learnt=True,
    hour=8,
    minute=15,
    quiet=Quiet(1320, 420),
    ignored=2,
    slot_at=NOON,
    snoozed_until=NOON - HOUR,
    next_at=NOON - HOUR,
    last_at=NOON - DAY,
    last_day=TODAY - DAY,
)
MONDAYS = Weekly(
    place=HERE,
    state=WeeklyState.ON,
    weekday=0,
    hour=8,
    minute=30,
    slot_at=NOON,
    next_at=NOON,
)
PLAN = Comeback(
    state=ComebackState.ON, since=TODAY, away=9, last=TODAY - 10 * DAY, a_day=12, until=TODAY + DAY
)


@pytest.fixture(autouse=True)
def _places(tx: Tx) -> None:
    tx.execute("INSERT INTO classes (id, name, code, created_at) VALUES (5, '', '', 0)")
    tx.executemany(
        "INSERT INTO places (id, platform, chat_id, thread, class) VALUES (?, 'discord', ?, ?, ?)",
        [(HERE, "a", "x", None), (THERE, "b", "", 5), (3, "a", "", 5), (4, "b", "y", None)],
    )


def plan_of(tx: Tx, sql: str) -> str:
    return " ".join(str(row[3]) for row in tx.execute(f"EXPLAIN QUERY PLAN {sql}"))


def test_a_reminder_comes_out_as_it_went_in(tx: Tx) -> None:
    assert reminders.get(tx, ANN) is None
    for reminder in (
        BY_EIGHT,
        replace(BY_EIGHT, place=None, slot_at=None, next_at=None, last_at=None, last_day=None),
    ):
        reminders.put(tx, reminder)
        assert reminders.get(tx, ANN) == reminder


def test_when_the_next_one_comes() -> None:
    assert BY_EIGHT.comes_at == NOON - HOUR
    assert replace(BY_EIGHT, snoozed_until=None).comes_at == NOON
    assert replace(BY_EIGHT, snoozed_until=None, slot_at=None).comes_at is None


def test_who_is_due_the_longest_first(tx: Tx) -> None:
    reminders.put(tx, replace(BY_EIGHT, next_at=NOON))
    reminders.put(tx, replace(BY_EIGHT, learner=BEN, next_at=NOON - HOUR))
    assert reminders.due(tx, NOON - DAY) == []
    assert reminders.due(tx, NOON) == [BEN, ANN]
    assert reminders.due(tx, NOON, limit=1) == [BEN]
    reminders.hold(tx, BEN, NOON + HOUR)
    assert reminders.due(tx, NOON) == [ANN]
    assert reminders.waiting(tx, 0, NOON - HOUR, 9) == [ANN, BEN]
    assert reminders.waiting(tx, ANN, NOON - HOUR, 9) == [BEN]
    assert reminders.waiting(tx, 0, NOON, 9) == []


def test_a_date_is_claimed_once(tx: Tx) -> None:
    assert reminders.claim(tx, ANN, TODAY, NOON)
    assert not reminders.claim(tx, ANN, TODAY, NOON)
    assert reminders.claim(tx, BEN, TODAY, NOON)
    assert reminders.taken(tx, ANN, TODAY) == {TODAY}
    assert reminders.taken(tx, ANN, TODAY + DAY) == set()


def test_offered_once_and_not_to_who_has_them(tx: Tx) -> None:
    reminders.put(tx, BY_EIGHT)
    assert not reminders.offer(tx, ANN, NOON)
    assert reminders.offer(tx, BEN, NOON)
    assert not reminders.offer(tx, BEN, NOON)


def test_only_what_is_on_in_a_place_falls_asleep(tx: Tx) -> None:
    reminders.put(tx, BY_EIGHT)
    reminders.put(tx, replace(BY_EIGHT, learner=BEN, state=ReminderState.OFF))
    reminders.sleep(tx, THERE, NOON)
    assert reminders.get(tx, ANN) == BY_EIGHT
    reminders.sleep(tx, HERE, NOON)
    asleep = reminders.get(tx, ANN)
    assert asleep is not None
    assert (asleep.state, asleep.ignored) == (ReminderState.ASLEEP, SLEEPING)
    assert (asleep.snoozed_until, asleep.next_at, asleep.last_at) == (None, NOON, NOON)
    assert reminders.get(tx, BEN) == replace(BY_EIGHT, learner=BEN, state=ReminderState.OFF)


def test_a_reminder_goes_with_its_chat(tx: Tx) -> None:
    reminders.put(tx, BY_EIGHT)
    tx.execute("DELETE FROM places WHERE id = 1")
    assert reminders.get(tx, ANN) is None


def test_a_digest_comes_out_as_it_went_in(tx: Tx) -> None:
    assert weeklies.get(tx, HERE) is None
    for weekly in (MONDAYS, replace(MONDAYS, state=WeeklyState.OFF, slot_at=None, next_at=None)):
        weeklies.put(tx, weekly)
        assert weeklies.get(tx, HERE) == weekly


def test_which_digests_are_due(tx: Tx) -> None:
    weeklies.put(tx, MONDAYS)
    weeklies.put(tx, replace(MONDAYS, place=THERE, next_at=NOON - HOUR))
    assert weeklies.due(tx, NOON) == [THERE, HERE]
    weeklies.hold(tx, THERE, NOON + HOUR)
    assert weeklies.due(tx, NOON) == [HERE]
    assert weeklies.waiting(tx, HERE, NOON - HOUR, 9) == [THERE]
    assert weeklies.claim(tx, HERE, TODAY, NOON)
    assert not weeklies.claim(tx, HERE, TODAY, NOON)
    assert weeklies.claim(tx, HERE, TODAY + DAY, NOON)


def test_digests_in_the_chats_of_a_class(tx: Tx) -> None:
    weeklies.put(tx, MONDAYS)
    weeklies.put(tx, replace(MONDAYS, place=THERE, state=WeeklyState.OFF))
    weeklies.put(tx, replace(MONDAYS, place=PlaceId(4)))
    assert weeklies.of_class(tx, ClassId(5)) == [HERE, 4]
    assert weeklies.of_class(tx, ClassId(6)) == []


def test_a_plan_comes_out_as_it_went_in(tx: Tx) -> None:
    assert comebacks.get(tx, ANN) is None
    comebacks.put(tx, ANN, PLAN)
    assert comebacks.get(tx, ANN) == PLAN
    over = replace(PLAN, state=ComebackState.OVER)
    comebacks.put(tx, ANN, over)
    assert comebacks.get(tx, ANN) == over


def test_what_a_streak_is_spared(tx: Tx) -> None:
    first, last = TODAY - 5 * DAY, TODAY + 9 * DAY
    comebacks.spare(tx, ANN, first, TODAY)
    comebacks.spare(tx, ANN, first, last)
    comebacks.spare(tx, ANN, date(2020, 1, 1), date(2020, 1, 9))
    assert comebacks.spared(tx, ANN) == [(date(2020, 1, 1), date(2020, 1, 9)), (first, last)]
    comebacks.end_sparing(tx, ANN, TODAY)
    assert comebacks.spared(tx, ANN)[1] == (first, TODAY)
    assert comebacks.spared(tx, BEN) == []


def test_the_last_days_and_the_seconds_of_answers(tx: Tx) -> None:
    tx.executemany(
        "INSERT INTO learner_days VALUES (?, ?, 1, 1, 1, 1)",
        [(ANN, (TODAY - n * DAY).toordinal()) for n in range(9)],
    )
    assert comebacks.latest_days(tx, ANN, 2) == [TODAY, TODAY - DAY]
    assert comebacks.latest_days(tx, BEN) == []
    assert comebacks.seconds(tx, ANN) == {}
    assert KindName.TYPED not in comebacks.seconds(tx, BEN)


@pytest.mark.parametrize("table", ["reminders", "weeklies"])
def test_one_due_of_many_is_found_by_its_index(tx: Tx, table: str) -> None:
    plan = plan_of(
        tx,
        f"SELECT 1 FROM {table} INDEXED BY {table}_next"
        " WHERE next_at IS NOT NULL AND next_at <= 1 ORDER BY next_at LIMIT 9",
    )
    assert f"{table}_next" in plan
    assert "SCAN" not in plan
    assert "TEMP B-TREE" not in plan
