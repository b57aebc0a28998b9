"""The board under a reveal: of the day that the question belongs to, with all who were right."""

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest

from bot.domain.ids import Account
from bot.domain.question import Chosen
from bot.domain.replies import Answered, Asked, Marked, Revealed, Standing
from bot.usecases.daily_settings import Wish
from tests import decks
from tests.fakes import FakeClock
from tests.usecases.daily_life import newest, until
from tests.usecases.world import ANN, BEN, CAT, World, expect, open_world

RIGHT, WRONG = Chosen((0,)), Chosen((1,))


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    async with open_world(tmp_path / "db", FakeClock(), decks.long_deck(60)) as opened:
        await opened.enter("Ann", "Ben", "Cat")
        yield opened


async def board(world: World) -> dict[str, int]:
    revealed = expect(await world.daily.revealed(ANN, world.place), Revealed)
    assert revealed.daily is not None
    found: tuple[Standing, ...] = revealed.daily.board
    return {line.name: line.points for line in found}


async def revise(world: World, who: Account) -> int:
    asked = expect(await world.study.next(who), Asked)
    return expect(await world.study.answer(who, asked.ask, RIGHT), Marked).points


async def test_a_morning_reveal_shows_the_day_that_it_closes(world: World) -> None:
    await world.daily.setup(ANN, world.place, Wish(hour=8))
    await until(world, 5, 8)
    posed = await newest(world)
    earned = await revise(world, BEN)
    expect(await world.study.answer(ANN, posed.ask, RIGHT), Answered)
    await until(world, 6, 7)
    await revise(world, CAT)  # on the next day already: the day begins at four
    await until(world, 6, 8)
    shown = await board(world)
    assert list(shown) == ["Ann", "Ben"]
    assert shown["Ben"] == earned
    revealed = expect(await world.daily.revealed(ANN, world.place), Revealed)
    assert revealed.daily is not None
    assert revealed.daily.day == date(2026, 3, 5)


async def test_who_was_right_on_a_question_met_that_day_is_on_it(world: World) -> None:
    await world.daily.setup(ANN, world.place, Wish(hour=17))
    review = expect(await world.study.next(ANN), Asked)
    await until(world, 4, 17)
    posed = await newest(world)
    assert review.posed.question == posed.posed.question
    expect(await world.study.answer(ANN, review.ask, Chosen((1,))), Marked)
    expect(await world.study.answer(ANN, posed.ask, RIGHT), Answered)
    await world.study.undo(ANN)
    expect(await world.study.answer(BEN, posed.ask, WRONG), Answered)
    await until(world, 5, 17)
    assert "Ann" in await board(world)


async def test_who_was_right_without_points_stands_on_it_with_none(world: World) -> None:
    """Ann meets the question in a review on the next morning, and answers it once more here."""
    await world.daily.setup(ANN, world.place, Wish(hour=17))
    review = expect(await world.study.next(ANN), Asked)
    await until(world, 4, 17)
    posed = await newest(world)
    assert review.posed.question == posed.posed.question
    expect(await world.study.answer(BEN, posed.ask, WRONG), Answered)
    await until(world, 5, 9)
    expect(await world.study.answer(ANN, review.ask, WRONG), Marked)
    expect(await world.study.answer(ANN, posed.ask, RIGHT), Answered)
    expect(await world.study.answer(CAT, posed.ask, WRONG), Answered)
    await until(world, 5, 17)
    mine = expect(await world.study.mine(ANN, posed.ask), Marked)
    assert (mine.counted, mine.points) == (False, 0)
    shown = await board(world)
    assert shown["Ann"] == 0
    assert shown["Ben"] == shown["Cat"] > 0  # they learnt something, and that counts
