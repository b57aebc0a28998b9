"""A place's daily question, the claims of its dates, its queue; and leases of posts."""

from datetime import date, timedelta

import pytest

from bot.domain.daily import DailyReason, DailyState, Manner, Why
from bot.domain.daily_choice import Past
from bot.domain.ids import (
    AskId,
    ClassId,
    DeckId,
    LearnerId,
    PlaceId,
    Platform,
    PostId,
    QuestionKey,
    SubscriptionId,
)
from bot.domain.memory import Memory
from bot.domain.question import KindName
from bot.domain.replies import AnswerCount, Role
from storage import classes, dailies, memories, outbox, subscriptions
from storage.dailies import What
from storage.database import Tx
from storage.mirroring import mirror
from storage.subscriptions import Terms
from tests.storage.values import ANN, BEN, NOON, TODAY, deck, question

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
HERE, THERE = PlaceId(1), PlaceId(2)
CLASS = ClassId(5)
TERMS = Terms(
    zone="Asia/Tokyo",
    hour=8,
    minute=30,
    weekdays=0b001_1111,
    topics=((DeckId("treaties"), "west"), (DeckId("treaties"), "")),
    reveal_hours=4,
    late_hours=2,
    manner=Manner(silent=True, pin=True, thread=False, role="77"),
)
REASON = DailyReason(Why.FADING, 0.5, 2, 3)


@pytest.fixture(autouse=True)
def _places(tx: Tx) -> None:
    tx.execute("INSERT INTO classes (id, name, code, created_at) VALUES (5, '', '', 0)")
    tx.executemany(
        "INSERT INTO places (id, platform, chat_id, class) VALUES (?, 'discord', ?, 5)",
        [(HERE, "a"), (THERE, "b")],
    )


@pytest.fixture
def sub(tx: Tx) -> SubscriptionId:
    """A subscription that is due at noon."""
    number = subscriptions.put(tx, HERE, TERMS)
    subscriptions.plan(tx, number, NOON)
    return number


def test_terms_come_back_and_change(tx: Tx) -> None:
    number = subscriptions.put(tx, HERE, TERMS)
    row = subscriptions.get(tx, number)
    assert row is not None
    assert (row.place, row.terms, row.state) == (HERE, TERMS, DailyState.OFF)
    assert (row.slot_at, row.next_at, row.open_ask) == (None, None, None)
    subscriptions.plan(tx, number, NOON)
    assert subscriptions.put(tx, HERE, TERMS) == number
    again = subscriptions.of_place(tx, HERE)
    assert again is not None
    assert (again.state, again.slot_at, again.next_at) == (DailyState.ON, NOON, NOON)
    assert subscriptions.of_place(tx, THERE) is None


def test_a_reminder_of_a_learner_is_no_daily_question(tx: Tx) -> None:
    tx.execute(
        "INSERT INTO subscriptions (id, learner, place, zone, hour, next_at, slot_at)"
        " VALUES (9, 1, 1, 'UTC', 8, 1, 1)"
    )
    assert subscriptions.of_place(tx, HERE) is None
    assert subscriptions.get(tx, SubscriptionId(9)) is None
    assert subscriptions.due(tx, NOON) == []
    assert subscriptions.waiting(tx, SubscriptionId(0), NOON - 30_000 * DAY, 9) == []


def test_what_is_due(tx: Tx, sub: SubscriptionId) -> None:
    other = subscriptions.put(tx, THERE, TERMS)
    subscriptions.plan(tx, other, NOON - HOUR)
    assert subscriptions.due(tx, NOON - 2 * HOUR) == []
    assert subscriptions.due(tx, NOON) == [other, sub]
    assert subscriptions.due(tx, NOON, limit=1) == [other]
    subscriptions.hold(tx, other, NOON + HOUR)
    assert subscriptions.due(tx, NOON) == [sub]
    held = subscriptions.get(tx, other)
    assert held is not None
    assert held.slot_at == NOON - HOUR
    subscriptions.stop(tx, sub, DailyState.PAUSED)
    assert subscriptions.due(tx, NOON + DAY) == [other]
    subscriptions.hold(tx, sub, NOON)
    assert subscriptions.due(tx, NOON + DAY) == [other]
    assert subscriptions.waiting(tx, SubscriptionId(0), NOON - DAY, 9) == [held]


