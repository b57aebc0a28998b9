"""Brings posts from the outbox to channels, each once and in order, and keeps counts up to date.

The outbox is the truth: a post that could not be sent waits there. Public messages are the bot's
own and no answers to interactions, so that no token of theirs expires in a long round.
Must not know what is posted, nor why.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Coroutine
from datetime import timedelta
from functools import partial
from typing import Any
from weakref import WeakValueDictionary

import aiohttp
import discord
import structlog

from bot.domain.calendar import zone_of
from bot.domain.ids import AskId, Place, Platform, PostId
from bot.domain.replies import AnswerCount, Reply, Revealed
from bot.on_discord import sending
from bot.on_discord.budget import Budget
from bot.on_discord.desk import Desk
from bot.on_discord.drawn import drawn
from bot.on_discord.refused import NOT_PERMITTED, Meaning, meaning_of
from bot.on_discord.render import Rendered, Upload, Viewer, picture_of, render
from bot.on_discord.voice import picture
from bot.usecases.delivering import Parcel
from bot.usecases.posting import is_daily

log = structlog.get_logger(__name__)

BEAT = 5.0
"""Seconds between two looks at the outbox when nobody says that there is something."""

COUNT_EVERY = 4.0
"""Seconds between two edits of the number of answers below a question."""

LAST_WORDS = 5.0
"""Seconds that posts have to get out when it stops."""

FIRST_RETRY, LAST_RETRY = timedelta(seconds=5), timedelta(minutes=10)

Put = Callable[[Rendered], Awaitable[str]]
"""Brings a message to its place and returns its id."""

Count = AnswerCount | None


class Messenger:
    """Delivers to Discord for as long as it runs."""

    def __init__(
        self,
        desk: Desk,
        client: discord.Client,
        budget: Budget,
        count_every: float = COUNT_EVERY,
    ) -> None:
        self._desk = desk
        self._client = client
        self._budget = budget
        self._count_every = count_every
        self._handing = asyncio.Lock()
        self._wake = asyncio.Event()
        self._under_way: set[asyncio.Task[None]] = set()
        self._counting: set[AskId] = set()
        self._delivering: set[PostId] = set()
        self._locks: WeakValueDictionary[Place, asyncio.Lock] = WeakValueDictionary()
        self._main: asyncio.Task[None] | None = None
        self._deaf: Callable[[], None] | None = None

    def start(self) -> None:
        """Begin to deliver."""
        self._deaf = self._desk.posting.listen(self._told)
        self._main = asyncio.create_task(self._run(), name="discord-messenger")

    async def stop(self) -> None:
        """Stop; what is on its way is brought to its end, the rest waits in the outbox."""
        if self._deaf is not None:
            self._deaf()
            self._deaf = None
        if self._main is not None:
            self._main.cancel()
            await asyncio.gather(self._main, return_exceptions=True)
        if self._under_way:
            # What goes on with a closed line fails for good; what is cut off here is sent again.
            _, late = await asyncio.wait(self._under_way, timeout=LAST_WORDS)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    def _told(self, place: Place) -> None:
        if place.platform is Platform.DISCORD:
            self._wake.set()

    async def _run(self) -> None:
        await self._client.wait_until_ready()
        while True:
            try:
                await self._hand_out()
            except Exception:
                log.exception("posts wait: the outbox cannot be read")
            # Not wait_for: on Python 3.11 it loses a cancellation that meets the waking.
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(BEAT):
                    await self._wake.wait()
            self._wake.clear()

    async def flush(self) -> None:
        """Return when all that can go out now is out, and every count is shown."""
        while await self._hand_out() or self._under_way:
            await asyncio.gather(*self._under_way)

    async def _hand_out(self) -> int:
        """Begin to deliver what waits, and return how many posts that are."""
        if self._budget.spent():
            log.warning("posts wait: Discord refused too many requests lately")
            return 0
        async with self._handing:
            leased = await self._desk.delivering.lease(Platform.DISCORD)
            # What takes longer than a lease is still on its way, and is not to be sent again.
            parcels = [each for each in leased if each.id not in self._delivering]
            for parcel in parcels:
                self._delivering.add(parcel.id)
                self._spawn(self._deliver(parcel), "discord-post")
        return len(parcels)

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
        try:
            await self._bring(parcel)
        finally:
            self._delivering.discard(parcel.id)
        self._wake.set()

    async def _bring(self, parcel: Parcel) -> None:
        """Bring one post out and note what became of it."""
        delivering = self._desk.delivering
        async with self._lock(parcel.place):
            try:
                await delivering.delivered(parcel.id, await self._out(parcel))
            except discord.HTTPException as refused:
                await self._refused(parcel, refused)
            except discord.RateLimited as full:
                wait = max(_again_in(parcel.attempts), timedelta(seconds=full.retry_after))
                await delivering.failed(parcel.id, wait)
            except (aiohttp.ClientError, TimeoutError, OSError):
                await delivering.failed(parcel.id, _again_in(parcel.attempts))
            except Exception:
                # What Discord does not take now it will not take later: it must not hold up others.
                log.exception("a post cannot be sent", subject=parcel.subject)
                await delivering.delivered(parcel.id, "")

    async def _refused(self, parcel: Parcel, refused: discord.HTTPException) -> None:
        """Note what became of a post that Discord did not take."""
        delivering = self._desk.delivering
        match meaning_of(refused):
            case Meaning.LATER:
                await delivering.failed(parcel.id, _again_in(parcel.attempts))
            case Meaning.SHUT:
                log.info("a place takes no posts", code=refused.code)
                await delivering.unreachable(parcel.place)
            case Meaning.DONE:
                log.info("a post was deleted before it was known to be out")
                await delivering.delivered(parcel.id, "")
            case Meaning.NEVER:  # it must not hold up others
                log.error("a post is not taken", subject=parcel.subject, exc_info=refused)
                await delivering.delivered(parcel.id, "")

    async def _out(self, parcel: Parcel) -> str:
        """Say a post where it is to be said; return the message's id."""
        zone, viewer = zone_of(parcel.zone), Viewer(self._desk.clock(), public=True)
        viewer = Viewer(viewer.now, zone or viewer.zone, public=True)
        return await self._say(parcel.reply, viewer, partial(self._put, parcel))

    async def _say(self, reply: Reply, viewer: Viewer, put: Put, count: Count = None) -> str:
        """Say a reply by ``put``; in words alone where it may not attach a picture."""
        attached = await self._attached(reply, viewer)
        if attached is not None:
            try:
                return await put(render(reply, viewer, attached=attached, count=count))
            except discord.Forbidden as refused:
                if refused.code != NOT_PERMITTED:
                    raise
            log.info("a picture is told in words: it may not be attached, if anything may")
        return await put(render(reply, viewer, count=count))

    async def _attached(self, reply: Reply, viewer: Viewer) -> Upload | None:
        wanted = picture_of(reply)
        found = await picture(self._desk, None, reply, *wanted) if wanted else None
        return found or await drawn(self._desk.easel, reply, viewer, 0)

    async def _put(self, parcel: Parcel, rendered: Rendered) -> str:
        """Send a post, or let the message of its subject become it; return the message's id."""
        if isinstance(parcel.reply, Revealed):
            delivering, about = self._desk.delivering, (parcel.place, parcel.subject)
            earlier = await delivering.earlier(*about)
            if is_daily(parcel.reply) and await delivering.was_pinned(*about):
                await sending.unpin(self._client, parcel.place, earlier)
            if earlier and await sending.edit(self._client, parcel.place, earlier, rendered):
                return earlier
        return await sending.post(self._client, parcel, rendered)

    def count(self, ask: AskId) -> None:
        """Let the number of answers below a question follow, a few seconds later at most."""
        if ask not in self._counting:
            self._counting.add(ask)
            self._spawn(self._count(ask), "discord-count")

    async def _count(self, ask: AskId) -> None:
        await asyncio.sleep(self._count_every)
        self._counting.discard(ask)
        if self._budget.spent():
            return  # the reveal, which waits, tells it
        try:
            await self._show_count(ask)
        except (discord.DiscordException, aiohttp.ClientError, TimeoutError, OSError):
            log.info("a count was not shown")  # the next one, or the reveal, shows it
        except Exception:
            log.exception("a count went wrong")

    async def _show_count(self, ask: AskId) -> None:
        before = await self._desk.looking.counted(ask)
        if before is None:
            return
        async with self._lock(before.place):
            now = await self._desk.looking.counted(ask)  # a reveal may have come between
            if now is None:
                return

            async def put(rendered: Rendered) -> str:
                await sending.edit(self._client, now.place, now.external_id, rendered)
                return now.external_id

            viewer = Viewer(self._desk.clock(), public=True)
            await self._say(now.asked, viewer, put, now.count)


def _again_in(attempts: int) -> timedelta:
    """Return when a post that did not go out is tried again: twice as late each time."""
    return min(LAST_RETRY, FIRST_RETRY * (1 << min(attempts, 10)))
