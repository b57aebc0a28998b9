"""Keeps one tab in step with its room: what it missed on arriving, and every post after.

The outbox is the truth; a nudge only says when to look. Must not know sockets.
"""

from bot.domain.replies import (
    Answered,
    Asked,
    Digest,
    Marked,
    Refused,
    Reply,
    Revealed,
    RoundOver,
    SettingsShown,
)
from bot.on_web import commands, limits
from bot.on_web.calendar import own_place
from bot.on_web.desk import Desk, Seat
from bot.on_web.frames import Hello, Show
from bot.on_web.render import Region
from bot.on_web.telling import Teller
from bot.usecases.posting import Post, is_daily

PANELS = frozenset(
    {"leaderboard", "stats", "settings", "class", "deck", "daily", "help", "privacy"}
)
"""Panels that open again with the page; each only shows."""


WEEK_POSTS = 40
"""Posts among which the digest of the week is looked for."""

DAILY_POSTS = 4
"""Posts of a daily question that may follow the podium of the last round."""


def is_beside(reply: Reply) -> bool:
    """Return whether a post has a place of its own on the page, beside the round."""
    return is_daily(reply) or isinstance(reply, Digest)


class Follower:
    """Follows the posts of a tab's room. ``ready`` once the tab has said hello."""

    def __init__(self, seat: Seat, desk: Desk, teller: Teller) -> None:
        self._seat = seat
        self._desk = desk
        self._teller = teller
        self._after = 0
        self.ready = False

    async def arrive(self, hello: Hello) -> None:
        """Bring a tab up to date: a fresh page, or one that lost its socket for a while."""
        settings = await self._desk.settings.show(self._seat.who)
        if isinstance(settings, SettingsShown):
            self._teller.know(settings)
        latest = await self._desk.posting.latest(self._seat.place)
        fresh = hello.after < 0 or hello.after > latest
        if hello.review.startswith("/review"):
            await self._resume(hello.review)
        elif fresh:
            self._teller.tell(await self._desk.classes.enter(self._seat.who, ""), quiet=True)
        await self._catch_up(hello.after, latest, fresh=fresh)
        await self._show_daily()
        await self._show_week()
        if not hello.review.startswith("/review"):
            await self.show_own()
        self._after, self.ready = latest, True
        if hello.panel in PANELS:
            await self._resume(f"/{hello.panel}")

    async def _resume(self, text: str) -> None:
        """Show again what a tab was showing."""
        self._teller.tell(await commands.run(self._desk, self._seat, text), quiet=True)

    async def _catch_up(self, after: int, latest: int, *, fresh: bool) -> None:
        """Show the round as it stands, or else how the last one went, if that was just now."""
        state = await self._desk.rounds.join(self._seat.who, self._seat.place)
        if not isinstance(state, Refused):
            await self._show(state, latest)
            return
        newest = await self._round_posts(max(0, latest - DAILY_POSTS))
        if newest and self._is_recent_podium(newest[-1]):
            if fresh or newest[-1].id > after:
                await self._show(newest[-1].reply, newest[-1].id)
        elif not fresh:
            self._teller.send(Show(region=Region.LIVE, html="", post=latest))

    def _is_recent_podium(self, post: Post) -> bool:
        age = (self._desk.clock() - post.created_at).total_seconds()
        return isinstance(post.reply, RoundOver) and age < limits.PODIUM_KEPT

    async def _round_posts(self, after: int) -> tuple[Post, ...]:
        """Return the posts of rounds after one, without those of the daily question."""
        posts = await self._desk.posting.since(self._seat.place, after)
        return tuple(post for post in posts if not is_beside(post.reply))

    async def _show_daily(self) -> None:
        """Show the question of the day that is open, and the answer of the one before."""
        before = await self._desk.daily.revealed(self._seat.who, self._seat.place)
        if isinstance(before, Revealed) and before.daily is not None:
            age = self._desk.clock().date() - before.daily.day
            if age.days <= limits.REVEAL_KEPT:
                await self._show(before, 0)
        now_open = await self._desk.daily.current(self._seat.who, self._seat.place)
        if isinstance(now_open, Asked):
            await self._show(now_open, 0)

    async def _show_week(self) -> None:
        """Show the digest of the last week for a few days, while its post is among the newest."""
        newest = await self._desk.posting.latest(self._seat.place)
        posts = await self._desk.posting.since(self._seat.place, max(0, newest - WEEK_POSTS))
        for post in [one for one in posts if isinstance(one.reply, Digest)][-1:]:
            if (self._desk.clock() - post.created_at).days < limits.DIGEST_KEPT:
                await self._show(post.reply, 0)

    async def show_own(self) -> None:
        """Show the reminder that waits for this learner, if one does."""
        place = own_place(self._seat.who)
        waiting = await self._desk.reminding.waiting(self._seat.who, place)
        if not isinstance(waiting, Refused):
            self._seat.review = self._seat.review or "/review"
            self._teller.tell(waiting)

    async def read_posts(self) -> None:
        """Show the newest of the posts this tab has not seen: the older ones it replaces.

        A daily question and the answer of the one before stand beside each other.
        """
        posts = await self._desk.posting.since(self._seat.place, self._after)
        if not posts:
            return
        self._after = posts[-1].id
        for post in [one for one in posts if isinstance(one.reply, Digest)][-1:]:
            await self._show(post.reply, post.id)
        daily = [post for post in posts if is_daily(post.reply)]
        for kind in (Revealed, Asked):
            for post in [one for one in daily if isinstance(one.reply, kind)][-1:]:
                await self._show(post.reply, post.id)
        for post in [one for one in posts if not is_beside(one.reply)][-1:]:
            await self._show_post(post)

    async def _show_post(self, post: Post) -> None:
        reply = post.reply
        if isinstance(reply, Asked):  # the clock of a post is everybody's; extra time is one's own
            mine = await self._desk.rounds.current(self._seat.who, self._seat.place)
            reply = mine if isinstance(mine, Asked) and mine.ask == reply.ask else reply
        await self._show(reply, post.id)
        if isinstance(reply, RoundOver):
            self._teller.refresh(await commands.run(self._desk, self._seat, "/leaderboard"))

    async def _show(self, reply: Reply, post: int) -> None:
        """Show a step of the round, and beside it what the learner has to do with it."""
        self._teller.show_post(reply, post)
        if isinstance(reply, Asked | Revealed):
            mine = await self._desk.study.mine(self._seat.who, reply.ask)
            if isinstance(mine, Marked):
                self._teller.show_outcome(mine)
            elif isinstance(mine, Answered):
                self._teller.tell(mine, quiet=True)
