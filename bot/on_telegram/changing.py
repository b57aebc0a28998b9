"""Changing what is out: a post becomes something else, a poll stops, a message is pinned.

Whatever cannot be changed any more is no error. Must not know replies, nor when.
"""

import structlog
from telegram import InlineKeyboardMarkup
from telegram.constants import ParseMode
from telegram.error import BadRequest, TelegramError

from bot.domain.ids import Place
from bot.domain.urgency import Urgency
from bot.on_telegram.lean import NO_PREVIEW
from bot.on_telegram.markup import Html
from bot.on_telegram.messages import Rendered
from bot.on_telegram.sending import Bot, Manner, inline, is_said, post

log = structlog.get_logger(__name__)

NOT_MODIFIED = "message is not modified"
GONE = ("message to edit not found", "message can't be edited", "message identifier is not")
NO_TEXT, NO_CAPTION = "there is no text in the message", "there is no caption in the message"


async def edit(bot: Bot, place: Place, known: str, rendered: Rendered, urgency: Urgency) -> str:
    """Let a post become something else; return its messages from now on, "" if it is gone.

    Raises what else the library raises.
    """
    numbers, texts = known.split(":"), (rendered.text, *rendered.more)
    last = inline(rendered.keyboard)
    captioned = rendered.photo is not None or rendered.document is not None
    for at, (number, text) in enumerate(zip(numbers, texts, strict=False)):
        markup = last if at == len(texts) - 1 else None
        changing = _Changing(bot, place, number, urgency)
        if not await changing.become(text, markup, captioned=captioned and at == 0):
            return ""
    rest = Rendered(text=texts[-1], keyboard=rendered.keyboard)
    for at, text in enumerate(texts[len(numbers) :], start=len(numbers) + 1):
        more = rest if at == len(texts) else Rendered(text=text)
        numbers.append((await post(bot, place, more, Manner(urgency))).number)
    for number in numbers[len(texts) :]:
        await _Changing(bot, place, number, urgency).vanish()
    return ":".join(numbers[: len(texts)])


class _Changing:
    """One message that becomes something else."""

    def __init__(self, bot: Bot, place: Place, number: str, urgency: Urgency) -> None:
        self._bot = bot
        self._chat = int(place.chat_id)
        self._number = int(number)
        self._urgency = urgency

    async def become(
        self, text: Html, markup: InlineKeyboardMarkup | None, *, captioned: bool
    ) -> bool:
        """Say something else, as a caption or a text; False if the message is gone."""
        try:
            await self._say(text, markup, captioned=captioned)
        except BadRequest as refused:
            if is_said(refused, NO_TEXT, NO_CAPTION):
                return await self._otherwise(text, markup, captioned=not captioned)
            return _is_harmless(refused)
        return True

    async def _otherwise(
        self, text: Html, markup: InlineKeyboardMarkup | None, *, captioned: bool
    ) -> bool:
        try:
            await self._say(text, markup, captioned=captioned)
        except BadRequest as refused:
            return not is_said(refused, NO_TEXT, NO_CAPTION) and _is_harmless(refused)
        return True

    async def _say(
        self, text: Html, markup: InlineKeyboardMarkup | None, *, captioned: bool
    ) -> None:
        if captioned:
            await self._bot.edit_message_caption(
                self._chat,
                self._number,
                caption=text,
                parse_mode=ParseMode.HTML,
                reply_markup=markup,
                rate_limit_args=self._urgency,
            )
        else:
            await self._bot.edit_message_text(
                text,
                self._chat,
                self._number,
                parse_mode=ParseMode.HTML,
                link_preview_options=NO_PREVIEW,
                reply_markup=markup,
                rate_limit_args=self._urgency,
            )

    async def vanish(self) -> None:
        """Be deleted, if it can be."""
        try:
            await self._bot.delete_message(self._chat, self._number, rate_limit_args=self._urgency)
        except BadRequest:
            log.info("a message that is not needed any more stays")


def _is_harmless(refused: BadRequest) -> bool:
    """Return True if nothing had to change, False if the message is gone; else raise it."""
    if is_said(refused, NOT_MODIFIED):
        return True
    if is_said(refused, *GONE):
        return False
    raise refused


async def stop_poll(bot: Bot, place: Place, number: str, urgency: Urgency) -> None:
    """Let a poll take no more votes. One that takes none, or is gone, is as good as stopped.

    Raises what else the library raises.
    """
    try:
        await bot.stop_poll(int(place.chat_id), int(number), rate_limit_args=urgency)
    except BadRequest as refused:
        log.info("a poll was stopped already, or is gone", reason=refused.message)


async def pin(bot: Bot, place: Place, number: str, urgency: Urgency) -> None:
    """Pin a post without a sound, if that is allowed: it is out either way."""
    first = int(number.partition(":")[0])
    try:
        await bot.pin_chat_message(
            int(place.chat_id), first, disable_notification=True, rate_limit_args=urgency
        )
    except TelegramError as refused:
        log.info("a post is out, but not pinned", reason=refused.message)


async def unpin(bot: Bot, place: Place, number: str, urgency: Urgency) -> None:
    """Take our own pin of a post back, if it is there and that is allowed."""
    first = int(number.partition(":")[0])
    try:
        await bot.unpin_chat_message(int(place.chat_id), first, rate_limit_args=urgency)
    except TelegramError as refused:
        log.info("a post is still pinned", reason=refused.message)
