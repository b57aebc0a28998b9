"""How many answers were marked since the start, by platform and mark: plain integers.

Whoever watches the bot reads them when they like; counting one costs next to nothing. Must not
know whose answers they were.
"""

from bot.domain.ids import Account, Platform
from bot.domain.question import Mark
from bot.domain.replies import CloseCall, Marked, Reply


class Answers:
    """The counts. They begin at nothing with each start; what matters is in the log of reviews."""

    def __init__(self) -> None:
        self.counts = {(platform, mark): 0 for platform in Platform for mark in Mark}

    def counted(self, who: Account, reply: Reply, live_mark: Mark | None = None) -> Reply:
        """Return a reply that was kept, and count the answer it is about, if there is one.

        ``live_mark`` is that of a live answer, which is marked before it is told; one that is
        changed counts again.
        """
        mark = live_mark
        if isinstance(reply, Marked):
            mark = reply.verdict.mark
        elif isinstance(reply, CloseCall):
            mark = Mark.CLOSE
        if mark is not None:
            self.counts[who.platform, mark] += 1
        return reply
