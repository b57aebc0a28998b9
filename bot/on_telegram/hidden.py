"""Somebody writes as the group itself, or as a channel of theirs: nobody can tell who it is.

A command is answered by a key, whose tap shows them. A written answer is lost, and that is said
once for each question, not for each message. Must not know what a command or an answer does.
"""

from collections.abc import Callable

from telegram import Chat, Message

from bot import press as p
from bot.domain.recent import Recent
from bot.on_telegram import guides, links
from bot.on_telegram.answers import Guide
from bot.on_telegram.keyboards import link
from bot.on_telegram.prompts import carried_by
from bot.on_telegram.reading import Command, ask_on
from bot.wording import Label, guiding

REMEMBERED = 1_000
"""Questions remembered under which it was said: at worst it is said once more."""


class Hidden:
    """Says to who hides what they can do. ``bot`` gives the bot's user name."""

    def __init__(self, bot: Callable[[], str]) -> None:
        self._bot = bot
        self._told: Recent[tuple[int, int], None] = Recent(REMEMBERED)

    def guide(self, message: Message, command: Command | None) -> Guide | None:
        """Return what to say to a message; None for one that is not for the bot."""
        in_channel = message.chat.type == Chat.CHANNEL
        if command is not None:
            key = guides.go(command.text, guiding.GO_ON) or guides.go(command.name, guiding.GO_ON)
            words = guiding.NOBODY_IS_NAMED if in_channel else guiding.WHO_ARE_YOU
            return Guide(guides.word(words, key, private=False))
        above = message.reply_to_message
        about = self._asked_by(message.chat, above) if above is not None else None
        if above is None or about is None or self._again(message.chat.id, above.message_id):
            return None
        shown = None
        if links.written(about) is not None:
            shown = link(links.deep_link(self._bot(), about), Label.ANSWER_IN_PRIVATE)
        words = guiding.NOBODYS_ANSWER if in_channel else guiding.WHOSE_ANSWER
        return Guide(guides.word(words, shown, private=False))

    def _asked_by(self, chat: Chat, above: Message) -> p.Press | None:
        """Return what a message of ours asks for; None if it is not ours, or asks nothing."""
        by = above.from_user
        # In a channel nobody is named, and only the bot's posts have such keys.
        if not (by.username == self._bot() if by else chat.type == Chat.CHANNEL):
            return None
        prompt = carried_by(above, self._bot())
        if prompt is not None:
            return prompt[0]
        ask = ask_on(above)
        return None if ask is None else p.Open(ask)

    def _again(self, chat: int, question: int) -> bool:
        """Return whether it was said under a question before, and note that it is now."""
        known = (chat, question) in self._told
        self._told[chat, question] = None
        return known
