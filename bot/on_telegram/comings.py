"""The bot comes into a chat, is thrown out, blocked, let in again, or its chat gets another id.

Must not know what a class is.
"""

from collections.abc import Awaitable, Callable

from telegram import Chat, ChatMember, ChatMemberRestricted, ChatMemberUpdated, Message

from bot import press as p
from bot.domain.ids import Place, Platform
from bot.domain.urgency import Urgency
from bot.on_telegram import guides, sending
from bot.on_telegram.admins import Admins
from bot.on_telegram.answers import Guide
from bot.on_telegram.bars import Bars
from bot.on_telegram.desk import Desk, place_of
from bot.on_telegram.keyboards import column, primary
from bot.on_telegram.sending import Bot, Manner
from bot.wording import guiding

OUT = frozenset({ChatMember.LEFT, ChatMember.BANNED})
MOVES = 1_000
"""Chats remembered that have just moved: they are not greeted again."""

Say = Callable[[], Awaitable[None]]


class Comings:
    """Follows where the bot is."""

    def __init__(self, desk: Desk, bot: Bot, admins: Admins, bars: Bars) -> None:
        self._desk = desk
        self._bot = bot
        self._admins = admins
        self._bars = bars
        self._moved: set[str] = set()

    async def moved(self, message: Message) -> bool:
        """Follow a group that has become a supergroup; whether a message told of that."""
        old, new = message.chat.id, message.migrate_to_chat_id
        if new is None:
            old, new = message.migrate_from_chat_id or 0, message.chat.id
            if not old:
                return False
        if len(self._moved) >= MOVES:
            self._moved.clear()
        self._moved.add(str(new))
        if await self._desk.moving.moved(Platform.TELEGRAM, str(old), str(new)):
            self._desk.posting.nudge(Place(Platform.TELEGRAM, str(new)))
        return True

    async def changed(self, change: ChatMemberUpdated) -> Guide | None:
        """Note what became of the bot in a chat; return what to say where it is new."""
        chat, number = change.chat, str(change.chat.id)
        self._admins.forget(chat.id)
        self._bars.forget(chat.id)
        was, now = _is_in(change.old_chat_member), _is_in(change.new_chat_member)
        if not now:
            await self._desk.delivering.chat_gone(Platform.TELEGRAM, number)
            return None
        await self._desk.delivering.chat_back(Platform.TELEGRAM, number)
        if was or chat.type == Chat.PRIVATE or number in self._moved:
            return None
        return await self._greeting(chat, change.from_user.id)

    async def _greeting(self, chat: Chat, by: int) -> Guide:
        """Return what to say in a group: one tap sets it up, also for who brought the bot."""
        if await self._desk.arriving.class_here(place_of(chat)) is not None:
            return guides.guide(guiding.I_AM_BACK)
        setting_up = primary(p.Go(f"class setup {by}"), guiding.SET_UP)
        return guides.guide(guiding.hello(chat.title or ""), column(setting_up))

    async def greet(self, chat: Chat, guide: Guide) -> None:
        """Say something in a group. Raises what the library raises."""
        manner = Manner(Urgency.REPLY)
        await sending.post(self._bot, place_of(chat), guide.rendered, manner)


def _is_in(member: ChatMember) -> bool:
    """Return whether the bot can post as this member."""
    if isinstance(member, ChatMemberRestricted):
        return member.is_member and bool(member.can_send_messages)
    return member.status not in OUT


def invited(press: p.Press | None, user: int, *, ours: bool) -> tuple[p.Press | None, bool]:
    """Return a press without whom it is for, and whether it is for this user.

    The key below the greeting carries who brought the bot; it counts only as we sent it.
    """
    if not isinstance(press, p.Go) or not press.command.startswith("class setup "):
        return press, False
    words = press.command.split()
    return p.Go("class setup"), ours and words[2:] == [str(user)]
