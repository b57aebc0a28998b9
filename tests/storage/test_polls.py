"""Polls are remembered with what their options stand for, and stopped by their rows."""

from datetime import timedelta

import pytest

from bot.domain.ids import Account, AskId, ClassId, Place, Platform, QuestionKey
from bot.domain.question import Because, Chosen, Mark, Reason, Verdict
from bot.domain.replies import Help
from bot.domain.urgency import Urgency
from storage import asks, classes, learners, outbox, personal, polls, questions
from storage.database import Tx
from storage.polls import EarlyVote, Poll
from tests.storage.values import NOON, deck, question

CHAT = Place(Platform.TELEGRAM, "-100")
ANN, BEN = Account(Platform.TELEGRAM, "7"), Account(Platform.TELEGRAM, "8")


@pytest.fixture
def ask(tx: Tx) -> AskId:
    questions.mirror(tx, deck(question(1)), b"1")
    opened = asks.open_in_place(
        tx,
        question=QuestionKey(1),
        version=1,
        round_id=None,
        place=classes.place_id(tx, CHAT),
        class_id=None,
        number=0,
        seed=1,
        at=NOON,
        closes_at=None,
    )
    return opened.id


def a_poll(ask: AskId, name: str = "p1") -> Poll:
    return Poll(id=name, ask=ask, message="12", options=(2, 0, 1))


def test_a_poll_is_found_by_its_id_and_by_its_ask(tx: Tx, ask: AskId) -> None:
    polls.add(tx, a_poll(ask))
    assert polls.get(tx, "p1") == a_poll(ask)
    assert polls.of_ask(tx, ask) == [a_poll(ask)]
    assert polls.get(tx, "p2") is None


def test_a_poll_noted_twice_stays_as_it_is(tx: Tx, ask: AskId) -> None:
    polls.add(tx, a_poll(ask))
    polls.add(tx, Poll(id="p1", ask=ask, message="99", options=(0,)))
    assert polls.get(tx, "p1") == a_poll(ask)


def test_a_poll_is_held_once_and_to_be_stopped_until_it_is(tx: Tx, ask: AskId) -> None:
    polls.add(tx, a_poll(ask))
    assert polls.to_stop(tx, Platform.TELEGRAM, NOON) == []
    assert polls.hold(tx, ask, NOON)
    assert not polls.hold(tx, ask, NOON + timedelta(seconds=1))
    ((poll, place),) = polls.to_stop(tx, Platform.TELEGRAM, NOON)
    assert (poll.stop_at, place) == (NOON, CHAT)
    assert polls.to_stop(tx, Platform.DISCORD, NOON) == []
    assert polls.note_stopped(tx, "p1", NOON)
    assert not polls.note_stopped(tx, "p1", NOON)
    assert polls.to_stop(tx, Platform.TELEGRAM, NOON) == []


def test_a_poll_can_be_stopped_later_and_held_before(tx: Tx, ask: AskId) -> None:
    polls.add(tx, a_poll(ask))
    polls.stop_later(tx, "p1", NOON + timedelta(seconds=9))
    assert polls.to_stop(tx, Platform.TELEGRAM, NOON + timedelta(seconds=8)) == []
    assert len(polls.to_stop(tx, Platform.TELEGRAM, NOON + timedelta(seconds=9))) == 1
    assert polls.hold(tx, ask, NOON)
    assert len(polls.to_stop(tx, Platform.TELEGRAM, NOON)) == 1


def test_a_poll_that_is_stopped_is_not_held(tx: Tx, ask: AskId) -> None:
    polls.add(tx, a_poll(ask))
    polls.note_stopped(tx, "p1", NOON)
    assert not polls.hold(tx, ask, NOON)


def test_of_a_closed_ask_the_reveal_stops_the_poll(tx: Tx, ask: AskId) -> None:
    polls.add(tx, a_poll(ask))
    polls.hold(tx, ask, NOON)
    asks.close(tx, ask, NOON)
    assert polls.to_stop(tx, Platform.TELEGRAM, NOON) == []


def test_of_early_votes_the_latest_of_each_is_taken_once(tx: Tx, ask: AskId) -> None:
    polls.keep_vote(tx, "p1", EarlyVote(ANN, "Ann", (0,)), NOON)
    polls.keep_vote(tx, "p1", EarlyVote(BEN, "Ben", (1, 2)), NOON + timedelta(seconds=1))
    polls.keep_vote(tx, "p1", EarlyVote(ANN, "Ann B", ()), NOON + timedelta(seconds=2))
    polls.keep_vote(tx, "p2", EarlyVote(ANN, "Ann", (0,)), NOON)
    taken = polls.take_votes(tx, "p1")
    assert taken == [EarlyVote(BEN, "Ben", (1, 2)), EarlyVote(ANN, "Ann B", ())]
    assert polls.take_votes(tx, "p1") == []
    assert polls.forget_votes(tx, NOON) == 0
    assert polls.forget_votes(tx, NOON + timedelta(seconds=1)) == 1


def test_early_votes_go_with_their_learner(tx: Tx, ask: AskId) -> None:
    ann, _ = learners.meet(tx, ANN, "Ann", NOON)
    polls.keep_vote(tx, "p1", EarlyVote(ANN, "Ann", (0,)), NOON)
    polls.keep_vote(tx, "p1", EarlyVote(BEN, "Ben", (0,)), NOON)
    assert '"p1"' in personal.export(tx, ann.id)
    personal.delete(tx, ann.id, NOON)
    assert [vote.who for vote in polls.take_votes(tx, "p1")] == [BEN]


def test_a_class_says_whether_it_wants_polls(tx: Tx) -> None:
    group = classes.create(tx, "Year 12", "UTC", NOON)
    assert not polls.wanted(tx, group.id)
    polls.want(tx, group.id, True)
    assert polls.wanted(tx, group.id)
    assert not polls.wanted(tx, ClassId(999))


def test_an_answer_taken_back_leaves_its_hint_and_changes(tx: Tx, ask: AskId) -> None:
    ann, _ = learners.meet(tx, ANN, "Ann", NOON)
    asks.note_live(tx, ask, ann.id, NOON, hint=True)
    verdict = Verdict(Mark.RIGHT, Reason(Because.EXACT), 1.0)
    asks.put_answer(tx, ask, ann.id, Chosen((0,)), verdict, NOON)
    asks.withdraw(tx, ask, ann.id, changes=1)
    kept = asks.answer_of(tx, ask, ann.id)
    assert kept is not None
    assert (kept.given, kept.mark, kept.changes, kept.hinted) == (None, None, 1, True)
    assert asks.answered(tx, ask) == 0
    assert asks.answers_to(tx, ask) == []


def test_what_is_urgent_is_leased_before_what_came_first(tx: Tx) -> None:
    for number, urgency in enumerate((Urgency.REPORT, Urgency.PUSH, Urgency.CLOSE)):
        place = classes.place_id(tx, Place(Platform.TELEGRAM, f"-{number}"))
        outbox.post(tx, place, "x", Help(), NOON, None, urgency)
    later = NOON + timedelta(minutes=2)
    first = outbox.lease(tx, Platform.TELEGRAM, NOON, later, 2)
    assert [post.urgency for post in first] == [Urgency.CLOSE, Urgency.PUSH]
    rest = outbox.lease(tx, Platform.TELEGRAM, NOON, later, 2)
    assert [post.urgency for post in rest] == [Urgency.REPORT]
