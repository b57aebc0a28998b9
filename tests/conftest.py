"""Fixtures shared by every room: a clock, and a real database in a folder of its own."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from storage import database as room
from tests.fakes import FakeClock
from tests.fresh import fresh

# A busy machine makes no test fail: nothing here is about how long an example takes.
# The build server looks at more examples: pytest --hypothesis-profile=thorough.
settings.register_profile("thorough", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("unhurried", settings.get_profile("thorough"), max_examples=25)
settings.load_profile("unhurried")


@pytest.fixture
def clock() -> FakeClock:
    """A clock that moves when told to."""
    return FakeClock()


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[room.Database]:
    """A fresh database; not flushed to the disk at each commit, which no test can see."""
    async with room.open_database(fresh(tmp_path / "studyhall.db"), synchronous="OFF") as opened:
        yield opened
