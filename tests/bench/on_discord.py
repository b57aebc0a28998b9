"""What a press costs the bot on Discord: ours beside a bare echo, on the same fake, in turn.

Ours is the full answer path: the press of an answer's button becomes a marked answer, a memory,
a line of the log and points, durably written, and the private message becomes what they came to.
What is compared is the processor time of the bot's process alone: the fake and the people are in
this one. Both are the unmodified library.
"""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from bot.domain.ids import Platform
from tests.bench import town
from tests.bench.discord_bots import ECHO
from tests.bench.findings import Finding
from tests.bench.laps import Contestant, in_turn
from tests.bench.plan import Plan
from tests.bench.sides import Bot, Side, process, told
from tests.bench.town import DECK, RIGHT, Town
from tests.on_discord.fake import FakeDiscord, Outcome, Person, open_discord

VALIDATED = 50
"""Of so many requests one is held against Discord's schema: the rest would only cost time."""

WAVES = 3
"""Presses of each person in a round, one at a time."""


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


@asynccontextmanager
async def _bot(which: str, discord: FakeDiscord, folder: Path) -> AsyncIterator[Bot]:
    """Run a bot on a Discord. Its work is asked of itself, not by the fake's own fence.

    That one asks for heartbeats, of which the library sends at most 110 a minute before it falls
    silent.
    """
    async with process("tests.bench.discord_bots", which, str(discord.path), str(folder)) as bot:
        await discord.wait(lambda: discord.gateway.live and discord.world.commands)
        yield bot


async def on_discord(plan: Plan) -> list[Finding]:
    """Compare presses at once and one at a time."""
    async with AsyncExitStack() as stack:
        ours, echo = await _studyhall(stack, plan), await _echo(stack, plan)
        contestants: list[Contestant] = [
            *(partial(side.at_once, plan.each) for side in (ours, echo)),
            *(partial(side.alone, WAVES) for side in (ours, echo)),
        ]
        rounds = await in_turn(plan.rounds, contestants)
        ours.check()
        echo.check()
    return [
        *told(f"a press on Discord, {plan.at_once} at once", *rounds[:2]),
        *told("a press on Discord, one at a time", *rounds[2:]),
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
    file = await town.build(folder, made, datetime.now(UTC))
    town.let_in(file, Platform.DISCORD, [who.user.id for who in people])
    bot = await stack.enter_async_context(_bot("studyhall", discord, folder))
    hands = [await person.command("/review", deck=DECK) for person in people]
    players = [Player(who, hand, RIGHT, "Next") for who, hand in zip(people, hands, strict=True)]
    return _side(discord, bot, players)


async def _echo(stack: AsyncExitStack, plan: Plan) -> Side:
    discord, people = await _opened(stack, plan.at_once)
    bot = await stack.enter_async_context(_bot(ECHO, discord, plan.folder))
    hands = [await person.command("/echo") for person in people]
    players = [Player(who, hand, ECHO) for who, hand in zip(people, hands, strict=True)]
    return _side(discord, bot, players)


def _side(discord: FakeDiscord, bot: Bot, players: list[Player]) -> Side:
    return Side(bot, players, discord.api.calls.clear, discord.forgive)
