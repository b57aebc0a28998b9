"""Opening the fake on a socket of its own, and closing it again."""

import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from aiohttp import web

from tests.on_discord.fake.calls import Api
from tests.on_discord.fake.faults import Faults
from tests.on_discord.fake.gateway import Gateway
from tests.on_discord.fake.serve import TOKEN, FakeDiscord
from tests.on_discord.fake.state import Clock, Ids, User, World
from tests.on_discord.fake.validate import Validator


def make(path: Path, now: Callable[[], datetime]) -> FakeDiscord:
    """Make an empty platform that will listen at `path`."""
    clock = Clock(now)
    ids = Ids(clock)
    bot = User(ids.new(), "studyhall", "Studyhall", bot=True)
    world = World(clock, ids, bot, ids.new(), users={bot.id: bot})
    gateway, validator, faults = Gateway(world, TOKEN), Validator(), Faults()
    api = Api(world, gateway, validator, faults)
    return FakeDiscord(world, gateway, validator, faults, api, path)


@asynccontextmanager
async def open_discord(now: Callable[[], datetime] | None = None) -> AsyncIterator[FakeDiscord]:
    """Open a platform for a while; its time is `now`, or stands still at this moment."""
    start = datetime.now(UTC)
    with tempfile.TemporaryDirectory(prefix="discord") as folder:  # a short path
        discord = make(Path(folder) / "s", now or (lambda: start))
        app = web.Application(client_max_size=1 << 28)
        app.router.add_route("*", "/{anything:.*}", discord.handle)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
        await runner.setup()
        await web.UnixSite(runner, str(discord.path)).start()
        discord.troubles.listen()
        try:
            yield discord
        finally:
            discord.troubles.stop()
            discord.gateway.door.set()
            await discord.gateway.close(1001)
            await runner.cleanup()
