"""What exists on the fake Telegram: people, chats, topics, messages, polls, files.

Plain values without behaviour towards the bot; time comes from a clock that tests may move.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from tests.on_telegram.fake.shapes import Json

PRIVATE, GROUP, SUPERGROUP, CHANNEL = "private", "group", "supergroup", "channel"

CREATOR, ADMINISTRATOR, MEMBER = "creator", "administrator", "member"
RESTRICTED, LEFT, KICKED = "restricted", "left", "kicked"
INSIDE = frozenset({CREATOR, ADMINISTRATOR, MEMBER, RESTRICTED})


@dataclass(slots=True, eq=False, repr=False)
class User:
    """Somebody with an account, or the bot.

    `started` once they have written to the bot: before that it cannot write to them.
    """

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    is_bot: bool = False
    language: str = "en"
    started: bool = False
    blocked: bool = False
    deactivated: bool = False

    def __repr__(self) -> str:
        return f"<{self.name}>"

    @property
    def name(self) -> str:
        """Return the whole name."""
        return f"{self.first_name} {self.last_name}".strip()


@dataclass(slots=True, eq=False)
class Member:
    """Somebody's standing in a chat; `rights` are those of an administrator."""

    user: User
    status: str = MEMBER
    rights: frozenset[str] = frozenset()
    anonymous: bool = False
    barred: frozenset[str] = frozenset()  # what a restricted member may not do

    @property
    def leads(self) -> bool:
        """Tell whether they own the chat or administer it."""
        return self.status in {CREATOR, ADMINISTRATOR}


@dataclass(slots=True, eq=False)
class Topic:
    """A topic of a forum; its id is that of the message that made it. General has none of these."""

    id: int
    name: str
    closed: bool = False
    deleted: bool = False


@dataclass(slots=True, eq=False, repr=False)
class Chat:
    """A private chat, a group, a supergroup (perhaps a forum) or a channel."""

    id: int
    type: str
    title: str = ""
    username: str = ""
    forum: bool = False
    user: User | None = None  # the other one in a private chat
    members: dict[int, Member] = field(default_factory=dict)
    topics: dict[int, Topic] = field(default_factory=dict)
    barred: frozenset[str] = frozenset()  # what ordinary members may not do, as can_send_polls
    general_closed: bool = False
    hides_members: bool = False  # from all but administrators
    migrated_to: int = 0
    discussed: "Chat | None" = None  # where a channel's posts are forwarded to
    deleted: bool = False
    pinned: list[int] = field(default_factory=list)
    last_id: int = 0

    def __repr__(self) -> str:
        return f"<{self.type} {self.title or self.user}>"

    @property
    def in_private(self) -> bool:
        """Tell whether this is a chat of two."""
        return self.type == PRIVATE

    def standing(self, user: User) -> Member:
        """Return somebody's standing; who never was there has left."""
        return self.members.get(user.id) or Member(user, LEFT)


@dataclass(slots=True, eq=False)
class File:
    """A file that was sent: by the bot, or by a person."""

    id: str
    unique: str
    name: str
    data: bytes
    mime: str = "application/octet-stream"
    width: int = 0
    height: int = 0
    size: int = 0  # as it is told, if larger than what is kept here

    @property
    def told_size(self) -> int:
        """Return the size in bytes."""
        return self.size or len(self.data)


@dataclass(slots=True, eq=False)
class Option:
    """An option of a poll. `persistent` tells it apart however the options are shown."""

    persistent: str
    text: str


@dataclass(slots=True, eq=False, repr=False)
class Poll:
    """A native poll. `votes` are the indices that each person chose."""

    id: str
    question: str
    options: list[Option]
    anonymous: bool = True
    quiz: bool = False
    several: bool = False
    revoting: bool = True
    shuffled: bool = False
    hidden: bool = False
    correct: tuple[int, ...] = ()
    explanation: str = ""
    explanation_entities: list[Json] = field(default_factory=list)
    about: str = ""
    about_entities: list[Json] = field(default_factory=list)
    open_period: int = 0
    close_at: datetime | None = None
    closed: bool = False
    votes: dict[int, tuple[int, ...]] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"<poll {self.question!r} {[option.text for option in self.options]}>"


