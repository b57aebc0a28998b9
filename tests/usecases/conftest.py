"""A world of use cases, with Ann and Ben in one class."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.usecases import recording
from tests.fakes import FakeClock
from tests.usecases.world import World, open_world


@pytest.fixture
async def world(tmp_path: Path, clock: FakeClock) -> AsyncIterator[World]:
    """The small deck, and a class with Ann, its owner, and Ben."""
    async with open_world(tmp_path / "world.db", clock) as opened:
        await opened.enter("Ann", "Ben")
        yield opened


@pytest.fixture
async def rebuilt(world: World) -> AsyncIterator[None]:
    """After a story the log alone tells the same memories, points and boards."""
    yield
    tables = ("memories", "learner_days", "class_days", "board_totals", "class_activity")
    before = await world.dump(*tables)
    await world.database.transaction(recording.rebuild)
    assert await world.dump(*tables) == before
