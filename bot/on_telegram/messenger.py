"""Brings posts from the outbox to chats, stops polls in time, and keeps counts up to date.

The outbox is the truth: a post that could not be sent waits there, and one chat's trouble holds up
no other. Telegram knows no nonce: a kill between sending and noting it makes one post come twice,
and none is lost. Must not know what is posted, nor why.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Coroutine
from datetime import timedelta
from typing import Any
from weakref import WeakValueDictionary

import structlog
from telegram.error import TelegramError

from bot.domain.ids import AskId, Place, Platform, PostId
from bot.domain.urgency import Urgency
from bot.on_telegram import changing, posts
from bot.on_telegram.bars import Bars
from bot.on_telegram.channels import Channels
from bot.on_telegram.desk import Desk
from bot.on_telegram.outgoing import Outgoing
from bot.on_telegram.pacing import Pacing
from bot.on_telegram.refusals import fate_of
from bot.on_telegram.sending import Bot
from bot.usecases.delivering import Parcel
from bot.usecases.polling import Stop

log = structlog.get_logger(__name__)

BEAT = 5.0
"""Seconds between two looks at the outbox when nobody says that there is something."""

COUNT_EVERY = 4.0
"""Seconds between two edits of the number of answers below a question."""

LAST_WORDS = 5.0
"""Seconds for what is on its way when the end comes."""

AT_ONCE = 100
"""Posts under way at once, each in its turn: three seconds' worth. The others wait in the outbox,
where their lease does not run out."""


class Messenger:
    """Delivers to Telegram for as long as it runs."""

    def __init__(
        self,
        desk: Desk,
        bot: Bot,
        pacing: Pacing,
        bars: Bars,
        count_every: float = COUNT_EVERY,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._desk = desk
        self._bot = bot
        self._pacing = pacing
        self._count_every = count_every
        self._sleep = sleep
        self._patience = LAST_WORDS
        self._channels = Channels(bot)
        self._outgoing = Outgoing(desk, bot, self._channels, bars)
        self._handing = asyncio.Lock()
        self._wake = asyncio.Event()
        self._under_way: set[asyncio.Task[None]] = set()
        self._posting: set[PostId] = set()
        self._counting: set[AskId] = set()
        self._stopping: set[str] = set()
        self._silent_chats: set[str] = set()
        self._locks: WeakValueDictionary[Place, asyncio.Lock] = WeakValueDictionary()
        self._main: asyncio.Task[None] | None = None
        self._deaf: Callable[[], None] | None = None

    def start(self) -> None:
        """Begin to deliver."""
        self._deaf = self._desk.posting.listen(self._told)
        self._main = asyncio.create_task(self._run(), name="telegram-messenger-forever")

    async def stop(self) -> None:
        """Stop; what is on its way is brought to its end, the rest waits in the outbox."""
        if self._deaf is not None:
            self._deaf()
            self._deaf = None
        if self._main is not None:
            self._main.cancel()
            await asyncio.gather(self._main, return_exceptions=True)
        if self._under_way:
            _, late = await asyncio.wait(self._under_way, timeout=self._patience)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def heard(self, chat_id: str) -> None:
        """Note that a chat is there: somebody spoke, or lets the bot in again."""
        if chat_id in self._silent_chats:
            self._silent_chats.discard(chat_id)
            await self._desk.delivering.chat_back(Platform.TELEGRAM, chat_id)

    async def flush(self) -> None:
        """Return when all that can go out now is out, and every count is shown."""
        while await self._hand_out() or self._under_way:
            await asyncio.gather(*self._under_way)

    def count(self, ask: AskId) -> None:
        """Let the number of answers below a question follow, a few seconds later at most."""
        if ask not in self._counting:
            self._counting.add(ask)
            self._spawn(self._count(ask), "telegram-count")

    def _told(self, place: Place) -> None:
        if place.platform is Platform.TELEGRAM:
            self._wake.set()

    async def _run(self) -> None:
        known = False
        while True:
            try:
                if not known:
                    unreached = await self._desk.delivering.unreached(Platform.TELEGRAM)
                    self._silent_chats.update(unreached)
                    known = True
                await self._hand_out()
            except Exception:
                log.exception("posts wait: the outbox cannot be read")
            # Not wait_for: on Python 3.11 it loses a cancellation that meets the waking.
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(BEAT):
                    await self._wake.wait()
            self._wake.clear()

    async def _hand_out(self) -> int:
        """Begin to deliver what waits, and return how much that is."""
        async with self._handing:
            stops = await self._stop_polls()
            room = AT_ONCE - len(self._posting)
            if room <= 0:
                return stops
            leased = await self._desk.delivering.lease(Platform.TELEGRAM, room)
            # What waits for longer than a lease is still on its way, and would come twice.
            parcels = [each for each in leased if each.id not in self._posting]
            for parcel in parcels:
                self._posting.add(parcel.id)
                self._spawn(self._deliver(parcel), "telegram-post")
        return len(parcels) + stops

    def _spawn(self, work: Coroutine[Any, Any, None], name: str) -> None:
        task = asyncio.create_task(work, name=name)
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    def _lock(self, place: Place) -> asyncio.Lock:
        """Return the lock of a place: one message of it is written at a time."""
        lock = self._locks.get(place)
        if lock is None:
            lock = self._locks[place] = asyncio.Lock()
        return lock

    async def _deliver(self, parcel: Parcel) -> None:
        """Bring one post out and note what became of it."""
        try:
            async with self._lock(parcel.place):
                await self._outgoing.out(parcel)
        except asyncio.CancelledError:
            self._posting.discard(parcel.id)
            await self._desk.delivering.failed(parcel.id, timedelta())  # whoever is next may try
            raise
        except Exception as trouble:
            self._posting.discard(parcel.id)  # before it may be tried again
            try:
                await self._failed(parcel, trouble)
            except Exception:
                log.exception("a post waits: nothing can be noted about it", subject=parcel.subject)
        finally:
            self._posting.discard(parcel.id)
            self._wake.set()

    async def _failed(self, parcel: Parcel, trouble: Exception) -> None:
        delivering, place = self._desk.delivering, parcel.place
        fate = fate_of(trouble, parcel.attempts, self._desk.explain(trouble))
        if fate.moved_to:
            await self._desk.moving.moved(Platform.TELEGRAM, place.chat_id, fate.moved_to)
        if fate.chat_gone or fate.place_gone:
            log.info("a place takes no posts", reason=str(trouble))
            self._silent_chats.add(place.chat_id)
        if fate.chat_gone:
            await delivering.chat_gone(Platform.TELEGRAM, place.chat_id)
        elif fate.place_gone:
            await delivering.unreachable(place)
        elif fate.again_in is not None:
            await delivering.failed(parcel.id, fate.again_in)
        else:
            # What Telegram does not take now it will not take later: it must not hold up others.
            log.error("a post cannot be sent", subject=parcel.subject, exc_info=trouble)
            await delivering.delivered(parcel.id, "")

    async def _stop_polls(self) -> int:
        """Stop the polls whose time is up; their questions close a moment later."""
        due = await self._desk.polling.to_stop(Platform.TELEGRAM)
        stops = [stop for stop in due if stop.poll not in self._stopping]
        self._stopping = {stop.poll for stop in due}
        for stop in stops:
            self._spawn(self._stop_poll(stop), "telegram-stop")
        return len(stops)

    async def _stop_poll(self, stop: Stop) -> None:
        """Stop one poll. If it cannot be, the reveal tries again a moment later."""
        try:
            await changing.stop_poll(self._bot, stop.place, stop.message, Urgency.CLOSE)
            await self._desk.polling.stopped(stop.poll)
        except TelegramError as refused:
            log.info("a poll was not stopped", reason=refused.message)
        except Exception:
            log.exception("stopping a poll went wrong")

    async def _count(self, ask: AskId) -> None:
        await self._sleep(self._count_every)
        try:
            before = await self._desk.looking.counted(ask)
            if before is not None:
                # It waits before the lock is taken: a reveal must not wait behind a number.
                await self._pacing.turn(before.place.chat_id, Urgency.REPORT)
                self._counting.discard(ask)
                async with self._lock(before.place):
                    await self._show_count(ask)
        except (TelegramError, OSError):
            log.info("a count was not shown")  # the next one, or the reveal, shows it
        except Exception:
            log.exception("a count went wrong")
        finally:
            self._counting.discard(ask)

    async def _show_count(self, ask: AskId) -> None:
        """Show the number, which has had its turn already."""
        now = await self._desk.looking.counted(ask)  # a reveal may have come between
        if now is not None:
            channel = posts.is_written(now.asked) and await self._channels.has(now.place)
            rendered = await posts.counted(self._desk, now, self._bot.username, channel=channel)
            await changing.edit(self._bot, now.place, now.external_id, rendered, Urgency.REPLY)
