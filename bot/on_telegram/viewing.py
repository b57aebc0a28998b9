"""Who reads, and what they see: answers rendered for one person, or for everybody in a chat.

Must not know how anything is sent.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from zoneinfo import ZoneInfo

from bot.domain.calendar import zone_of
from bot.domain.ids import Account
from bot.domain.recent import Recent
from bot.domain.replies import (
    BoardShown,
    ClassesShown,
    ClassLeft,
    DailyShown,
    DeckComing,
    DigestShown,
    Help,
    PointsProposed,
    Posed,
    Refused,
    Reply,
    SettingsShown,
    SkipVoted,
)
from bot.on_telegram.answers import Announced, Brought, Guide, Page, Shown, Steps
from bot.on_telegram.arranging import arranging, points
from bot.on_telegram.desk import Desk, Seat
from bot.on_telegram.drawn import drawn
from bot.on_telegram.files import upload
from bot.on_telegram.messages import Rendered, Upload, Viewer
from bot.on_telegram.render import picture_of, render

KEPT_ZONES = 10_000
UTC = ZoneInfo("UTC")


def public_form(reply: Reply) -> Reply | None:
    """Return what everybody in a group may see of a reply; None if it is one person's own."""
    match reply:
        case BoardShown():
            top = tuple(replace(line, you=False) for line in reply.top)
            return replace(reply, top=top, around=(), hidden=False)
        case ClassesShown():
            return replace(reply, may_change=False, code="")
        case DailyShown():
            return replace(reply, queue=(), choices=())
        case Refused() | Help() | SkipVoted() | DigestShown() | ClassLeft():
            return reply
        case _:
            return None


class Viewing:
    """Renders answers. Zones are kept at hand, because every answer tells days."""

    def __init__(self, desk: Desk, bot: Callable[[], str]) -> None:
        self._desk = desk
        self._bot = bot
        self._zones: Recent[Account, ZoneInfo] = Recent(KEPT_ZONES)

    async def rendered(self, seat: Seat, answer: Shown, *, public: bool = False) -> Rendered:
        """Return an answer as this person sees it or, ``public``, as everybody does."""
        if isinstance(answer, Guide):
            return answer.rendered
        viewer = await self.viewer(seat, public=public)
        if isinstance(answer, Steps):
            if isinstance(answer.asked, PointsProposed):
                return points(answer.asked, answer.picks)
            attached = await self._picture(seat.who, answer.asked)
            steps = partial(arranging, answer.asked, answer.picks, viewer)
            return _with(attached, steps)
        reply = answer.reply if isinstance(answer, Page | Brought | Announced) else answer
        page = answer.page if isinstance(answer, Page) else 0
        if isinstance(reply, SettingsShown):
            self._zones[seat.who] = zone_of(reply.zone) or viewer.zone
            viewer = replace(viewer, zone=self._zones[seat.who])
        if isinstance(reply, DeckComing) and isinstance(answer, Brought):
            shown = render(reply, viewer, attached=upload(answer.file.name, answer.file.data))
            # Refused, the file is still in the message that this one replies to.
            return replace(shown, instead=replace(shown, document=None))
        attached = await self._picture(seat.who, reply) or await drawn(
            self._desk.easel, reply, viewer, page
        )
        return _with(attached, lambda file: render(reply, viewer, attached=file, page=page))

    async def viewer(self, seat: Seat, *, public: bool = False) -> Viewer:
        """Return somebody as a reader."""
        return Viewer(
            self._desk.clock(),
            await self._zone(seat.who),
            seat.locale,
            public=public,
            bot=self._bot(),
        )

    async def _picture(self, who: Account, reply: Reply) -> Upload | None:
        wanted = picture_of(reply)
        data = await self._desk.pictures(who, *wanted) if wanted else None
        if wanted is None or data is None:
            return None
        posed = getattr(reply, "posed", None)
        alt = posed.picture.alt if isinstance(posed, Posed) and posed.picture else ""
        return upload(wanted[1], data, alt)

    async def _zone(self, who: Account) -> ZoneInfo:
        found = self._zones.get(who)
        if found is None:
            shown = await self._desk.settings.show(who)
            if not isinstance(shown, SettingsShown):
                return UTC  # nobody knows them yet
            found = self._zones[who] = zone_of(shown.zone) or UTC
        return found


def _with(attached: Upload | None, write: Callable[[Upload | None], Rendered]) -> Rendered:
    """Return what is written about a file, and beside it the words for where that is refused."""
    rendered = write(attached)
    return rendered if attached is None else replace(rendered, instead=write(None))
