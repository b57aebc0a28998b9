"""The gateway: sessions, their numbered events, and every way a connection can go wrong.

Frames are plain text whatever compression was asked for, which the protocol allows. A session
outlives its connection: what happens in between is replayed on RESUME.
"""

import asyncio
import json
import secrets
from contextlib import suppress
from dataclasses import dataclass, field

from aiohttp import WSMsgType, web

from tests.on_discord.fake import shapes, wire
from tests.on_discord.fake.shapes import Json
from tests.on_discord.fake.state import Channel, World

DISPATCH, HEARTBEAT, IDENTIFY, PRESENCE, RESUME, RECONNECT = 0, 1, 2, 3, 6, 7
MEMBERS, INVALID, HELLO, ACK = 8, 9, 10, 11
RESUME_URL = "wss://gateway-resume.discord.gg"
PATIENCE = 10.0
"""Seconds of real time for the bot to answer a heartbeat that was asked for."""

CLOSING = 0.05
"""Seconds to wait for the other side's farewell."""

INTENTS = {
    "GUILD_CREATE": shapes.GUILDS,
    "GUILD_UPDATE": shapes.GUILDS,
    "GUILD_DELETE": shapes.GUILDS,
    "GUILD_ROLE_CREATE": shapes.GUILDS,
    "GUILD_ROLE_UPDATE": shapes.GUILDS,
    "GUILD_ROLE_DELETE": shapes.GUILDS,
    "CHANNEL_CREATE": shapes.GUILDS,
    "CHANNEL_UPDATE": shapes.GUILDS,
    "CHANNEL_DELETE": shapes.GUILDS,
    "THREAD_CREATE": shapes.GUILDS,
    "THREAD_UPDATE": shapes.GUILDS,
    "THREAD_DELETE": shapes.GUILDS,
    "GUILD_MEMBER_ADD": shapes.GUILD_MEMBERS,
    "GUILD_MEMBER_REMOVE": shapes.GUILD_MEMBERS,
}
"""Which intent lets an event through; those of messages depend on the place as well."""

PLACED = {"MESSAGE_CREATE", "MESSAGE_UPDATE", "MESSAGE_DELETE", "CHANNEL_PINS_UPDATE"}


@dataclass(slots=True)
class Session:
    """A session of one shard."""

    id: str
    shard: int
    shards: int
    intents: int
    socket: web.WebSocketResponse | None = None
    events: list[str] = field(default_factory=list)
    presence: Json | None = None
    line: asyncio.Transport | None = None
    over: bool = False
    beat: asyncio.Event = field(default_factory=asyncio.Event)

    async def send(self, event: str, data: Json) -> None:
        """Number an event, keep it for a RESUME, and send it if somebody listens."""
        number = len(self.events) + 1
        text = json.dumps({"op": DISPATCH, "t": event, "s": number, "d": data})
        self.events.append(text)
        if self.socket is not None and not self.socket.closed:
            with suppress(ConnectionError):
                await self.socket.send_str(text)


