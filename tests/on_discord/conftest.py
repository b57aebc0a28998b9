"""The fake Discord, and what a test must not leave behind on it."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import aiohttp
import pytest

from tests.fakes import FakeClock
from tests.on_discord.fake import FakeDiscord, open_discord
from tests.on_discord.hall import Hall, one_of_each, open_hall


@pytest.fixture
async def discord() -> AsyncIterator[FakeDiscord]:
    """An empty Discord; a request it had to refuse, or an error nobody caught, fails the test.

    A test that expects either takes it away with ``discord.forgive()``.
    """
    async with open_discord() as opened:
        yield opened
        wrong = opened.forgive()
    assert not wrong, "\n".join(["the bot did what it must not:", *wrong])


@pytest.fixture
def connector(discord: FakeDiscord) -> Callable[[], aiohttp.UnixConnector]:
    """What makes a connector to the fake; one for each client."""
    return discord.connector


@pytest.fixture
async def hall(tmp_path: Path, clock: FakeClock) -> AsyncIterator[Hall]:
    """The whole bot in a server of a Discord that shares its clock; nobody is there yet."""
    async with open_discord(clock) as opened:
        async with open_hall(opened, tmp_path / "hall.db", clock, one_of_each()) as made:
            yield made
        wrong = opened.forgive()
    assert not wrong, "\n".join(["the bot did what it must not:", *wrong])
