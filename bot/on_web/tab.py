"""One open tab: its frames become calls, replies become frames, and its room's posts follow.

Every private reply goes to all tabs of the learner, so that two of them stay in step; only the
one that asked moves its focus. Must not know HTTP.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace

import structlog
from aiohttp import WSMsgType, web

from bot.domain.calendar import zone_of
from bot.domain.replies import (
    AnswerCount,
    Answered,
    Asked,
    ClaimSettled,
    ClassLeft,
    ClassShown,
    DataDeleted,
    DataExported,
    Marked,
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
from bot.on_web.frames import Count, Hello, Outgoing, Push, Say, Show, Visit
from bot.on_web.guards import Bucket
from bot.on_web.hall import Hall
from bot.on_web.render import Region, Rendered, Viewer, render, render_outcome
from bot.usecases.posting import Post

log = structlog.get_logger(__name__)

Explain = Callable[[BaseException], Problem]
WAITING_FRAMES = 256
"""Frames that may wait for a slow tab; then it is closed, comes back, and catches up."""

PANELS = frozenset({"leaderboard", "stats", "settings", "class", "deck", "help", "privacy"})
"""Panels that open again with the page; each only shows."""

ONLY_HERE = (Region.PANEL, Region.TOAST)


class SocketTab:
    """A tab over a WebSocket. ``run`` lasts as long as the socket."""

    def __init__(
        self, socket: web.WebSocketResponse, seat: Seat, desk: Desk, hall: Hall, explain: Explain
    ) -> None:
        self.seat = seat
        self._socket = socket
        self._desk = desk
        self._hall = hall
        self._explain = explain
        self._viewer = Viewer(now=desk.clock())
        self._after = 0
        self._news = asyncio.Event()
        self._ready = False
        self._outgoing: asyncio.Queue[Outgoing | None] = asyncio.Queue(WAITING_FRAMES)
        self._bucket = Bucket(limits.BURST, limits.PER_SECOND)
        self._told_off = 0.0

    # What the hall needs.

    def send(self, frame: Outgoing) -> None:
        """Queue a frame; a tab too slow to take it is closed."""
        try:
            self._outgoing.put_nowait(frame)
        except asyncio.QueueFull:
            self.close()

    def wake(self) -> None:
        """Look for new posts soon."""
        self._news.set()

    def close(self) -> None:
        """End this tab: the writer says goodbye."""
        while self._outgoing.full():
            self._outgoing.get_nowait()
        self._outgoing.put_nowait(None)

    async def run(self) -> None:
        """Serve the tab until it closes."""
        workers = [asyncio.create_task(self._write()), asyncio.create_task(self._follow())]
        self._hall.enter(self)
        try:
            async for message in self._socket:
                if message.type is WSMsgType.TEXT:
                    await self._hear(message.data)
                elif message.type is WSMsgType.BINARY:
                    self._tell(Refused(Problem.UNFIT_ANSWER))
        finally:
            self._hall.leave(self)
            for worker in workers:
                worker.cancel()
            await asyncio.gather(*workers, return_exceptions=True)

    async def _write(self) -> None:
        """Send what is queued, until there is nothing more to come or nobody to take it."""
        try:
            while (frame := await self._outgoing.get()) is not None:
                await self._socket.send_str(frames.write(frame))
        except ConnectionError:
            return
        except Exception:
            log.exception("a frame could not be written")
        await self._socket.close(code=1001, message=b"back soon")

    async def _hear(self, text: str) -> None:
        """Take one message: whatever it is, the answer is a frame and the socket stays open."""
        now = asyncio.get_running_loop().time()
        if not self._bucket.take(now):
            if now - self._told_off > 1:
                self._told_off = now
                self._tell(Refused(Problem.TOO_FAST))
            return
        frame = frames.read(text)
        match frame:
            case Refused():
                self._tell(frame)
            case Hello():
                await self._guarded(self._arrive(frame))
            case Say(text=said):
                await self._do(commands.run(self._desk, self.seat, said))
            case Push(press=press, values=values):
                await self._do(buttons.push(self._desk, self.seat, press, values))

    async def _do(self, work: Awaitable[Reply]) -> None:
        await self._guarded(self._deliver(work))

    async def _deliver(self, work: Awaitable[Reply]) -> None:
        await self._answer(await work)

    async def _guarded(self, work: Awaitable[None]) -> None:
        """Do something; an error of ours is logged with its traceback, and one sorry is said."""
        try:
            await work
        except Exception as error:
            problem = self._explain(error)
            log.exception("a frame could not be handled", problem=problem.value)
            self._tell(Refused(problem))

    # Arriving, and following what is posted.

    async def _arrive(self, hello: Hello) -> None:
        """Bring a tab up to date: a fresh page, or one that lost its socket for a while."""
        await self._learn_viewer()
        latest = await self._desk.posting.latest(self.seat.place)
        fresh = hello.after < 0 or hello.after > latest
        if hello.review.startswith("/review"):
            await self._resume(hello.review)
        elif fresh:
            self._tell(await self._desk.classes.enter(self.seat.who, ""), quiet=True)
        await self._catch_up(hello.after, latest, fresh=fresh)
        self._after, self._ready = latest, True
        self._news.set()
        if hello.panel in PANELS:
            await self._resume(f"/{hello.panel}")

    async def _resume(self, text: str) -> None:
        """Show again what a tab was showing."""
        self._tell(await commands.run(self._desk, self.seat, text), quiet=True)

    async def _learn_viewer(self) -> None:
        shown = await self._desk.settings.show(self.seat.who)
        if isinstance(shown, SettingsShown):
            self._know(shown)

    def _know(self, shown: SettingsShown) -> None:
        zone = zone_of(shown.zone) or self._viewer.zone
        self._viewer = Viewer(self._desk.clock(), zone, shown.alias or shown.name)

    async def _catch_up(self, after: int, latest: int, *, fresh: bool) -> None:
        """Show the round as it stands, or else how the last one went, if that was just now."""
        state = await self._desk.rounds.join(self.seat.who, self.seat.place)
        if not isinstance(state, Refused):
            await self._show_public(state, post=latest)
            return
        for post in reversed(await self._desk.posting.since(self.seat.place, max(0, latest - 1))):
            age = (self._desk.clock() - post.created_at).total_seconds()
            if isinstance(post.reply, RoundOver) and age < limits.PODIUM_KEPT:
                if fresh or post.id > after:
                    await self._show_public(post.reply, post=post.id)
                return
        if not fresh:
            self.send(Show(region=Region.LIVE, html="", post=latest))

    async def _follow(self) -> None:
        while True:
            await self._news.wait()
            self._news.clear()
            if self._ready:
                await self._guarded(self._read_posts())

    async def _read_posts(self) -> None:
        """Show the newest of the posts this tab has not seen: the older ones it replaces."""
        posts = await self._desk.posting.since(self.seat.place, self._after)
        if posts:
            self._after = posts[-1].id
            await self._show_post(posts[-1])

    async def _show_post(self, post: Post) -> None:
        reply = post.reply
        if isinstance(reply, Asked):  # the clock of a post is everybody's; extra time is one's own
            mine = await self._desk.rounds.current(self.seat.who, self.seat.place)
            reply = mine if isinstance(mine, Asked) and mine.ask == reply.ask else reply
        await self._show_public(reply, post=post.id)
        if isinstance(reply, RoundOver):
            board = await commands.run(self._desk, self.seat, "/leaderboard")
            self._tell(board, quiet=True, refresh=True)

    async def _show_public(self, reply: Reply, *, post: int) -> None:
        """Show a step of the round, and beside it what the learner has to do with it."""
        self.send(self._framed(render(reply, self._now()), post=post))
        if isinstance(reply, Asked | Revealed):
            mine = await self._desk.study.mine(self.seat.who, reply.ask)
            if isinstance(mine, Marked):
                self.send(self._framed(render_outcome(mine, self._now())))
            elif isinstance(mine, Answered):
                self._tell(mine, quiet=True)

    # Answering.

    async def _answer(self, reply: Reply) -> None:
        """Say a reply to the learner's tabs, and do what follows from it."""
        match reply:
            case RoundStarted() | RoundOver() | Revealed():
                return  # its post is on the way to everybody
            case Asked(source=source) if source is not Source.REVIEW:
                return
            case Answered(ask=ask, answered=answered):
                self._tell_all(reply)
                present = len(self._hall.present(self.seat.place))
                counted = render(AnswerCount(ask, answered, max(present, answered)), self._now())
                self._hall.tell(self.seat.place, Count(ask, counted.announce))
            case SkipVoted():
                self._hall.tell(self.seat.place, self._framed(render(reply, self._now())))
            case ClassShown(just_created=created, just_joined=joined) if created or joined:
                self.send(Visit(f"/c/{reply.code}", "class"))
            case ClassLeft():
                self.send(Visit("/"))
            case DataExported():
                self.send(Visit("/export"))
            case DataDeleted():
                for tab in self._hall.tabs_of(self.seat.who):
                    tab.send(Visit("/?gone=1"))
            case _:
                await self._answer_more(reply)

    async def _answer_more(self, reply: Reply) -> None:
        self._tell_all(reply)
        if isinstance(reply, SettingsShown):
            self._know(reply)
        elif isinstance(reply, Skipped):
            words = self.seat.review.partition(" ")[2]
            self._tell_all(await commands.review(self._desk, self.seat, words))
        elif isinstance(reply, ClaimSettled):
            self._tell(await self._desk.study.claims(self.seat.who))

    def _now(self) -> Viewer:
        return replace(self._viewer, now=self._desk.clock())

    def _tell(self, reply: Reply, *, quiet: bool = False, refresh: bool = False) -> None:
        """Say a reply to this tab alone; a quiet one moves no focus and is not read out."""
        rendered = render(reply, self._now())
        if refresh:
            rendered = replace(rendered, slot="refresh")
        self.send(self._framed(rendered, quiet=quiet))

    def _tell_all(self, reply: Reply) -> None:
        """Say a reply to this tab and, without taking their focus, the learner's others here."""
        rendered = render(reply, self._now())
        self.send(self._framed(rendered))
        if rendered.region in ONLY_HERE:
            return
        for tab in self._hall.tabs_of(self.seat.who, self.seat.place):
            if tab is not self:
                tab.send(self._framed(rendered, quiet=True))

    def _framed(self, rendered: Rendered, *, post: int = 0, quiet: bool = False) -> Show:
        own = rendered.region in (Region.OWN, Region.WORK)
        return Show(
            region=rendered.region,
            html=rendered.html,
            ask=rendered.ask,
            slot=rendered.slot,
            focus="" if quiet else rendered.focus,
            announce="" if quiet else rendered.announce,
            post=post,
            review=self.seat.review if own else None,
        )
