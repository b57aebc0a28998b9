"""Who is in a group and who looks after it, as Telegram says: asked when it matters.

Must not know what it matters for.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog
from telegram import Chat, ChatMember, ChatMemberAdministrator, ChatMemberRestricted
from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.domain.recent import Recent

log = structlog.get_logger(__name__)

BELIEVED, DOUBTED = timedelta(minutes=5), timedelta(seconds=10)
"""How long it is believed that somebody is an administrator, and that somebody is none.

Nobody tells the bot of who was just made one; whoever was, tries at once.
"""

KEPT = 1_000
"""Chats remembered."""


@dataclass(frozen=True, slots=True)
class _Known:
    ids: frozenset[int]
    since: datetime


class Admins:
    """Remembers for a while who the administrators of a chat are."""

    def __init__(self, bot: ExtBot[Any], clock: Callable[[], datetime]) -> None:
        self._bot = bot
        self._clock = clock
        self._chats: Recent[int, _Known] = Recent(KEPT)

    async def leads(self, chat: int, user: int) -> bool:
        """Return whether somebody is an administrator; False where Telegram does not tell."""
        known, now = self._chats.get(chat), self._clock()
        doubtful = known is not None and user not in known.ids and known.since + DOUBTED <= now
        if known is None or known.since + BELIEVED <= now or doubtful:
            ids = await self._asked(chat)
            if ids is None:
                return False
            known = _Known(ids, now)
            self._chats[chat] = known
        return user in known.ids

    async def is_in(self, chat: int, user: int) -> bool:
        """Return whether somebody is in a chat; False where Telegram does not tell."""
        try:
            member = await self._bot.get_chat_member(chat, user)
        except TelegramError as refused:
            log.info("a member is not told", trouble=type(refused).__name__)
            return False
        if isinstance(member, ChatMemberRestricted):
            return member.is_member
        return member.status not in (ChatMember.LEFT, ChatMember.BANNED)

    async def may_pin(self, chat: int) -> bool:
        """Return whether the bot may pin messages; True, too, where Telegram does not tell."""
        try:
            return await self._may_pin(chat)
        except TelegramError as refused:
            log.info("what the bot may do is not told", trouble=type(refused).__name__)
            return True

    async def _may_pin(self, chat: int) -> bool:
        member = await self._bot.get_chat_member(chat, self._bot.id)
        if isinstance(member, ChatMemberAdministrator):
            return bool(member.can_pin_messages or member.can_edit_messages)
        found = await self._bot.get_chat(chat)  # only in a small group may who is no administrator
        everybody = found.permissions
        open_to_all = everybody is not None and bool(everybody.can_pin_messages)
        return found.type == Chat.GROUP and open_to_all

    def forget(self, chat: int) -> None:
        """Ask anew next time: something has changed."""
        self._chats.pop(chat, None)

    async def _asked(self, chat: int) -> frozenset[int] | None:
        try:
            found = await self._bot.get_chat_administrators(chat)
        except TelegramError as refused:
            log.info("administrators are not told", trouble=type(refused).__name__)
            return None
        return frozenset(member.user.id for member in found if _manages(member))


def _manages(member: object) -> bool:
    """Return whether an administrator may change the group; one who only has a title may not."""
    if isinstance(member, ChatMemberAdministrator):
        return bool(member.can_change_info or member.can_manage_chat)
    return True
