"""Says replies to one tab, and where it is right to the learner's others: reply to frame.

Knows who reads (their zone, their name); must not know where a reply comes from.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot.domain.calendar import zone_of
from bot.domain.replies import Marked, Reply, SettingsShown
from bot.on_web.frames import Outgoing, Show
from bot.on_web.hall import Hall, Tab
from bot.on_web.render import Region, Rendered, Viewer, render, render_outcome

ONLY_HERE = (Region.PANEL, Region.TOAST)
"""Regions that only the tab sees that asked."""


class Teller:
    """The voice to one tab. A quiet reply moves no focus and is not read out."""

    def __init__(self, tab: Tab, hall: Hall, clock: Callable[[], datetime]) -> None:
        self._tab = tab
        self._hall = hall
        self._clock = clock
        self._viewer = Viewer(now=clock())

    def know(self, settings: SettingsShown) -> None:
        """Learn who reads."""
        zone = zone_of(settings.zone) or self._viewer.zone
        self._viewer = Viewer(self._clock(), zone, settings.alias or settings.name)

    def send(self, frame: Outgoing) -> None:
        """Send a frame as it is."""
        self._tab.send(frame)

    def rendered(self, reply: Reply) -> Rendered:
        """Return a reply as this reader sees it now."""
        return render(reply, replace(self._viewer, now=self._clock()))

    def tell(self, reply: Reply, *, quiet: bool = False) -> None:
        """Say a reply to this tab alone."""
        self.send(self._framed(self.rendered(reply), quiet=quiet))

    def tell_all(self, reply: Reply) -> None:
        """Say a reply here and, quietly, at the learner's other tabs in this room."""
        rendered = self.rendered(reply)
        self.send(self._framed(rendered))
        if rendered.region in ONLY_HERE:
            return
        for tab in self._hall.tabs_of(self._tab.seat.who, self._tab.seat.place):
            if tab is not self._tab:
                tab.send(self._framed(rendered, quiet=True))

    def tell_room(self, reply: Reply) -> None:
        """Say a reply to everybody in this room."""
        self._hall.tell(self._tab.seat.place, self._framed(self.rendered(reply)))

    def show_post(self, reply: Reply, post: int) -> None:
        """Show a public post; ``post`` is its id, by which the tab catches up."""
        self.send(self._framed(self.rendered(reply), post=post))

    def show_outcome(self, marked: Marked) -> None:
        """Show how the learner's own live answer was marked."""
        viewer = replace(self._viewer, now=self._clock())
        self.send(self._framed(render_outcome(marked, viewer)))

    def refresh(self, reply: Reply) -> None:
        """Bring a panel up to date if it is the one that is open."""
        shown = replace(self.rendered(reply), slot="refresh")
        self.send(self._framed(shown, quiet=True))

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
            review=self._tab.seat.review if own else None,
        )
