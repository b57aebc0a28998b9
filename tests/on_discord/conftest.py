"""The fake Discord, and what a test must not leave behind on it."""

from collections.abc import AsyncIterator, Callable

import aiohttp
import pytest

from tests.on_discord.fake import FakeDiscord, open_discord


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
