"""Posts are in order and are delivered once; alarms go to one taker; secrets stay the same."""

import sqlite3
from datetime import timedelta

import pytest

from bot.domain.ids import AlarmId, AskId, Place, PlaceId, Platform, PostId
from bot.domain.replies import AnswerCount
from storage import alarms, outbox
from storage.database import Tx
from storage.secrets import secret
from tests.storage.values import NOON

MINUTE = timedelta(minutes=1)
WEB, SERVER = PlaceId(1), PlaceId(2)


@pytest.fixture(autouse=True)
def _places(tx: Tx) -> None:
    tx.executemany(
        "INSERT INTO places (id, platform, chat_id, thread) VALUES (?, ?, ?, ?)",
        [(WEB, "web", "ABC", ""), (SERVER, "discord", "99", "7")],
    )


def said(n: int) -> AnswerCount:
    return AnswerCount(AskId(n), n, 30)


def send(tx: Tx, place: PlaceId, n: int) -> PostId:
    return outbox.post(tx, place, f"ask:{n}", said(n), NOON)


def test_a_feed_is_caught_up_with_by_the_last_post_seen(tx: Tx) -> None:
    assert outbox.latest(tx, WEB) == 0
    numbers = [send(tx, WEB, n) for n in range(5)]
    send(tx, SERVER, 9)
    assert outbox.latest(tx, WEB) == numbers[-1]
    found = outbox.since(tx, WEB, numbers[1], 2)
    assert [(post.id, post.subject, post.reply) for post in found] == [
        (numbers[2], "ask:2", said(2)),
        (numbers[3], "ask:3", said(3)),
    ]
    assert found[0].created_at == NOON
    assert outbox.since(tx, WEB, PostId(0)) == [
        *outbox.since(tx, WEB, PostId(0), 2),
        *outbox.since(tx, WEB, numbers[1]),
    ]


def test_what_a_feed_forgets_is_the_oldest(tx: Tx) -> None:
    numbers = [send(tx, WEB, n) for n in range(5)]
    assert outbox.trim(tx, WEB, keep=2) == 3
    assert [post.id for post in outbox.since(tx, WEB, PostId(0))] == numbers[3:]
    assert outbox.trim(tx, WEB, keep=2) == 0
    assert send(tx, WEB, 6) > numbers[-1]


def test_a_sender_is_handed_what_is_due_and_not_out_yet(tx: Tx) -> None:
    send(tx, WEB, 1)
    first, second = send(tx, SERVER, 2), send(tx, SERVER, 3)
    assert outbox.pending(tx, Platform.WEB, NOON) == []
    found = outbox.pending(tx, Platform.DISCORD, NOON)
    assert [post.id for post in found] == [first, second]
    outbox.delivered(tx, second, NOON, "message 5")
    outbox.failed(tx, first, NOON + MINUTE)
    assert outbox.pending(tx, Platform.DISCORD, NOON) == []
    (again,) = outbox.pending(tx, Platform.DISCORD, NOON + MINUTE)
    assert (again.id, again.attempts) == (first, 1)


def test_what_is_still_to_go_out_is_never_forgotten(tx: Tx) -> None:
    first, second, _ = (send(tx, SERVER, n) for n in range(3))
    outbox.delivered(tx, second, NOON, "message 5")
    assert outbox.trim(tx, SERVER, keep=0) == 1
    assert outbox.pending(tx, Platform.DISCORD, NOON)[0].id == first


def test_an_address_is_where_a_place_is(tx: Tx) -> None:
    assert outbox.address(tx, SERVER) == Place(Platform.DISCORD, "99", "7")
    with pytest.raises(LookupError):
        outbox.address(tx, PlaceId(404))
    with pytest.raises(LookupError):
        send(tx, PlaceId(404), 1)


def test_due_alarms_come_in_the_order_of_their_instants(tx: Tx) -> None:
    assert alarms.next_at(tx) is None
    for n in (3, 1, 2):
        alarms.set_alarm(tx, "close", n, NOON + n * MINUTE)
    assert alarms.next_at(tx) == NOON + MINUTE
    assert alarms.due(tx, NOON) == []
    found = alarms.due(tx, NOON + 2 * MINUTE)
    assert [(each.what, each.subject) for each in found] == [("close", 1), ("close", 2)]
    assert found[0].due_at == NOON + MINUTE
    assert len(alarms.due(tx, NOON + 9 * MINUTE, limit=1)) == 1


def test_only_one_taker_has_an_alarm(tx: Tx) -> None:
    alarms.set_alarm(tx, "close", 1, NOON)
    (due,) = alarms.due(tx, NOON)
    assert alarms.take(tx, due.id)
    assert not alarms.take(tx, due.id)
    assert not alarms.take(tx, AlarmId(404))


def test_an_alarm_set_again_is_not_taken_for_the_old_one(tx: Tx) -> None:
    alarms.set_alarm(tx, "close", 1, NOON)
    (stale,) = alarms.due(tx, NOON)
    alarms.set_alarm(tx, "close", 1, NOON + MINUTE)
    assert not alarms.take(tx, stale.id)
    assert alarms.next_at(tx) == NOON + MINUTE


def test_an_alarm_is_cleared_by_what_it_is_about(tx: Tx) -> None:
    alarms.set_alarm(tx, "close", 1, NOON)
    alarms.set_alarm(tx, "advance", 1, NOON)
    alarms.clear(tx, "close", 1)
    alarms.clear(tx, "close", 404)
    assert [each.what for each in alarms.due(tx, NOON)] == ["advance"]


def test_a_secret_is_made_once(tx: Tx) -> None:
    cookie = secret(tx, "cookie")
    assert len(cookie) == 32
    assert secret(tx, "cookie", size=16) == cookie
    assert secret(tx, "tombstone", size=16) != cookie
    assert len(secret(tx, "tombstone")) == 16


def test_a_post_needs_a_place(tx: Tx) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        tx.execute(
            "INSERT INTO outbox (place, subject, reply, created_at, due_at)"
            " VALUES (404, '', '', 0, 0)"
        )
