"""The statements of the hot path are few and each finds its rows by an index."""

import sqlite3
from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.domain.ids import (
    AskId,
    ClassId,
    DeckId,
    PlaceId,
    Platform,
    PostId,
    QuestionId,
    QuestionKey,
    SubscriptionId,
)
from bot.domain.memory import Memory
from bot.domain.replies import AnswerCount
from bot.domain.urgency import Urgency
from storage import (
    alarms,
    dailies,
    memories,
    outbox,
    picking,
    polls,
    questions,
    reviews,
    subscriptions,
)
from storage.dailies import What
from storage.database import Tx
from storage.mirroring import mirror
from storage.picking import Choosing
from tests.storage.values import ANN, NOON, TODAY, deck, question, review

KEY = QuestionKey(1)
MEMORY = Memory(stability=1.5, difficulty=5.0, due=TODAY, last=TODAY, reps=1, lapses=0)

SAID = AnswerCount(AskId(1), 2, 3)
ALREADY_FEW = {"list a deck", "read a question", "find a question"}
"""These sort a deck's questions, or the variants of one."""

STEPS: dict[str, tuple[Callable[[Tx], object], int, str]] = {
    "remember": (lambda tx: memories.get(tx, ANN, KEY), 1, "PRIMARY KEY"),
    "keep memory": (lambda tx: memories.put(tx, ANN, KEY, MEMORY), 1, ""),
    "log": (lambda tx: reviews.append(tx, review()), 2, "PRIMARY KEY"),
    "tally": (lambda tx: reviews.tally(tx, review(), ClassId(5), TODAY), 1, ""),
    "add to the day": (
        lambda tx: reviews.add_day(tx, ANN, TODAY, answers=1, right=1, points=9, seconds=9),
        2,
        "",
    ),
    "read a question": (lambda tx: questions.by_key(tx, KEY), 1, "INTEGER PRIMARY KEY"),
    "find a question": (lambda tx: questions.by_id(tx, QuestionId("treaties-001")), 1, "id=?"),
    "list a deck": (lambda tx: questions.keys(tx, DeckId("treaties")), 1, "questions_by_deck"),
    "choose a new one": (
        lambda tx: picking.unseen(tx, ANN, Choosing(decks=(DeckId("treaties"),))),
        1,
        "questions_askable",
    ),
    "count what is due": (lambda tx: memories.due_count(tx, ANN, TODAY), 1, "memories_due"),
    "when is the next": (lambda tx: memories.next_due(tx, ANN), 1, "memories_due"),
    "forecast": (lambda tx: memories.forecast(tx, ANN, TODAY, 7), 1, "memories_due"),
    "one question's log": (lambda tx: reviews.of(tx, ANN, KEY), 1, "PRIMARY KEY"),
    "last review": (lambda tx: reviews.last_of(tx, ANN), 1, "PRIMARY KEY"),
    "days": (lambda tx: reviews.days(tx, ANN, TODAY), 1, "PRIMARY KEY"),
    "due alarms": (lambda tx: alarms.due(tx, NOON), 1, "alarms_due"),
    "alarms too far ahead": (lambda tx: alarms.beyond(tx, "advance", NOON), 1, "alarms_due"),
    "asked in the future": (lambda tx: alarms.opened_after(tx, "close", NOON), 1, "alarms_due"),
    "next alarm": (lambda tx: alarms.next_at(tx), 1, "alarms_due"),
    "set an alarm": (lambda tx: alarms.set_alarm(tx, "close", 1, NOON), 1, ""),
    "clear an alarm": (lambda tx: alarms.clear(tx, "close", 1), 1, "autoindex_alarms"),
    "post": (
        lambda tx: outbox.post(tx, PlaceId(1), "ask:1", SAID, NOON),
        1,
        "INTEGER PRIMARY KEY",
    ),
    "catch up": (lambda tx: outbox.since(tx, PlaceId(1), PostId(0)), 1, "outbox_by_place"),
    "last post": (lambda tx: outbox.latest(tx, PlaceId(1)), 1, "outbox_by_place"),
    "pending posts": (lambda tx: outbox.pending(tx, Platform.WEB, NOON), 1, "outbox_due"),
    "lease posts": (
        lambda tx: outbox.lease(tx, Platform.DISCORD, NOON, NOON),
        len(Urgency),
        "outbox_urgent",
    ),
    "stale posts": (lambda tx: outbox.stale(tx, NOON), 1, "outbox_stale"),
    "polls to stop": (lambda tx: polls.to_stop(tx, Platform.TELEGRAM, NOON), 1, "polls_to_stop"),
    "polls of an ask": (lambda tx: polls.of_ask(tx, AskId(1)), 1, "polls_by_ask"),
    "stop a poll": (lambda tx: polls.hold(tx, AskId(1), NOON), 1, "polls_by_ask"),
    "forget early votes": (lambda tx: polls.forget_votes(tx, NOON), 1, "early_votes_by_time"),
    "post of a subject": (
        lambda tx: outbox.of_subject(tx, PlaceId(1), "ask:1"),
        1,
        "outbox_by_place",
    ),
    "drop what waits": (lambda tx: outbox.drop_waiting(tx, PlaceId(1)), 1, "outbox_waiting"),
    "due daily questions": (lambda tx: subscriptions.due(tx, NOON), 1, "subscriptions_next"),
    "a place's daily question": (
        lambda tx: subscriptions.of_place(tx, PlaceId(1)),
        1,
        "subscriptions_by_place",
    ),
    "whose daily question": (lambda tx: dailies.of_ask(tx, AskId(1)), 1, "daily_days_by_ask"),
    "claim a date": (
        lambda tx: dailies.claim(tx, SubscriptionId(1), TODAY, What.POSTED, NOON),
        1,
        "",
    ),
    "claimed dates": (lambda tx: dailies.taken(tx, SubscriptionId(1), TODAY), 1, "PRIMARY KEY"),
    "asked before": (lambda tx: dailies.past(tx, SubscriptionId(1)), 1, "PRIMARY KEY"),
    "asked elsewhere": (
        lambda tx: dailies.elsewhere(tx, ClassId(5), SubscriptionId(1)),
        1,
        "places_by_class",
    ),
    "a group's memories": (lambda tx: dailies.group(tx, ClassId(5), {}), 2, "PRIMARY KEY"),
    "forget old posts": (lambda tx: outbox.trim(tx, PlaceId(1), 50), 1, "outbox_by_place"),
}


