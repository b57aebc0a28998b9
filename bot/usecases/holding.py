"""An ask that is a native poll closes in two steps: the poll takes no more votes, then the ask.

A platform tells of a vote without its time, and a moment later: what is on its way while the poll
is stopped still counts. Must not know any platform.
"""

from datetime import datetime, timedelta

from bot.usecases.live import CLOSE
from storage import alarms, polls
from storage.asks import Ask
from storage.database import Tx

LAST_VOTES = timedelta(seconds=2)
"""So long after a poll is stopped its last votes may still arrive."""

AFTER_A_STOP = timedelta(seconds=20)
"""The same where the alarm rings late: votes of the meantime wait at the platform to be fetched."""

LATE = timedelta(seconds=10)
"""An alarm that rings so late says that nobody was there to ring it."""


def held(tx: Tx, ask: Ask, now: datetime) -> bool:
    """Stop an ask's poll before it is closed; whether the ask is to wait for its last votes."""
    if ask.closed_at is not None or not polls.hold(tx, ask.id, now):
        return False
    late = ask.closes_at is not None and now - ask.closes_at > LATE
    alarms.set_alarm(tx, CLOSE, ask.id, now + (AFTER_A_STOP if late else LAST_VOTES))
    return True
