"""The fake as a server: HTTP and WebSocket on a unix socket, reached through an aiohttp connector.

The client's addresses stay Discord's own; a UnixConnector brings them here, so a test cannot
reach the network. `FakeDiscord` is what tests hold: the world, the faults, the waiting.
"""

import asyncio
import json
import secrets
import time
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import aiohttp
from aiohttp import web

from tests.on_discord.fake import calls, posting, wire
from tests.on_discord.fake.actors import Person
from tests.on_discord.fake.building import Building
from tests.on_discord.fake.calls import Api, Call
from tests.on_discord.fake.faults import Bucket, Failure, Faults, matches
from tests.on_discord.fake.shapes import Json
from tests.on_discord.fake.state import (
    Channel,
    Clock,
    File,
    Guild,
    Interaction,
    Message,
    User,
)
from tests.on_discord.fake.validate import Validator
from tests.troubles import Troubles

HARMLESS = ("Attempting a reconnect",)
"""discord.py logs a lost connection as an error; being cut off is no bug of the bot."""

TOKEN = "MTk4NjIyNDgzNDcxOTI1MjQ4.Cl2FMQ.ZnVsbHkgaW52ZW50ZWQgdG9rZW4"
"""What the bot must show; invented, in the form that tokens have."""

PATIENCE = 10.0
"""Seconds of real time for something that must come."""

QUIET_TURNS = 3
WORKING = ("discord.py:", "CommandTree-invoker", "discord-ui-")
"""How discord.py names the tasks in which a bot's own code runs."""


