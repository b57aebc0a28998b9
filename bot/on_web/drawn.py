"""Leaderboards as pictures over HTTP: drawn in a thread, for whoever may see the board.

The address tells which board; what is on it is looked up anew for the reader, so that an address
handed on shows nobody anything but their own class. Must not know how a picture is drawn.
"""

from collections.abc import Callable
from hashlib import sha256
from urllib.parse import urlencode
from zlib import crc32

from aiohttp import ETag, web

from bot.domain.ids import Account
from bot.domain.replies import BoardShown, Span
from bot.drawing.palettes import Look
from bot.on_web.desk import Desk
from bot.usecases.board_words import BoardWish
from bot.wording.pictures import board_sheet

PATH = "/drawn/board.png"
LONGEST_DECK = 200
BUSY_SECONDS = 5
"""Seconds after which somebody may ask again when too many pictures wait."""


def words_of(reply: BoardShown) -> str:
    """Return what a board's picture says, in words."""
    return board_sheet(reply).alt


def address_of(reply: BoardShown, look: str) -> str:
    """Return where the picture of a board is; another one as soon as the board says more.

    A page shows what it has loaded once for as long as it is open: the last field is for it.
    """
    fields = {"span": reply.span.value, "look": Look(look).value}
    fields |= {"before": "1"} if reply.before else {}
    fields |= {"server": "1"} if reply.server else {}
    fields |= {"deck": reply.deck} if reply.deck else {}
    said = crc32(repr(board_sheet(reply)).encode("utf-8", "replace"))
    return f"{PATH}?{urlencode(fields | {'now': f'{said:x}'}, errors='replace')}"


class Drawings:
    """Hands pictures out to learners."""

    def __init__(self, desk: Desk, visitor: Callable[[web.Request], Account | None]) -> None:
        self._desk = desk
        self._visitor = visitor

    async def board(self, request: web.Request) -> web.Response:
        """Show a member of a class its board; nothing is there for anybody else."""
        who = self._visitor(request)
        room = await self._desk.classes.room(who) if who else None
        if who is None or room is None:
            raise web.HTTPNotFound
        reply = await self._desk.boards.see(who, room.place, _wish(request))
        if not isinstance(reply, BoardShown):
            raise web.HTTPNotFound
        look = Look.DARK if request.query.get("look") == Look.DARK.value else Look.LIGHT
        data = await self._desk.easel.draw(board_sheet(reply), look)
        if data is None:
            return web.Response(status=503, headers={"Retry-After": f"{BUSY_SECONDS}"})
        return _unless_known(request, data)


def _wish(request: web.Request) -> BoardWish:
    asked = request.query
    span = asked.get("span", "")
    return BoardWish(
        span=Span(span) if span in frozenset(Span) else Span.WEEK,
        before=asked.get("before") == "1",
        server=asked.get("server") == "1",
        pictured=True,
        deck=asked.get("deck", "")[:LONGEST_DECK],
    )


def _unless_known(request: web.Request, data: bytes) -> web.Response:
    """Return a picture, or that the browser has it: it asks each time, since boards move."""
    tag = sha256(data).hexdigest()[:32]
    headers = {"Cache-Control": "private, no-cache", "Vary": "Cookie"}
    known = request.if_none_match or ()
    if any(each.value in (tag, "*") for each in known):
        response = web.Response(status=304, headers=headers)
    else:
        response = web.Response(body=data, content_type="image/png", headers=headers)
    response.etag = ETag(tag)
    return response
