"""The log keeps every line; days, memories and tallies say what they add up to."""

from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.ids import ClassId, LearnerId, QuestionKey
from bot.domain.memory import Memory
from bot.domain.question import Grade, Mark
from bot.domain.replies import Source
from bot.domain.review import Amendment, Review
from storage import memories, reviews
from storage.database import Tx
from storage.days import Day
from storage.instants import from_ms, to_ms
from storage.mirroring import mirror
from tests.storage.values import (
    ANN,
    BEN,
    NOON,
    TODAY,
    deck,
    question,
    review,
)

FIRST, SECOND = QuestionKey(1), QuestionKey(2)
MS = timedelta(milliseconds=1)


@pytest.fixture(autouse=True)
def _questions(tx: Tx) -> None:
    mirror(tx, deck(question(1), question(2)), b"1")
    tx.execute("INSERT INTO classes (id, name, code, created_at) VALUES (5, '', '', 0)")


def amendment(of: Review, grade: Grade | None, made_at: datetime = NOON) -> Amendment:
    return Amendment(
        learner=of.learner,
        question=of.question,
        at=of.at,
        mark=Mark.RIGHT,
        credit=1000,
        grade=grade,
        cause="claim" if grade else "undo",
        made_at=made_at,
    )


def test_a_review_comes_back_as_it_was_logged(tx: Tx) -> None:
    marks = (Mark.WRONG, Mark.PARTLY, Mark.RIGHT)
    for n, (mark, source) in enumerate(product(marks, Source)):
        line = review(NOON + n * MS, mark=mark, source=source)
        assert reviews.append(tx, line) is line
        assert reviews.of(tx, ANN, FIRST)[-1] == line
    assert reviews.of(tx, BEN, FIRST) == []


def test_a_close_call_is_not_logged(tx: Tx) -> None:
    with pytest.raises(ValueError, match="close call"):
        reviews.append(tx, review(mark=Mark.CLOSE))


def test_two_answers_at_one_instant_are_both_kept(tx: Tx) -> None:
    kept = [reviews.append(tx, review(NOON + timedelta(microseconds=n))) for n in (0, 400, 900)]
    assert [line.at for line in kept] == [NOON, NOON + MS, NOON + 2 * MS]
    assert reviews.of(tx, ANN, FIRST) == kept
    assert reviews.append(tx, review(learner=BEN)).at == NOON
    assert reviews.append(tx, review(key=2)).at == NOON + 3 * MS, "one log for all questions"


def test_the_last_amendment_is_the_last_in_order(tx: Tx) -> None:
    line = reviews.append(tx, review())
    made = [amendment(line, Grade.GOOD), amendment(line, None), amendment(line, Grade.HARD)]
    for each in made:
        reviews.amend(tx, each)
    assert reviews.amendments_of(tx, ANN, FIRST) == made


def test_the_last_review_is_the_last_not_taken_back(tx: Tx) -> None:
    assert reviews.last_of(tx, ANN) is None
    first = reviews.append(tx, review())
    second = reviews.append(tx, review(NOON + MS, key=2))
    reviews.append(tx, review(NOON + 9 * MS, learner=BEN))
    assert reviews.last_of(tx, ANN) == second
    reviews.amend(tx, amendment(second, None))
    assert reviews.last_of(tx, ANN) == first
    reviews.amend(tx, amendment(first, Grade.GOOD))
    assert reviews.last_of(tx, ANN) == first
    reviews.amend(tx, amendment(first, None))
    assert reviews.last_of(tx, ANN) is None


def test_everything_is_grouped_by_learner_and_question(tx: Tx) -> None:
    lines = [
        reviews.append(tx, review(NOON + n * MS, learner=LearnerId(who), key=key))
        for n, (who, key) in enumerate([(2, 1), (1, 2), (1, 1), (1, 2), (2, 1)])
    ]
    undone = amendment(lines[3], None)
    reviews.amend(tx, undone)
    assert list(reviews.everything(tx)) == [
        ([lines[2]], []),
        ([lines[1], lines[3]], [undone]),
        ([lines[0], lines[4]], []),
    ]
    assert list(reviews.everything(tx, BEN)) == [([lines[0], lines[4]], [])]


def test_a_tally_says_on_which_board_and_day_a_review_counts(tx: Tx) -> None:
    tomorrow = TODAY + timedelta(days=1)
    line = reviews.append(tx, review(), (ClassId(7), tomorrow))
    assert reviews.tallies_of(tx, ANN, line.at, FIRST) == [(ClassId(7), tomorrow)]
    reviews.tally(tx, line, ClassId(5), TODAY)
    both = [(ClassId(7), tomorrow), (ClassId(5), TODAY)]
    assert reviews.tallies_of(tx, ANN, line.at, FIRST) == both
    assert reviews.tallies_of(tx, ANN, line.at, SECOND) == []


