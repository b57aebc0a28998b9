"""Forks bots for Discord: ``python -m tests.kills.nursery``, one line of JSON for each.

The libraries are loaded once, here; a child opens everything else by itself. It tells what it
does on the standard output: ``ready``, each ``point`` and, after each look at what is due,
``look``; a signal moves its clock. Its end is told by its parent: ``gone`` and the signal.
"""

import asyncio
import json
import os
import signal
import sys
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import aiohttp

from bot.on_discord.client import Line, open_client
from tests.fakes import FakeClock
from tests.kills.points import Points, arm
from tests.on_discord.fake import TOKEN
from tests.on_discord.hall import desk_of, one_of_each
from tests.usecases.world import open_world

LOOKS_EVERY = 0.01
JUMP = timedelta(minutes=1)
"""By how much a clock moves at a signal."""


@dataclass(frozen=True, slots=True)
class Birth:
    """How a bot is to live: on which socket and file, from when on, and how many points."""

    socket: str
    file: str
    now: str
    points: int  # -1: as long as it is let


def say(line: str) -> None:
    """Tell whoever watches, at once."""
    os.write(1, f"{line}\n".encode())


async def live(birth: Birth) -> None:
    """Be a bot until the process ends."""
    clock = FakeClock(datetime.fromisoformat(birth.now))
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGUSR1, lambda: clock.forward(JUMP))
    stop = asyncio.Event()
    loop.add_signal_handler(signal.SIGTERM, stop.set)
    points = Points(birth.points, say)
    arm(points)
    async with open_world(Path(birth.file), clock, one_of_each()) as world:
        line = Line(
            token=TOKEN,
            connect=lambda: aiohttp.UnixConnector(path=birth.socket, limit=0),
            ready_within=0.02,
            count_every=0.0,
        )
        async with open_client(desk_of(world), line) as client:
            await client.wait_until_ready()
            points.begin()
            say("ready")
            while not stop.is_set():
                await world.rounds.tick()
                await world.daily.tick()
                await client.messenger.flush()
                say("look")
                await asyncio.sleep(LOOKS_EVERY)


def main() -> None:
    """Fork a bot for each line, one at a time, and tell how each ended."""
    for line in sys.stdin:
        birth = Birth(**json.loads(line))
        child = os.fork()
        if child == 0:
            asyncio.run(live(birth))
            os._exit(0)
        say(f"pid {child}")
        _, status = os.waitpid(child, 0)
        say(f"gone {os.waitstatus_to_exitcode(status)}")


if __name__ == "__main__":
    main()
