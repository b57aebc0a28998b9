"""One thing that somebody did, and what becomes of it. Must not know what that is."""

import asyncio
from dataclasses import dataclass, field

from telegram import Message

from bot import press as p
from bot.on_telegram.desk import Seat


@dataclass(slots=True)
class Turn:
    """One thing that somebody did: pressed a key (``query``), or wrote a message.

    ``message`` is the one pressed on or written, None where it is out of reach. ``again`` is what
    a link has to do to show the answer in private. A press that took long was ``acknowledged``
    without words, and can be answered by no notice any more. One that is ``doubled`` came right
    after the same press: what it brings has just been brought.
    """

    seat: Seat
    message: Message | None = None
    query: str = ""
    again: p.Press | None = None
    quiet: "asyncio.Task[bool] | None" = field(default=None)
    acknowledged: bool = False
    doubled: bool = False

    @property
    def alone(self) -> bool:
        """Return whether nobody else reads along."""
        return self.seat.group is None
