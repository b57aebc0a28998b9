"""One post into a chat or topic; ``changing.py`` changes it later.

A post is known by the numbers of its messages: ``12``, or ``12:13`` where it took several. Must
not know replies, nor when something is sent.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import structlog
from telegram import (
    InlineKeyboardMarkup,
    InputFile,
    Message,
    ReplyParameters,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden, TelegramError
from telegram.ext import ExtBot

from bot.domain.ids import Place
from bot.domain.urgency import Urgency
from bot.on_telegram.bars import Bars, form_of
from bot.on_telegram.files import plainer
from bot.on_telegram.lean import NO_PREVIEW, LeanKeyboard
from bot.on_telegram.messages import Key, Keyboard, Poll, Rendered

log = structlog.get_logger(__name__)

Bot = ExtBot[Urgency]
Markup = InlineKeyboardMarkup | None
Send = Callable[..., Awaitable[Message]]
"""A call of the library's that lacks only what all of them share."""

NO_TOPIC = "message thread not found"
NO_SUCH_FORM = "chat_send_"
"""How a group's bar on photos, files or polls begins (CHAT_SEND_PHOTOS_FORBIDDEN): the bot is not
barred from the group itself, though Telegram calls both forbidden."""
BARRED = (NO_SUCH_FORM, "not enough rights to send ")
"""How Telegram says that it is the chat which takes no such form, whatever is in it."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A post that is out: its messages, and the poll that is in it."""

    number: str
    poll: str = ""


@dataclass(frozen=True, slots=True)
class Alone:
    """One person of a group, who alone is to see something: Telegram calls that ephemeral.

    A bot that is no administrator may do so for 15 seconds after they pressed a key (``query``),
    or wrote what nobody else saw (``under``).
    """

    user: int
    query: str = ""
    under: int | None = None


@dataclass(frozen=True, slots=True)
class Manner:
    """How something is sent: as urgently as this, with a sound or without, under what, to whom."""

    urgency: Urgency
    silent: bool = True
    under: str = ""
    """The post that it answers; sent all the same if that is gone."""
    alone: Alone | None = None
    """Who alone is to see it; None for everybody."""


class Aloud(Exception):
    """What one person alone was to see went to everybody, and was taken away again.

    The server is one that knows nothing ephemeral.
    """


def is_said(refused: TelegramError, *sentences: str) -> bool:
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


async def post(
    bot: Bot, place: Place, rendered: Rendered, manner: Manner, bars: Bars | None = None
) -> Sent:
    """Send a post in its messages, into the chat itself if its topic is gone.

    Where its form is refused (a picture that Telegram cannot read, a group that takes no polls),
    the next best one is sent; ``bars`` remember what a group takes none of. Raises what the
    library raises, and Aloud.
    """
    sender = _Sender(bot, place, manner)
    if bars is not None:
        rendered = bars.best(int(place.chat_id), rendered)
    first, rendered = await _first(sender, rendered, partial(_note, bars, int(place.chat_id)))
    last = inline(rendered.keyboard)
    numbers = [str(first.message_id)]
    for number, text in enumerate(rendered.more, start=1):
        markup = last if number == len(rendered.more) else None
        numbers.append(str((await sender.send(Rendered(text=text), markup)).message_id))
    return Sent(":".join(numbers), first.poll.id if first.poll else "")


def _note(bars: Bars | None, chat: int, refused: TelegramError, rendered: Rendered) -> None:
    """Remember a form that its chat bars; one that was wrong in itself is no bar."""
    if bars is not None and is_said(refused, *BARRED):
        bars.note(chat, form_of(rendered))


async def _first(
    sender: "_Sender", rendered: Rendered, note: Callable[[TelegramError, Rendered], None]
) -> tuple[Message, Rendered]:
    """Send the first message in the best form that is taken; return it, and what went out."""
    while True:
        markup = None if rendered.more else inline(rendered.keyboard)
        try:
            return await sender.send(rendered, markup), rendered
        except (BadRequest, Forbidden) as refused:
            next_best = plainer(rendered) if _is_of_form(refused) else None
            if next_best is None:
                raise
            note(refused, rendered)
            log.info("something is said in another form", reason=refused.message)
            rendered = next_best