@dataclass(slots=True)
class Gateway:
    """All sessions, and the door for new connections."""

    world: World
    token: str
    allowed: int = 0
    sessions: dict[str, Session] = field(default_factory=dict)
    resumed: int = 0
    identified: int = 0
    refused: list[int] = field(default_factory=list)
    door: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.door.set()

    @property
    def live(self) -> list[Session]:
        """Return the sessions with somebody listening."""
        return [s for s in self.sessions.values() if s.socket is not None and not s.over]

    async def emit(self, event: str, data: Json, channel: Channel | None = None) -> None:
        """Send an event to the shard it belongs to, if its intents let it through."""
        guild = int(data.get("guild_id") or (data["id"] if event.startswith("GUILD_") else 0) or 0)
        for session in [s for s in self.sessions.values() if not s.over]:
            if (guild >> 22) % session.shards == session.shard and _lets(session, event, guild):
                await session.send(event, _read_by(session, event, data, channel))

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        """Speak with one connection until it ends."""
        await self.door.wait()
        socket = web.WebSocketResponse(max_msg_size=0, timeout=CLOSING)
        await socket.prepare(request)
        await socket.send_json({"op": HELLO, "d": {"heartbeat_interval": 41_250}})
        session: Session | None = None
        async for frame in socket:
            if frame.type is not WSMsgType.TEXT:
                continue
            told = json.loads(frame.data)
            if told["op"] in {IDENTIFY, RESUME}:
                session = await self._begin(socket, told["op"], told["d"])
                if session is not None:
                    session.line = request.transport
            else:
                await self._hear(socket, session, told)
        if session is not None and session.socket is socket:
            session.socket = None
            session.over = session.over or socket.close_code in {1000, 1001}
        return socket

    async def _begin(self, socket: web.WebSocketResponse, op: int, data: Json) -> Session | None:
        if data["token"] != self.token:
            await self._close(socket, 4004)
            return None
        return await (self._identify if op == IDENTIFY else self._resume)(socket, data)

    async def _identify(self, socket: web.WebSocketResponse, data: Json) -> Session | None:
        shard, shards = data.get("shard") or (0, 1)
        if shard >= shards:
            await self._close(socket, 4010)
            return None
        if data["intents"] & shapes.PRIVILEGED & ~self.allowed:
            await self._close(socket, 4014)
            return None
        session = Session(secrets.token_hex(8), shard, shards, data["intents"], socket)
        session.presence = data.get("presence")
        self.identified += 1
        self.sessions[session.id] = session
        guilds = [g for g in self.world.guilds.values() if g.bot_in]
        own = [g for g in guilds if (g.id >> 22) % shards == shard]
        ready: Json = {"v": 10, "user": wire.user_json(self.world.bot), "session_id": session.id}
        ready |= {"guilds": [{"id": str(g.id), "unavailable": True} for g in own]}
        ready |= {"resume_gateway_url": RESUME_URL, "shard": [shard, shards]}
        ready |= {"application": {"id": str(self.world.app), "flags": 0}}
        await session.send("READY", ready)
        if session.intents & shapes.GUILDS:
            for guild in own:
                await session.send("GUILD_CREATE", wire.guild_json(guild, self.world.bot))
        return session

    async def _resume(self, socket: web.WebSocketResponse, data: Json) -> Session | None:
        session = self.sessions.get(data["session_id"] or "")
        if session is None or session.over or (data["seq"] or 0) > len(session.events):
            await socket.send_json({"op": INVALID, "d": False})
            return None
        self.resumed += 1
        told = data["seq"] or 0
        while told < len(session.events):  # more may be added while these are on their way
            await socket.send_str(session.events[told])
            told += 1
        session.socket = socket
        await session.send("RESUMED", {})
        return session

    async def _hear(
        self, socket: web.WebSocketResponse, session: Session | None, told: Json
    ) -> None:
        if told["op"] == HEARTBEAT:
            await socket.send_json({"op": ACK})
            if session is not None:
                session.beat.set()
        elif session is None:
            await self._close(socket, 4003)
        elif told["op"] == PRESENCE:
            session.presence = told["d"]
        elif told["op"] == MEMBERS:
            await self._members(session, told["d"])

    async def _members(self, session: Session, asked: Json) -> None:
        guild = self.world.guilds[int(asked["guild_id"])]
        ids = asked.get("user_ids") or []
        wanted = {int(i) for i in (ids if isinstance(ids, list) else [ids])}
        query = asked.get("query")
        members = [
            wire.member_json(m)
            for m in guild.members.values()
            if (m.user.id in wanted if query is None else m.user.name.startswith(query))
        ]
        chunk: Json = {"guild_id": str(guild.id), "members": members, "not_found": []}
        chunk |= {"chunk_index": 0, "chunk_count": 1, "nonce": asked.get("nonce")}
        await session.send("GUILD_MEMBERS_CHUNK", chunk)

    async def _close(self, socket: web.WebSocketResponse, code: int) -> None:
        self.refused.append(code)
        await socket.close(code=code)

    async def beat(self) -> None:
        """Ask every shard for a heartbeat and wait for it: all sent before is read by then."""
        for session in self.live:
            assert session.socket is not None
            session.beat.clear()
            with suppress(ConnectionError):
                await session.socket.send_json({"op": HEARTBEAT, "d": None})
                await asyncio.wait_for(session.beat.wait(), PATIENCE)

    async def close(self, code: int = 4000) -> None:
        """Close every connection with a code."""
        for session in self.live:
            socket, session.socket = session.socket, None
            assert socket is not None
            await socket.close(code=code)

    async def kill(self) -> None:
        """Cut every connection without a word, as a dead line does."""
        for session in self.live:
            session.socket = None
            if session.line is not None:
                session.line.abort()

    async def tell_reconnect(self) -> None:
        """Ask every shard to connect again (op 7)."""
        for session in self.live:
            assert session.socket is not None
            await session.socket.send_json({"op": RECONNECT, "d": None})

    async def invalidate(self, *, resumable: bool) -> None:
        """Declare every session invalid (op 9); one that is not resumable is over."""
        for session in self.live:
            session.over = not resumable
            assert session.socket is not None
            await session.socket.send_json({"op": INVALID, "d": resumable})


def _lets(session: Session, event: str, guild: int) -> bool:
    if event in PLACED:
        need = shapes.GUILD_MESSAGES if guild else shapes.DIRECT_MESSAGES
        return bool(session.intents & need)
    need = INTENTS.get(event, 0)
    return not need or bool(session.intents & need)


def _read_by(session: Session, event: str, data: Json, channel: Channel | None) -> Json:
    """Blank what a bot without the message content intent may not read."""
    if event not in {"MESSAGE_CREATE", "MESSAGE_UPDATE"} or channel is None:
        return data
    own = data["author"].get("bot") or channel.type == shapes.DM
    if own or session.intents & shapes.MESSAGE_CONTENT:
        return data
    return {**data, "content": "", "embeds": [], "attachments": [], "components": []}
