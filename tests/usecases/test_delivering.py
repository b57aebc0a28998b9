"""Posts handed out to be delivered: what a sender is told of those before it."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.ids import AskId, Place, Platform
from bot.domain.replies import AnswerCount
from bot.usecases.delivering import LEASE, Delivering, Parcel
from storage import classes, outbox
from storage.database import Tx
from tests.fakes import FakeClock
from tests.usecases.world import ANN, World, open_world

CHAT = Place(Platform.DISCORD, "99")


@pytest.fixture
async def world(tmp_path: Path, clock: FakeClock) -> AsyncIterator[World]:
    """A class in a chat, to which one thing is to be said."""
    async with open_world(tmp_path / "world.db", clock) as opened:
        await opened.enter("Ann")
        await opened.classes.link_place(ANN, opened.place.chat_id, CHAT)

        def work(tx: Tx) -> None:
            reply = AnswerCount(AskId(1), 1, 2)
            outbox.post(tx, classes.place_id(tx, CHAT), "ask:1", reply, clock.now)

        await opened.database.transaction(work)
        yield opened


async def next_of(world: World) -> Parcel:
    """Take the one post that is to be delivered now."""
    (parcel,) = await Delivering(world.database, world.clock).lease(Platform.DISCORD)
    return parcel


async def test_a_post_tells_whether_somebody_tried_before(world: World) -> None:
    posted, sender = world.clock.now, Delivering(world.database, world.clock)
    first = await next_of(world)
    assert (first.again, first.posted_at) == (False, posted)
    await sender.failed(first.id, timedelta(0))
    second = await next_of(world)
    assert (second.again, second.attempts, second.posted_at) == (True, 1, posted)


async def test_a_worker_that_died_with_a_post_is_such_a_try(world: World) -> None:
    await next_of(world)
    world.clock.now += LEASE
    after = await next_of(world)
    assert (after.again, after.attempts) == (True, 0)
