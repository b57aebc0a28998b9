"""A world of use cases, with Ann and Ben in one class."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.fakes import FakeClock
from tests.usecases.world import World, open_world


@pytest.fixture
async def world(tmp_path: Path, clock: FakeClock) -> AsyncIterator[World]:
    """The small deck, and a class with Ann, its owner, and Ben."""
    async with open_world(tmp_path / "world.db", clock) as opened:
        await opened.enter("Ann", "Ben")
        yield opened