@dataclass(slots=True)
class FakeDiscord(Building):
    """The platform, as a test holds it."""

    validator: Validator
    faults: Faults
    api: Api
    path: Path
    troubles: Troubles = field(default_factory=lambda: Troubles(HARMLESS))
    token: str = TOKEN
    watched: tuple[str, ...] = WORKING
    busy: int = 0
    stirred: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def clock(self) -> Clock:
        """Return the platform's time, which a test can move forward."""
        return self.world.clock

    @property
    def calls(self) -> list[Call]:
        """Return every request so far."""
        return self.api.calls

    def called(self, route: str) -> list[Call]:
        """Return the requests to a route, written ``POST /channels/*/messages``."""
        return [call for call in self.calls if matches(route, call.method, call.path)]

    @property
    def spoiled(self) -> int:
        """Return how many answers count against the bot: 401, 403 and 429."""
        return sum(call.status in {401, 403, 429} for call in self.calls)

    def person(
        self,
        name: str,
        channel: Channel | None = None,
        *,
        may: int = 0,
        installed: bool = False,
        closed: bool = False,
    ) -> Person:
        """Let somebody join the channel's server (`may` by a role of their own), or just be there.

        Without a channel they sit in their private chat with the bot. `installed` is for people
        who added the bot to their account, `closed` for those who take no private messages.
        """
        return Person(self, *self.seat(name, channel, may, installed=installed, closed=closed))

    def owner(self, guild: Guild) -> Person:
        """Return the owner of a server, in its first channel."""
        return Person(self, guild.owner, next(iter(guild.channels.values())))

    def wire(self, channel: Channel) -> Json:
        """Return a channel as the gateway tells it."""
        return wire.channel_json(channel)

    def connector(self) -> aiohttp.UnixConnector:
        """Return a connector for one client; it dies with it."""
        return aiohttp.UnixConnector(path=str(self.path), limit=0)

    def fail(
        self, route: str, status: int, code: int = 0, message: str = "No", *, times: int = 1
    ) -> None:
        """Let the next `times` requests to a route fail with a status and Discord's own code."""
        self.faults.failures.append(Failure(route, status, code, message, times))

    def slow_down(
        self, route: str, retry_after: float = 0.01, *, times: int = 1, everywhere: bool = False
    ) -> None:
        """Answer the next requests to a route with 429; `everywhere` is the global limit."""
        failure = Failure(route, 429, 0, "", times, retry_after, everywhere)
        self.faults.failures.append(failure)

    def lose_answer(self, route: str) -> None:
        """Do what the next request to a route asks, and cut the line instead of answering."""
        self.faults.lost.append(route)

    def limit(self, route: str, high: int, per: float) -> None:
        """Allow `high` requests in `per` real seconds on each path of a route."""
        self.faults.buckets.append(Bucket(route, high, per))

    def duplicate(self, copies: int = 2) -> None:
        """Deliver the next interaction several times."""
        self.faults.copies = copies

    def delay(self, seconds: float) -> None:
        """Let the next interaction be so old when the bot gets it."""
        self.faults.late = seconds

    def forgive(self) -> list[str]:
        """Return what went wrong so far, and forget it: the test expected it."""
        wrong = [*self.validator.breaches, *self.troubles.heard]
        self.validator.breaches.clear()
        self.troubles.heard.clear()
        return wrong

    @asynccontextmanager
    async def away(self) -> AsyncIterator[None]:
        """Cut the bot off; it comes back, and resumes, when the block ends."""
        self.gateway.door.clear()
        await self.gateway.kill()
        try:
            yield
        finally:
            before = self.gateway.resumed + self.gateway.identified
            self.gateway.door.set()
            await self.wait(lambda: self.gateway.resumed + self.gateway.identified > before)

    async def wait(self, predicate: Callable[[], object], seconds: float = PATIENCE) -> None:
        """Return as soon as something is true; it is looked at whenever a request is answered."""
        async with asyncio.timeout(seconds):
            while not predicate():
                self.stirred.clear()
                try:
                    await asyncio.wait_for(self.stirred.wait(), 0.02)
                except TimeoutError:
                    continue

    async def settle(self) -> None:
        """Return when the bot has read everything, its handlers have ended and nothing is asked.

        A fence: after it, what has not happened will not happen. Handlers are known by the names
        of their tasks: put those of a bot's own into `watched`. A bot in another process cannot
        be seen; there, only requests and heartbeats are waited for.
        """
        quiet = 0
        while quiet < QUIET_TURNS:
            before = len(self.calls)
            await self.gateway.beat()
            working = [t for t in asyncio.all_tasks() if t.get_name().startswith(self.watched)]
            if working:
                await asyncio.wait(working, timeout=PATIENCE)
            idle = not self.busy and len(self.calls) == before and not working
            quiet = quiet + 1 if idle else 0

    async def request(self, method: str, path: str, body: Json | None = None) -> int:
        """Ask the REST API as the bot would, without it, and return the status."""
        call = Call(method, path, body, token=f"Bot {self.token}")
        call.status, _, _ = await calls.answer(self.api, call, time.monotonic())
        return call.status

    def interaction(
        self, kind: int, user: User, channel: Channel, data: Json, owners: dict[str, str]
    ) -> Interaction:
        """Let an interaction be born; `delay` makes it older than it is."""
        born = self.clock() - timedelta(seconds=self.faults.late)
        self.faults.late = 0.0
        number = self.world.ids.new()
        token = f"aW50ZXJhY3Rpb246{number}{secrets.token_hex(8)}"
        made = Interaction(number, token, kind, user, channel, born, data, owners)
        self.world.interactions[token] = made
        return made

    async def deliver(self, interaction: Interaction) -> None:
        """Send an interaction to the bot, as often as `duplicate` says."""
        copies, self.faults.copies = self.faults.copies, 1
        data = wire.interaction_json(interaction, self.world)
        for _ in range(copies):
            await self.gateway.emit("INTERACTION_CREATE", data)

    async def said(
        self, user: User, channel: Channel, text: str, files: Iterable[File] = ()
    ) -> Message:
        """Put a person's message into a channel and tell."""
        message = Message(self.world.ids.new(), channel, user, self.clock(), text)
        message.files = list(files)
        self.world.files |= {file.id: file for file in message.files}
        message.pings = posting.pings(self.api, message, None)
        self.world.messages[message.id] = message
        await posting.tell(self.api, "MESSAGE_CREATE", message)
        return message

    async def delete_message(self, message: Message) -> None:
        """Take a message away and tell."""
        await posting.remove(self.api, message)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Answer anything that the client sends, by the host it thinks it speaks to."""
        host = request.host.partition(":")[0]
        if host.startswith("gateway"):
            return await self.gateway.serve(request)
        if host.startswith(("cdn.", "media.")):
            return self._download(request.path)
        self.busy += 1
        try:
            return await self._rest(request)
        finally:
            self.busy -= 1
            self.stirred.set()

    def _download(self, path: str) -> web.Response:
        number = path.split("/")[3] if path.count("/") == 4 else ""
        file = self.world.files.get(int(number)) if number.isdigit() else None
        if file is None:
            return web.Response(status=404)
        return web.Response(body=file.content, content_type=file.type)

    async def _rest(self, request: web.Request) -> web.Response:
        call = await calls.read(request)
        self.calls.append(call)
        call.status, body, headers = await calls.answer(self.api, call, time.monotonic())
        if self.faults.loses(call.method, call.path) and request.transport is not None:
            request.transport.abort()
        if body is None:
            return web.Response(status=call.status, headers=headers)
        headers |= {"Content-Type": "application/json"}  # exactly: discord.py compares the header
        return web.Response(body=json.dumps(body).encode(), status=call.status, headers=headers)