def _is_of_form(refused: TelegramError) -> bool:
    """Return whether another form may be taken, where this one was not."""
    return isinstance(refused, BadRequest) or NO_SUCH_FORM in refused.message.lower()


class _Sender:
    """Sends messages to one place."""

    def __init__(self, bot: Bot, place: Place, manner: Manner) -> None:
        self._bot = bot
        self._chat = int(place.chat_id)
        self._thread = int(place.thread) if place.thread else None
        self._manner = manner

    async def send(self, rendered: Rendered, markup: Markup) -> Message:
        """Send the first message of what is to be said, in its form."""
        alone = self._manner.alone
        out = partial(
            _form(self._bot, self._chat, rendered),
            reply_markup=markup,
            disable_notification=self._manner.silent,
            reply_parameters=self._under(),
            rate_limit_args=self._manner.urgency,
            api_kwargs=_ephemeral(alone) if alone is not None else None,
        )
        sent = await self._in_topic(out)
        if alone is not None and ephemeral_of(sent) is None:
            await self._take_back(sent)
            raise Aloud
        return sent

    async def _take_back(self, sent: Message) -> None:
        try:
            await self._bot.delete_message(self._chat, sent.message_id)
        except TelegramError as refused:
            log.warning("what one person was to see stays", reason=refused.message)

    async def _in_topic(self, out: Send) -> Message:
        """Send into the topic, and into the chat itself from when on there is no such topic."""
        try:
            return await out(message_thread_id=self._thread)
        except BadRequest as refused:
            if self._thread is None or not is_said(refused, NO_TOPIC):
                raise
            log.info("a topic is gone: its chat gets the post")
            self._thread = None
            return await out(message_thread_id=None)

    def _under(self) -> ReplyParameters | None:
        if not self._manner.under:
            return None
        number = int(self._manner.under.partition(":")[0])
        return ReplyParameters(number, allow_sending_without_reply=True)


def _ephemeral(alone: Alone) -> dict[str, object]:
    """Return what is newer than the library, as it goes out."""
    told: dict[str, object] = {"receiver_user_id": alone.user}
    if alone.query:
        told["callback_query_id"] = alone.query
    extra: dict[str, object] = {"ephemeral_message_parameters": told}
    if alone.under is not None:
        extra["reply_parameters"] = {"ephemeral_message_id": alone.under}
    return extra


def ephemeral_of(message: Message | None) -> int | None:
    """Return the number of a message that only one person sees; None for any other."""
    found = message.api_kwargs.get("ephemeral_message_id") if message is not None else None
    return int(found) if found else None


def _form(bot: Bot, chat: int, rendered: Rendered) -> Send:
    """Return the call that sends a poll, a photo or a file with words below it, or words alone."""
    text = rendered.text
    if rendered.poll is not None:
        return _poll(bot, chat, rendered.poll)
    if (photo := rendered.photo) is not None:
        file = InputFile(photo.data, photo.name)
        return partial(bot.send_photo, chat, file, caption=text, parse_mode=ParseMode.HTML)
    if (document := rendered.document) is not None:
        file = InputFile(document.data, document.name)
        return partial(bot.send_document, chat, file, caption=text, parse_mode=ParseMode.HTML)
    words = partial(bot.send_message, chat, text, parse_mode=ParseMode.HTML)
    return partial(words, link_preview_options=NO_PREVIEW)


def _poll(bot: Bot, chat: int, poll: Poll) -> Send:
    """Return the call that sends a quiz whose votes have names: only those come back.

    Telegram shows them when it closes and not before, and takes none twice: who could see what is
    right would change their vote.
    """
    return partial(
        bot.send_poll,
        chat,
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
    )
