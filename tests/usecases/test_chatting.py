"""Which question a message without any address answers: one that was seen, and no other."""

import pytest

from bot.domain.question import Chosen
from bot.domain.replies import Asked, Marked
from bot.usecases.chatting import Chatting
from tests.usecases.world import ANN, BEN, World, expect


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
