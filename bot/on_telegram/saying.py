"""How an answer gets to who asked: a notice, a changed message, a new one, one for them alone.

Must not know replies, nor why something is said.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

import structlog
from telegram import Message, ReactionTypeEmoji, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError

from bot.domain.urgency import Urgency
from bot.on_telegram import changing, sending
from bot.on_telegram.bars import Bars
from bot.on_telegram.lean import NO_PREVIEW
from bot.on_telegram.limits import ALERT
from bot.on_telegram.messages import Rendered
from bot.on_telegram.pacing import seconds_of
from bot.on_telegram.prompts import Prompt, message_of
from bot.on_telegram.reading import ask_below, ask_on, lying_in
from bot.on_telegram.sending import Alone, Aloud, Bot, Manner, ephemeral_of, inline, is_said
from bot.on_telegram.turns import Turn

log = structlog.get_logger(__name__)
T = TypeVar("T")

WAITS = (0.5, 1.5, 4.0)
"""Seconds before an answer is tried again whose line broke."""

PATIENCE = 10.0
"""Seconds that an answer waits at most where Telegram asks for patience; later it is no answer."""

MOMENT = 0.1
"""Seconds more than was asked for: our own pacing counts a little longer than Telegram."""

LATE = ("query is too old", "query id is invalid")
"""How Telegram says that a press can no longer be answered: nothing is left to be done."""

Sleep = Callable[[float], Awaitable[None]]


def is_late(refused: BadRequest) -> bool:
    """Return whether a press was answered too late."""
    return is_said(refused, *LATE)


class Saying:
    """Sends answers. ``own_server``: not Telegram's own, which may know no ephemeral messages.

    ``held_for`` tells for how many seconds Telegram takes nothing for a chat.
    """

    def __init__(
        self,
        bot: Bot,
        held_for: Callable[[str], float],
        bars: Bars,
        *,
        own_server: bool = False,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._bot = bot
        self._held_for = held_for
        self._bars = bars
        self._whispers = not own_server
        self._sleep = sleep

    async def _again(self, call: Callable[[], Awaitable[T]]) -> T:
        """Make a call, and make it again while the line breaks: at worst something is said twice.

        Who taps quickly may be asked for a moment's patience: that is waited out. Raises what else
        the library raises.
        """
        left = PATIENCE
        for wait in WAITS:
            try:
                return await call()
            except BadRequest:
                raise
            except RetryAfter as refused:
                left -= (asked := seconds_of(refused))
                if left < 0:
                    raise
                await self._sleep(asked + MOMENT)
            except NetworkError:
                await self._sleep(wait)
        return await call()

    def is_held(self, turn: Turn) -> bool:
        """Return whether a chat takes no message for long, while a notice still gets there."""
        return self._held_for(turn.seat.place.chat_id) > PATIENCE

    async def notice(self, query: str, text: str = "", *, alert: bool = False) -> bool:
        """Answer a press by a notice, or without words; False for one that is too old."""
        try:
            await self._again(
                lambda: self._bot.answer_callback_query(
                    query, text[:ALERT] or None, show_alert=alert and bool(text)
                )
            )
        except BadRequest as refused:
            if not is_late(refused):
                raise
            return False
        return True

    async def open(self, turn: Turn, url: str) -> None:
        """Lead who pressed into the private chat."""
        try:
            await self._again(lambda: self._bot.answer_callback_query(turn.query, url=url))
        except BadRequest as refused:
            if not is_late(refused):
                raise

    async def nothing(self, turn: Turn, *, vanish: bool, word: str = "") -> None:
        """Acknowledge a press; a message whose keys are used up goes."""
        if turn.query and not turn.acknowledged:
            await self.notice(turn.query, word)
        if vanish and turn.query and turn.message is not None and not self.on_whisper(turn):
            place, number = turn.seat.place, str(turn.message.message_id)
            try:
                await self._again(lambda: self._bot.delete_message(int(place.chat_id), int(number)))
            except BadRequest:
                log.info("a message that is not needed any more stays")

    async def show(
        self, turn: Turn, rendered: Rendered, *, under: bool = False, word: str = ""
    ) -> None:
        """Show something to everybody who reads here; ``under``: below what was written.

        A ``word`` goes with the key that was pressed: it is seen where nothing changes.
        """
        if not turn.query or turn.acknowledged:
            await self._show(turn, rendered, under=under)
            return
        # The key need not stop turning before its message changes: nobody waits for both in a row.
        noticing = asyncio.create_task(self.notice(turn.query, word), name="telegram-quiet")
        try:
            await self._show(turn, rendered, under=under)
        finally:
            await noticing

    async def _show(self, turn: Turn, rendered: Rendered, *, under: bool) -> None:
        place = turn.seat.place
        if turn.query and turn.message is not None and _fits_in(turn.message, rendered):
            known = str(turn.message.message_id)
            if await self._again(
                lambda: changing.edit(self._bot, place, known, rendered, Urgency.REPLY)
            ):
                return
        elif turn.query and turn.message is not None and rendered.replaces:
            await self._without_keys(turn.message)
        above = lying_in(turn.message) if under and turn.message is not None else None
        number = str(above.message_id) if above is not None and above.message_id else ""
        manner = Manner(Urgency.REPLY, silent=False, under=number)
        await self._again(lambda: sending.post(self._bot, place, rendered, manner, self._bars))

    async def _without_keys(self, message: Message) -> None:
        """Take the keys from a message that cannot become what comes after it."""
        try:
            await self._bot.edit_message_reply_markup(message.chat_id, message.message_id)
        except TelegramError:
            log.info("a message keeps its keys")

    async def ask(self, turn: Turn, prompt: Prompt) -> None:
        """Ask for words, to be written in reply."""
        if turn.query and not turn.acknowledged:
            await self.notice(turn.query)
        place = turn.seat.place
        above = turn.message if turn.seat.group is not None and not turn.query else None
        number = above.message_id if above is not None else 0  # what nobody else sees has none
        under = ReplyParameters(number, allow_sending_without_reply=True) if number else None
        await self._again(
            lambda: self._bot.send_message(
                int(place.chat_id),
                message_thread_id=int(place.thread) if place.thread else None,
                reply_parameters=under,
                link_preview_options=NO_PREVIEW,
                rate_limit_args=Urgency.REPLY,
                **message_of(prompt, self._bot.username),
            )
        )

    async def react(self, turn: Turn, reaction: ReactionTypeEmoji) -> bool:
        """Show by a sign on their message that it was understood; False if it takes none."""
        if turn.message is None:
            return False
        try:
            await self._bot.set_message_reaction(
                int(turn.seat.place.chat_id), turn.message.message_id, [reaction]
            )
        except BadRequest:
            log.info("reactions are not allowed in a group")
            return False
        return True

    def may_whisper(self, turn: Turn) -> bool:
        """Return whether what was written is seen by nobody else, and can be answered so."""
        return self._whispers and not turn.query and ephemeral_of(turn.message) is not None

    def on_whisper(self, turn: Turn) -> bool:
        """Return whether a key was pressed that nobody else sees."""
        return bool(turn.query) and ephemeral_of(turn.message) is not None

    async def whisper(self, turn: Turn, rendered: Rendered) -> bool:
        """Show something in a group to one person alone; False if not all of it could be said.

        It takes the place of the whisper whose key was pressed, if it can.
        """
        if not self._whispers:
            return False
        if await self._whispered_anew(turn, rendered):
            return True
        above = None if turn.query else ephemeral_of(turn.message)
        alone = Alone(int(turn.seat.who.user_id), turn.query, above)
        manner = Manner(Urgency.REPLY, silent=False, alone=alone)
        try:
            place = turn.seat.place
            await self._again(lambda: sending.post(self._bot, place, rendered, manner, self._bars))
        except Aloud:
            self._whispers = False
            return False
        except TelegramError as refused:
            log.info("nothing can be whispered here", reason=refused.message)
            return False
        return True

    async def _whispered_anew(self, turn: Turn, rendered: Rendered) -> bool:
        """Let a whisper become another, and return whether it has."""
        number = ephemeral_of(turn.message) if turn.query else None
        if number is None or turn.message is None or rendered.more:
            return False
        if not _becomes(turn.message, rendered):
            return False
        pictured = rendered.photo is not None
        # Newer than the library: the method goes out as it is.
        told: dict[str, object] = {
            "chat_id": int(turn.seat.place.chat_id),
            "receiver_user_id": int(turn.seat.who.user_id),
            "ephemeral_message_id": number,
            "caption" if pictured else "text": rendered.text,
            "parse_mode": ParseMode.HTML,
            "reply_markup": inline(rendered.keyboard),
        }
        if not pictured:
            told["link_preview_options"] = NO_PREVIEW
        method = "editEphemeralMessageCaption" if pictured else "editEphemeralMessageText"
        try:
            await self._again(
                lambda: self._bot.do_api_request(method, told, rate_limit_args=Urgency.REPLY)
            )
        except TelegramError as refused:
            return is_said(refused, changing.NOT_MODIFIED)
        return True


def _fits_in(message: Message, rendered: Rendered) -> bool:
    """Return whether a message that everybody here sees can become another."""
    return ephemeral_of(message) is None and _becomes(message, rendered)


def _becomes(message: Message, rendered: Rendered) -> bool:
    """Return whether a message can become another: a text a text, or a picture with other words.

    It is the same picture if it is the same question, which the keys tell.
    """
    if not rendered.replaces:
        return False
    if message.text is not None:
        return _is_words(rendered)
    about = ask_on(message) if message.photo and rendered.photo is not None else None
    return about is not None and about == ask_below(rendered)


def _is_words(rendered: Rendered) -> bool:
    return not (rendered.photo or rendered.document or rendered.poll)
