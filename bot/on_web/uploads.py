"""Files over HTTP: a deck that comes in, a deck that goes out, a proposal's or question's text.

A file comes as the body of a POST and is answered with a frame for the page, as over the socket.
Nothing of it stays here: to confirm, the browser sends it again. Must not know formats.
"""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import quote

from aiohttp import web

from bot import wording
from bot.domain.ids import Account, QuestionId
from bot.domain.replies import BringDeck, DeckFile, Problem, Refused, Reply
from bot.on_web import frames, guards, limits
from bot.on_web.desk import Desk
from bot.on_web.frames import Show
from bot.on_web.render import Viewer, render
from bot.on_web.templating import page
from content.bounds import MAX_FILE

_CHUNK = 64 * 1024
_STATUS = {
    Problem.NEEDS_NAME: 403,
    Problem.NEEDS_CLASS: 403,
    Problem.NOT_ALLOWED: 403,
    Problem.DECK_FIXED: 403,
    Problem.NO_SUCH_DECK: 404,
    Problem.NO_SUCH_QUESTION: 404,
    Problem.FILE_TOO_LARGE: 413,
    Problem.FILE_BEFORE: 429,
    Problem.BUSY: 503,
}


class Uploads:
    """Takes files in and hands them out, one at a time of each learner."""

    def __init__(self, desk: Desk, visitor: Callable[[web.Request], Account | None]) -> None:
        self._desk = desk
        self._visitor = visitor
        self._busy: set[Account] = set()

    async def bring(self, request: web.Request) -> web.Response:
        """Read a deck's file and say what it would bring; with ``keep`` in the query, keep it."""
        who = self._known(request)
        if isinstance(who, Refused):
            return self._said(who)
        allowed = await self._desk.decks.bringing(who)  # before a byte of the file is read
        if not isinstance(allowed, BringDeck):
            return self._said(allowed)
        with self._turn(who) as refused:
            return self._said(refused or await self._bring(request, who))

    async def _bring(self, request: web.Request, who: Account) -> Reply:
        data = await _body(request, MAX_FILE)
        if isinstance(data, Refused):
            return data
        asked = request.query
        return await self._desk.decks.bring(
            who,
            asked.get("file", "")[:300],
            data,
            format=asked.get("format", "")[:40],
            deck=asked.get("deck", "")[:300],
            dry_run=asked.get("keep") != "1",
            same={"1": True, "0": False}.get(asked.get("same", "")),
        )

    async def edit(self, request: web.Request) -> web.Response:
        """Take what an editor made of a proposal: the body is its text."""
        who = self._known(request)
        if isinstance(who, Refused):
            return self._said(who)
        data = await _body(request, limits.DRAFT_BYTES)
        if isinstance(data, Refused):
            return self._said(Refused(Problem.TOO_LONG))
        deck, question = (request.query.get(name, "")[:200] for name in ("deck", "question"))
        text = data.decode("utf-8", "replace")
        return self._said(await self._desk.decks.edit(who, deck, QuestionId(question), text))

    async def rewrite(self, request: web.Request) -> web.Response:
        """Take what an editor made of a question in play: the body is its text."""
        who = self._known(request)
        if isinstance(who, Refused):
            return self._said(who)
        data = await _body(request, limits.DRAFT_BYTES)
        if isinstance(data, Refused):
            return self._said(Refused(Problem.TOO_LONG))
        which = QuestionId(request.query.get("question", "")[:200])
        text, same = data.decode("utf-8", "replace"), request.query.get("same") != "0"
        return self._said(await self._desk.mending.rewrite(who, None, which, text, same=same))

    async def export(self, request: web.Request) -> web.Response:
        """Hand a deck over as a file."""
        who = self._visitor(request)
        if who is None:
            raise web.HTTPSeeOther("/")
        deck, name = (request.query.get(key, "")[:200] for key in ("deck", "format"))
        with self._turn(who) as refused:
            reply = refused or await self._desk.decks.export(who, deck, name)
        if not isinstance(reply, DeckFile):
            status = _status(reply)
            html = page("notice", title="That did not work.", text=wording.plain(reply))
            return web.Response(text=html, content_type="text/html", status=status)
        named = f"attachment; filename*=UTF-8''{quote(reply.file_name)}"
        return web.Response(
            body=reply.body,
            content_type="application/octet-stream",
            headers={"Content-Disposition": named},
        )

    def _known(self, request: web.Request) -> Account | Refused:
        """Return who sends something from a page of ours. Raises HTTPForbidden for another's."""
        if not guards.from_here(request):
            raise web.HTTPForbidden
        return self._visitor(request) or Refused(Problem.NEEDS_NAME)

    @contextmanager
    def _turn(self, who: Account) -> Iterator[Refused | None]:
        """Let a learner have one file at a time, and few learners at once."""
        if who in self._busy:
            yield Refused(Problem.FILE_BEFORE)
        elif len(self._busy) >= limits.UPLOADS_AT_ONCE:
            yield Refused(Problem.BUSY)
        else:
            self._busy.add(who)
            try:
                yield None
            finally:
                self._busy.discard(who)

    def _said(self, reply: Reply) -> web.Response:
        """Return a reply as a frame, which the page shows as if it had come over its socket."""
        shown = render(reply, Viewer(now=self._desk.clock()))
        frame = Show(
            region=shown.region, html=shown.html, focus=shown.focus, announce=shown.announce
        )
        return web.Response(
            text=frames.write(frame), content_type="application/json", status=_status(reply)
        )


def _status(reply: Reply) -> int:
    return _STATUS.get(reply.problem, 422) if isinstance(reply, Refused) else 200


async def _body(request: web.Request, most: int) -> bytes | Refused:
    """Return the body of a request, or why it is none; never more than ``most`` bytes are kept."""
    too_large = Refused(Problem.FILE_TOO_LARGE, (f"{most / 1e6:.0f}",))
    if (request.content_length or 0) > most:
        return too_large
    held = bytearray()
    try:
        async with asyncio.timeout(limits.UPLOAD_SECONDS):
            async for chunk in request.content.iter_chunked(_CHUNK):
                held += chunk
                if len(held) > most:
                    return too_large
    except (TimeoutError, ConnectionError, web.RequestPayloadError):
        return Refused(Problem.FILE_LOST)
    return bytes(held)
