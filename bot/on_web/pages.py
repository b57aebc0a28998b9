"""The pages and files over HTTP: the door, the room, a picture, one's own data.

What is live goes over the socket (``tab.py``). Everything here is small and kept by nobody.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from aiohttp import web

from bot import press, wording
from bot.domain.ids import Account, Platform
from bot.domain.replies import (
    DataExported,
    Decks,
    Problem,
    Progress,
    Refused,
    SettingsShown,
    Welcome,
)
from bot.on_web import guards, limits
from bot.on_web.desk import Desk
from bot.on_web.identity import COOKIE, LASTS, Signer, new_user_id
from bot.on_web.templating import page
from bot.usecases.classes import Room
from bot.usecases.playable import LIVE_KINDS

Pictures = Mapping[tuple[str, str], Path]
"""The pictures that questions of the bank name, by deck and file name."""


@dataclass(slots=True)
class Pages:
    """Answers plain HTTP requests."""

    desk: Desk
    signer: Signer
    pictures: Pictures
    arrivals: guards.Bucket

    def visitor(self, request: web.Request) -> Account | None:
        """Return who a request's cookie says it is, or None for a new visitor."""
        user_id = self.signer.read(request.cookies.get(COOKIE, ""), self.desk.clock())
        return Account(Platform.WEB, user_id) if user_id else None

    async def door(self, request: web.Request) -> web.Response:
        """Show the door, or go straight to the room of somebody known."""
        code, who = request.query.get("code", "")[:12], self.visitor(request)
        room = await self.desk.classes.room(who) if who else None
        if room and code.casefold() in ("", room.code.casefold()):
            raise web.HTTPSeeOther(_path(room))
        if "gone" in request.query:
            return _html(page("notice", title="All gone.", text="Nothing about you is kept here."))
        known = await self.desk.settings.show(who) if who else None
        name = known.name if isinstance(known, SettingsShown) else ""
        return _door(name, code)

    async def enter(self, request: web.Request) -> web.Response:
        """Take a name and a code, give a cookie, and open the room."""
        if not guards.from_here(request):
            raise web.HTTPForbidden
        form = await request.post()
        name, code, zone = (str(form.get(field, ""))[:200] for field in ("name", "code", "zone"))
        if not self.arrivals.take(asyncio.get_running_loop().time()):
            return _door(name, code, Refused(Problem.TOO_FAST))
        who = self.visitor(request) or Account(Platform.WEB, new_user_id())
        reply = await self.desk.classes.enter(who, name, code=code, zone=zone)
        room = await self.desk.classes.room(who) if isinstance(reply, Welcome) else None
        if room is None:
            return _door(name, code, reply if isinstance(reply, Refused) else None)
        response = web.HTTPSeeOther(_path(room))
        self._remember(request, response, who)
        raise response

    def _remember(self, request: web.Request, response: web.Response, who: Account) -> None:
        response.set_cookie(
            COOKIE,
            self.signer.sign(who.user_id, self.desk.clock()),
            max_age=int(LASTS.total_seconds()),
            httponly=True,
            samesite="Lax",
            secure=guards.is_secure(request),
            path="/",
        )

    async def room(self, request: web.Request) -> web.Response:
        """Show the room of a class to its members; the door to everybody else."""
        code, who = request.match_info["code"][:12], self.visitor(request)
        room = await self.desk.classes.room(who) if who else None
        if who is None or room is None or room.code.casefold() != code.casefold():
            raise web.HTTPSeeOther(f"/?code={quote(code)}")
        decks = await self.desk.classes.decks(who)
        progress = await self.desk.study.progress(who)
        return _html(
            page(
                "room",
                room=room,
                decks=decks.decks if isinstance(decks, Decks) else (),
                themes=progress.themes if isinstance(progress, Progress) else (),
                kinds=LIVE_KINDS,
                press=press,
            )
        )

    async def picture(self, request: web.Request) -> web.StreamResponse:
        """Serve a picture that a question names: of the bank, or of a deck that people brought."""
        deck, name = request.match_info["deck"], request.match_info["file"]
        who = self.visitor(request)
        if who is None:
            raise web.HTTPNotFound
        headers = {
            "Content-Security-Policy": guards.PICTURE_POLICY,
            "Cache-Control": "private, max-age=3600",
        }
        path = self.pictures.get((deck, name))
        if path is not None:
            return web.FileResponse(path, headers=headers)
        found = await self.desk.decks.picture(who, deck, name)
        if found is None:
            raise web.HTTPNotFound
        return web.Response(body=found.body, content_type=found.media_type, headers=headers)

    async def export(self, request: web.Request) -> web.Response:
        """Hand over everything kept about the learner, as a file."""
        who = self.visitor(request)
        reply = await self.desk.privacy.export(who) if who else Refused(Problem.NEEDS_NAME)
        if not isinstance(reply, DataExported):
            raise web.HTTPSeeOther("/")
        headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(reply.file_name)}"}
        return web.Response(text=reply.body, content_type="application/json", headers=headers)

    async def leave(self, request: web.Request) -> web.Response:
        """Forget the browser: its cookie goes, the learner's data stays."""
        if not guards.from_here(request):
            raise web.HTTPForbidden
        response = web.HTTPSeeOther("/")
        response.del_cookie(COOKIE, path="/")
        raise response


def _path(room: Room) -> str:
    return f"/c/{quote(room.code)}"


def _door(name: str, code: str, refused: Refused | None = None) -> web.Response:
    problem = wording.refusal(refused) if refused else ""
    known = bool(name) and not refused
    html = page("enter", name=name, code=code[:12], problem=problem, known=known)
    return _html(html, status=422 if refused else 200)


def _html(text: str, status: int = 200) -> web.Response:
    if len(text) > limits.HTML_CHARACTERS:
        raise ValueError("a page grew beyond its limit")
    return web.Response(text=text, content_type="text/html", status=status)
