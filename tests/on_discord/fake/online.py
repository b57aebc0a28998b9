"""Running a client of discord.py against the fake for a while."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TypeVar

import discord as library

from tests.on_discord.fake.serve import TOKEN, FakeDiscord

PATIENCE = 10.0
"""Seconds of real time for a client to be ready."""

Client = TypeVar("Client", bound=library.Client)


@asynccontextmanager
async def online(fake: FakeDiscord, client: Client, token: str = TOKEN) -> AsyncIterator[Client]:
    """Start a client made with ``connector=fake.connector()``; it is ready inside the block."""
    running = asyncio.create_task(client.start(token), name="the bot")
    try:
        await _ready(client, running)
        yield client
    finally:
        await client.close()
        (ended,) = await asyncio.gather(running, return_exceptions=True)
    if isinstance(ended, Exception):
        raise ended


async def _ready(client: library.Client, running: "asyncio.Task[None]") -> None:
    """Wait until the client is ready, or raise what stopped it."""
    async with asyncio.timeout(PATIENCE):
        while not client.is_ready() and not running.done():  # noqa: ASYNC110
            await asyncio.sleep(0.002)
    if running.done():
        await running
