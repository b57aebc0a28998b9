"""Forks bots: ``python -m tests.kills.nursery``, one line of JSON for each.

The libraries are loaded once, here; a child opens everything else by itself. It tells what it
does on the standard output: ``ready``, each ``point`` and, after each look at what is due,
``look``; a signal moves its clock. Its end is told by its parent: ``gone`` and the signal.
"""

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import aiohttp

from bot.domain.ids import Platform
from bot.on_discord import client as discord
from bot.on_telegram import client as telegram
from bot.on_telegram.requesting import AiohttpRequest
from tests.fakes import FakeClock
from tests.kills.points import Points, arm
from tests.on_discord import hall as discord_hall
from tests.on_discord.fake import TOKEN as DISCORD_TOKEN
from tests.on_telegram import hall as telegram_hall
from tests.on_telegram.fake import TOKEN as TELEGRAM_TOKEN
from tests.on_telegram.timer import LeisurelyTimer
from tests.usecases.world import World, open_world

LOOKS_EVERY = 0.01
Flush = Callable[[], Awaitable[None]]

JUMP = timedelta(minutes=1)
"""By how much a clock moves at a signal."""


ROUNDS_AND_DAILY = ("rounds", "daily")


@dataclass(frozen=True, slots=True)
class Birth:
    """How a bot is to live: on which socket and file, from when on, and how many points.

    ``rings`` are the use cases that look at what is due, by their names in the world.
    """

    platform: str
    socket: str
    file: str
    now: str
    points: int  # -1: as long as it is let
    rings: tuple[str, ...] = ROUNDS_AND_DAILY


def say(line: str) -> None:
    """Tell whoever watches, at once."""
    os.write(1, f"{line}\n".encode())


async def live(birth: Birth) -> None:
    """Be a bot until the process ends."""
    say(f"pid {os.getpid()}")
    clock = FakeClock(datetime.fromisoformat(birth.now))
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGUSR1, lambda: clock.forward(JUMP))
    stop = asyncio.Event()
    loop.add_signal_handler(signal.SIGTERM, stop.set)
    points = Points(birth.points, say)
    arm(points)
    open_line = LINES[Platform(birth.platform)]
    async with (
        open_world(Path(birth.file), clock, discord_hall.one_of_each()) as world,
        open_line(world, birth.socket, clock) as flush,
    ):
        ticks = [getattr(world, name).tick for name in birth.rings]
        points.begin()
        say("ready")
        while not stop.is_set():
            for tick in ticks:
                await tick()
            await flush()
            say("look")
            await asyncio.sleep(LOOKS_EVERY)


@asynccontextmanager
async def _on_discord(world: World, socket: str, _clock: FakeClock) -> AsyncIterator[Flush]:
    line = discord.Line(
        token=DISCORD_TOKEN,
        connect=lambda: aiohttp.UnixConnector(path=socket, limit=0),
        ready_within=0.02,
        count_every=0.0,
    )
    async with discord.open_client(discord_hall.desk_of(world), line) as client:
        await client.wait_until_ready()
        yield client.messenger.flush


@asynccontextmanager
async def _on_telegram(world: World, socket: str, clock: FakeClock) -> AsyncIterator[Flush]:
    def request() -> AiohttpRequest:
        return AiohttpRequest(connect=lambda: aiohttp.UnixConnector(path=socket, limit=0))

    line = telegram.Line(
        token=TELEGRAM_TOKEN,
        server="http://localhost",
        request=request(),
        get_updates=request(),
        hold=1,
        count_every=0.0,
        timer=LeisurelyTimer(clock).timer(),
    )
    async with telegram.open_client(telegram_hall.desk_of(world), line) as client:
        yield client.messenger.flush


LINES = {Platform.DISCORD: _on_discord, Platform.TELEGRAM: _on_telegram}


def main() -> None:
    """Fork a bot for each line, one at a time, and tell how each ended."""
    for line in sys.stdin:
        birth = Birth(**json.loads(line))
        child = os.fork()
        if child == 0:
            asyncio.run(live(birth))
            os._exit(0)
        _, status = os.waitpid(child, 0)
        say(f"gone {os.waitstatus_to_exitcode(status)}")


if __name__ == "__main__":
    main()
