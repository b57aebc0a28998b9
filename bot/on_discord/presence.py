"""The line below the bot's name: when the next question of the day comes. Must not know places."""

import asyncio
from datetime import datetime

import discord
import structlog

from bot.domain.ids import Platform
from bot.on_discord.desk import Desk
from bot.wording.presence import AT_YOUR_SERVICE
from bot.wording.presence import next_daily as daily_line

log = structlog.get_logger(__name__)

LOOK_EVERY = 300.0
"""Seconds between two looks; Discord takes five changes in twenty seconds."""


class Presence:
    """Keeps the line up to date for as long as it runs."""

    def __init__(self, desk: Desk, client: discord.Client) -> None:
        self._desk = desk
        self._client = client
        self.line = ""
        self._main: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin."""
        self._main = asyncio.create_task(self._run(), name="discord-presence")

    async def stop(self) -> None:
        """Stop."""
        if self._main is not None:
            self._main.cancel()
            await asyncio.gather(self._main, return_exceptions=True)

    async def _run(self) -> None:
        await self._client.wait_until_ready()
        while True:
            try:
                await self.refresh()
            except Exception:
                log.exception("the presence waits")
            await asyncio.sleep(LOOK_EVERY)

    async def refresh(self) -> None:
        """Show the next question of the day, if it is another than is shown."""
        line = line_of(await self._desk.looking.next_daily(Platform.DISCORD))
        if line != self.line:
            self.line = line
            await self._client.change_presence(activity=discord.CustomActivity(line))


def line_of(next_daily: datetime | None) -> str:
    """Return the line: everybody reads the same one, so its hour is UTC."""
    return daily_line(next_daily) if next_daily else AT_YOUR_SERVICE
