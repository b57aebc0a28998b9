"""One open tab over its socket: frames become calls, replies become frames.

Every private reply goes to all tabs of the learner, so that two of them stay in step; only the
one that asked moves its focus. Must not know HTTP.
"""

import asyncio
from collections.abc import Awaitable, Callable

import structlog
from aiohttp import WSMsgType, web

from bot.domain.replies import (
    AnswerCount,
    Answered,
    Asked,
    ClaimSettled,
    ClassLeft,
    ClassShown,
    DataDeleted,
    DataExported,
    Problem,
    Refused,
    Reply,
    Revealed,
    RoundOver,
    RoundStarted,
    SettingsShown,
    Skipped,
    SkipVoted,
    Source,
)
from bot.on_web import buttons, commands, frames, limits
from bot.on_web.desk import Desk, Seat
from bot.on_web.following import Follower
from bot.on_web.frames import Count, Heard, Hello, Push, Say, Visit
from bot.on_web.guards import Bucket
from bot.on_web.hall import Hall, Tab
from bot.on_web.telling import Teller

log = structlog.get_logger(__name__)

Explain = Callable[[BaseException], Problem]


class SocketTab:
    """A tab over a WebSocket. ``run`` lasts as long as the socket."""

    def __init__(
        self, socket: web.WebSocketResponse, seat: Seat, desk: Desk, hall: Hall, explain: Explain
    ) -> None:
        self._socket = socket
        self._seat = seat
        self._desk = desk
        self._hall = hall
        self._explain = explain
        self._tab = Tab(seat)
        self._teller = Teller(self._tab, hall, desk.clock)
        self._follower = Follower(seat, desk, self._teller)
        self._bucket = Bucket(limits.BURST, limits.PER_SECOND)
        self._told_off = 0.0

    async def run(self) -> None:
        """Serve the tab until it closes."""
        workers = [asyncio.create_task(self._write()), asyncio.create_task(self._follow())]
        self._hall.enter(self._tab)
        try:
            async for message in self._socket:
                if message.type is WSMsgType.TEXT:
                    await self._hear(message.data)
                elif message.type is WSMsgType.BINARY:
                    self._teller.tell(Refused(Problem.UNFIT_ANSWER))
        finally:
            self._hall.leave(self._tab)
            for worker in workers:
                worker.cancel()
            await asyncio.gather(*workers, return_exceptions=True)

    async def _write(self) -> None:
        """Send what is queued, until there is nothing more to come or nobody to take it."""
        try:
            while (frame := await self._tab.next_frame()) is not None:
                await self._socket.send_str(frames.write(frame))
        except ConnectionError:
            return
        except Exception:
            log.exception("a frame could not be written")
        await self._socket.close(code=1001, message=b"back soon")

    async def _follow(self) -> None:
        """Look for new posts whenever there may be some."""
        while True:
            await self._tab.news.wait()
            self._tab.news.clear()
            if self._follower.ready:
                await self._guarded(self._follower.read_posts())
                if self._tab.own_news:
                    self._tab.own_news = False
                    await self._guarded(self._follower.show_own())

    async def _hear(self, text: str) -> None:
        """Take one message: whatever it is, the answer is a frame and the socket stays open."""
        if not self._may_speak():
            return
        frame = frames.read(text)
        match frame:
            case Refused():
                self._teller.tell(frame)
            case Hello():
                await self._guarded(self._arrive(frame))
            case Say(text=said):
                await self._guarded(self._do(commands.run(self._desk, self._seat, said)))
            case Push(press=press, values=values):
                await self._guarded(self._do(buttons.push(self._desk, self._seat, press, values)))

    def _may_speak(self) -> bool:
        """Return whether a message is within the rate limit; say so once a second if not."""
        now = asyncio.get_running_loop().time()
        if self._bucket.take(now):
            return True
        if now - self._told_off > 1:
            self._told_off = now
            self._teller.tell(Refused(Problem.TOO_FAST))
        return False

    async def _guarded(self, work: Awaitable[None]) -> None:
        """Do something; an error of ours is logged with its traceback, and one sorry is said."""
        try:
            await work
        except Exception as error:
            problem = self._explain(error)
            log.exception("a frame could not be handled", problem=problem.value)
            self._teller.tell(Refused(problem))

    async def _arrive(self, hello: Hello) -> None:
        await self._follower.arrive(hello)
        self._tab.news.set()

    async def _do(self, work: Awaitable[Reply]) -> None:
        """Say a reply, and do what follows from it."""
        reply = await work
        match reply:
            case RoundStarted() | RoundOver() | Revealed():
                self._teller.send(Heard())  # its post is on the way to everybody
            case Asked(source=source) if source is not Source.REVIEW:
                self._teller.send(Heard())
            case SkipVoted():
                self._teller.tell_room(reply)
            case ClassShown(just_created=created, just_joined=joined) if created or joined:
                self._go_on(Visit(f"/c/{reply.code}", "class"))
            case ClassLeft():
                self._go_on(Visit("/", said=self._teller.rendered(reply).announce))
            case Refused(problem=Problem.NEEDS_NAME):  # deleted in another browser
                self._go_on(Visit("/"))
            case DataExported():
                self._teller.send(Visit("/export"))
            case DataDeleted():
                for tab in self._hall.tabs_of(self._seat.who):
                    tab.send(Visit("/?gone=1"))
            case _:
                self._teller.tell_all(reply)
                await self._follow_up(reply)

    def _go_on(self, visit: Visit) -> None:
        """Leave this room with all tabs of the learner here; this one is told why."""
        self._teller.send(visit)
        for tab in self._hall.tabs_of(self._seat.who, self._seat.place):
            if tab is not self._tab:
                tab.send(Visit(visit.path))

    async def _follow_up(self, reply: Reply) -> None:
        """Do what comes of a reply once it is said."""
        match reply:
            case Answered(ask=ask, answered=answered, daily=daily):
                present = 0 if daily else max(len(self._hall.present(self._seat.place)), answered)
                count = AnswerCount(ask, answered, present)
                said = self._teller.rendered(count).announce
                self._hall.tell(self._seat.place, Count(ask, said))
            case SettingsShown():
                self._teller.know(reply)
            case Skipped():
                words = self._seat.review.partition(" ")[2]
                self._teller.tell_all(await commands.review(self._desk, self._seat, words))
            case ClaimSettled():
                self._teller.tell(await self._desk.study.claims(self._seat.who))
            case _:
                pass