@pytest.fixture(autouse=True)
def _some_rows(tx: Tx) -> None:
    mirror(tx, deck(question(1)), b"1")
    tx.execute("INSERT INTO classes (id, name, code, created_at) VALUES (5, '', '', 0)")
    tx.execute("INSERT INTO places (id, platform, chat_id) VALUES (1, 'web', 'ABC')")
    tx.execute("INSERT INTO subscriptions (id, place, zone, hour) VALUES (1, 1, 'UTC', 9)")
    reviews.append(tx, review(NOON - timedelta(hours=1)))


def statements_of(tx: Tx, step: Callable[[Tx], object]) -> list[str]:
    """Return the statements a step runs, with their values."""
    seen: list[str] = []
    tx.set_trace_callback(seen.append)
    try:
        step(tx)
    finally:
        tx.set_trace_callback(None)
    return [text for text in seen if not text.startswith("--")]


def plan_of(tx: sqlite3.Connection, statement: str) -> list[str]:
    return [row[3] for row in tx.execute(f"EXPLAIN QUERY PLAN {statement}")]


@pytest.mark.parametrize("name", STEPS)
def test_a_step_is_few_statements_by_their_index(tx: Tx, name: str) -> None:
    step, most, index = STEPS[name]
    statements = statements_of(tx, step)
    assert 0 < len(statements) <= most
    plan = [line for statement in statements for line in plan_of(tx, statement)]
    assert any(index in line for line in plan) or not index, plan
    assert not [line for line in plan if line.startswith("SCAN ") and "(subquery" not in line]
    assert name in ALREADY_FEW or not any("TEMP B-TREE FOR ORDER BY" in line for line in plan)


def test_the_log_of_everybody_is_read_in_its_order(tx: Tx) -> None:
    statements = statements_of(tx, lambda tx: list(reviews.everything(tx)))
    plan = [line for text in statements if "reviews" in text for line in plan_of(tx, text)]
    sort = "USE TEMP B-TREE FOR ORDER BY"  # of one learner's at a time
    assert plan == ["SEARCH reviews USING PRIMARY KEY (learner=?)", sort] * 2
