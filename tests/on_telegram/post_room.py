"""A class with a group on the fake Telegram, and what posts to it: no commands, no buttons.

Time stands still until a test moves it, but for the waits that pacing asks for. Opening a room
again on its file is a restart.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from telegram import Update
from telegram.ext import CallbackContext, PollAnswerHandler, PollHandler

from bot.domain.ids import Account, AskId, DeckId, Place, Platform
from bot.domain.question import Deck, KindName
from bot.domain.replies import Asked, Pace, Reply
from bot.on_telegram import voting
from bot.on_telegram.bars import Bars
from bot.on_telegram.desk import Desk
from bot.on_telegram.messenger import Messenger
from bot.on_telegram.pacing import Pacing
from bot.usecases.daily_settings import Wish
from bot.usecases.filters import Filters
from tests.fakes import FakeClock
from tests.on_telegram.fake import FakeTelegram, Person, builder, online
from tests.on_telegram.fake.state import Chat, Message
from tests.on_telegram.hall import STARTS_IN, ZONE, desk_of
from tests.on_telegram.timer import LeisurelyTimer
from tests.usecases.world import World, open_world

CHOICES = Filters(kinds=(KindName.CHOICE,))
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d494844520000000100000001080200000090"
    "7753de0000000c49444154789c63606060000000040001f61738550000000049454e44ae426082"
)


@dataclass(slots=True)
class Pictures:
    """The pictures of decks, by file."""

    files: dict[str, bytes] = field(default_factory=dict)

    async def __call__(self, _who: Account | None, _deck: DeckId, name: str) -> bytes | None:
        return self.files.get(name)


@dataclass(slots=True)
class Room:
    """A group with the bot in it, and the world behind it."""

    telegram: FakeTelegram
    world: World
    desk: Desk
    messenger: Messenger
    clock: FakeClock
    chat: Chat
    teacher: Person
    pictures: Pictures
    thread: str = ""

    @property
    def place(self) -> Place:
        """Return the group, or its topic, as a place."""
        return Place(Platform.TELEGRAM, str(self.chat.id), self.thread)

    @property
    def who(self) -> Account:
        """Return the teacher's account."""
        return account(self.teacher)

    @property
    def public(self) -> list[Message]:
        """Return what everybody sees of the bot's in the group."""
        said = self.telegram.world.said_in(self.chat)
        ours = (self.telegram.bot, None)  # in a channel nobody is told
        return [m for m in said if m.sender in ours and not m.service and not m.deleted]

    @property
    def last(self) -> Message:
        """Return the last of it."""
        return self.public[-1]

    def said(self) -> str:
        """Return all of it, as it stands now."""
        return "\n--\n".join(m.said for m in self.public)

    async def found(self) -> None:
        """Let the teacher found the class of the group."""
        await self.desk.arriving.arrive(self.who, "Teacher")
        await self.desk.classes.create(self.who, "Year 9", ZONE, self.place)

    async def polls(self, wanted: bool = True) -> Reply:
        """Let the class want polls."""
        return await self.desk.polling.prefer(self.who, self.place, wanted)

    async def quiet(self) -> None:
        """Return when all is said and done."""
        await self.telegram.settle()
        await self.messenger.flush()
        await self.telegram.settle()

    async def pass_time(self, **parts: float) -> None:
        """Move the clock, ring what is due, and let it be seen."""
        self.clock.forward(**parts)
        self.telegram.tick()
        await self.world.rounds.tick()
        await self.world.daily.tick()
        await self.quiet()

    async def start_round(
        self, filters: Filters = CHOICES, questions: int = 1, pace: Pace = Pace.CALM
    ) -> Asked:
        """Start a round, and let its first question be asked; return it."""
        place, who = self.place, self.who
        started = await self.desk.rounds.start(
            who, place, filters, questions=questions, pace=pace, present=None
        )
        await self.quiet()
        await self.pass_time(seconds=STARTS_IN)
        reply = await self.desk.rounds.current(who, place)
        assert isinstance(reply, Asked), (reply, started)
        return reply

    async def daily(self, **wish: Any) -> None:
        """Let the question of the day be posted now."""
        await self.desk.daily.setup(self.who, self.place, Wish(hour=17, **wish))
        await self.desk.daily.now(self.who, self.place)
        await self.quiet()

    async def answers(self, ask: AskId) -> dict[str, str]:
        """Return what is kept of the answers to a live ask, by user id."""
        rows = await self.world.database.transaction(
            lambda tx: tx.execute(
                "SELECT c.user_id, w.given FROM answers w JOIN accounts c ON c.learner = w.learner"
                " WHERE w.ask = ? AND w.mark <> 'pending'",
                (ask,),
            ).fetchall()
        )
        return dict(rows)

    async def waiting(self) -> int:
        """Return how many posts are not out yet."""
        sql = "SELECT count(*) FROM outbox WHERE delivered_at IS NULL"
        found = await self.world.database.transaction(lambda tx: tx.execute(sql).fetchone())
        return int(found[0])


def account(person: Person) -> Account:
    """Return somebody's account."""
    return Account(Platform.TELEGRAM, str(person.user.id))


@asynccontextmanager
async def open_room(
    telegram: FakeTelegram,
    path: Path,
    clock: FakeClock,
    chat: Chat,
    *,
    deck: Deck | None = None,
    pictures: Pictures | None = None,
    thread: str = "",
) -> AsyncIterator[Room]:
    """Run what posts, on a database file."""
    async with open_world(path, clock, deck) as world:
        shown = pictures or Pictures()
        desk = replace(desk_of(world), pictures=shown)
        pacing = Pacing(LeisurelyTimer(clock, lambda: world.database.busy).timer())
        application = builder(telegram).rate_limiter(pacing).build()
        application.add_handler(PollAnswerHandler(_voted(desk)))
        application.add_handler(PollHandler(_changed(desk)))
        async with online(telegram, application):
            messenger = Messenger(desk, application.bot, pacing, Bars(clock), count_every=0)
            messenger.start()
            teacher = telegram.owner(chat)
            yield Room(telegram, world, desk, messenger, clock, chat, teacher, shown, thread)
            await messenger.stop()
        await telegram.settle()


Context = CallbackContext[Any, Any, Any, Any]


def _voted(desk: Desk) -> Any:
    async def voted(update: Update, _context: Context) -> None:
        assert update.poll_answer is not None
        await voting.answered(desk, update.poll_answer)

    return voted


def _changed(desk: Desk) -> Any:
    async def changed(update: Update, _context: Context) -> None:
        assert update.poll is not None
        await voting.changed(desk, update.poll)

    return changed


__all__ = ["CHOICES", "PIXEL", "Pictures", "Room", "account", "open_room"]
