"""The web classroom's server: routes, middleware, sockets, opening and closing.

One room for each class at ``/c/CODE``; everything live runs over ``/ws``. Must not know what
is asked or answered.
"""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from types import MappingProxyType

import structlog
from aiohttp import web
from aiohttp.typedefs import Handler

from bot import wording
from bot.domain.ids import Account, Place
from bot.domain.replies import Problem, Refused
from bot.on_web import frames, guards, limits
from bot.on_web.desk import Desk, Seat
from bot.on_web.drawn import PATH, Drawings
from bot.on_web.hall import Hall
from bot.on_web.identity import Signer
from bot.on_web.pages import Pages, Pictures
from bot.on_web.signs import Signs
from bot.on_web.tab import Explain, SocketTab
from bot.on_web.templating import page
from bot.on_web.uploads import Uploads

log = structlog.get_logger(__name__)

STATIC = Path(__file__).parent / "static"
GOODBYE = 2.0
"""Seconds for which open requests may finish when the server closes."""


def _broken(_error: BaseException) -> Problem:
    return Problem.BROKEN


class Classroom:
    """The web classroom over the use cases of a desk.

    ``secret`` signs the cookies (16 bytes or more, the same after a restart); ``pictures`` are
    the files that questions name; ``explain`` says which problem an exception of the world is;
    ``metrics`` says who may read the numbers. ``doors`` are for others who share this server:
    by their path, what takes a POST there.
    """

    def __init__(
        self,
        desk: Desk,
        *,
        secret: bytes,
        pictures: Pictures,
        explain: Explain = _broken,
        metrics: guards.Reading = guards.Reading(),  # noqa: B008 - frozen
        doors: Mapping[str, Handler] = MappingProxyType({}),
    ) -> None:
        self._desk = desk
        self._explain = explain
        self._doors = doors
        self._hall = Hall(self._gone)
        arrivals = guards.Bucket(limits.ARRIVALS_BURST, limits.ARRIVALS_PER_SECOND)
        self._pages = Pages(desk, Signer(secret), pictures, arrivals)
        self._signs = Signs(desk.watching, self._hall.count, metrics)
        self._uploads = Uploads(desk, self._pages.visitor)
        self._drawings = Drawings(desk, self._pages.visitor)

    def application(self) -> web.Application:
        """Return the server's application, which follows the posts while it runs."""
        app = web.Application(middlewares=[self._kindly], client_max_size=limits.FORM_BYTES)
        app.on_response_prepare.append(guards.add_headers)
        app.cleanup_ctx.append(self._following)
        app.on_shutdown.append(self._close)
        app.router.add_static("/static", STATIC)
        app.add_routes(
            [
                web.get("/", self._pages.door),
                web.post("/enter", self._pages.enter),
                web.post("/leave", self._pages.leave),
                web.get("/c/{code}", self._pages.room),
                web.get("/picture/{deck}/{file}", self._pages.picture),
                web.get(PATH, self._drawings.board),
                web.get("/export", self._pages.export),
                web.get("/deck/export", self._uploads.export),
                web.post("/deck/bring", self._uploads.bring),
                web.post("/deck/draft", self._uploads.edit),
                web.post("/question/text", self._uploads.rewrite),
                web.get("/healthz", self._signs.health),
                web.get("/metrics", self._signs.metrics),
                web.get("/ws", self._socket),
                *(web.post(path, handler) for path, handler in self._doors.items()),
            ]
        )
        return app

    async def _following(self, _app: web.Application) -> AsyncIterator[None]:
        stop = self._desk.posting.listen(self._hall.wake)
        yield
        stop()

    async def _close(self, _app: web.Application) -> None:
        await self._hall.close()

    async def _gone(self, who: Account, place: Place) -> None:
        try:
            await self._desk.rounds.leave(who, place)
        except Exception:
            log.exception("nobody could be told that a learner left")

    async def _socket(self, request: web.Request) -> web.StreamResponse:
        """Open a tab for a learner on a page of ours; show everybody else the door."""
        if not guards.from_here(request):
            raise web.HTTPForbidden
        who = self._pages.visitor(request)
        room = await self._desk.classes.room(who) if who else None
        socket = web.WebSocketResponse(
            heartbeat=limits.HEARTBEAT, max_msg_size=limits.FRAME_BYTES, compress=True
        )
        await socket.prepare(request)
        if who is None or room is None or request.query.get("code") != room.code:
            # Said over the socket, because a page cannot see why one was refused.
            path = f"/c/{room.code}" if room else "/"
            await socket.send_str(frames.write(frames.Visit(path)))
            await socket.close()
            return socket
        place = room.place
        seat = Seat(who=who, place=place, code=room.code, present=lambda: self._hall.present(place))
        await SocketTab(socket, seat, self._desk, self._hall, self._explain).run()
        return socket

    @web.middleware
    async def _kindly(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Say every refusal of HTTP in a sentence; log an error of ours, and say sorry once."""
        try:
            return await handler(request)
        except web.HTTPException as known:
            if known.status < 400:
                raise
            title, text = _SAID.get(known.status, ("That did not work.", "Please try again."))
            status = known.status
        except Exception as error:
            problem = self._explain(error)
            log.exception("a request could not be handled", page=_page(request), problem=problem)
            title, text = "Sorry.", wording.refusal(Refused(problem))
            status = 500 if problem is Problem.BROKEN else 503
        html = page("notice", title=title, text=text)
        return web.Response(text=html, content_type="text/html", status=status)


def _page(request: web.Request) -> str:
    """Return which page a request was for, without a class's code or anything else in it."""
    resource = request.match_info.route.resource
    return resource.canonical if resource is not None else "?"


_SAID = {
    403: ("That came from another page.", "Please open the classroom itself and try again there."),
    404: ("Nothing is here.", "Perhaps the address has a slip in it."),
    405: ("That door opens another way.", "Please start from the front page."),
    413: ("That is more than fits through the door.", "A name and a code are enough."),
}


@asynccontextmanager
async def open_classroom(classroom: Classroom, host: str, port: int) -> AsyncIterator[str]:
    """Serve a classroom and yield its address; ``port`` 0 takes a free one.

    Raises OSError when the port is taken.
    """
    runner = web.AppRunner(
        classroom.application(), access_log=None, shutdown_timeout=GOODBYE, handle_signals=False
    )
    await runner.setup()
    try:
        site = web.TCPSite(runner, host, port)
        await site.start()
        taken = runner.addresses[0][1]
        shown = f"[{host}]" if ":" in host else host
        yield f"http://{shown}:{taken}"
    finally:
        await runner.cleanup()
