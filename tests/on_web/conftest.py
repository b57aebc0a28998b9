"""A world of use cases, as the web's room takes it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.fakes import FakeClock
from tests.usecases.world import World, open_world


@pytest.fixture
async def world(tmp_path: Path, clock: FakeClock) -> AsyncIterator[World]:
    """The small deck, and nobody there yet."""
    async with open_world(tmp_path / "world.db", clock) as opened:
        yield opened
