"""The bots that are measured beside each other on Discord, each in a process of its own.

``python -m tests.bench.discord_bots <which> <socket> <folder>``: it says ``ready``, answers each
line it is given with the processor time it has used (seconds), once it has nothing left to do,
and leaves when its input ends.
The echo is the least that a bot can be: the library, one button, one fixed text. It changes the
message, answers privately beside it (``whisper``), or changes a message of our size (``card``).
"""

import asyncio
import logging
import re
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any, Self

import aiohttp
import discord
import structlog
from discord import app_commands, ui

from bot.app import metronome, open_app
from bot.config import Config
from bot.platforms import discord_adapter
from bot.process import seldom_collected
from tests.on_discord.fake import TOKEN
from tests.on_discord.fake.serve import WORKING

READY_WITHIN = 0.02
ECHO, WHISPER, CARD = "echo", "whisper", "card"
STUDYHALL, LIVE = "studyhall", "studyhall-live"
RIGHT = "Treaty of Rapallo"
ANSWER = "Right: Treaty of Rapallo"

Press = discord.Interaction[Any]


class Echo(ui.DynamicItem[ui.Button[Any]], template=r"echo"):
    """A button that outlives restarts, as ours do."""

    def __init__(self) -> None:
        super().__init__(ui.Button(label=RIGHT, custom_id=ECHO))

    @classmethod
    async def from_custom_id(
        cls, _interaction: Press, _item: ui.Item[Any], _match: re.Match[str], /
    ) -> Self:
        """Return the button of an interaction."""
        return cls()

    async def callback(self, interaction: Press) -> None:
        """Say always the same."""
        await interaction.response.edit_message(content=ANSWER)


class Whisper(ui.DynamicItem[ui.Button[Any]], template=r"whisper"):
    """A button that everybody sees; who presses it is answered alone."""

    def __init__(self) -> None:
        super().__init__(ui.Button(label=RIGHT, custom_id=WHISPER))

    @classmethod
    async def from_custom_id(
        cls, _interaction: Press, _item: ui.Item[Any], _match: re.Match[str], /
    ) -> Self:
        """Return the button of an interaction."""
        return cls()

    async def callback(self, interaction: Press) -> None:
        """Say always the same, to one."""
        await interaction.response.send_message(ANSWER, ephemeral=True)


class Carded(ui.DynamicItem[ui.Button[Any]], template=r"card:.+"):
    """A button of a card."""

    def __init__(self, label: str) -> None:
        super().__init__(ui.Button(label=label, custom_id=f"card:{label}"))

    @classmethod
    async def from_custom_id(
        cls, _interaction: Press, item: ui.Item[Any], _match: re.Match[str], /
    ) -> Self:
        """Return the button of an interaction."""
        assert isinstance(item, ui.Button)
        return cls(item.label or "")

    async def callback(self, interaction: Press) -> None:
        """Say always the same."""
        await interaction.response.edit_message(view=card())


def card() -> ui.LayoutView:
    """Return as many pieces as a question of ours has."""
    options: ui.ActionRow[Any] = ui.ActionRow(
        *map(Carded, ("Treaty of Locarno", RIGHT, "Treaty of Tartu", "Treaty of Berlin"))
    )
    others: ui.ActionRow[Any] = ui.ActionRow(*map(Carded, ("Hint", "I don't know", "Skip")))
    stem: ui.TextDisplay[Any] = ui.TextDisplay("Right or not: which agreement was it?")
    prompt: ui.TextDisplay[Any] = ui.TextDisplay("*Choose one.*")
    whole = ui.Container[ui.LayoutView](stem, prompt, options, others, accent_colour=0x1C9F68)
    return ui.LayoutView(timeout=None).add_item(whole)


@app_commands.command(description="Show a button")
async def echo(interaction: Press) -> None:
    """Show the button."""
    view = ui.View(timeout=None).add_item(Echo())
    await interaction.response.send_message("Press it.", view=view, ephemeral=True)


@app_commands.command(description="Show a button to all")
async def whisper(interaction: Press) -> None:
    """Show the button to everybody."""
    view = ui.View(timeout=None).add_item(Whisper())
    await interaction.response.send_message("Press it.", view=view)


@app_commands.command(name="card", description="Show a card")
async def show_card(interaction: Press) -> None:
    """Show the card."""
    await interaction.response.send_message(view=card(), ephemeral=True)


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
        """Know the buttons and bring the commands."""
        self.add_dynamic_items(Echo, Whisper, Carded)
        self.tree.add_command(echo)
        self.tree.add_command(whisper)
        self.tree.add_command(show_card)
        await self.tree.sync()


@asynccontextmanager
async def _echoing(connector: aiohttp.BaseConnector, _folder: Path) -> AsyncIterator[None]:
    async with EchoBot(connector) as client:
        running = asyncio.create_task(client.start(TOKEN))
        yield
    await asyncio.gather(running, return_exceptions=True)


@asynccontextmanager
async def _studying(
    connector: aiohttp.BaseConnector, folder: Path, *, live: bool = False
) -> AsyncIterator[None]:
    """Run Studyhall as it comes: durable, on a folder; if ``live``, with what rings for rounds."""
    config = Config(data=folder, discord_token=TOKEN)
    async with AsyncExitStack() as stack:
        app = await stack.enter_async_context(open_app(config))
        if live:
            await stack.enter_async_context(metronome(app))
        adapter = discord_adapter(app, lambda: connector, READY_WITHIN)
        await stack.enter_async_context(adapter)
        with seldom_collected():
            yield


async def _idle() -> None:
    """Return when every interaction that was heard of is answered and read to its end."""
    while busy := [t for t in asyncio.all_tasks() if t.get_name().startswith(WORKING)]:
        await asyncio.wait(busy)


BOTS: dict[str, Callable[..., AbstractAsyncContextManager[None]]] = {
    ECHO: _echoing,
    STUDYHALL: _studying,
    LIVE: partial(_studying, live=True),
}


async def main(which: str, socket: str, folder: str) -> None:
    """Run a bot until the input ends."""
    quiet = structlog.make_filtering_bound_logger(logging.WARNING)
    structlog.configure(wrapper_class=quiet)
    logging.getLogger("apscheduler").setLevel(logging.ERROR)  # a busy machine skips beats
    connector = aiohttp.UnixConnector(path=socket, limit=0)
    async with BOTS[which](connector, Path(folder)):
        print("ready", flush=True)
        while await asyncio.to_thread(sys.stdin.readline):
            await _idle()
            print(time.process_time(), flush=True)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
