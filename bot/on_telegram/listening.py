"""Long polling: an update is only confirmed when it was done, so that none is lost by a kill.

The library's own updater confirms what it has merely put into a queue, and stops at an update that
it cannot read; this does neither. Must not know what is done with an update.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.on_telegram.lean import LeanBot
from bot.on_telegram.pacing import seconds_of

log = structlog.get_logger(__name__)

Json = dict[str, Any]
Take = Callable[[Json], "asyncio.Future[None]"]
"""Begins to do what an update says; the future ends when it is done, well or not."""

KINDS = ("message", "channel_post", "callback_query", "my_chat_member", "poll", "poll_answer")
"""The kinds of updates the bot wants."""

HOLD = 50
"""Seconds for which Telegram holds a question for updates open when there are none."""

READ = 15.0
"""Seconds beyond that after which the line is taken for dead."""

PATIENCE = 0.5
"""Seconds after which more updates are fetched although some are not done yet."""

FIRST_WAIT, LAST_WAIT = 0.5, 30.0
"""Seconds between two tries while Telegram cannot be reached: twice as long each time."""

Sleep = Callable[[float], Awaitable[None]]


class Bot(LeanBot):
    """The library's bot, which also hands updates over as they came."""

    async def updates(self, offset: int, hold: int) -> list[Json]:
        """Return the updates from ``offset`` on, waiting ``hold`` seconds for one.

        Raises what the library raises. Read as they came, because one that the library cannot
        read would hide all others.
        """
        data: Json = {"offset": offset, "timeout": hold, "allowed_updates": list(KINDS)}
        found = await self._post("getUpdates", data, read_timeout=hold + READ)
        return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


class Listening:
    """Fetches updates until it is stopped."""

    def __init__(
        self, bot: Bot, take: Take, *, hold: int = HOLD, sleep: Sleep = asyncio.sleep
    ) -> None:
        self._bot = bot
        self._take = take
        self._hold = hold
        self._sleep = sleep
        self._pending: dict[int, asyncio.Future[None]] = {}
        self._offset = 0
        self._main: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin."""
        self._main = asyncio.create_task(self._run(), name="telegram-listening-forever")

    async def stop(self) -> None:
        """Stop fetching. What is done by now is confirmed; what is not comes again next time."""
        if self._main is not None:
            self._main.cancel()
            await asyncio.gather(self._main, return_exceptions=True)
            self._main = None

    async def confirm(self) -> None:
        """Tell Telegram what is done, so that it does not come again after a restart."""
        self._settle()
        if self._offset:
            try:
                async with asyncio.timeout(2):
                    await self._bot.updates(self._offset, 0)
            except (TelegramError, TimeoutError):
                log.info("what was done last may come again")

    async def _run(self) -> None:
        wait = FIRST_WAIT
        while True:
            try:
                await self._fetch()
                wait = FIRST_WAIT
                await asyncio.sleep(0)  # whatever comes at once, others have their turn
                continue
            except RetryAfter as refused:
                await self._sleep(seconds_of(refused))
                continue
            except Conflict:
                log.error("somebody else fetches this bot's updates: is another one running?")
            except InvalidToken:
                log.error("Telegram does not accept the token any more")
                wait = LAST_WAIT
            except TelegramError as trouble:
                log.info("Telegram cannot be reached", trouble=type(trouble).__name__)
            except Exception:
                log.exception("updates cannot be fetched")
            await self._sleep(wait)
            wait = min(LAST_WAIT, 2 * wait)

    async def _fetch(self) -> None:
        """Fetch once, and give what came a moment to be done."""
        found = await self._bot.updates(self._offset, 0 if self._pending else self._hold)
        for update in found:
            number = int(update["update_id"])
            if number not in self._pending:
                self._pending[number] = self._take(update)
        if self._pending:
            await asyncio.wait(self._pending.values(), timeout=PATIENCE)
        self._settle()

    def _settle(self) -> None:
        """Work out what may be confirmed: everything before the first that is not done."""
        for number in sorted(self._pending):
            done = self._pending[number]
            if not done.done() or done.cancelled():
                return
            del self._pending[number]
            self._offset = number + 1