def test_a_day_adds_up_and_tells_what_it_is_then(tx: Tx) -> None:
    first = reviews.add_day(tx, ANN, TODAY, answers=1, right=1, points=20, seconds=7)
    assert first == Day(TODAY, 1, 1, 20, 7)
    second = reviews.add_day(tx, ANN, TODAY, answers=1, right=0, points=1, seconds=3)
    assert second == Day(TODAY, 2, 1, 21, 10)
    assert reviews.day(tx, ANN, TODAY) == Day(TODAY, 2, 1, 21, 10)
    assert reviews.day(tx, BEN, TODAY) == Day(TODAY, 0, 0, 0, 0)


def test_a_day_taken_back_wholly_is_no_day(tx: Tx) -> None:
    reviews.add_day(tx, ANN, TODAY, answers=1, right=1, points=20, seconds=7)
    reviews.add_day(tx, ANN, TODAY, answers=-1, right=-1, points=-20, seconds=-7)
    assert reviews.days(tx, ANN, TODAY) == []
    again = reviews.add_day(tx, ANN, TODAY, answers=1, right=0, points=1, seconds=1)
    assert again == Day(TODAY, 1, 0, 1, 1)


def test_days_since_are_in_order(tx: Tx) -> None:
    for ago in (3, 0, 1):
        on = TODAY - timedelta(days=ago)
        reviews.add_day(tx, ANN, on, answers=ago + 1, right=0, points=0, seconds=0)
    reviews.add_day(tx, BEN, TODAY, answers=9, right=0, points=0, seconds=0)
    found = reviews.days(tx, ANN, TODAY - timedelta(days=1))
    assert [(each.day, each.answers) for each in found] == [
        (TODAY - timedelta(days=1), 2),
        (TODAY, 1),
    ]
    reviews.clear_days(tx, ANN)
    assert reviews.days(tx, ANN, date.min) == []
    assert reviews.day(tx, BEN, TODAY).answers == 9
    reviews.clear_days(tx)
    assert reviews.day(tx, BEN, TODAY).answers == 0


def memory(due: date = TODAY, *, stability: int = 23_065, difficulty: int = 50_001) -> Memory:
    return Memory(
        stability=stability / 10_000,
        difficulty=difficulty / 10_000,
        due=due,
        last=TODAY,
        reps=3,
        lapses=1,
    )


@given(st.integers(1, 365_000_000), st.integers(10_000, 100_000), st.dates())
def test_a_memory_comes_back_bit_for_bit(stability: int, difficulty: int, due: date) -> None:
    kept = memory(due, stability=stability, difficulty=difficulty)
    assert round(kept.stability * 10_000) == stability
    assert round(kept.difficulty * 10_000) == difficulty


def test_a_memory_is_put_replaced_and_dropped(tx: Tx) -> None:
    assert memories.get(tx, ANN, FIRST) is None
    for kept in (memory(), memory(TODAY + timedelta(days=9), stability=1)):
        memories.put(tx, ANN, FIRST, kept)
        assert memories.get(tx, ANN, FIRST) == kept
    memories.drop(tx, ANN, FIRST)
    assert memories.get(tx, ANN, FIRST) is None


def test_what_is_due_and_when(tx: Tx) -> None:
    assert (memories.due_count(tx, ANN, TODAY), memories.next_due(tx, ANN)) == (0, None)
    for key, ahead in enumerate((-5, 0, 1, 1, 3, 7), start=1):
        memories.put(tx, ANN, QuestionKey(key), memory(TODAY + timedelta(days=ahead)))
    memories.put(tx, BEN, FIRST, memory(TODAY))
    assert memories.due_count(tx, ANN, TODAY) == 2
    assert memories.next_due(tx, ANN) == TODAY - timedelta(days=5)
    assert [count for _, count in memories.forecast(tx, ANN, TODAY, 4)] == [2, 2, 0, 1]
    assert memories.forecast(tx, ANN, TODAY, 1) == [(TODAY, 2)]
    assert [key for key, _ in memories.of_learner(tx, ANN)] == [1, 2, 3, 4, 5, 6]
    memories.clear(tx, ANN)
    assert list(memories.of_learner(tx, ANN)) == []
    assert memories.get(tx, BEN, FIRST) == memory(TODAY)
    memories.clear(tx)
    assert memories.get(tx, BEN, FIRST) is None


@given(st.datetimes(timezones=st.just(UTC)))
def test_an_instant_comes_back_to_the_millisecond(at: datetime) -> None:
    back = from_ms(to_ms(at))
    assert timedelta() <= at - back < MS
    assert from_ms(to_ms(back)) == back
    assert back.tzinfo is UTC


def test_a_naive_instant_is_refused() -> None:
    with pytest.raises(TypeError):
        to_ms(NOON.replace(tzinfo=None))
