"""What a press costs the bot on Discord: ours beside a bare echo, on the same fake, in turn.

Ours is the full answer path: the press of an answer's button becomes a marked answer, a memory,
a line of the log and points, durably written, and the private message becomes what they came to.
What is compared is the processor time of the bot's process alone: the fake and the people are in
this one. Both are the unmodified library.
"""

import asyncio
import os
import sqlite3
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from bot.domain.ids import Platform
from tests.bench import town
from tests.bench.discord_bots import ECHO
from tests.bench.findings import Finding, Goal
from tests.bench.laps import Contestant, Laps, in_turn, joined, ratio, run, run_at_once
from tests.bench.plan import Plan
from tests.bench.town import DECK, RIGHT, Town
from tests.on_discord.fake import FakeDiscord, Outcome, Person, open_discord

VALIDATED = 50
"""Of so many requests one is held against Discord's schema: the rest would only cost time."""

WAVES = 3
"""Presses of each person in a round, one at a time."""


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
async def _bot(which: str, discord: FakeDiscord, folder: Path) -> AsyncIterator[Bot]:
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


@dataclass(frozen=True, slots=True)
class Side:
    """One bot with its own Discord and its own people."""

    discord: FakeDiscord
    bot: Bot
    players: Sequence[Player]

    async def at_once(self, times: int) -> Laps:
        """Time everybody's press at once, so many times."""
        return await self._waves(partial(run_at_once, self._steps, 1), times)

    async def alone(self, times: int) -> Laps:
        """Time one press after the other, so many of everybody."""
        return await self._waves(self._in_a_row, times)

    @property
    def _steps(self) -> list[Callable[[], Awaitable[None]]]:
        return [player.press for player in self.players]

    async def _in_a_row(self) -> Laps:
        return joined([await run(step, 1) for step in self._steps])

    async def _waves(self, wave: Contestant, times: int) -> Laps:
        found = []
        for _ in range(times):
            before = await self.bot.work()
            laps = await wave()
            found.append(replace(laps, cpu=await self.bot.work() - before))
            await asyncio.gather(*(player.turn() for player in self.players))
            self.discord.api.calls.clear()
        return joined(found)


async def on_discord(plan: Plan) -> list[Finding]:
    """Compare presses at once and one at a time."""
    async with AsyncExitStack() as stack:
        ours, echo = await _studyhall(stack, plan), await _echo(stack, plan)
        contestants: list[Contestant] = [
            *(partial(side.at_once, plan.each) for side in (ours, echo)),
            *(partial(side.alone, WAVES) for side in (ours, echo)),
        ]
        rounds = await in_turn(plan.rounds, contestants)
        wrong = [*ours.discord.forgive(), *echo.discord.forgive()]
        if wrong:
            raise RuntimeError(f"Discord refused: {wrong[0]}")
    return [
        *_told(f"a press on Discord, {plan.at_once} at once", *rounds[:2]),
        *_told("a press on Discord, one at a time", *rounds[2:]),
    ]


async def _opened(stack: AsyncExitStack, people: int) -> tuple[FakeDiscord, list[Person]]:
    discord = await stack.enter_async_context(open_discord())
    discord.validator.share = VALIDATED
    (channel,) = discord.guild("Year 9").channels.values()
    return discord, [discord.person(f"Learner {n}", channel) for n in range(1, people + 1)]


async def _studyhall(stack: AsyncExitStack, plan: Plan) -> Side:
    """Open our bot on a town whose learners are the people of the server."""
    discord, people = await _opened(stack, plan.at_once)
    due = 2 + (plan.rounds + 1) * (plan.each + WAVES)
    made = Town(learners=plan.at_once, questions=due, due=due, typed=False)
    folder = plan.folder / "discord"
    _let_in(await town.build(folder, made, datetime.now(UTC)), people)
    bot = await stack.enter_async_context(_bot("studyhall", discord, folder))
    hands = [await person.command("/review", deck=DECK) for person in people]
    players = [Player(who, hand, RIGHT, "Next") for who, hand in zip(people, hands, strict=True)]
    return Side(discord, bot, players)


def _let_in(file: Path, people: Sequence[Person]) -> None:
    """Give each learner of the town an account of Discord."""
    with sqlite3.connect(file) as connection:
        connection.executemany(
            "INSERT INTO accounts (platform, user_id, learner, linked_at) VALUES (?, ?, ?, 0)",
            [(Platform.DISCORD, str(who.user.id), n) for n, who in enumerate(people, 1)],
        )
    connection.close()


async def _echo(stack: AsyncExitStack, plan: Plan) -> Side:
    discord, people = await _opened(stack, plan.at_once)
    bot = await stack.enter_async_context(_bot(ECHO, discord, plan.folder))
    hands = [await person.command("/echo") for person in people]
    players = [Player(who, hand, ECHO) for who, hand in zip(people, hands, strict=True)]
    return Side(discord, bot, players)


def _told(name: str, ours: list[Laps], echo: list[Laps]) -> list[Finding]:
    """Return the bot's work for a press, then the wait for its answer."""
    return [
        Finding(
            name=f"{name}, processor time of the bot",
            ours=joined(ours).work,
            unit="µs",
            beside="bare echo",
            theirs=joined(echo).work,
            ratio=ratio(ours, echo, lambda laps: laps.work),
            goal=Goal(2.0),
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
