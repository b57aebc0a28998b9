"""Knows a key that was pressed twice: what it shows is shown once.

Kept in memory alone: after a restart a second tap shows the same once more. Must not know replies.
"""

from datetime import datetime, timedelta

from bot import press as p
from bot.domain.ids import Account, AskId
from bot.domain.recent import Recent
from bot.on_telegram.turns import Turn

AT_ONCE = timedelta(seconds=2)
"""Two taps so near are one: no answer could have been read between them."""

LATELY = timedelta(seconds=30)
"""What was posted so lately still stands before everybody's eyes: a whole class may tap for it."""

MOST_REMEMBERED = 1_000


class Doubles:
    """The last press of each person on each message."""

    def __init__(self) -> None:
        self._last: Recent[tuple[str, int, Account], tuple[p.Press | None, datetime]] = Recent(
            MOST_REMEMBERED
        )

    def again(self, turn: Turn, now: datetime) -> bool:
        """Return whether a press is the same as the one just before it, and note it."""
        if turn.message is None:
            return False
        key = (turn.seat.place.chat_id, turn.message.message_id, turn.seat.who)
        known = self._last.get(key)
        same = known is not None and known[0] == turn.again and now - known[1] < AT_ONCE
        self._last[key] = (turn.again, now)
        return same


class Posted:
    """What was posted for all of a group by a key of a message, and by whose tap."""

    def __init__(self) -> None:
        self._last: Recent[tuple[str, int, p.Press | None], tuple[Account, datetime]] = Recent(
            MOST_REMEMBERED
        )

    def stands(self, turn: Turn, now: datetime) -> bool:
        """Return whether somebody else has just had the same posted; if not, note this one."""
        if turn.message is None:
            return False
        key = (turn.seat.place.chat_id, turn.message.message_id, turn.again)
        known = self._last.get(key)
        if known is not None and known[0] != turn.seat.who and now - known[1] < LATELY:
            return True
        self._last[key] = (turn.seat.who, now)
        return False


class Told:
    """The messages that have become what the answer to their question came to."""

    def __init__(self) -> None:
        self._known: Recent[tuple[str, int, AskId], None] = Recent(MOST_REMEMBERED)

    def note(self, turn: Turn, ask: AskId) -> None:
        """Note that who pressed a key sees in the message itself what came of their answer."""
        if turn.query and turn.message is not None:
            self._known[turn.seat.place.chat_id, turn.message.message_id, ask] = None

    def knows(self, turn: Turn, ask: AskId) -> bool:
        """Return whether the message of a key tells already what came of an answer."""
        number = turn.message.message_id if turn.message else 0
        return (turn.seat.place.chat_id, number, ask) in self._known
