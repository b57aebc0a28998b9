"""What a press costs the bot on Discord: ours beside a bare echo, on the same fake, in turn.

Ours is the full answer path. In a review, the press of an answer's button becomes a marked answer,
a memory, a line of the log and points, durably written, and the private message becomes what they
came to. In a live round the press on the public question is kept durably until the reveal, and
the learner alone is told. What is compared is the processor time of the bot's process alone: the
fake and the people are in this one.

Both are the unmodified library. Ours is spared what nobody reads: the pieces of the message around
the button (``hearing.py``), the message that was just sent (``callbacks.py``), and looking for lost
cycles among what stays (``process.py``). The echo is left as the library's own examples write it.

The echo of a card is for information: it does no more than the echo, on messages of our size.
"""

import asyncio
from collections.abc import Sequence
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from bot.domain.ids import Platform
from bot.usecases.rounds import AT_ONCE
from bot.wording import Label
from tests.bench import town
from tests.bench.discord_bots import CARD, ECHO, LIVE, STUDYHALL, WHISPER
from tests.bench.discord_sides import Floor, Player, of_players, of_voters, run_bot
from tests.bench.findings import Finding
from tests.bench.laps import Contestant, Laps, in_turn, joined, ratio
from tests.bench.plan import Plan
from tests.bench.sides import Side, told
from tests.bench.town import DECK, RIGHT, Town
from tests.on_discord.fake import FakeDiscord, Person, open_discord, shapes
from tests.on_discord.fake.state import Message

VALIDATED = 50
"""Of so many requests one is held against Discord's schema: the rest would only cost time."""

WAVES = 3
"""Presses of each person in a round, one at a time."""

STEPS = 50
"""Questions of the live round, the most there can be; each is answered, and answered anew."""

OTHER = "Treaty of Berlin"


async def on_discord(plan: Plan) -> list[Finding]:
    """Compare presses at once and one at a time, in reviews and in a live round."""
    async with AsyncExitStack() as stack:
        sides = (
            await _reviews(stack, plan),
            await _echo(stack, plan, ECHO),
            await _echo(stack, plan, CARD),
            await _live(stack, plan),
            await _whisper(stack, plan),
        )
        contestants: list[Contestant] = [
            *(partial(side.at_once, plan.each) for side in sides),
            *(partial(side.alone, WAVES) for side in sides),
        ]
        rounds = await in_turn(plan.rounds, contestants)
        for side in sides:
            side.check()
    together, alone = rounds[: len(sides)], rounds[len(sides) :]
    return [
        *told(f"a press on Discord, {plan.at_once} at once", together[0], together[1]),
        _beside_a_card(together[0], together[2]),
        *told("a press on Discord, one at a time", alone[0], alone[1]),
        _beside_a_card(alone[0], alone[2]),
        *told(f"a press in a live round, {plan.at_once} at once", together[3], together[4]),
        *told("a press in a live round, one at a time", alone[3], alone[4]),
    ]


async def _opened(stack: AsyncExitStack, people: int) -> tuple[FakeDiscord, list[Person]]:
    discord = await stack.enter_async_context(open_discord())
    discord.validator.share = VALIDATED
    (channel,) = discord.guild("Year 9").channels.values()
    return discord, [discord.person(f"Learner {n}", channel) for n in range(1, people + 1)]


async def _reviews(stack: AsyncExitStack, plan: Plan) -> Side:
    """Open our bot on a town whose learners are the people of the server."""
    discord, people = await _opened(stack, plan.at_once)
    folder = plan.folder / "discord"
    await _built(folder, people, 2 + (plan.rounds + 1) * (plan.each + WAVES))
    bot = await stack.enter_async_context(run_bot(STUDYHALL, discord, folder))
    hands = [await person.command("/review", deck=DECK) for person in people]
    players = [Player(who, hand, RIGHT, "Next") for who, hand in zip(people, hands, strict=True)]
    return of_players(discord, bot, players)


async def _built(folder: Path, people: Sequence[Person], due: int) -> None:
    """Make a town of so many due questions, and give each learner an account of Discord."""
    made = Town(learners=len(people), questions=due, due=due, typed=False)
    file = await town.build(folder, made, datetime.now(UTC))
    town.let_in(file, Platform.DISCORD, [who.user.id for who in people])


async def _echo(stack: AsyncExitStack, plan: Plan, which: str) -> Side:
    discord, people = await _opened(stack, plan.at_once)
    bot = await stack.enter_async_context(run_bot(ECHO, discord, plan.folder))
    hands = [await person.command(f"/{which}") for person in people]
    players = [Player(who, hand, RIGHT) for who, hand in zip(people, hands, strict=True)]
    return of_players(discord, bot, players)


async def _live(stack: AsyncExitStack, plan: Plan) -> Side:
    """Open our bot in a server whose people are at a live round without a clock."""
    discord, people = await _opened(stack, plan.at_once)
    folder = plan.folder / "discord-live"
    await _built(folder, people, STEPS)
    bot = await stack.enter_async_context(run_bot(LIVE, discord, folder))
    channel = people[0].channel
    teacher = discord.person("Teacher", channel, may=shapes.MANAGE_GUILD)
    await teacher.command("/class setup")
    await teacher.command("/quiz", deck=DECK, questions=STEPS, pace="untimed")

    def public() -> list[Message]:
        return [said for said in discord.world.said_in(channel) if not said.only_for]

    async def shown(label: str) -> Message:
        """Return the public message at the end of the channel when it has such a button."""
        await discord.wait(lambda: label in public()[-1].buttons if public() else False)
        return public()[-1]

    async def renew() -> Message:
        await teacher.press(await shown(Label.SHOW_ANSWER), Label.SHOW_ANSWER)
        revealed = await shown("Next")
        await asyncio.sleep(AT_ONCE.total_seconds())  # sooner it would be a press for the question
        await teacher.press(revealed, "Next")
        return await shown(Label.SHOW_ANSWER)

    question = await shown(Label.SHOW_ANSWER)
    return of_voters(discord, bot, people, Floor(question, (RIGHT, OTHER), renew))


async def _whisper(stack: AsyncExitStack, plan: Plan) -> Side:
    discord, people = await _opened(stack, plan.at_once)
    bot = await stack.enter_async_context(run_bot(ECHO, discord, plan.folder))
    shown = await people[0].command(f"/{WHISPER}")
    return of_voters(discord, bot, people, Floor(shown.message, (RIGHT,)))


def _beside_a_card(ours: list[Laps], echo: list[Laps]) -> Finding:
    return Finding(
        name="  beside an echo of a card as large",
        ours=joined(ours).work,
        unit="µs",
        beside="card echo",
        theirs=joined(echo).work,
        ratio=ratio(ours, echo, lambda laps: laps.work),
    )
