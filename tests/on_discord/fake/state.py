"""The state of the fake platform: who is there, where, and what was said.

Plain values with as little behaviour as possible; permissions, wire formats and rules live
elsewhere. Time stands still until a test moves it.
"""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from tests.on_discord.fake import components, shapes
from tests.on_discord.fake.shapes import Json

EPOCH = datetime(2015, 1, 1, tzinfo=UTC)
"""The first instant an id of Discord can carry."""


@dataclass(slots=True)
class Clock:
    """The platform's time: what `source` says, plus what was skipped."""

    source: Callable[[], datetime]
    skipped: timedelta = timedelta()

    def __call__(self) -> datetime:
        """Return the instant."""
        return self.source() + self.skipped

    def forward(self, **parts: float) -> None:
        """Move on (``minutes=16``)."""
        self.skipped += timedelta(**parts)


@dataclass(slots=True)
class Ids:
    """Ids that carry their instant and never repeat."""

    clock: Clock
    last: int = 0
    servers: int = 0

    def new(self) -> int:
        """Return the id of something that begins now."""
        moment = int((self.clock() - EPOCH) / timedelta(milliseconds=1)) << 22
        self.last = max(moment, self.last + 1)
        return self.last

    def server(self) -> int:
        """Return the id of a server; one after the other they fall on shard 0, 1, 2, …"""
        base = int((self.clock() - EPOCH) / timedelta(days=1)) * 86_400_000
        self.servers += 1
        return (base - base % 5040 + self.servers - 1) << 22


@dataclass(slots=True)
class User:
    """An account of Discord; `closed` refuses private messages from the bot."""

    id: int
    name: str
    display: str
    bot: bool = False
    closed: bool = False
    locale: str = "en-GB"


@dataclass(slots=True)
class Role:
    """A role of a server."""

    id: int
    name: str
    permissions: int = 0
    mentionable: bool = False
    managed: bool = False


@dataclass(slots=True)
class Overwrite:
    """What a channel adds and takes, for a role (type 0) or a member (type 1)."""

    id: int
    type: int
    allow: int = 0
    deny: int = 0


@dataclass(slots=True)
class Member:
    """A user in a server."""

    user: User
    joined: datetime
    roles: set[int] = field(default_factory=set)
    nick: str | None = None


@dataclass(slots=True)
class Channel:
    """A channel, thread, forum or private chat. A thread's parent is `parent`."""

    id: int
    type: int
    name: str = ""
    guild: "Guild | None" = None
    parent: "Channel | None" = None
    owner: int = 0
    people: list[User] = field(default_factory=list)
    overwrites: dict[int, Overwrite] = field(default_factory=dict)
    tags: list[Json] = field(default_factory=list)
    applied: list[int] = field(default_factory=list)
    tag_required: bool = False
    began: datetime = EPOCH
    archived: bool = False
    locked: bool = False
    pinned: bool = False
    deleted: bool = False

    @property
    def is_thread(self) -> bool:
        """Tell whether it is a thread or a forum's post."""
        return self.type in {shapes.PUBLIC_THREAD, shapes.PRIVATE_THREAD}


@dataclass(slots=True)
class Guild:
    """A server. The bot is in it when `bot_in` is set; its role carries what it may."""

    id: int
    name: str
    owner: User
    roles: dict[int, Role] = field(default_factory=dict)
    members: dict[int, Member] = field(default_factory=dict)
    channels: dict[int, Channel] = field(default_factory=dict)
    bot_in: bool = True
    locale: str = "en-GB"


@dataclass(slots=True)
class File:
    """An uploaded file."""

    id: int
    name: str
    content: bytes
    channel: int
    description: str | None = None
    type: str = "application/octet-stream"
    ephemeral: bool = False


@dataclass(slots=True)
class Message:
    """A message as it stands now; `versions` keeps what it said before each edit."""

    id: int
    channel: Channel
    author: User
    at: datetime
    content: str = ""
    embeds: list[Json] = field(default_factory=list)
    components: list[Json] = field(default_factory=list)
    files: list[File] = field(default_factory=list)
    flags: int = 0
    pinned: bool = False
    poll: Json | None = None
    pings: set[str] = field(default_factory=set)
    only_for: int = 0
    nonce: str = ""
    edited: datetime | None = None
    deleted: bool = False
    reply_to: int = 0
    interaction: "Interaction | None" = None
    versions: list[list[Json]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Return all that it says: content, embeds and text displays, one under the other."""
        told = [self.content]
        for embed in self.embeds:
            told += [embed.get("title") or "", embed.get("description") or ""]
            told += [f"{f['name']}\n{f['value']}" for f in embed.get("fields") or []]
        return "\n".join(filter(None, [*told, *components.texts(self.components)]))

    @property
    def buttons(self) -> list[str]:
        """Return the labels of its buttons, from left to right and top to bottom."""
        found = [c for c in components.walk(self.components) if c["type"] == shapes.BUTTON]
        return [c.get("label") or "" for c in found]

    @property
    def silent(self) -> bool:
        """Tell whether it was posted without a sound."""
        return bool(self.flags & shapes.SILENT)

    @property
    def ephemeral(self) -> bool:
        """Tell whether one person alone sees it."""
        return bool(self.flags & shapes.EPHEMERAL)

    @property
    def loading(self) -> bool:
        """Tell whether it still says that the bot is thinking."""
        return bool(self.flags & shapes.LOADING)


@dataclass(slots=True)
class Interaction:
    """Born when a person acts, answered within 3 seconds, its token dead after 15 minutes.

    `showing` are the components of `message` as the person saw them, when an edit has just
    changed them.
    """

    id: int
    token: str
    type: int
    user: User
    channel: Channel
    born: datetime
    data: Json
    owners: dict[str, str]
    message: Message | None = None
    showing: list[Json] | None = None
    answer: int | None = None
    original: Message | None = None
    modal: Json | None = None
    choices: list[Json] | None = None
    followups: list[Message] = field(default_factory=list)
    parent: "Interaction | None" = None
    answered: asyncio.Event = field(default_factory=asyncio.Event)


@dataclass(slots=True)
class World:
    """Everything there is."""

    clock: Clock
    ids: Ids
    bot: User
    app: int  # the application's id: those of old ones differ from their bot's
    users: dict[int, User] = field(default_factory=dict)
    guilds: dict[int, Guild] = field(default_factory=dict)
    channels: dict[int, Channel] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    files: dict[int, File] = field(default_factory=dict)
    interactions: dict[str, Interaction] = field(default_factory=dict)
    commands: dict[int, dict[int, Json]] = field(default_factory=dict)
    installs: set[int] = field(default_factory=set)
    endpoint: str = ""  # where interactions go instead of the gateway
    flags: int = 0  # of the application: which privileged intents are on
    tells_its_own: bool = True  # what the bot may in a channel that somebody chose

    def said_in(self, channel: Channel) -> Iterator[Message]:
        """Give the messages of a channel that still stand, oldest first."""
        return (m for m in self.messages.values() if m.channel is channel and not m.deleted)

    def dm_with(self, user: User) -> Channel:
        """Return the private chat of the bot and somebody, opened when there is none."""
        for channel in self.channels.values():
            if channel.type == shapes.DM and channel.people[0] is user:
                return channel
        channel = Channel(self.ids.new(), shapes.DM, people=[user, self.bot])
        self.channels[channel.id] = channel
        return channel
