"""Which chats are channels, where nobody can write: asked of Telegram once, and remembered.

Their ids look like those of groups. Must not know what is posted.
"""

import structlog
from telegram import Chat
from telegram.error import TelegramError

from bot.domain.ids import Place
from bot.domain.recent import Recent
from bot.on_telegram.sending import Bot

log = structlog.get_logger(__name__)

MOST_REMEMBERED = 1_000
MAYBE = "-100"
"""How the ids of channels begin, and those of most groups."""


class Channels:
    """Tells channels from groups."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._known: Recent[str, bool] = Recent(MOST_REMEMBERED)

    async def has(self, place: Place) -> bool:
        """Return whether a place is a channel; False, too, while Telegram does not tell."""
        chat = place.chat_id
        if not chat.startswith(MAYBE):
            return False
        if chat not in self._known:
            try:
                found = await self._bot.get_chat(int(chat))
            except (TelegramError, OSError) as trouble:
                log.info("a chat was not told", trouble=type(trouble).__name__)
                return False
            self._known[chat] = found.type == Chat.CHANNEL
        return self._known[chat]