def test_a_date_is_claimed_once(tx: Tx, sub: SubscriptionId) -> None:
    assert dailies.claim(tx, sub, TODAY, What.POSTED, NOON)
    assert not dailies.claim(tx, sub, TODAY, What.SKIPPED, NOON)
    assert dailies.claim(tx, sub, TODAY + DAY, What.SKIPPED, NOON)
    assert dailies.taken(tx, sub, TODAY) == {TODAY: What.POSTED, TODAY + DAY: What.SKIPPED}
    assert dailies.taken(tx, sub, TODAY + DAY) == {TODAY + DAY: What.SKIPPED}
    assert not dailies.unskip(tx, sub, TODAY)
    assert dailies.unskip(tx, sub, TODAY + DAY)
    assert not dailies.unskip(tx, sub, TODAY + DAY)


def test_by_hand_where_nothing_was_asked(tx: Tx, sub: SubscriptionId) -> None:
    mirror(tx, deck(question(1)), b"1")
    assert dailies.claim(tx, sub, TODAY, What.SKIPPED, NOON)
    assert dailies.force(tx, sub, TODAY, NOON)
    dailies.note_ask(tx, sub, TODAY, AskId(7), QuestionKey(1), REASON)
    assert not dailies.force(tx, sub, TODAY, NOON)
    told = dailies.of_ask(tx, AskId(7))
    assert told is not None
    assert (told.subscription, told.day, told.reason) == (sub, TODAY, REASON)
    assert dailies.of_ask(tx, AskId(8)) is None


def test_the_past_and_the_reveals(tx: Tx, sub: SubscriptionId) -> None:
    mirror(tx, deck(question(1), question(2)), b"1")
    for number, day in ((2, TODAY + DAY), (1, TODAY)):
        dailies.claim(tx, sub, day, What.POSTED, NOON)
        dailies.note_ask(tx, sub, day, AskId(number), QuestionKey(number), REASON)
    dailies.claim(tx, sub, TODAY + 2 * DAY, What.POSTED, NOON)
    dailies.note_empty(tx, sub, TODAY + 2 * DAY)
    assert dailies.past(tx, sub) == [
        Past(TODAY, QuestionKey(1), Why.FADING),
        Past(TODAY + DAY, QuestionKey(2), Why.FADING),
    ]
    assert dailies.last_ask(tx, sub) is None
    dailies.note_reveal(tx, AskId(1), 2, 3)
    assert dailies.revealed(tx, sub) == [(2, 3)]
    assert dailies.last_ask(tx, sub) == 1
    dailies.note_reveal(tx, AskId(2), 1, 3)
    assert dailies.revealed(tx, sub) == [(1, 3), (2, 3)]
    assert dailies.last_ask(tx, sub) == 2


def test_the_queue_passes_over_what_is_out_of_play(tx: Tx, sub: SubscriptionId) -> None:
    mirror(tx, deck(question(1), question(2)), b"1")
    for key in (2, 1):
        assert dailies.enqueue(tx, sub, QuestionKey(key))
    assert not dailies.enqueue(tx, sub, QuestionKey(1))
    assert dailies.queue(tx, sub) == [2, 1]
    tx.execute("UPDATE questions SET paused = 1 WHERE key = 2")
    assert dailies.queue(tx, sub) == [1]
    assert dailies.dequeue(tx, sub, QuestionKey(1))
    assert not dailies.dequeue(tx, sub, QuestionKey(1))


