"""One post goes out: in the best form that Telegram takes, or as a change of the post it is about.

What is out is noted at once, so that a kill leaves as little time as can be for a second copy.
Must not know when, nor what becomes of a post that is not taken.
"""

from dataclasses import dataclass

import structlog
from telegram.error import BadRequest

from bot.domain.ids import AskId
from bot.domain.replies import Asked, Revealed
from bot.on_telegram import changing, posts, sending
from bot.on_telegram.bars import Bars, Form
from bot.on_telegram.channels import Channels
from bot.on_telegram.desk import Desk
from bot.on_telegram.messages import Rendered
from bot.on_telegram.sending import Bot, Manner, Sent
from bot.usecases.delivering import Parcel
from bot.usecases.posting import is_daily

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _Earlier:
    """A post that is out ("" if none is), and whether it can become another: a poll cannot."""

    number: str
    can_change: bool


class Outgoing:
    """Sends posts."""

    def __init__(self, desk: Desk, bot: Bot, channels: Channels, bars: Bars) -> None:
        self._desk = desk
        self._channels = channels
        self._bot = bot
        self._bars = bars

    async def out(self, parcel: Parcel) -> None:
        """Bring a post out and note it. Raises what the library raises."""
        if isinstance(parcel.reply, Asked) and await self._desk.looking.closed(parcel.reply.ask):
            await self._desk.delivering.delivered(parcel.id, "")  # its reveal says all of it
            return
        manner = Manner(parcel.urgency, parcel.manner.silent or posts.is_live(parcel.reply))
        if isinstance(parcel.reply, Revealed):
            earlier = await self._before(parcel, parcel.reply.ask)
            if earlier.can_change and await self._becomes(parcel, earlier.number):
                return
            manner = Manner(manner.urgency, manner.silent, under=earlier.number)
        sent = await self._send(parcel, manner)
        if parcel.manner.pin:
            await changing.pin(self._bot, parcel.place, sent.number, parcel.urgency)

    async def _before(self, parcel: Parcel, ask: AskId) -> _Earlier:
        """Return the post that a reveal is about. A poll takes no more votes, and stays."""
        polls = await self._desk.polling.of_ask(ask)
        for poll in polls:
            if poll.takes_votes:
                await changing.stop_poll(self._bot, parcel.place, poll.message, parcel.urgency)
                await self._desk.polling.stopped(poll.poll)
        delivering, about = self._desk.delivering, (parcel.place, parcel.subject)
        number = await delivering.earlier(*about)
        if number and is_daily(parcel.reply) and await delivering.was_pinned(*about):
            await changing.unpin(self._bot, parcel.place, number, parcel.urgency)
        return _Earlier(number, bool(number) and all(number != poll.message for poll in polls))

    async def _becomes(self, parcel: Parcel, number: str) -> bool:
        """Let a message become a post; False if it is gone, or cannot become this one."""
        best = await self._form(parcel, polls=False)
        try:
            number = await changing.edit(self._bot, parcel.place, number, best, parcel.urgency)
        except BadRequest as refused:
            log.info("a post comes anew", reason=refused.message)
            return False
        if number:
            await self._desk.delivering.delivered(parcel.id, number)
        return bool(number)

    async def _send(self, parcel: Parcel, manner: Manner) -> Sent:
        """Send a post in the best form that Telegram takes here, and note it."""
        chat = int(parcel.place.chat_id)
        rendered = await self._form(parcel, polls=self._bars.takes(chat, Form.POLL))
        sent = await sending.post(self._bot, parcel.place, rendered, manner, self._bars)
        if rendered.poll is not None and not sent.poll:
            self._bars.note(chat, Form.POLL)  # whatever the reason: a channel has its own
        return await self._noted(parcel, sent)

    async def _form(self, parcel: Parcel, *, polls: bool) -> Rendered:
        channel = posts.is_written(parcel.reply) and await self._channels.has(parcel.place)
        bot = self._bot.username
        return await posts.form(self._desk, parcel, bot, polls=polls, channel=channel)

    async def _noted(self, parcel: Parcel, sent: Sent) -> Sent:
        if sent.poll and isinstance(parcel.reply, Asked):
            options = tuple(option.index for option in parcel.reply.posed.options)
            await self._desk.polling.opened(
                parcel.id, parcel.reply.ask, sent.poll, sent.number, options
            )
        else:
            await self._desk.delivering.delivered(parcel.id, sent.number)
        return sent
