"""Which question a message without any address answers: one that was seen, and no other."""

import pytest

from bot.domain.question import Chosen
from bot.domain.replies import Asked, Marked
from bot.usecases.chatting import Chatting
from bot.usecases.filters import Filters
from tests.usecases.world import ANN, BEN, CAT, World, expect


@pytest.fixture
async def chatting(world: World) -> Chatting:
    await world.enter("Ann", "Ben")
    return Chatting(world.database, world.clock, world.library)


async def test_only_what_was_seen_is_answered(world: World, chatting: Chatting) -> None:
    assert await chatting.at(ANN) is None
    asked = expect(await world.study.next(ANN), Asked)
    found = await chatting.at(ANN)
    assert found is not None
    assert found.ask == asked.ask
    given = Chosen((asked.posed.options[0].index,)) if asked.posed.options else None
    if given is None or asked.posed.kind.value not in ("choice", "truefalse"):
        await world.study.skip(ANN, asked.ask)
    else:
        expect(await world.study.answer(ANN, asked.ask, given), Marked)
    assert await chatting.at(ANN) is None  # the next is open already, but nobody has seen it
    ahead = expect(await world.study.next(ANN), Asked)
    assert await chatting.at(ANN) is None
    await chatting.shown(BEN, ahead.ask)  # not his
    assert await chatting.at(ANN) is None
    await chatting.shown(ANN, ahead.ask)
    seen = await chatting.at(ANN)
    assert seen is not None
    assert seen.ask == ahead.ask
    assert await chatting.at(BEN) is None


async def test_a_live_question_is_near_while_it_is_open(world: World, chatting: Chatting) -> None:
    assert await chatting.near(CAT) is None  # nobody knows them
    assert await chatting.near(ANN) is None
    await world.rounds.start(ANN, world.place, Filters(theme="west"), questions=1, present=(ANN,))
    assert await chatting.near(BEN) is None  # it has not begun
    await world.pass_time(seconds=4)
    asked = expect(await world.rounds.current(ANN, world.place), Asked)
    for who in (ANN, BEN):
        found = await chatting.near(who)
        assert found is not None
        assert (found.ask, found.posed.question) == (asked.ask, asked.posed.question)
    await world.rounds.stop(ANN, world.place)
    assert await chatting.near(BEN) is None
