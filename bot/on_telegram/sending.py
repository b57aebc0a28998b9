"""One post into a chat or topic; ``changing.py`` changes it later.

A post is known by the numbers of its messages: ``12``, or ``12:13`` where it took several. Must
not know replies, nor when something is sent.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import structlog
from telegram import (
    ForceReply,
    InlineKeyboardMarkup,
    InputFile,
    Message,
    ReplyParameters,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest
from telegram.ext import ExtBot

from bot.domain.ids import Place
from bot.domain.urgency import Urgency
from bot.on_telegram.lean import NO_PREVIEW, LeanKeyboard
from bot.on_telegram.markup import Html
from bot.on_telegram.messages import Key, Keyboard, Poll, Rendered, Upload

log = structlog.get_logger(__name__)

Bot = ExtBot[Urgency]
NO_TOPIC = "message thread not found"


@dataclass(frozen=True, slots=True)
class Sent:
    """A post that is out: its messages, and the poll that is in it."""

    number: str
    poll: str = ""


@dataclass(frozen=True, slots=True)
class Manner:
    """How something is sent: as urgently as this, with a sound or without, under what."""

    urgency: Urgency
    silent: bool = True
    under: str = ""
    """The post that it answers; sent all the same if that is gone."""


def is_said(refused: BadRequest, *sentences: str) -> bool:
    """Return whether Telegram's reason is one of these."""
    return any(sentence in refused.message.lower() for sentence in sentences)


def inline(keyboard: Keyboard) -> InlineKeyboardMarkup | None:
    """Return a keyboard as the library takes it; None for none."""
    if not keyboard:
        return None
    return LeanKeyboard([[_button(key) for key in row] for row in keyboard])


def _button(key: Key) -> dict[str, str]:
    told = {"text": key.label, "url": key.url, "callback_data": key.data, "style": key.style.value}
    return {name: value for name, value in told.items() if value}


async def post(bot: Bot, place: Place, rendered: Rendered, manner: Manner) -> Sent:
    """Send a post in its messages, into the chat itself if its topic is gone.

    Raises what the library raises.
    """
    sender = _Sender(bot, place, manner)
    last = _last_markup(rendered)
    first = await sender.first(rendered, last if not rendered.more else None)
    numbers = [str(first.message_id)]
    for number, text in enumerate(rendered.more, start=1):
        markup = last if number == len(rendered.more) else None
        numbers.append(str((await sender.text(text, markup)).message_id))
    return Sent(":".join(numbers), first.poll.id if first.poll else "")


def _last_markup(rendered: Rendered) -> InlineKeyboardMarkup | ForceReply | None:
    if rendered.asks and not rendered.keyboard:
        return ForceReply(input_field_placeholder=rendered.asks, selective=True)
    return inline(rendered.keyboard)


class _Sender:
    """Sends messages to one place."""

    def __init__(self, bot: Bot, place: Place, manner: Manner) -> None:
        self._bot = bot
        self._chat = int(place.chat_id)
        self._thread = int(place.thread) if place.thread else None
        self._manner = manner

    async def first(
        self, rendered: Rendered, markup: InlineKeyboardMarkup | ForceReply | None
    ) -> Message:
        if rendered.poll is not None:
            return await self._poll(rendered.poll, markup)
        if rendered.photo is not None:
            return await self._photo(rendered.photo, rendered.text, markup)
        if rendered.document is not None:
            return await self._document(rendered.document, rendered.text, markup)
        return await self.text(rendered.text, markup)

    async def text(self, text: Html, markup: InlineKeyboardMarkup | ForceReply | None) -> Message:
        return await self._in_topic(
            lambda thread: self._bot.send_message(
                self._chat,
                text,
                parse_mode=ParseMode.HTML,
                link_preview_options=NO_PREVIEW,
                reply_markup=markup,
                message_thread_id=thread,
                disable_notification=self._manner.silent,
                reply_parameters=self._under(),
                rate_limit_args=self._manner.urgency,
            )
        )

    async def _photo(
        self, photo: Upload, text: Html, markup: InlineKeyboardMarkup | ForceReply | None
    ) -> Message:
        return await self._in_topic(
            lambda thread: self._bot.send_photo(
                self._chat,
                InputFile(photo.data, photo.name),
                caption=text,
                parse_mode=ParseMode.HTML,
                reply_markup=markup,
                message_thread_id=thread,
                disable_notification=self._manner.silent,
                reply_parameters=self._under(),
                rate_limit_args=self._manner.urgency,
            )
        )

    async def _document(
        self, document: Upload, text: Html, markup: InlineKeyboardMarkup | ForceReply | None
    ) -> Message:
        return await self._in_topic(
            lambda thread: self._bot.send_document(
                self._chat,
                InputFile(document.data, document.name),
                caption=text,
                parse_mode=ParseMode.HTML,
                reply_markup=markup,
                message_thread_id=thread,
                disable_notification=self._manner.silent,
                reply_parameters=self._under(),
                rate_limit_args=self._manner.urgency,
            )
        )

    async def _poll(self, poll: Poll, markup: InlineKeyboardMarkup | ForceReply | None) -> Message:
        """Send a quiz whose votes have names, because only those come back.

        Telegram shows them when it closes and not before, and takes none twice: who could see
        what is right would change their vote.
        """
        return await self._in_topic(
            lambda thread: self._bot.send_poll(
                self._chat,
                poll.question,
                poll.options,
                is_anonymous=False,
                type="quiz",
                allows_multiple_answers=poll.several,
                correct_option_ids=list[Any](poll.correct),
                hide_results_until_closes=True,
                explanation=poll.explanation or None,
                explanation_parse_mode=ParseMode.HTML,
                description=poll.about or None,
                description_parse_mode=ParseMode.HTML,
                open_period=poll.open_period or None,
                reply_markup=markup,
                message_thread_id=thread,
                disable_notification=self._manner.silent,
                rate_limit_args=self._manner.urgency,
            )
        )

    def _under(self) -> ReplyParameters | None:
        if not self._manner.under:
            return None
        number = int(self._manner.under.partition(":")[0])
        return ReplyParameters(number, allow_sending_without_reply=True)

    async def _in_topic(self, send: Callable[[int | None], Awaitable[Message]]) -> Message:
        """Send into the topic, and into the chat itself from when on there is no such topic."""
        try:
            return await send(self._thread)
        except BadRequest as refused:
            if self._thread is None or not is_said(refused, NO_TOPIC):
                raise
            log.info("a topic is gone: its chat gets the post")
            self._thread = None
            return await send(None)
