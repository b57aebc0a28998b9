"""A bot in a process of its own with its own Discord and its own people, and waves of presses.

What counts is the processor time of the bot's process: the fake and the people are in ours.
"""

import asyncio
import os
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from tests.bench.laps import Contestant, Laps, joined, run, run_at_once
from tests.on_discord.fake import FakeDiscord, Outcome, Person
from tests.on_discord.fake.state import Message


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
        """Return its processor time so far, in seconds, when it has nothing left to do.

        That is the fence here: the fake's own asks for heartbeats, of which the library sends at
        most 110 a minute before it falls silent.
        """
        assert self._process.stdin is not None
        self._process.stdin.write(b"\n")
        return float(await self.line())


@asynccontextmanager
async def run_bot(which: str, discord: FakeDiscord, folder: Path) -> AsyncIterator[Bot]:
    """Run one of ``discord_bots`` for as long as the block lasts."""
    command = (sys.executable, "-m", "tests.bench.discord_bots", which)
    process = await asyncio.create_subprocess_exec(
        *command, str(discord.path), str(folder), stdin=PIPE, stdout=PIPE, env=dict(os.environ)
    )
    assert process.stdin is not None
    try:
        bot = Bot(process)
        assert await bot.line() == "ready"
        await discord.wait(lambda: discord.gateway.live and discord.world.commands)
        yield bot
    finally:
        process.stdin.close()
        await process.wait()


@dataclass(slots=True)
class Player:
    """Somebody with a private message in hand: a question and its answer by turns."""

    person: Person
    hand: Outcome
    answer: str
    onward: str = ""  # the button that brings the next question, if one has to come

    async def press(self) -> None:
        """Press the answer. Raises RuntimeError when the message does not become its marking."""
        self.hand = await self.person.press(self.hand.message, self.answer)
        if self.hand.kind != "update" or "Right" not in self.hand.text:
            raise RuntimeError(f"not marked: {self.hand.kind}, {self.hand.text}")

    async def turn(self) -> None:
        """Take the next question."""
        if self.onward:
            self.hand = await self.person.press(self.hand.message, self.onward)


@dataclass(slots=True)
class Floor:
    """A public message with buttons, pressed by everybody in turn: which of them is next."""

    shown: Message
    answers: Sequence[str]
    renew: Callable[[], Awaitable[Message]] | None = None  # when every answer was pressed
    pressed: int = 0

    @property
    def answer(self) -> str:
        """Return the label of the button to press now."""
        return self.answers[self.pressed % len(self.answers)]

    async def turn(self) -> None:
        """Go on to the next button or, after the last, to the next message."""
        self.pressed += 1
        if self.renew is not None and self.pressed % len(self.answers) == 0:
            self.shown = await self.renew()


@dataclass(slots=True)
class Voter:
    """Somebody who presses a button of a public message and is told so privately."""

    person: Person
    floor: Floor

    async def press(self) -> None:
        """Press. Raises RuntimeError when no private message says that it was taken."""
        told = await self.person.press(self.floor.shown, self.floor.answer)
        if not told.private or "Treaty" not in told.text:
            raise RuntimeError(f"not taken: {told.kind}, {told.text}")


@dataclass(frozen=True, slots=True)
class Side:
    """One bot with its own Discord and its own people; ``onward`` is called after each wave."""

    discord: FakeDiscord
    bot: Bot
    presses: Sequence[Callable[[], Awaitable[None]]]
    onward: Callable[[], Awaitable[object]]

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
            self.discord.api.calls.clear()
        return joined(found)


def of_players(discord: FakeDiscord, bot: Bot, players: Sequence[Player]) -> Side:
    """Return a side of people who each have a private message of their own."""

    async def onward() -> None:
        await asyncio.gather(*(player.turn() for player in players))

    return Side(discord, bot, [player.press for player in players], onward)


def of_voters(discord: FakeDiscord, bot: Bot, people: Sequence[Person], floor: Floor) -> Side:
    """Return a side of people who all press the buttons of one public message."""
    presses = [Voter(person, floor).press for person in people]
    return Side(discord, bot, presses, floor.turn)
