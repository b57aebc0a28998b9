"""How the question of the day is posted in a channel: chosen, kept, and what is lacking for it.

Must not know how anything looks, nor where a press comes from.
"""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.daily import Manner
from bot.domain.ids import Place
from bot.domain.replies import DailyShown, Problem, Refused, Reply
from bot.on_discord.allowed import Besides
from bot.on_discord.desk import Desk, Seat
from bot.usecases.daily_settings import Wish


async def set_up(desk: Desk, seat: Seat, place: Place, wish: Wish) -> Reply:
    """Set the question of the day of a place up, if the bot may post there.

    What it may not do besides, as to pin it, is kept for when it may, and told.
    """
    if lacks := seat.lacking(place.thread):
        return Refused(Problem.NOT_LET, lacks)
    reply = await desk.daily.setup(seat.who, place, wish)
    if not isinstance(reply, DailyShown):
        return reply
    return replace(reply, lacks=seat.lacking(place.thread, _besides(reply.manner)))


def _besides(manner: Manner) -> Besides:
    """Return what is wanted besides a post."""
    return Besides(manner.pin, manner.thread, manner.role)


def way_of(what: str, words: Sequence[str]) -> Wish:
    """Return the wish of a select of the card: the ways it is posted, whom it pings, how late."""
    match what:
        case "ways":
            silent, pin, thread = (way in words for way in ("silent", "pin", "thread"))
            return Wish(silent=silent, pin=pin, thread=thread)
        case "role":
            return Wish(role="".join(words[:1]))
        case _:
            number = "".join(words[:1])
            return Wish(late_hours=int(number) if number.isdecimal() and len(number) < 4 else -1)
