"""The client: Telegram's updates on one side, presses, commands and votes on the other.

Group privacy stays on: the bot sees commands, replies to itself, taps, votes and its own comings
and goings. Everything that matters is in the database, so that a client may be closed and another
opened at any time.
"""

import asyncio
from collections.abc import AsyncIterator, Hashable
from contextlib import asynccontextmanager
from dataclasses import dataclass

import structlog
from telegram import Update
from telegram.error import InvalidToken, TelegramError
from telegram.request import BaseRequest

from bot.config import BadConfig
from bot.domain.recent import Recent
from bot.on_telegram import menus
from bot.on_telegram.admins import Admins
from bot.on_telegram.bars import Bars
from bot.on_telegram.desk import Desk
from bot.on_telegram.hook import Hook
from bot.on_telegram.lanes import Lanes
from bot.on_telegram.lean import read_update
from bot.on_telegram.listening import (
    FIRST_WAIT,
    HOLD,
    KINDS,
    LAST_WAIT,
    Bot,
    Json,
    Listening,
    Sleep,
)
from bot.on_telegram.messenger import COUNT_EVERY, Messenger
from bot.on_telegram.pacing import Pacing, Timer
from bot.on_telegram.requesting import AiohttpRequest
from bot.on_telegram.saying import Saying
from bot.on_telegram.taking import Taking
from bot.on_telegram.viewing import Viewing
from bot.on_telegram.voice import Voice

log = structlog.get_logger(__name__)

REMEMBERED = 5_000
"""Updates and presses remembered, to drop one that comes again."""

VOTES = 16
"""Votes that are written at once. They wait for a database that takes nothing, and while they do
what people press and write has lanes of its own."""

LAST_VOTES = 0.5
"""Seconds that votes get when the end comes: those that wait for the database come again."""

SERVER = "https://api.telegram.org"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """How to reach Telegram: by which token, through what, and how updates come.

    ``hook`` takes them where Telegram brings them to ``webhook``; without it they are fetched.
    """

    token: str
    server: str = SERVER
    webhook: str = ""
    hook: Hook | None = None
    request: BaseRequest | None = None
    get_updates: BaseRequest | None = None
    hold: int = HOLD
    count_every: float = COUNT_EVERY  # seconds between two edits of how many have answered
    count_sleep: Sleep = asyncio.sleep
    timer: Timer | None = None
    sleep: Sleep = asyncio.sleep


