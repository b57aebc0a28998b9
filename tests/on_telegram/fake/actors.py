"""People: what somebody sees and can do. A person refuses what no human could do.

Each verb returns when the bot has done all that it does by itself; `Outcome` says what came.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from tests.on_telegram.fake import members, methods_polls, posting, standing, state, wire, writing
from tests.on_telegram.fake.methods_sending import kept
from tests.on_telegram.fake.shapes import Json
from tests.on_telegram.fake.state import Chat, File, Message, Query, Topic, User
from tests.on_telegram.fake.writing import CannotDo

if TYPE_CHECKING:
    from tests.on_telegram.fake.serve import FakeTelegram


PAYLOAD = re.compile(r"[A-Za-z0-9_-]{0,64}")


class NoAnswer(AssertionError):
    """The bot left a press without an answer: the button goes on turning."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came back from one action: what the bot wrote or changed that this person can see."""

    person: "Person"
    messages: tuple[Message, ...]
    edits: tuple[Message, ...]
    query: Query | None = None
    own: Message | None = None  # what the person wrote

    @property
    def message(self) -> Message:
        """Return the last new message, of this chat if there is one; else the last one changed."""
        here = [m for m in self.messages if m.chat is self.person.chat]
        every = here or self.messages or self.edits
        assert every, f"nothing came back, but {self.alert!r}"
        return every[-1]

    @property
    def text(self) -> str:
        """Return what that message says now; empty if none came."""
        return self.message.said if self.messages or self.edits else ""

    @property
    def alert(self) -> str:
        """Return what the answer to a press says, as an alert or a notice."""
        return self.query.text if self.query else ""

    @property
    def link(self) -> str:
        """Return the link that the answer to a press opens."""
        return self.query.url if self.query else ""

    @property
    def said(self) -> str:
        """Return everything that came: the notice, new messages, changed ones."""
        told = [self.alert, *(m.said for m in (*self.messages, *self.edits))]
        return "\n".join(filter(None, told))


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in a chat, perhaps in a topic of it; `at` gives the same person elsewhere."""

    telegram: "FakeTelegram"
    user: User
    chat: Chat
    topic: Topic | None = None
    anonymous: bool = False
    channel: Chat | None = None  # writes as this channel

    def at(self, chat: Chat, topic: Topic | None = None) -> "Person":
        """Return the same person in another chat or topic."""
        return replace(self, chat=chat, topic=topic)

    def in_private(self) -> "Person":
        """Return the same person in the private chat with the bot."""
        return self.at(self.telegram.world.private_with(self.user))

    def anonymously(self) -> "Person":
        """Return the same person writing in the name of the group, as its administrators may."""
        if not self.chat.standing(self.user).leads:
            raise CannotDo(f"{self.user.name} does not administer {self.chat.title}")
        return replace(self, anonymous=True)

    def as_channel(self, channel: Chat) -> "Person":
        """Return the same person writing in the name of a channel of theirs."""
        return replace(self, channel=channel)

    def sees(self, message: Message) -> bool:
        """Tell whether this person has the message before their eyes."""
        if message.deleted or message.only_for not in {None, self.user}:
            return False
        return message.chat.standing(self.user).status in state.INSIDE

    @property
    def messages(self) -> list[Message]:
        """Return what this person sees in the chat (or its topic), oldest first."""
        said = self.telegram.world.said_in(self.chat)
        thread = self.topic.id if self.topic else None
        return [m for m in said if self.sees(m) and thread in {None, m.thread}]

    @property
    def last(self) -> Message:
        """Return the last message that this person sees here."""
        return self.messages[-1]

    @property
    def offered(self) -> list[str]:
        """Return the commands of the menu here, in this person's language."""
        return [one["command"] for one in standing.menu(self.telegram.api, self.chat, self.user)]

    async def say(self, text: str, *, to: Message | None = None) -> Outcome:
        """Write a message, perhaps as a reply."""
        return await self._written(lambda: writing.new(self, text, to))

    async def reply(self, message: Message, text: str) -> Outcome:
        """Reply to a message."""
        return await self.say(text, to=message)

    async def command(self, text: str, *, whispered: bool = False) -> Outcome:
        """Give a command, written ``/quiz rapallo`` or ``/quiz@name rapallo``.

        `whispered` as newer clients send those that the menu says are for the bot alone.
        """
        if not text.startswith("/"):
            raise CannotDo(f"{text!r} is no command")
        if whispered and text[1:].split("@")[0].split()[0] not in self.whispers:
            raise CannotDo(f"the menu does not say that {text!r} is for the bot alone")
        return await self._written(lambda: writing.new(self, text, None, whispered=whispered))

    @property
    def whispers(self) -> list[str]:
        """Return the commands of the menu here that are for the bot alone."""
        if self.chat.type not in {state.GROUP, state.SUPERGROUP}:
            return []
        menu = standing.menu(self.telegram.api, self.chat, self.user)
        return [one["command"] for one in menu if one.get("is_ephemeral")]

    async def start(self, payload: str = "") -> Outcome:
        """Press Start in the private chat, or open a deep link that leads there."""
        if not PAYLOAD.fullmatch(payload):
            raise CannotDo(f"{payload!r} cannot be the payload of a link")
        return await self.in_private().say(f"/start {payload}".strip())

    async def follow(self, message: Message, what: str) -> Outcome:
        """Tap a button that opens a link to the bot itself."""
        return await self.open(writing.key(self, message, what)["url"])

    async def open(self, link: str) -> Outcome:
        """Open a deep link ``https://t.me/<bot>?start=<payload>``."""
        parts = urlsplit(link)
        at_bot = parts.path.strip("/").lower() == self.telegram.world.bot.username.lower()
        if parts.netloc not in {"t.me", "telegram.me"} or not at_bot:
            raise CannotDo(f"{link} does not lead to the bot")
        return await self.start(parse_qs(parts.query).get("start", [""])[0])

    async def press(self, message: Message, what: str, *, crossing: bool = False) -> Outcome:
        """Press a button by its label or data; `crossing` presses one an edit has just taken."""
        found = writing.key(self, message, what, crossing=crossing)
        if "callback_data" not in found:
            raise CannotDo(f"{what!r} opens a page or does nothing; the bot never hears of it")
        return await self.send_press(message, found["callback_data"])

    async def send_press(self, message: Message, data: str, *, waits: bool = True) -> Outcome:
        """Send the data of a button, unchecked."""
        world = self.telegram.world
        number = str(world.new() << 40)
        query = Query(number, self.user, message, data, world.clock())

        def press() -> None:
            world.queries[query.id] = query
            self.telegram.api.updates.push("callback_query", wire.query_json(query, world))

        found = await self._done(press)
        if waits and not query.answered:
            raise NoAnswer(f"nothing answered {self.user.name}'s press {data!r}")
        return replace(found, query=query)

    async def vote(self, message: Message, *options: str | int) -> Outcome:
        """Vote in a poll for options, by text or by number."""
        poll = writing.poll(self, message)
        texts = [option.text for option in poll.options]
        if missing := [one for one in options if isinstance(one, str) and one not in texts]:
            raise CannotDo(f"no option {missing}; there are: {texts}")
        chosen = tuple(texts.index(o) if isinstance(o, str) else o for o in options)
        return await self._done(lambda: standing.vote(self, message, chosen))

    async def retract(self, message: Message) -> Outcome:
        """Take a vote back."""
        return await self._done(lambda: standing.vote(self, message, ()))

    async def stop_poll(self, message: Message) -> Outcome:
        """Close a poll early, as an administrator can."""
        if not self.chat.standing(self.user).leads:
            raise CannotDo(f"{self.user.name} cannot stop polls in {self.chat.title}")
        return await self._done(lambda: methods_polls.close(self.telegram.api, message))

    async def send_document(
        self, name: str, data: bytes, caption: str = "", *, to: Message | None = None, size: int = 0
    ) -> Outcome:
        """Send a file; `size` is what Telegram tells of it where it is larger than kept here."""
        api = self.telegram.api
        file = kept(api, name, data or b" ", photo=False, size=size)
        return await self._written(lambda: writing.new(self, caption, to, document=file))

    async def send_photo(self, data: bytes, caption: str = "") -> Outcome:
        """Send a photo."""
        file: File = kept(self.telegram.api, "photo.jpg", data, photo=True)
        return await self._written(lambda: writing.new(self, caption, None, photo=file))

    async def edit(self, message: Message, text: str) -> Outcome:
        """Change one's own message."""
        return await self._done(lambda: writing.edit(self, message, text))

    async def delete(self, message: Message) -> Outcome:
        """Delete a message: one's own, or any as an administrator. The bot does not hear of it."""
        return await self._done(lambda: writing.delete(self, message))

    async def block(self) -> Outcome:
        """Block the bot."""
        return await self._done(lambda: standing.block(self, blocked=True))

    async def unblock(self) -> Outcome:
        """Unblock the bot, as pressing Restart does."""
        return await self._done(lambda: standing.block(self, blocked=False))

    async def add_bot(self, payload: str = "", *, admin: bool = False) -> Outcome:
        """Add the bot to this chat, perhaps by a ``startgroup`` link with a payload."""
        return await self._done(lambda: standing.add_bot(self, payload, admin=admin))

    async def remove_bot(self) -> Outcome:
        """Throw the bot out of this chat."""
        return await self._done(lambda: standing.change_bot(self, state.KICKED))

    async def promote_bot(self, *rights: str) -> Outcome:
        """Make the bot an administrator: with some rights, or with all that bots get."""
        return await self._done(
            lambda: standing.change_bot(self, state.ADMINISTRATOR, frozenset(rights) or None)
        )

    async def demote_bot(self) -> Outcome:
        """Make the bot an ordinary member again."""
        return await self._done(lambda: standing.change_bot(self, state.MEMBER))

    async def leave(self) -> Outcome:
        """Leave the chat."""
        user = self.user
        return await self._done(
            lambda: members.stand(self.telegram.api, self.chat, user, state.LEFT, by=user)
        )

    async def _written(self, write: Callable[[], Message]) -> Outcome:
        own: list[Message] = []
        found = await self._done(lambda: own.append(write()))
        return replace(found, own=own[0])

    async def _done(self, act: Callable[[], object]) -> Outcome:
        world = self.telegram.world
        said, changed = len(world.history), len(world.edits)
        act()
        await self.telegram.settle()
        new = tuple(m for m in world.history[said:] if m.sender is world.bot or m.sender is None)
        seen = tuple(m for m in new if self.sees(m) and not m.service)
        edits = tuple(dict.fromkeys(m for m in world.edits[changed:] if self.sees(m)))
        return Outcome(self, seen, edits)


__all__ = ["CannotDo", "Json", "NoAnswer", "Outcome", "Person", "posting"]
