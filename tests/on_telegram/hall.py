"""The whole bot on the fake Telegram: real use cases, a real database, the unmodified library.

Time stands still until a test moves it, but for the waits that pacing asks for. Opening a hall
again on its file is a restart.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from bot.domain.ids import Account, DeckId, Place, Platform
from bot.domain.question import Deck
from bot.on_telegram.client import Line, TelegramClient, open_client
from bot.on_telegram.desk import Desk, Pictures
from bot.on_telegram.listening import Sleep
from bot.usecases.arriving import Arriving
from bot.usecases.authoring import Authoring
from bot.usecases.chatting import Chatting
from bot.usecases.delivering import Delivering
from bot.usecases.looking import Looking
from bot.usecases.mending import Mending
from bot.usecases.mishaps import mishap
from bot.usecases.moving import Moving
from bot.usecases.polling import Polling
from bot.usecases.syncing import Syncing
from tests.decks import SEVERAL, small_deck
from tests.fakes import FakeClock
from tests.on_telegram.fake import TOKEN, FakeTelegram, Outcome, Person
from tests.on_telegram.fake.state import Chat, Message
from tests.on_telegram.timer import BREATHS, LeisurelyTimer, breathe
from tests.usecases.world import World, open_world

WATCHED = tuple(f"telegram-{task}" for task in ("lane", "post", "stop", "timer", "quiet"))
"""How the tasks are called that a person waits for."""

ZONE = "Europe/London"
STARTS_IN = 3.5
"""Seconds after which a round that was started asks its first question."""


async def no_picture(_who: Account | None, _deck: DeckId, _name: str) -> bytes | None:
    """Return that there is no such picture."""
    return None


@dataclass(slots=True)
class Counting:
    """When the number of answers is shown: as soon as a test looks, or later by the clock."""

    clock: FakeClock
    looked: asyncio.Event = field(default_factory=asyncio.Event)

    async def __call__(self, seconds: float) -> None:
        """Wait until somebody looks; while they do, let the clock run."""
        if self.looked.is_set():
            await breathe(BREATHS)
            self.clock.forward(seconds=seconds)
        else:
            await self.looked.wait()


async def no_wait(_seconds: float) -> None:
    """Wait for nothing but a turn of the loop."""
    await asyncio.sleep(0)


def desk_of(world: World, pictures: Pictures = no_picture) -> Desk:
    """Return the use cases of a world, as Telegram's room takes them."""
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
        arriving=Arriving(database, clock, ZONE),
        looking=Looking(database, clock, world.library),
        authoring=Authoring(database),
        mending=Mending(database, clock),
        chatting=Chatting(database, clock, world.library),
        polling=Polling(
            database=database,
            clock=clock,
            library=world.library,
            study=world.study,
            posting=world.posting,
            default_zone=ZONE,
        ),
        delivering=Delivering(database, clock),
        moving=Moving(database, clock),
        syncing=Syncing(database),
        pictures=pictures,
        explain=mishap,
        clock=clock,
    )


@dataclass(slots=True)
class Hall:
    """A group with the bot in it, and the world behind it."""

    telegram: FakeTelegram
    world: World
    client: TelegramClient
    clock: FakeClock
    chat: Chat
    counting: Counting
    people: dict[str, Person] = field(default_factory=dict)

    def come(self, name: str, *, admin: bool = False) -> Person:
        """Let somebody join the group."""
        found = self.people.get(name)
        if found is None:
            make = self.telegram.admin if admin else self.telegram.person
            found = self.people[name] = make(name, self.chat)
        return found

    async def set_up(self) -> Person:
        """Let a teacher found the class of the group."""
        teacher = self.come("Teacher", admin=True)
        done = await teacher.command("/class setup")
        assert "is ready" in done.text, done.said
        return teacher

    async def quiet(self) -> None:
        """Return when all is said, posted, edited and counted."""
        self.counting.looked.set()
        for _ in range(2):
            await self.telegram.settle()
            await self.client.idle()
            await self.client.messenger.flush()
        self.counting.looked.clear()
        await self.telegram.settle()

    async def pass_time(self, **parts: float) -> None:
        """Move the clock, ring what is due, and let it be seen."""
        self.clock.forward(**parts)
        self.telegram.tick()
        await self.world.rounds.tick()
        await self.world.daily.tick()
        await self.quiet()

    async def start_round(self, who: Person, words: str = "10 calm") -> Message:
        """Start a round and return its first question."""
        done = await who.command(f"/quiz {words}")
        await self.quiet()
        assert "round" in self.last.said, (done.said, self.last.said)
        await self.pass_time(seconds=STARTS_IN)
        return self.last

    @property
    def place(self) -> Place:
        """Return the group as a place."""
        return Place(Platform.TELEGRAM, str(self.chat.id))

    @property
    def public(self) -> list[Message]:
        """Return what everybody sees of the bot's in the group."""
        return self.telegram.public(self.chat)

    @property
    def last(self) -> Message:
        """Return the last of it."""
        return self.public[-1]


@asynccontextmanager
async def open_bot(
    telegram: FakeTelegram,
    path: Path,
    clock: FakeClock,
    deck: Deck | None,
    counting: Counting,
    pictures: Pictures = no_picture,
    sleep: Sleep = no_wait,
) -> AsyncIterator[tuple[World, TelegramClient]]:
    """Run the bot on a database file."""
    telegram.watched = WATCHED
    async with open_world(path, clock, deck) as world:
        line = Line(
            token=TOKEN,
            request=telegram.request(),
            get_updates=telegram.request(),
            hold=50,
            count_sleep=counting,
            timer=LeisurelyTimer(clock, lambda: world.database.busy).timer(),
            sleep=sleep,
        )
        heard: asyncio.Queue[None] = asyncio.Queue()
        with telegram.attending(heard):
            async with open_client(desk_of(world, pictures), line) as client:
                yield world, client


@asynccontextmanager
async def open_hall(
    telegram: FakeTelegram,
    path: Path,
    clock: FakeClock,
    deck: Deck | None = None,
    chat: Chat | None = None,
    pictures: Pictures = no_picture,
    sleep: Sleep = no_wait,
) -> AsyncIterator[Hall]:
    """Run the bot in a group, the one given or a new one."""
    here = chat or telegram.supergroup("Year 9")
    counting = Counting(clock)
    async with open_bot(telegram, path, clock, deck, counting, pictures, sleep) as (world, client):
        hall = Hall(telegram, world, client, clock, here, counting)
        await hall.quiet()
        yield hall
        counting.looked.set()


def one_of_each() -> Deck:
    """Return the small deck with a single choice, so that a test knows which is asked."""
    deck = small_deck()
    return replace(deck, questions=tuple(q for q in deck.questions if q != SEVERAL))


def said(outcome: Outcome) -> str:
    """Return what came back in a notice, which nobody else sees."""
    assert outcome.alert, outcome.said
    return outcome.alert
