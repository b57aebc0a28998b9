"""Who is in which room right now, and how to reach them all. Holds nothing that matters.

A restart empties it; the tabs come back by themselves. Must not know what is said.
"""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable

from bot import wording
from bot.domain.ids import Account, Place
from bot.on_web import limits
from bot.on_web.calendar import owner_of
from bot.on_web.desk import Seat
from bot.on_web.frames import Outgoing, Presence

Gone = Callable[[Account, Place], Awaitable[None]]


WAITING_FRAMES = 256
"""Frames that may wait for a slow tab; then it is closed, comes back, and catches up."""


class Tab:
    """An open tab: whose it is, what waits to be sent to it, whether there may be new posts.

    ``own_news``: for its learner alone.
    """

    def __init__(self, seat: Seat) -> None:
        self.seat = seat
        self.news = asyncio.Event()
        self.own_news = False
        self._outgoing: asyncio.Queue[Outgoing | None] = asyncio.Queue(WAITING_FRAMES)

    def send(self, frame: Outgoing) -> None:
        """Queue a frame and never wait; a tab too slow to take it is closed."""
        try:
            self._outgoing.put_nowait(frame)
        except asyncio.QueueFull:
            self.close()

    def close(self) -> None:
        """End this tab, after what is queued if there is room for that."""
        while self._outgoing.full():
            self._outgoing.get_nowait()
        self._outgoing.put_nowait(None)

    async def next_frame(self) -> Outgoing | None:
        """Return the next frame to send, or None when the tab should end."""
        return await self._outgoing.get()


class Hall:
    """The open tabs by place. ``gone`` is called some seconds after a learner's last tab closed."""

    def __init__(self, gone: Gone) -> None:
        self._tabs: defaultdict[Place, list[Tab]] = defaultdict(list)
        self._gone = gone
        self._waits: dict[tuple[Account, Place], asyncio.Task[None]] = {}
        self._closed = False

    def count(self) -> int:
        """Return how many tabs are open."""
        return sum(map(len, self._tabs.values()))

    def enter(self, tab: Tab) -> None:
        """Add a tab; beyond ``limits.SOCKETS_EACH`` of one learner the oldest goes."""
        key = (tab.seat.who, tab.seat.place)
        waiting = self._waits.pop(key, None)
        if waiting:
            waiting.cancel()
        tabs = self._tabs[tab.seat.place]
        tabs.append(tab)
        mine = [other for other in tabs if other.seat.who == tab.seat.who]
        if len(mine) > limits.SOCKETS_EACH:
            mine[0].close()
        self._tell_presence(tab.seat.place)

    def leave(self, tab: Tab) -> None:
        """Remove a tab; if it was a learner's last one here, they are missed after a while."""
        place, who = tab.seat.place, tab.seat.who
        tabs = self._tabs[place]
        if tab in tabs:
            tabs.remove(tab)
        if not tabs:
            del self._tabs[place]
        elif who not in self.present(place):
            self._tell_presence(place)
        if self._closed or who in self.present(place):
            return
        if (who, place) not in self._waits:
            self._waits[who, place] = asyncio.create_task(self._miss(who, place))

    async def _miss(self, who: Account, place: Place) -> None:
        try:
            await asyncio.sleep(limits.AWAY)
            await self._gone(who, place)
        finally:
            if self._waits.get((who, place)) is asyncio.current_task():
                del self._waits[who, place]

    async def close(self) -> None:
        """End every tab; nobody is missed: they will be back after the restart."""
        self._closed = True
        waits = tuple(self._waits.values())
        for wait in waits:
            wait.cancel()
        await asyncio.gather(*waits, return_exceptions=True)
        for tab in [tab for tabs in self._tabs.values() for tab in tabs]:
            tab.close()

    def present(self, place: Place) -> tuple[Account, ...]:
        """Return who has a tab open in a place, in the order they came."""
        return tuple(dict.fromkeys(tab.seat.who for tab in self._tabs.get(place, ())))

    def tabs_of(self, who: Account, place: Place | None = None) -> tuple[Tab, ...]:
        """Return a learner's tabs in a place, or everywhere."""
        rooms = self._tabs.values() if place is None else (self._tabs.get(place, ()),)
        return tuple(tab for tabs in rooms for tab in tabs if tab.seat.who == who)

    def tell(self, place: Place, frame: Outgoing) -> None:
        """Send a frame to every tab of a place."""
        self._send(self._tabs.get(place, ()), frame)

    def wake(self, place: Place) -> None:
        """Let every tab of a place look for new posts; of a feed of one's own, one's own tabs."""
        owner = owner_of(place)
        for tab in self.tabs_of(owner) if owner else tuple(self._tabs.get(place, ())):
            tab.own_news = tab.own_news or owner is not None
            tab.news.set()

    def _tell_presence(self, place: Place) -> None:
        here = len(self.present(place))
        self.tell(place, Presence(here, f"{wording.number(here)} here"))

    @staticmethod
    def _send(tabs: Iterable[Tab], frame: Outgoing) -> None:
        for tab in tuple(tabs):
            tab.send(frame)
