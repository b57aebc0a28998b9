"""Making the world, and changing it while the bot looks on: people, groups, topics, standing."""

from dataclasses import dataclass

from tests.on_telegram.fake import members, state, wire
from tests.on_telegram.fake.calls import Api
from tests.on_telegram.fake.methods_chats import new_topic
from tests.on_telegram.fake.state import Chat, Member, Message, Topic, User, World

EVERY_RIGHT = frozenset(
    {*wire.RIGHTS, *wire.IN_GROUPS, *wire.IN_FORUMS, *wire.IN_CHANNELS} - {"can_promote_members"}
)
"""What a bot gets that is made an administrator without further thought."""


@dataclass(slots=True, repr=False)
class Building:
    """The part of the platform that makes things."""

    api: Api

    @property
    def world(self) -> World:
        """Return everything there is."""
        return self.api.world

    def account(
        self, name: str, *, language: str = "en", username: str = "", last_name: str = ""
    ) -> User:
        """Make an account."""
        made = User(5_000_000_000 + self.world.new(), name, last_name, username, language=language)
        self.world.users[made.id] = made
        return made

    def group(self, title: str = "Year 9", *, bot: bool = True) -> Chat:
        """Found a small group; the bot is in it from the beginning, unless it is left out."""
        return self._founded(state.GROUP, title, bot=bot)

    def supergroup(
        self, title: str = "Year 9", *, forum: bool = False, username: str = "", bot: bool = True
    ) -> Chat:
        """Found a supergroup, perhaps one with topics."""
        made = self._founded(state.SUPERGROUP, title, bot=bot)
        made.forum, made.username = forum, username
        return made

    def channel(self, title: str = "News", *, username: str = "", bot: bool = True) -> Chat:
        """Found a channel with the bot as an administrator."""
        made = self._founded(state.CHANNEL, title, bot=bot)
        made.username = username
        if bot:
            member = Member(self.world.bot, state.ADMINISTRATOR, EVERY_RIGHT)
            made.members[self.world.bot.id] = member
        return made

    def _founded(self, kind: str, title: str, *, bot: bool) -> Chat:
        number = self.world.new()
        small = kind == state.GROUP
        made = Chat(-4_000_000_000 - number if small else -1_002_000_000_000 - number, kind, title)
        owner = self.account(f"Owner of {title}")
        made.members[owner.id] = Member(owner, state.CREATOR)
        if bot:
            made.members[self.world.bot.id] = Member(self.world.bot)
        self.world.chats[made.id] = made
        return made

    def owner_of(self, chat: Chat) -> User:
        """Return who owns a chat."""
        return next(m.user for m in chat.members.values() if m.status == state.CREATOR)

    def topic(self, chat: Chat, name: str) -> Topic:
        """Open a topic in a forum."""
        assert chat.forum, f"{chat.title} has no topics"
        made = new_topic(self.api, chat, name, self.owner_of(chat))
        if chat.standing(self.world.bot).status in state.INSIDE:
            members.tell(self.api, self.world.messages[chat.id, made.id])
        return made

    def drop_topic(self, chat: Chat, topic: Topic) -> None:
        """Delete a topic with all that was said in it."""
        topic.deleted = True
        for message in self.world.said_in(chat):
            message.deleted |= message.thread == topic.id

    def migrate(self, chat: Chat, *, standings: bool = True) -> Chat:
        """Let a small group become a supergroup with another id; both chats say so.

        The bot's standing moves too: with `standings` it hears of both, as it does from the real
        platform at times.
        """
        assert chat.type == state.GROUP, f"{chat.title} is a {chat.type}"
        by = self.owner_of(chat)
        made = self._founded(state.SUPERGROUP, chat.title, bot=False)
        made.members = dict(chat.members)
        chat.migrated_to = made.id
        self._said(chat, by, {"migrate_to_chat_id": made.id})
        self._said(made, by, {"migrate_from_chat_id": chat.id})
        if standings and self.world.bot.id in chat.members:
            self._moved(chat, made, by)
        return made

    def _moved(self, old: Chat, new: Chat, by: User) -> None:
        gone, there = Member(self.world.bot, state.LEFT), Member(self.world.bot)
        for chat, before, after in ((old, there, gone), (new, gone, there)):
            before_json, after_json = (wire.member_json(chat, one) for one in (before, after))
            at = self.world.clock()
            told = wire.change_json(chat, by, at, before_json, after_json)
            self.api.updates.push("my_chat_member", told)

    def _said(self, chat: Chat, by: User, service: dict[str, object]) -> None:
        at = self.world.clock()
        made = Message(self.world.next_id(chat), chat, at, by, service=service)
        members.tell(self.api, self.world.keep(made))

    def delete_chat(self, chat: Chat) -> None:
        """Delete a group with everything in it."""
        chat.deleted = True
