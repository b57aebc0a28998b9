"""Extra time in a chat, where nobody can be seen to be there: who takes part is waited for."""

from datetime import datetime

import pytest

from bot.domain.question import KindName
from bot.domain.replies import Answered, Asked, Pace, Problem, Refused, RoundStarted
from bot.usecases.filters import Filters
from storage.polls import Poll, add
from tests.usecases.world import ANN, BEN, RIGHT, World, expect

pytestmark = pytest.mark.usefixtures("rebuilt")
QUICK_ONES = Filters(kinds=(KindName.CHOICE, KindName.TRUEFALSE, KindName.NUMBER))


async def begin(world: World, count: int = 4) -> Asked:
    """Let Ann start a round in a chat and return its first question; Ben has half as much again."""
    await world.settings.change(BEN, "time", "1.5")
    expect(
        await world.rounds.start(
            ANN, world.place, QUICK_ONES, questions=count, pace=Pace.QUICK, present=None
        ),
        RoundStarted,
    )
    await world.pass_time(seconds=3)
    return await at(world)


async def at(world: World) -> Asked:
    """Return the open question as everybody sees it."""
    return expect(await world.rounds.current(ANN, world.place), Asked)


async def is_open(world: World, asked: Asked) -> bool:
    """Return whether a question is open still."""
    found = await world.rounds.current(ANN, world.place)
    return isinstance(found, Asked) and found.ask == asked.ask


async def until(world: World, instant: datetime | None) -> None:
    """Let time pass until just after an instant."""
    assert instant is not None
    await world.pass_time(seconds=(instant - world.clock()).total_seconds() + 0.5)


async def following(world: World) -> Asked:
    """Move on from a reveal and return the question after it."""
    return expect(await world.rounds.advance(ANN, world.place), Asked)


async def test_who_answered_before_is_waited_for(world: World) -> None:
    first = await begin(world)
    await world.study.answer(BEN, first.ask, RIGHT[first.posed.question])
    await until(world, first.closes_at)
    assert not await is_open(world, first)
    await world.pass_time(seconds=2)
    second = await following(world)
    await until(world, second.closes_at)
    assert await is_open(world, second)
    await world.pass_time(seconds=3)
    late = await world.study.answer(ANN, second.ask, RIGHT[second.posed.question])
    assert late == Refused(Problem.ASK_CLOSED)
    expect(await world.study.answer(BEN, second.ask, RIGHT[second.posed.question]), Answered)
    await world.pass_time(seconds=3)
    assert not await is_open(world, second)


async def test_nobody_waits_for_who_never_came(world: World) -> None:
    first = await begin(world)
    await until(world, first.closes_at)
    assert not await is_open(world, first)


async def test_who_joined_is_waited_for_until_their_time_is_over(world: World) -> None:
    first = await begin(world)
    mine = expect(await world.rounds.join(BEN, world.place, seen=False), Asked)
    await world.study.answer(ANN, first.ask, RIGHT[first.posed.question])
    await until(world, first.closes_at)
    assert await is_open(world, first)
    await until(world, mine.closes_at)
    assert not await is_open(world, first)


async def test_joining_where_nobody_is_seen_closes_nothing_early(world: World) -> None:
    first = await begin(world)
    await world.rounds.join(BEN, world.place, seen=False)
    await world.study.answer(BEN, first.ask, RIGHT[first.posed.question])
    await world.pass_time(seconds=5)
    assert await is_open(world, first)


async def test_who_lets_two_questions_pass_is_waited_for_no_more(world: World) -> None:
    asked = await begin(world)
    await world.study.answer(BEN, asked.ask, RIGHT[asked.posed.question])
    waited = []
    for _ in range(3):
        await until(world, asked.closes_at)
        waited.append(await is_open(world, asked))
        while await is_open(world, asked):
            await world.pass_time(seconds=1)
        await world.pass_time(seconds=1.5)
        asked = await following(world)
    await until(world, asked.closes_at)
    assert [*waited, await is_open(world, asked)] == [False, True, True, False]


async def test_nobody_waits_for_who_left_the_class(world: World) -> None:
    first = await begin(world)
    await world.rounds.join(BEN, world.place, seen=False)
    await until(world, first.closes_at)
    assert await is_open(world, first)
    await world.classes.leave(BEN)
    await world.pass_time(seconds=3)
    assert not await is_open(world, first)


async def test_a_native_poll_has_one_time_for_all(world: World) -> None:
    first = await begin(world)
    await world.rounds.join(BEN, world.place, seen=False)
    made = Poll(id="1", ask=first.ask, message="5", options=(0, 1, 2, 3))
    await world.database.transaction(lambda tx: add(tx, made))
    await until(world, first.closes_at)
    await world.pass_time(seconds=3)  # the last votes are on their way
    assert not await is_open(world, first)


async def test_an_answer_costs_no_statement_more(world: World) -> None:
    first = await begin(world)
    await world.study.answer(BEN, first.ask, RIGHT[first.posed.question])
    said: list[str] = []
    await world.database.transaction(lambda tx: tx.set_trace_callback(said.append))
    await world.study.answer(ANN, first.ask, RIGHT[first.posed.question])
    await world.database.transaction(lambda tx: tx.set_trace_callback(None))
    assert any("all" not in each and "players" in each for each in said)
    assert not any("extra_time <> 100" in each for each in said)
