"""The whole bot on the fake Discord: real use cases, a real database, the unmodified library.

Time stands still until a test moves it; opening a hall again on its file is a restart.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from bot.domain.ids import Account, DeckId, Place, Platform
from bot.domain.question import Deck
from bot.on_discord import invite
from bot.on_discord.client import Line, StudyhallClient, open_client
from bot.on_discord.desk import Desk, Pictures
from bot.usecases.arriving import Arriving
from bot.usecases.authoring import Authoring
from bot.usecases.delivering import Delivering
from bot.usecases.looking import Looking
from bot.usecases.mending import Mending
from bot.usecases.mishaps import mishap
from bot.usecases.syncing import Syncing
from tests.decks import SEVERAL, small_deck
from tests.fakes import FakeClock
from tests.on_discord.fake import TOKEN, FakeDiscord, Outcome, Person, shapes
from tests.on_discord.fake.state import Channel, Guild, Message
from tests.usecases.world import World, open_world

STARTS_IN = 3.5
"""Seconds after which a round that was started asks its first question."""

BACKGROUND = ("discord-post", "discord-count")
"""What the messenger's own tasks are called."""


async def no_picture(_who: Account | None, _deck: DeckId, _name: str) -> bytes | None:
    """Return that there is no such picture."""
    return None


def desk_of(world: World, pictures: Pictures = no_picture) -> Desk:
    """Return the use cases of a world, as Discord's room takes them."""
    database, clock = world.database, world.clock
    return Desk(
        study=world.study,
        rounds=world.rounds,
        daily=world.daily,
        reminding=world.reminding,
        digesting=world.digesting,
        comeback=world.comeback,
        boards=world.boards,
        classes=world.classes,
        decks=world.decks,
        settings=world.settings,
        privacy=world.privacy,
        posting=world.posting,
        arriving=Arriving(database, clock, "Europe/London"),
        looking=Looking(database, clock, world.library),
        authoring=Authoring(database),
        mending=Mending(database, clock),
        delivering=Delivering(database, clock),
        syncing=Syncing(database),
        pictures=pictures,
        explain=mishap,
        clock=clock,
    )


@dataclass(slots=True)
class Hall:
    """A server with the bot in it, and the world behind it."""

    discord: FakeDiscord
    world: World
    client: StudyhallClient
    clock: FakeClock
    guild: Guild
    general: Channel
    people: dict[str, Person] = field(default_factory=dict)

    def come(self, name: str, *, may: int = 0) -> Person:
        """Let somebody join the server."""
        found = self.people.get(name) or self.discord.person(name, self.general, may=may)
        self.people[name] = found
        return found

    async def set_up(self) -> Person:
        """Let a teacher found the class of the server."""
        teacher = self.come("Teacher", may=shapes.MANAGE_GUILD)
        done = await teacher.command("/class setup")
        assert "ready" in done.text, done.text
        return teacher

    async def quiet(self) -> None:
        """Return when all is said, posted and edited.

        What the gateway has just told is only waited for by ``discord.settle``: it costs
        heartbeats, of which the library allows 110 a minute.
        """
        for _ in range(2):
            every = asyncio.all_tasks()
            working = [t for t in every if t.get_name().startswith(self.discord.watched)]
            if working:
                await asyncio.wait(working, timeout=10)
            await self.client.messenger.flush()

    async def pass_time(self, **parts: float) -> None:
        """Move the clock, ring what is due, and let it be seen."""
        self.clock.forward(**parts)
        await self.world.rounds.tick()
        await self.world.daily.tick()
        await self.quiet()

    async def start_round(self, who: Person, **options: str | int) -> Message:
        """Start a round and return its first question."""
        started = await who.command("/quiz", **options)
        assert "starts a round" in started.text, started.text
        await self.quiet()
        await self.pass_time(seconds=STARTS_IN)
        return self.last

    @property
    def place(self) -> Place:
        """Return the channel as a place."""
        return Place(Platform.DISCORD, str(self.guild.id), str(self.general.id))

    @property
    def public(self) -> list[Message]:
        """Return what everybody sees in the channel."""
        return [m for m in self.discord.world.said_in(self.general) if not m.only_for]

    @property
    def last(self) -> Message:
        """Return the last message that everybody sees."""
        return self.public[-1]


@asynccontextmanager
async def open_bot(
    discord: FakeDiscord,
    path: Path,
    clock: FakeClock,
    deck: Deck | None = None,
    pictures: Pictures = no_picture,
) -> AsyncIterator[tuple[World, StudyhallClient]]:
    """Run the bot on a database file."""
    async with open_world(path, clock, deck) as world:
        line = Line(token=TOKEN, connect=discord.connector, ready_within=0.02, count_every=0.0)
        async with open_client(desk_of(world, pictures), line) as client:
            await client.wait_until_ready()
            yield world, client


@asynccontextmanager
async def open_hall(
    discord: FakeDiscord,
    path: Path,
    clock: FakeClock,
    deck: Deck | None = None,
    pictures: Pictures = no_picture,
) -> AsyncIterator[Hall]:
    """Run the bot in a server, the first there is or a new one."""
    discord.watched = (*discord.watched, *BACKGROUND)
    known = next(iter(discord.world.guilds.values()), None)
    guild = known or discord.guild("Year 9", bot=invite.PERMISSIONS.value)
    async with open_bot(discord, path, clock, deck, pictures) as (world, client):
        yield Hall(discord, world, client, clock, guild, next(iter(guild.channels.values())))


def one_of_each() -> Deck:
    """Return the small deck with a single choice, so that a test knows which is asked."""
    deck = small_deck()
    return replace(deck, questions=tuple(q for q in deck.questions if q != SEVERAL))


def said(outcome: Outcome) -> str:
    """Return what came back, which must be for this person alone."""
    assert outcome.private, outcome.text
    return outcome.text
