"""An open question is posted once more, where nobody can answer the post that is out.

Must not know any platform, nor why the post is of no use.
"""

from datetime import datetime, timedelta

from bot.domain.ids import AskId, PlaceId
from bot.domain.replies import Asked
from storage import asks, outbox
from storage.database import Tx

WORTH_ASKING = timedelta(seconds=10)
"""So much time must be left for a question to be asked again."""


def ask_again(tx: Tx, number: AskId, now: datetime) -> PlaceId | None:
    """Post an open question anew and return where; None if it is over, or will be in a moment."""
    ask = asks.get(tx, number)
    if ask is None or ask.closed_at is not None or ask.place is None:
        return None
    post = outbox.of_subject(tx, ask.place, f"ask:{ask.id}")
    if post is None or not isinstance(post.reply, Asked):
        return None
    ends = ask.closes_at or (post.reply.daily.reveal_at if post.reply.daily else None)
    if ends is not None and ends - now < WORTH_ASKING:
        return None
    outbox.post(tx, ask.place, post.subject, post.reply, now, post.manner, post.urgency)
    return ask.place
