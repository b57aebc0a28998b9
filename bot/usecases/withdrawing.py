"""What waited to go out until it was no news any more is taken back, as if it had never been.

A platform that cannot be reached for days is not told all of them afterwards. Only posts that
nobody can have seen are taken back; what somebody has answered goes out however late it is.
"""

from datetime import datetime

from bot.domain.daily import Why
from bot.domain.ids import AskId, LearnerId, PlaceId
from bot.domain.replies import Asked, RemindAsked, Reminded
from bot.usecases.live import CLOSE
from storage import alarms, answers, asks, dailies, outbox, posted, reminders, subscriptions
from storage.database import Tx
from storage.outbox import Post

REMINDER = "reminder:"
"""How the subject of a reminder begins; its learner follows."""


def take_back(tx: Tx, now: datetime) -> int:
    """Take back what is stale, and return how many posts that were: a hundred at most."""
    found = outbox.stale(tx, now)
    for post in found:
        _take_back(tx, post, now)
    return len(found)


def _take_back(tx: Tx, post: Post, now: datetime) -> None:
    match post.reply:
        case Asked(ask=ask) if answers.answered(tx, ask):
            outbox.let_be_late(tx, post.id)
            return
        case Asked(ask=ask):
            _never_asked(tx, ask, now)
        case Reminded() | RemindAsked():
            _never_reminded(tx, LearnerId(int(post.subject.removeprefix(REMINDER))))
        case _:
            pass  # the week of a digest goes without
    outbox.take_back(tx, post.place, post.subject)


def forget_unseen(tx: Tx, place: PlaceId, ask: AskId, now: datetime) -> None:
    """Forget a daily question that its place would not take, unless somebody has answered it."""
    if posted.waits(tx, place, f"ask:{ask}") and not answers.answered(tx, ask):
        _never_asked(tx, ask, now)


def _never_asked(tx: Tx, ask: AskId, now: datetime) -> None:
    """Close a daily question that nobody has seen: its date is missed, and breaks no row."""
    told = dailies.of_ask(tx, ask)
    asks.close(tx, ask, now)
    alarms.clear(tx, CLOSE, ask)
    if told is None:
        return
    row, asked = subscriptions.get(tx, told.subscription), asks.get(tx, ask)
    if row is not None and row.open_ask == ask:
        subscriptions.set_open(tx, row.id, None, None)
    if asked is not None and told.reason is not None and told.reason.why is Why.QUEUED:
        dailies.enqueue(tx, told.subscription, asked.question)
    dailies.note_missed(tx, ask)


def _never_reminded(tx: Tx, learner: LearnerId) -> None:
    """Let a reminder that never came not count as one in vain."""
    reminders.note_unsent(tx, learner)
