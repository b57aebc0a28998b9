"""A clock that was far ahead goes back: rounds go on by the clock as it is, and end."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.replies import Answered, Asked, Pace, Revealed, RoundOver
from bot.usecases.daily_settings import Wish
from storage import polls
from storage.polls import Poll
from tests.fakes import FakeClock
from tests.usecases.daily_life import hours, newest, tick
from tests.usecases.test_rounds import ONE_CHOICE, start
from tests.usecases.world import ANN, BEN, RIGHT, World, expect, open_world

BACK = timedelta(days=3)


async def is_open(world: World, asked: Asked) -> bool:
    """Return whether a question of a round still waits for answers."""
    now = await world.rounds.current(ANN, world.place)
    return isinstance(now, Asked) and now.ask == asked.ask


async def step_back(world: World, by: timedelta = BACK) -> None:
    """Put the clock right, and let the bot look at it."""
    world.clock.forward(-by)
    await tick(world)


async def test_a_question_begins_anew_and_the_round_ends(world: World) -> None:
    asked = await start(world, ONE_CHOICE)
    await step_back(world)
    again = expect(await world.rounds.current(ANN, world.place), Asked)
    assert (again.ask, again.closes_at) == (asked.ask, world.clock() + timedelta(seconds=20))
    await world.pass_time(seconds=19)
    right = RIGHT[asked.posed.question]
    expect(await world.study.answer(ANN, asked.ask, right), Answered)
    assert await is_open(world, asked)
    await world.pass_time(seconds=2)
    assert expect((await world.posts())[-1].reply, Revealed).right == 1
    await world.pass_time(seconds=40)
    assert isinstance((await world.posts())[-1].reply, RoundOver)


async def test_whom_everybody_has_answered_is_not_waited_for(world: World) -> None:
    asked = await start(world, ONE_CHOICE)
    for who in (ANN, BEN):
        await world.study.answer(who, asked.ask, RIGHT[asked.posed.question])
    await step_back(world)
    await world.pass_time(seconds=2.5)
    assert expect((await world.posts())[-1].reply, Revealed).right == 2


@pytest.mark.parametrize("pace", [Pace.QUICK, Pace.CALM])
async def test_a_pause_is_no_longer_than_it_was(world: World, pace: Pace) -> None:
    asked = await start(world, ONE_CHOICE, count=2, pace=pace)
    for who in (ANN, BEN):
        await world.study.answer(who, asked.ask, RIGHT[asked.posed.question])
    await world.pass_time(seconds=2.5)
    expect((await world.posts())[-1].reply, Revealed)
    await step_back(world)
    await world.pass_time(seconds=6 if pace is Pace.QUICK else 12)
    second = expect((await world.posts())[-1].reply, Asked)
    assert second.ask != asked.ask


async def test_a_round_that_has_not_begun_begins(world: World) -> None:
    await world.rounds.start(ANN, world.place, ONE_CHOICE, questions=1, pace=Pace.UNTIMED)
    await world.pass_time(seconds=0.5)
    await step_back(world)
    await world.pass_time(seconds=3)
    asked = expect((await world.posts())[-1].reply, Asked)
    assert asked.closes_at is None
    await world.study.answer(ANN, asked.ask, RIGHT[asked.posed.question])
    await step_back(world)
    await world.pass_time(seconds=0.5)
    assert isinstance((await world.posts())[-1].reply, Revealed)


async def test_a_poll_that_is_stopped_is_not_waited_for(world: World) -> None:
    asked = await start(world, ONE_CHOICE)
    made = Poll(id="1", ask=asked.ask, message="5", options=(0, 1, 2))
    await world.database.transaction(lambda tx: polls.add(tx, made))
    await world.database.transaction(lambda tx: polls.note_stopped(tx, "1", world.clock()))
    await step_back(world)
    assert not await is_open(world, asked)


async def test_a_bot_that_was_started_after_the_step_goes_on_too(tmp_path: Path) -> None:
    clock, path = FakeClock(), tmp_path / "class.db"
    async with open_world(path, clock) as world:
        await world.enter("Ann", "Ben")
        asked = await start(world, ONE_CHOICE)
        place = world.place
    clock.forward(-BACK)
    async with open_world(path, clock) as world:
        world.place = place
        await tick(world)
        assert await is_open(world, asked)
        await world.pass_time(seconds=21)
        assert not await is_open(world, asked)


async def test_a_round_as_it_should_be_keeps_its_times(world: World) -> None:
    asked = await start(world, ONE_CHOICE)
    await step_back(world, timedelta(seconds=1))
    again = expect(await world.rounds.current(ANN, world.place), Asked)
    assert again.closes_at == asked.closes_at


async def test_a_question_of_the_day_is_revealed_after_its_hours(world: World) -> None:
    await world.daily.setup(ANN, world.place, Wish(hour=10, minute=0, reveal_hours=2))
    await hours(world, 2)
    asked = await newest(world)
    await step_back(world)
    again = expect(await world.daily.current(ANN, world.place), Asked)
    assert (again.ask, again.closes_at) == (asked.ask, world.clock() + timedelta(hours=2))
    await hours(world, 2)
    revealed = expect(await world.daily.revealed(ANN, world.place), Revealed)
    assert revealed.ask == asked.ask


async def test_one_of_a_paused_daily_is_revealed_at_its_usual_hour(world: World) -> None:
    await world.daily.setup(ANN, world.place, Wish(hour=10, minute=0))
    await hours(world, 2)
    asked = await newest(world)
    await world.daily.pause(ANN, world.place)
    await step_back(world)
    assert expect(await world.daily.current(ANN, world.place), Asked).ask == asked.ask
    await hours(world, 24)
    assert expect(await world.daily.revealed(ANN, world.place), Revealed).ask == asked.ask
