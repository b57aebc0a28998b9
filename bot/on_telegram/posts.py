"""In which form a post is said: as a native poll, with its picture, or in words.

Where Telegram refuses the best one (no polls in a channel, no pictures allowed), the words beside
it are for then. Must not know how anything is sent.
"""

from dataclasses import replace
from datetime import datetime

from bot.domain.calendar import zone_of
from bot.domain.replies import (
    Asked,
    Posed,
    Reminded,
    Reply,
    Revealed,
    RoundOver,
    RoundStarted,
)
from bot.on_telegram.asking import WRITTEN
from bot.on_telegram.desk import Desk
from bot.on_telegram.drawn import drawn
from bot.on_telegram.files import upload
from bot.on_telegram.messages import Rendered, Upload, Viewer
from bot.on_telegram.render import picture_of, render
from bot.usecases.delivering import Parcel
from bot.usecases.looking import Counted


def public_viewer(now: datetime, zone: str, bot: str) -> Viewer:
    """Return everybody in a chat as a reader, by the zone of its class."""
    viewer = Viewer(now, public=True, bot=bot)
    found = zone_of(zone)
    return viewer if found is None else replace(viewer, zone=found)


async def form(
    desk: Desk, parcel: Parcel, bot: str, *, polls: bool, channel: bool = False
) -> Rendered:
    """Return a post in its best form; ``polls`` says whether it can be one here."""
    reply = parcel.reply
    viewer = replace(public_viewer(desk.clock(), parcel.zone, bot), channel=channel)
    plain = render(reply, viewer)
    solution = await desk.polling.wanted(reply.ask) if polls and isinstance(reply, Asked) else None
    if solution is not None:
        poll = render(reply, replace(viewer, polls=True), solution=solution)
        if poll.poll is not None:
            return replace(poll, instead=plain)
    attached = await picture(desk, reply) or await drawn(desk.easel, reply, viewer, 0)
    if attached is None:
        return plain
    return replace(render(reply, viewer, attached=attached), instead=plain)


async def counted(desk: Desk, now: Counted, bot: str, *, channel: bool) -> Rendered:
    """Return an open question with the number of answers to it."""
    reply, count = now.asked, now.count
    viewer = replace(public_viewer(desk.clock(), now.zone, bot), channel=channel)
    return render(reply, viewer, attached=await picture(desk, reply), count=count)


def is_written(reply: Reply) -> bool:
    """Return whether a post is a question that is answered in words of one's own."""
    posed = getattr(reply.asked if isinstance(reply, Reminded) else reply, "posed", None)
    return isinstance(posed, Posed) and posed.kind in WRITTEN


async def picture(desk: Desk, reply: Reply) -> Upload | None:
    """Return the picture of a question that everybody may see, with its alt text."""
    wanted = picture_of(reply)
    data = await desk.pictures(None, *wanted) if wanted else None
    if wanted is None or data is None:
        return None
    posed = getattr(reply.asked if isinstance(reply, Reminded) else reply, "posed", None)
    alt = posed.picture.alt if isinstance(posed, Posed) and posed.picture else ""
    return upload(wanted[1], data, alt)


def is_live(reply: Reply) -> bool:
    """Return whether a post is a step of a live round: those make no sound, they come in rows."""
    if isinstance(reply, Asked | Revealed):
        return reply.step is not None
    return isinstance(reply, RoundStarted | RoundOver)
