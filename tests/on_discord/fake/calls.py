"""A request to the REST API, and the table of routes that answers it.

Handlers are coroutines of (api, call, parts of the path); they return a body or nothing, and
raise Refused. The modules named ``rest_…`` fill the table when they are imported.
"""

import json
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from aiohttp import web

from tests.on_discord.fake import shapes
from tests.on_discord.fake.faults import Faults, too_many
from tests.on_discord.fake.gateway import Gateway
from tests.on_discord.fake.shapes import Json, Refused
from tests.on_discord.fake.state import Channel, Guild, Message, World
from tests.on_discord.fake.validate import Validator

Body = Json | list[Json] | None
REST = "/api/v10"
OPEN = ("/interactions/", "/webhooks/")
"""Paths that carry their own token."""


@dataclass(slots=True)
class Call:
    """One request, and later the status it got."""

    method: str
    path: str
    body: Any = None
    query: dict[str, str] = field(default_factory=dict)
    files: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    token: str = ""
    status: int = 0

    @property
    def name(self) -> str:
        """Return ``POST /channels/1/messages``."""
        return f"{self.method} {self.path}"

    @property
    def uploads(self) -> dict[str, bytes]:
        """Return the content of its files, by name."""
        return dict(self.files.values())


@dataclass(slots=True)
class Api:
    """What handlers work with."""

    world: World
    gateway: Gateway
    validator: Validator
    faults: Faults
    calls: list[Call] = field(default_factory=list)
    shards: int = 1

    def channel(self, part: str) -> Channel:
        """Return a channel by the id in a path."""
        channel = self.world.channels.get(int(part))
        if channel is None or channel.deleted:
            raise shapes.unknown("Channel", 10003)
        return channel

    def message(self, channel: Channel, part: str) -> Message:
        """Return a message of a channel; what one person alone sees is not there."""
        message = self.world.messages.get(int(part))
        if message is None or message.deleted or message.only_for or message.channel is not channel:
            raise shapes.unknown("Message", 10008)
        return message

    def guild(self, part: str) -> Guild:
        """Return a server by the id in a path."""
        guild = self.world.guilds.get(int(part))
        if guild is None:
            raise shapes.unknown("Guild", 10004)
        if not guild.bot_in:
            raise shapes.missing_access()
        return guild


Handler = Callable[..., Awaitable[Body]]
TABLE: list[tuple[str, re.Pattern[str], Handler]] = []


def route(method: str, shape: str) -> Callable[[Handler], Handler]:
    """Put a handler into the table; each {} of the shape becomes an argument."""
    pattern = re.compile("([^/]+)".join(map(re.escape, shape.split("{}"))))

    def put(handler: Handler) -> Handler:
        TABLE.append((method, pattern, handler))
        return handler

    return put


def find(method: str, path: str) -> tuple[Handler, tuple[str, ...]]:
    """Return who answers a request; the first that fits, so exact shapes are put first."""
    for wanted, pattern, handler in TABLE:
        if wanted == method and (match := pattern.fullmatch(path)):
            return handler, match.groups()
    raise Refused(404, 0, f"404: Not Found: {method} {path}")


async def answer(api: Api, call: Call, now: float) -> tuple[int, Body, dict[str, str]]:
    """Answer a request: faults first, then limits, the token, the schema and the handler."""
    if failure := api.faults.failure(call.method, call.path):
        body, headers = failure.answer()
        return failure.status, body, headers
    limits: dict[str, str] = {}
    if bucket := api.faults.bucket(call.method, call.path):
        passed, limits = bucket.take(call.path, now)
        if not passed:
            body, headers = too_many(float(limits["X-RateLimit-Reset-After"]))
            return 429, body, limits | headers
    try:
        if not call.path.startswith(OPEN) and call.token != f"Bot {api.gateway.token}":
            raise Refused(401, 0, "401: Unauthorized")
        if call.body is not None:
            api.validator.check_schema(call.method, call.path, call.body)
        handler, parts = find(call.method, call.path)
        found = await handler(api, call, *parts)
    except Refused as refused:
        return refused.status, refused.body(), limits
    return (204 if found is None else 200), found, limits


async def read(request: web.Request) -> Call:
    """Read a request, JSON or multipart with ``payload_json`` and ``files[n]``."""
    path = request.path.removeprefix(REST)
    call = Call(request.method, path, query=dict(request.query))
    call.token = request.headers.get("Authorization", "")
    if request.content_type == "multipart/form-data":
        async for part in await request.multipart():
            assert isinstance(part, aiohttp.BodyPartReader)
            content = bytes(await part.read())
            if part.name == "payload_json":
                call.body = json.loads(content)
            else:
                key = (part.name or "").removeprefix("files[").removesuffix("]")
                call.files[key] = (part.filename or "file", content)
    elif request.content_type == "application/json" and request.can_read_body:
        call.body = await request.json()
    return call
