"""Opening an empty fake for a while, and running an application of the library on it."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

from telegram import Bot, Update
from telegram.ext import Application, ApplicationBuilder

from tests.on_telegram.fake.calls import Api
from tests.on_telegram.fake.faults import Faults
from tests.on_telegram.fake.methods_polls import close_due
from tests.on_telegram.fake.serve import TOKEN, FakeTelegram
from tests.on_telegram.fake.state import User, World
from tests.on_telegram.fake.updates import Updates
from tests.on_telegram.fake.validate import Validator

Anything = Application[Any, Any, Any, Any, Any, Any]
Builder = ApplicationBuilder[Any, Any, Any, Any, Any, Any]


def make(now: Callable[[], datetime]) -> FakeTelegram:
    """Make an empty platform whose time is `now`."""
    number = int(TOKEN.partition(":")[0])
    bot = User(number, "Studyhall", username="studyhall_bot", is_bot=True)
    world = World(now, bot, users={bot.id: bot})
    api = Api(world, Updates(now), Validator(), Faults())
    api.before.append(lambda: close_due(api))
    return FakeTelegram(api)


@asynccontextmanager
async def open_telegram(
    now: Callable[[], datetime] | None = None,
) -> AsyncIterator[FakeTelegram]:
    """Open a platform for a while; its time is `now`, or stands still at this moment."""
    start = datetime.now(UTC)
    telegram = make(now or (lambda: start))
    telegram.troubles.listen()
    try:
        yield telegram
    finally:
        telegram.troubles.stop()


@asynccontextmanager
async def speaking(telegram: FakeTelegram) -> AsyncIterator[Bot]:
    """Give the library's bare bot, which only calls: nobody listens for updates."""
    async with Bot(
        telegram.token, request=telegram.request(), get_updates_request=telegram.request()
    ) as bot:
        telegram.api.calls.clear()
        yield bot


def builder(telegram: FakeTelegram) -> Builder:
    """Return a builder of the library whose calls end at the fake."""
    made = ApplicationBuilder().token(telegram.token)
    return made.request(telegram.request()).get_updates_request(telegram.request())


@asynccontextmanager
async def online(telegram: FakeTelegram, application: Anything) -> AsyncIterator[Anything]:
    """Run an application by polling; it takes updates inside the block."""
    assert application.updater is not None
    with telegram.attending(application.update_queue):
        async with application:
            await application.updater.start_polling(allowed_updates=Update.ALL_TYPES)
            await application.start()
            try:
                yield application
            finally:
                await application.updater.stop()
                await application.stop()