def test_what_a_group_remembers(tx: Tx) -> None:
    mirror(tx, deck(question(1), question(2)), b"1")
    for learner in (ANN, BEN):
        classes.add_member(tx, CLASS, learner, Role.MEMBER, NOON)
    memory = Memory(stability=1.5, difficulty=5.0, due=TODAY, last=TODAY, reps=1, lapses=0)
    memories.put(tx, ANN, QuestionKey(1), memory)
    memories.put(tx, ANN, QuestionKey(2), memory)
    tx.execute("INSERT INTO learners (id, name, created_at) VALUES (3, 'Out', 0)")
    memories.put(tx, LearnerId(3), QuestionKey(1), memory)
    found = dailies.candidates(tx, (DeckId("treaties"),), tuple(KindName))
    assert [key for key, _, _ in found] == [1, 2]
    group = dailies.group(tx, CLASS, {QuestionKey(1): None})
    assert (group.members, group.studying) == (2, 1)
    assert {key: len(known) for key, known in group.memories.items()} == {1: 1}
    assert dailies.group(tx, CLASS, {QuestionKey(3): None}).memories == {QuestionKey(3): []}
    assert group.memories[QuestionKey(1)][0].stability == 1.5
    assert group.memories[QuestionKey(1)][0].last == date(2026, 3, 4)


def test_everything_goes_with_its_place(tx: Tx, sub: SubscriptionId) -> None:
    mirror(tx, deck(question(1)), b"1")
    dailies.claim(tx, sub, TODAY, What.POSTED, NOON)
    dailies.enqueue(tx, sub, QuestionKey(1))
    tx.execute("DELETE FROM places WHERE id = ?", (HERE,))
    for table in ("subscriptions", "daily_days", "daily_queue"):
        assert tx.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)


def send(tx: Tx, place: PlaceId, n: int, manner: Manner | None = None) -> PostId:
    reply = AnswerCount(AskId(n), n, 30)
    return outbox.post(tx, place, f"ask:{n}", reply, NOON, manner)


def leased(tx: Tx, minutes: int) -> list[PostId]:
    """Take a lease of two minutes, so many minutes after noon."""
    now = NOON + timedelta(minutes=minutes)
    posts = outbox.lease(tx, Platform.DISCORD, now, now + timedelta(minutes=2))
    return [post.id for post in posts]


def test_each_post_is_leased_to_one_worker(tx: Tx) -> None:
    first, second, other = send(tx, HERE, 1), send(tx, HERE, 2), send(tx, THERE, 3)
    assert leased(tx, 0) == [first, other]
    assert leased(tx, 1) == []
    assert leased(tx, 2) == [first, other]  # whoever had them is gone
    outbox.delivered(tx, first, NOON, "900")
    assert leased(tx, 3) == [second]
    outbox.failed(tx, second, NOON + HOUR)
    assert leased(tx, 4) == [other]
    assert leased(tx, 60) == [other, second]  # the longest due first
    assert outbox.lease(tx, Platform.TELEGRAM, NOON + DAY, NOON + DAY) == []


def test_the_manner_of_a_post(tx: Tx) -> None:
    send(tx, HERE, 1, TERMS.manner)
    send(tx, THERE, 2)
    one, two = outbox.lease(tx, Platform.DISCORD, NOON, NOON + HOUR)
    assert (one.manner, two.manner) == (TERMS.manner, Manner())


def test_what_waits_for_a_lost_place_is_dropped(tx: Tx) -> None:
    first, _ = send(tx, HERE, 1), send(tx, HERE, 2)
    kept = send(tx, THERE, 3)
    outbox.delivered(tx, first, NOON, "900")
    assert outbox.drop_waiting(tx, HERE) == 1
    assert leased(tx, 0) == [kept]
    post = outbox.of_subject(tx, HERE, "ask:1")
    assert post is not None
    assert post.id == first
    assert outbox.of_subject(tx, HERE, "ask:2") is None
