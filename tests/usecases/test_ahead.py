"""The next question is opened with the answer before it: going on is only a read."""

import pytest

from bot.domain.question import Chosen, Passed
from bot.domain.replies import Asked, Marked, NothingDue, Skipped, Undone
from bot.usecases.filters import Filters, Pick
from storage.database import Tx
from tests import decks
from tests.decks import long_deck
from tests.storage.test_plans import statements_of
from tests.usecases.world import ANN, World, expect

LONG = Filters(deck="long")
HOT = 10
"""Statements of an answer and the next question that is due, for one who is known."""


async def begin(world: World) -> Asked:
    await world.mirror(long_deck(12))
    return expect(await world.study.next(ANN, LONG), Asked)


async def written(world: World) -> int:
    return await world.database.transaction(lambda tx: tx.total_changes)


async def go_on(world: World, asked: Asked, filters: Filters = LONG) -> Asked:
    expect(await world.study.answer(ANN, asked.ask, Chosen((0,))), Marked)
    return expect(await world.study.next(ANN, filters), Asked)


async def test_next_after_an_answer_writes_nothing(world: World) -> None:
    asked = await begin(world)
    expect(await world.study.answer(ANN, asked.ask, Chosen((0,))), Marked)
    before = await written(world)
    following = expect(await world.study.next(ANN, LONG), Asked)
    assert following.ask != asked.ask
    assert following.posed.question != asked.posed.question
    assert await written(world) == before
    expect(await world.study.skip(ANN, following.ask), Skipped)
    before = await written(world)
    third = expect(await world.study.next(ANN, LONG), Asked)
    assert third.posed.question not in (asked.posed.question, following.posed.question)
    assert await written(world) == before


async def test_an_answer_and_the_next_question_are_few_statements(world: World) -> None:
    asked = await begin(world)
    for _ in range(8):
        asked = await go_on(world, asked, Filters())
    world.clock.forward(days=20)
    asked = await go_on(world, expect(await world.study.next(ANN), Asked), Filters())
    seen: list[str] = []

    def trace(tx: Tx) -> None:
        tx.set_trace_callback(seen.append)

    await world.database.transaction(trace)
    assert (await go_on(world, asked, Filters())).due_left
    await world.database.transaction(lambda tx: tx.set_trace_callback(None))
    statements = [text for text in seen if text.split()[0] in ("SELECT", "INSERT", "UPDATE")]
    assert len(statements) == HOT, "\n".join(statements)


async def test_other_filters_are_not_given_what_was_opened_ahead(world: World) -> None:
    asked = await begin(world)
    ahead = await go_on(world, asked, Filters(deck="long", pick=Pick.UNSEEN))
    assert ahead.posed.deck == asked.posed.deck
    elsewhere = expect(await world.study.next(ANN, Filters(theme="comintern")), Asked)
    assert elsewhere.posed.question == decks.CLOZE.id


async def test_who_wants_what_is_due_is_not_given_a_new_one_opened_ahead(world: World) -> None:
    asked = await begin(world)
    expect(await world.study.answer(ANN, asked.ask, Chosen((0,))), Marked)
    due = Filters(deck="long", pick=Pick.DUE)
    assert isinstance(await world.study.next(ANN, due), NothingDue)


async def test_filters_last_from_one_question_to_the_next(world: World) -> None:
    await world.mirror(long_deck(12))
    wanted = Filters(deck="long", pick=Pick.UNSEEN, difficulty=1)
    asked = expect(await world.study.next(ANN, wanted), Asked)
    for _ in range(2):
        before = await written(world)
        expect(await world.study.answer(ANN, asked.ask, Passed()), Marked)
        middle = await written(world)
        asked = expect(await world.study.next(ANN, wanted), Asked)
        assert before < middle == await written(world)
        assert asked.posed.difficulty == 1


async def test_time_away_before_the_next_question_is_not_spent_on_it(world: World) -> None:
    asked = await begin(world)
    await world.study.answer(ANN, asked.ask, Chosen((0,)))
    world.clock.forward(minutes=4)
    following = expect(await world.study.next(ANN, LONG), Asked)
    assert following.opened_at == world.clock.now
    world.clock.forward(seconds=30)
    marked = expect(await world.study.answer(ANN, following.ask, Chosen((0,))), Marked)
    assert marked.minutes_today == pytest.approx(0.5)


async def test_what_was_opened_yesterday_is_chosen_anew(world: World) -> None:
    asked = await begin(world)
    missed = expect(await world.study.answer(ANN, asked.ask, Chosen((1,))), Marked)
    assert missed.next_days == 1
    world.clock.forward(days=1)
    due = expect(await world.study.next(ANN, LONG), Asked)
    assert due.posed.question == asked.posed.question, "what fell due comes before new ones"


async def test_a_retired_question_opened_ahead_is_not_asked(world: World) -> None:
    asked = await begin(world)
    following = await go_on(world, asked)

    def retire(tx: Tx) -> None:
        tx.execute("UPDATE questions SET retired = 1 WHERE id = ?", (following.posed.question,))

    await world.database.transaction(retire)
    other = expect(await world.study.next(ANN, LONG), Asked)
    assert other.posed.question != following.posed.question


async def test_undo_takes_back_what_was_opened_ahead(world: World) -> None:
    asked = await begin(world)
    before = await world.dump("memories", "learner_days", "class_days", "board_totals")
    following = await go_on(world, asked)
    expect(await world.study.undo(ANN), Undone)
    again = expect(await world.study.next(ANN, LONG), Asked)
    assert (again.ask, again.posed) == (asked.ask, asked.posed)
    assert await world.dump("memories", "learner_days", "class_days", "board_totals") == before
    assert following.ask != (await go_on(world, again)).ask, "a button pressed late is not dead"


async def test_statements_of_the_world_are_told(world: World) -> None:
    """The count above would be worth nothing if the trace saw nothing."""
    seen = await world.database.transaction(
        lambda tx: statements_of(tx, lambda tx: tx.execute("SELECT 1").fetchall())
    )
    assert seen == ["SELECT 1"]
