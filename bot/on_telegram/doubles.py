"""Knows a key that somebody pressed twice at once: what it shows to all is shown once.

Kept in memory alone: after a restart a second tap shows the same once more. Must not know replies.
"""

from collections import OrderedDict
from datetime import datetime, timedelta

from bot import press as p
from bot.domain.ids import Account
from bot.on_telegram.turns import Turn

AT_ONCE = timedelta(seconds=2)
"""Two taps so near are one: no answer could have been read between them."""

MOST_REMEMBERED = 1_000


class Doubles:
    """The last press on each message."""

    def __init__(self) -> None:
        self._last: OrderedDict[tuple[str, int], tuple[Account, p.Press | None, datetime]] = (
            OrderedDict()
        )

    def again(self, turn: Turn, now: datetime) -> bool:
        """Return whether a press is the same as the one just before it, and note it."""
        if turn.message is None:
            return False
        where = (turn.seat.place.chat_id, turn.message.message_id)
        who, press, at = self._last.get(where, (None, None, now))
        same = who == turn.seat.who and press == turn.again and now - at < AT_ONCE
        self._last[where] = (turn.seat.who, turn.again, now)
        self._last.move_to_end(where)
        if len(self._last) > MOST_REMEMBERED:
            self._last.popitem(last=False)
        return same
