"""What has been posted to places, for whoever delivers it.

The outbox is the truth; the listeners are only told to look there sooner than they would.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.domain.ids import Place, PostId, RoundId
from bot.domain.replies import Asked, Reply, Revealed, RoundStarted
from storage import classes, outbox
from storage.database import Database, Tx

KEPT = 200
"""Posts kept for each place, for browsers that come back."""


@dataclass(frozen=True, slots=True)
class Post:
    """One public message. Posts of one subject replace each other on screen."""

    id: PostId
    place: Place
    subject: str
    reply: Reply
    created_at: datetime


def is_daily(reply: Reply) -> bool:
    """Return whether a post is a daily question's, and not a step of a round."""
    return isinstance(reply, Asked | Revealed) and reply.daily is not None


def round_of(reply: Reply) -> RoundId | None:
    """Return the round that a public word is of, None if it is of none."""
    if isinstance(reply, RoundStarted):
        return reply.round
    step = reply.step if isinstance(reply, Asked | Revealed) else None
    return step.round if step else None


class Posting:
    """Reads the outbox of a place and tells listeners when there is more."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._listeners: list[Callable[[Place], None]] = []

    async def since(self, place: Place, after: int, limit: int = 50) -> tuple[Post, ...]:
        """Return the first ``limit`` posts of a place with ids above ``after``, oldest first."""

        def work(tx: Tx) -> tuple[Post, ...]:
            posts = outbox.since(tx, classes.place_id(tx, place), PostId(after), limit)
            return tuple(
                Post(post.id, place, post.subject, post.reply, post.created_at) for post in posts
            )

        return await self._database.transaction(work)

    async def latest(self, place: Place) -> int:
        """Return the id of the newest post of a place, 0 if there is none."""
        return await self._database.transaction(
            lambda tx: outbox.latest(tx, classes.place_id(tx, place))
        )

    async def trim(self, place: Place) -> None:
        """Forget all but the newest posts of a place."""
        await self._database.transaction(
            lambda tx: outbox.trim(tx, classes.place_id(tx, place), KEPT)
        )

    def listen(self, callback: Callable[[Place], None]) -> Callable[[], None]:
        """Call ``callback`` after something was posted to a place; returns how to stop."""
        self._listeners.append(callback)
        return lambda: self._listeners.remove(callback)

    def nudge(self, place: Place) -> None:
        """Tell listeners that a place may have new posts."""
        for listener in tuple(self._listeners):
            listener(place)
