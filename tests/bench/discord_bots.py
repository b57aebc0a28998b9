"""The two bots that are measured beside each other on Discord, each in a process of its own.

``python -m tests.bench.discord_bots <which> <socket> <folder>``: it says ``ready``, answers each
line it is given with the processor time it has used (seconds), once it has nothing left to do,
and leaves when its input ends.
The echo is the least that a bot can be: the library, one button, one fixed text.
"""

import asyncio
import logging
import re
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Self

import aiohttp
import discord
import structlog
from discord import app_commands, ui

from bot.app import discord_adapter, open_app
from bot.config import Config
from bot.process import seldom_collected
from tests.on_discord.fake import TOKEN
from tests.on_discord.fake.serve import WORKING

READY_WITHIN = 0.02
ECHO = "echo"
ANSWER = "Right: Treaty of Rapallo"

Press = discord.Interaction[Any]


class Echo(ui.DynamicItem[ui.Button[Any]], template=r"echo"):
    """A button that outlives restarts, as ours do."""

    def __init__(self) -> None:
        super().__init__(ui.Button(label="Press", custom_id=ECHO))

    @classmethod
    async def from_custom_id(
        cls, _interaction: Press, _item: ui.Item[Any], _match: re.Match[str], /
    ) -> Self:
        """Return the button of an interaction."""
        return cls()

    async def callback(self, interaction: Press) -> None:
        """Say always the same."""
        await interaction.response.edit_message(content=ANSWER)


@app_commands.command(description="Show a button")
async def echo(interaction: Press) -> None:
    """Show the button."""
    view = ui.View(timeout=None).add_item(Echo())
    await interaction.response.send_message("Press it.", view=view, ephemeral=True)


class EchoBot(discord.AutoShardedClient):
    """A bot that has nothing to do, with the same settings as ours."""

    def __init__(self, connector: aiohttp.BaseConnector) -> None:
        super().__init__(
            intents=discord.Intents(guilds=True),
            connector=connector,
            guild_ready_timeout=READY_WITHIN,
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
        )
        self.tree = app_commands.CommandTree(self)

    async def setup_hook(self) -> None:
        """Know the button and bring the command."""
        self.add_dynamic_items(Echo)
        self.tree.add_command(echo)
        await self.tree.sync()


@asynccontextmanager
async def _echoing(connector: aiohttp.BaseConnector, _folder: Path) -> AsyncIterator[None]:
    async with EchoBot(connector) as client:
        running = asyncio.create_task(client.start(TOKEN))
        yield
    await asyncio.gather(running, return_exceptions=True)


@asynccontextmanager
async def _studying(connector: aiohttp.BaseConnector, folder: Path) -> AsyncIterator[None]:
    """Run Studyhall as it comes: durable, on a folder."""
    config = Config(data=folder, discord_token=TOKEN)
    async with open_app(config) as app, discord_adapter(app, lambda: connector, READY_WITHIN):
        with seldom_collected():
            yield


async def _idle() -> None:
    """Return when every interaction that was heard of is answered and read to its end."""
    while busy := [t for t in asyncio.all_tasks() if t.get_name().startswith(WORKING)]:
        await asyncio.wait(busy)


BOTS = {ECHO: _echoing, "studyhall": _studying}


async def main(which: str, socket: str, folder: str) -> None:
    """Run a bot until the input ends."""
    quiet = structlog.make_filtering_bound_logger(logging.WARNING)
    structlog.configure(wrapper_class=quiet)
    connector = aiohttp.UnixConnector(path=socket, limit=0)
    async with BOTS[which](connector, Path(folder)):
        print("ready", flush=True)
        while await asyncio.to_thread(sys.stdin.readline):
            await _idle()
            print(time.process_time(), flush=True)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