@dataclass(slots=True, eq=False, repr=False)
class Message:
    """A message. `thread` is what `message_thread_id` says, `topical` that it is a topic's.

    `only_for` is the one person who sees an ephemeral message, whose id is `ephemeral`.
    `versions` holds what it said before each edit.
    """

    id: int
    chat: Chat
    at: datetime
    sender: User | None = None
    sender_chat: Chat | None = None
    text: str = ""
    entities: list[Json] = field(default_factory=list)
    photo: File | None = None
    document: File | None = None
    poll: Poll | None = None
    keyboard: list[list[Json]] = field(default_factory=list)
    asks: Json | None = None  # a forced reply
    reply_to: "Message | None" = None
    thread: int = 0
    topical: bool = False
    service: Json = field(default_factory=dict)
    edited: datetime | None = None
    silent: bool = False
    protected: bool = False
    pinned: bool = False
    deleted: bool = False
    only_for: User | None = None
    ephemeral: int = 0
    forwarded: bool = False
    reaction: str = ""  # the bot's own
    preview: bool = True
    versions: list[str] = field(default_factory=list)
    old_keyboards: list[list[list[Json]]] = field(default_factory=list)

    def __repr__(self) -> str:
        told = self.service or self.said
        return f"<message {self.id} of {self.sender} in {self.chat}: {told!r} {self.buttons}>"

    @property
    def captioned(self) -> bool:
        """Tell whether the text is a caption."""
        return self.photo is not None or self.document is not None

    @property
    def said(self) -> str:
        """Return all that a reader sees: text or caption; question and options of a poll."""
        if self.poll is None:
            return self.text
        told = [self.poll.question, *(option.text for option in self.poll.options), self.poll.about]
        return "\n".join(filter(None, told))

    @property
    def keys(self) -> list[Json]:
        """Return its buttons, from left to right and top to bottom."""
        return [key for row in self.keyboard for key in row]

    @property
    def buttons(self) -> list[str]:
        """Return the labels of its buttons."""
        return [key["text"] for key in self.keys]


@dataclass(slots=True, eq=False)
class Query:
    """A press on a button: born when somebody taps, and answered by the bot, once."""

    id: str
    user: User
    message: Message
    data: str
    at: datetime
    answered: bool = False
    text: str = ""
    alert: bool = False
    url: str = ""


@dataclass(slots=True, repr=False)
class World:
    """Everything there is."""

    clock: Callable[[], datetime]
    bot: User
    users: dict[int, User] = field(default_factory=dict)
    chats: dict[int, Chat] = field(default_factory=dict)
    messages: dict[tuple[int, int], Message] = field(default_factory=dict)
    ephemerals: dict[tuple[int, int], Message] = field(default_factory=dict)
    polls: dict[str, Message] = field(default_factory=dict)
    files: dict[str, File] = field(default_factory=dict)
    queries: dict[str, Query] = field(default_factory=dict)
    history: list[Message] = field(default_factory=list)
    edits: list[Message] = field(default_factory=list)
    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)
    menus: dict[int, Json] = field(default_factory=dict)  # by chat, 0 for everybody's
    texts: dict[tuple[str, str], str] = field(default_factory=dict)  # name and descriptions
    box: int = 100
    numbers: int = 1000

    def new(self) -> int:
        """Return a number that was never used."""
        self.numbers += 1
        return self.numbers

    def next_id(self, chat: Chat) -> int:
        """Return the id of the next message of a chat.

        Supergroups and channels count for themselves; private chats and small groups share the
        bot's own count. So an id means nothing without its chat.
        """
        if chat.type in {SUPERGROUP, CHANNEL}:
            chat.last_id += 1
            return chat.last_id
        self.box += 1
        return self.box

    def keep(self, message: Message) -> Message:
        """Put a message into the world."""
        if message.only_for is None:
            self.messages[message.chat.id, message.id] = message
        else:
            self.ephemerals[message.chat.id, message.ephemeral] = message
        self.history.append(message)
        return message

    def said_in(self, chat: Chat) -> Iterator[Message]:
        """Give the messages of a chat that still stand, oldest first."""
        return (m for m in self.history if m.chat is chat and not m.deleted)

    def private_with(self, user: User) -> Chat:
        """Return the private chat of the bot and somebody: its id is theirs."""
        found = self.chats.get(user.id)
        if found is None:
            found = Chat(user.id, PRIVATE, user=user)
            found.members = {user.id: Member(user), self.bot.id: Member(self.bot)}
            self.chats[user.id] = found
        return found
