"""In which topic a key was pressed whose message is out of reach: Telegram tells its number only.

A press made elsewhere than where it belongs would be about another class, or said to others: where
the topic cannot be found, what only shows something is shown in private, and nothing else is done.
Must not know what a press does.
"""

from dataclasses import replace

from telegram import MaybeInaccessibleMessage, Message

from bot import press as p
from bot.domain.ids import AskId, Platform
from bot.domain.replies import Problem, Refused
from bot.on_telegram import links
from bot.on_telegram.answers import Elsewhere
from bot.on_telegram.desk import Desk, Seat


def in_reach(below: MaybeInaccessibleMessage) -> Message | None:
    """Return the message of a key; None if it is out of reach, whatever the library makes of it."""
    return below if isinstance(below, Message) and below.is_accessible else None


async def seated(
    desk: Desk, seat: Seat, below: MaybeInaccessibleMessage, press: p.Press | None
) -> Seat | Elsewhere | Refused:
    """Return where somebody sits who pressed a key; else what they are told instead."""
    if in_reach(below) is not None or not below.chat.is_forum:
        return seat
    chat, number = str(below.chat.id), str(below.message_id)
    place = await desk.looking.posted_in(Platform.TELEGRAM, chat, number)
    ask = getattr(press, "ask", None)
    if place is None and ask is not None:
        place = await desk.chatting.place_of(AskId(ask))
    if place is not None and place.chat_id == chat:
        return replace(seat, place=place)
    if press is not None and seat.bot and links.written(press) is not None:
        return Elsewhere(links.deep_link(seat.bot, press))
    return Refused(Problem.OUT_OF_REACH)
