"""Two bots beside each other: each in a process of its own, each with its own people.

What is compared is the processor time of the bot's process alone: the platform and the people
are in this one. Knows no platform.
"""

import asyncio
import os
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import Protocol

from tests.bench.findings import Finding, Goal
from tests.bench.laps import Contestant, Laps, joined, ratio, run, run_at_once

AT_MOST = 2.0
"""How many times the work of a bare echo ours may cost."""


class Bot:
    """A bot in a process of its own, and how much that has worked."""

    def __init__(self, process: Process) -> None:
        self._process = process

    async def line(self) -> str:
        """Return the next line it says. Raises RuntimeError when it has ended."""
        assert self._process.stdout is not None
        said = (await self._process.stdout.readline()).decode().strip()
        if not said:
            raise RuntimeError("the bot has ended")
        return said

    async def work(self) -> float:
        """Return its processor time so far, in seconds, when it has nothing left to do."""
        assert self._process.stdin is not None
        self._process.stdin.write(b"\n")
        return float(await self.line())


@asynccontextmanager
async def process(module: str, *arguments: str) -> AsyncIterator[Bot]:
    """Run a bot until the block ends; inside it, it is ready."""
    command = (sys.executable, "-m", module, *arguments)
    made = await asyncio.create_subprocess_exec(
        *command, stdin=PIPE, stdout=PIPE, env=dict(os.environ)
    )
    assert made.stdin is not None
    try:
        bot = Bot(made)
        assert await bot.line() == "ready"
        yield bot
    finally:
        made.stdin.close()
        await made.wait()


class Player(Protocol):
    """Somebody with a message in hand: a question and its answer by turns."""

    async def press(self) -> None:
        """Press the answer. Raises RuntimeError when the message does not become its marking."""

    async def turn(self) -> None:
        """Take the next question, if one has to come."""


@dataclass(frozen=True, slots=True)
class Side:
    """One bot with its own people: each has a way to press, and ``onward`` follows each wave.

    ``forget`` lets the platform forget the calls of a wave; ``wrong`` says what it refused.
    """

    bot: Bot
    presses: Sequence[Callable[[], Awaitable[None]]]
    onward: Callable[[], Awaitable[object]]
    forget: Callable[[], None]
    wrong: Callable[[], list[str]]

    def check(self) -> None:
        """Raise RuntimeError if the platform had to refuse anything."""
        if wrong := self.wrong():
            raise RuntimeError(f"refused: {wrong[0]}")

    async def at_once(self, times: int) -> Laps:
        """Time everybody's press at once, so many times."""
        return await self._waves(partial(run_at_once, self.presses, 1), times)

    async def alone(self, times: int) -> Laps:
        """Time one press after the other, so many of everybody."""
        return await self._waves(self._in_a_row, times)

    async def _in_a_row(self) -> Laps:
        return joined([await run(press, 1) for press in self.presses])

    async def _waves(self, wave: Contestant, times: int) -> Laps:
        found = []
        for _ in range(times):
            before = await self.bot.work()
            laps = await wave()
            found.append(replace(laps, cpu=await self.bot.work() - before))
            await self.onward()
            self.forget()
        return joined(found)


def of_players(
    bot: Bot,
    players: Sequence[Player],
    forget: Callable[[], None],
    wrong: Callable[[], list[str]],
) -> Side:
    """Return a side of people who each have a private message of their own."""

    async def onward() -> None:
        await asyncio.gather(*(player.turn() for player in players))

    return Side(bot, [player.press for player in players], onward, forget, wrong)


def told(name: str, ours: list[Laps], echo: list[Laps]) -> list[Finding]:
    """Return the bot's work for a press, then the wait for its answer."""
    return [
        Finding(
            name=f"{name}, processor time of the bot",
            ours=joined(ours).work,
            unit="µs",
            beside="bare echo",
            theirs=joined(echo).work,
            ratio=ratio(ours, echo, lambda laps: laps.work),
            goal=Goal(AT_MOST),
        ),
        Finding(
            name="  wait for the answer, median",
            ours=joined(ours).p50,
            unit="µs",
            beside="bare echo",
            theirs=joined(echo).p50,
            ratio=ratio(ours, echo, lambda laps: laps.p50),
        ),
    ]