class TelegramClient:
    """Studyhall on Telegram."""

    def __init__(self, desk: Desk, line: Line) -> None:
        self.desk = desk
        self.line = line
        own_server = line.server != SERVER
        self.bot = Bot(
            line.token,
            base_url=f"{line.server}/bot",
            base_file_url=f"{line.server}/file/bot",
            request=line.request or AiohttpRequest(),
            get_updates_request=line.get_updates or AiohttpRequest(connections=2),
            rate_limiter=(pacing := Pacing(line.timer)),
        )
        bars = Bars(desk.clock)
        self.messenger = Messenger(desk, self.bot, pacing, bars, line.count_every, line.count_sleep)
        self.whispers = not own_server
        saying = Saying(self.bot, pacing.held_for, bars, own_server=own_server, sleep=line.sleep)
        voice = Voice(desk, saying, Viewing(desk, lambda: self.bot.username))
        admins = Admins(self.bot, desk.clock)
        self._taking = Taking(desk, self.bot, voice, self.messenger, admins, bars, line.sleep)
        self._works, self._says = Lanes(), Lanes()
        self._votes = Lanes(VOTES)
        self._heard: Recent[Hashable, asyncio.Future[None]] = Recent(REMEMBERED)
        self._listening = Listening(self.bot, self.take, hold=line.hold, sleep=line.sleep)
        self.reached = asyncio.Event()

    async def open(self) -> None:
        """Reach Telegram and begin. Raises InvalidToken, or what else keeps it away."""
        await self.bot.initialize()
        await menus.bring(self.desk, self.bot, whispers=self.whispers)
        if self.line.hook is not None:
            await self.bot.set_webhook(
                self.line.webhook,
                secret_token=self.line.hook.secret,
                allowed_updates=list(KINDS),
            )
            self.line.hook.take = self.take
        else:
            await self.bot.delete_webhook()
            self._listening.start()
        self.messenger.start()
        self.reached.set()

    def take(self, told: Json) -> "asyncio.Future[None]":
        """Begin to do what an update says; the future ends when it is done and kept.

        What comes again, while it is done or after, is not done again.
        """
        number = int(told.get("update_id", 0))
        query = told.get("callback_query")
        key: Hashable = ("press", query.get("id")) if isinstance(query, dict) else number
        for one in (number, key):
            known = self._heard.get(one)
            if known is not None and not known.cancelled():
                return known
        update = self._read(told)
        lanes = self._votes if update is not None and _is_vote(update) else self._works
        done = lanes.put(_lane(update), lambda: self._do(update))
        self._heard[number] = self._heard[key] = done
        return done

    def _read(self, told: Json) -> Update | None:
        try:
            return read_update(told, self.bot)
        except (
            Exception
        ) as error:  # of a kind that the library does not know: it must not come again
            kinds = sorted(key for key in told if key != "update_id")
            log.error("an update cannot be read", kinds=kinds, trouble=type(error).__name__)
            return None

    async def _do(self, update: Update | None) -> None:
        if update is None:
            return
        try:
            say = await self._taking.take(update)
        except Exception:
            log.exception("an update went wrong")
            return
        if say is not None:
            user = update.effective_user
            self._says.put((_lane(update), user.id if user else 0), say)

    async def idle(self) -> None:
        """Return when all that came is done and said."""
        await self._votes.idle()
        await self._works.idle()
        await self._says.idle()

    async def close(self) -> None:
        """Leave: what was begun is done, said and sent, then the line is cut."""
        if self.line.hook is not None:
            self.line.hook.take = None
        await self._listening.stop()
        await asyncio.gather(self._votes.close(LAST_VOTES), self._works.close())
        if self.reached.is_set():
            await self._listening.confirm()
        await self._says.close()
        await self.messenger.stop()
        try:
            await self.bot.shutdown()
        except TelegramError:
            log.info("the line was cut")


def _is_vote(update: Update) -> bool:
    """Return whether nobody waits for an answer to an update: a vote, or how a poll stands."""
    return update.poll_answer is not None or update.poll is not None


def _lane(update: Update | None) -> Hashable:
    """Return in whose order an update is: its chat's or, where it has none, its person's."""
    if update is None:
        return 0
    chat, user = update.effective_chat, update.effective_user
    return chat.id if chat else user.id if user else 0


_REFUSED = (
    "Telegram does not accept the token: ask @BotFather for it (/mybots, API Token) and copy it"
    " anew into STUDYHALL_TELEGRAM_TOKEN."
)


@asynccontextmanager
async def open_client(desk: Desk, line: Line) -> AsyncIterator[TelegramClient]:
    """Be on Telegram for as long as the block lasts.

    Where Telegram cannot be reached the block begins all the same, and it is tried again and
    again. Raises BadConfig in a sentence for a token that Telegram does not accept.
    """
    client = TelegramClient(desk, line)
    trying: asyncio.Task[None] | None = None
    try:
        try:
            await client.open()
        except InvalidToken as refused:
            raise BadConfig(_REFUSED) from refused
        except (TelegramError, OSError) as trouble:
            log.warning("Telegram cannot be reached yet", trouble=type(trouble).__name__)
            trying = asyncio.create_task(_keep_trying(client), name="telegram-trying-forever")
        yield client
    finally:
        if trying is not None:
            trying.cancel()
            await asyncio.gather(trying, return_exceptions=True)
        await client.close()


async def _keep_trying(client: TelegramClient) -> None:
    """Reach Telegram, however long that takes; a bad token ends it."""
    wait = FIRST_WAIT
    while True:
        await client.line.sleep(wait)
        try:
            await client.open()
        except InvalidToken:
            log.error("Telegram does not accept the token")
            return
        except (TelegramError, OSError) as trouble:
            log.info("Telegram cannot be reached yet", trouble=type(trouble).__name__)
            wait = min(2 * wait, LAST_WAIT)
        except Exception:
            log.exception("Telegram's room cannot be opened")
            wait = LAST_WAIT
        else:
            log.info("Telegram is reached")
            return
