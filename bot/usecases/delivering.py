"""What a platform's sender needs: posts to deliver, what became of them, places that are gone.

Delivery is at least once: a worker that dies leaves its lease to another. Must not know how a
post is sent.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.daily import DailyState, Manner
from bot.domain.ids import Place, Platform, PostId
from bot.domain.replies import Reply
from bot.domain.urgency import Urgency
from bot.usecases import daily_posting, digest_posting
from bot.usecases.ticking import STEP_BACK
from bot.usecases.unseen import begun
from bot.usecases.withdrawing import forget_unseen, take_back
from storage import classes, outbox, reminders, subscriptions, weeklies
from storage.database import Database, Tx

LEASE = timedelta(minutes=2)
"""How long a worker may take over a post before another tries."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """A post to deliver: where, what, how, and how often it did not work before.

    ``zone`` is that of the place's class. ``again``: since it was ``posted_at`` (UTC)
    somebody tried to deliver it, and whether it is out is not known.
    """

    id: PostId
    place: Place
    subject: str
    reply: Reply
    manner: Manner
    attempts: int
    posted_at: datetime
    again: bool = False
    zone: str = "UTC"
    urgency: Urgency = Urgency.CLOSE


class Delivering:
    """Hands posts out to the senders of platforms, each to one worker at a time."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock
        self._seen: datetime | None = None  # a hint: what the clock said at the last look

    async def lease(self, platform: Platform, limit: int = 50) -> tuple[Parcel, ...]:
        """Take what should go out now; of each place the oldest post alone.

        What is no news any more is taken back instead.
        """

        def work(tx: Tx) -> tuple[Parcel, ...]:
            now = self._clock()
            if self._seen is None or now < self._seen - STEP_BACK:
                outbox.put_right(tx, now)
            self._seen = now
            take_back(tx, now)
            posts = outbox.lease(tx, platform, now, now + LEASE, limit)
            return tuple(_parcel(tx, begun(tx, post, now)) for post in posts)

        return await self._database.transaction(work)

    async def delivered(self, post: PostId, external_id: str) -> None:
        """Note that a post is out, and the platform's own id for it."""
        await self._database.transaction(
            lambda tx: outbox.delivered(tx, post, self._clock(), external_id)
        )

    async def failed(self, post: PostId, retry_in: timedelta) -> None:
        """Note that a post did not go out and when to try again."""
        await self._database.transaction(
            lambda tx: outbox.failed(tx, post, self._clock() + retry_in)
        )

    async def earlier(self, place: Place, subject: str) -> str:
        """Return the platform's id of the last post of a subject that is out there, or ""."""

        def work(tx: Tx) -> str:
            found = outbox.sent(tx, classes.place_id(tx, place), subject)
            return found[1] if found else ""

        return await self._database.transaction(work)

    async def was_pinned(self, place: Place, subject: str) -> bool:
        """Return whether the last post of a subject that is out there was to be pinned."""

        def work(tx: Tx) -> bool:
            found = outbox.sent(tx, classes.place_id(tx, place), subject)
            return found is not None and found[0].manner.pin

        return await self._database.transaction(work)

    async def unreachable(self, place: Place) -> None:
        """Note that a place takes no posts: its daily question waits, and so does nothing else."""
        await self._database.transaction(lambda tx: unreachable(tx, place, self._clock()))

    async def chat_gone(self, platform: Platform, chat_id: str) -> None:
        """Note that a chat with all of its threads takes no posts any more."""

        def work(tx: Tx) -> None:
            for place in outbox.places_in(tx, platform, chat_id):
                unreachable(tx, place, self._clock())

        await self._database.transaction(work)

    async def unreached(self, platform: Platform) -> tuple[str, ...]:
        """Return the chats of a platform to which no question of the day or digest could go."""

        def work(tx: Tx) -> tuple[str, ...]:
            found = (*subscriptions.unreached(tx, platform), *weeklies.unreached(tx, platform))
            return tuple(dict.fromkeys(found))

        return await self._database.transaction(work)

    async def chat_back(self, platform: Platform, chat_id: str) -> bool:
        """Note that a chat with all of its threads takes posts again; whether one had waited."""

        def work(tx: Tx) -> bool:
            places = outbox.places_in(tx, platform, chat_id)
            return sum(reachable(tx, place, self._clock()) for place in places) > 0

        return await self._database.transaction(work)

    async def reachable(self, place: Place) -> bool:
        """Note that a place takes posts again; whether its daily question had waited for that."""
        return await self._database.transaction(lambda tx: reachable(tx, place, self._clock()))


def _parcel(tx: Tx, post: outbox.Post) -> Parcel:
    place = outbox.address(tx, post.place)
    group = classes.class_of_place(tx, place)
    return Parcel(
        id=post.id,
        place=place,
        subject=post.subject,
        reply=post.reply,
        manner=post.manner,
        attempts=post.attempts,
        posted_at=post.created_at,
        again=post.attempts > 0 or post.taken,
        zone=group.zone if group else "UTC",
        urgency=post.urgency,
    )


def unreachable(tx: Tx, place: Place, now: datetime) -> None:
    """Pause what a place gets, and forget what waits for it: nothing comes in a burst later."""
    place_id = classes.place_id(tx, place)
    row = subscriptions.of_place(tx, place_id)
    if row is not None and row.open_ask is not None:
        forget_unseen(tx, place_id, row.open_ask, now)
        row = subscriptions.of_place(tx, place_id)
    outbox.drop_waiting(tx, place_id)
    if row is not None and row.state is DailyState.ON:
        daily_posting.stop(tx, row, DailyState.UNREACHABLE, now)
    digest_posting.unreachable(tx, place_id)
    reminders.sleep(tx, place_id, now)


def reachable(tx: Tx, place: Place, now: datetime) -> bool:
    """Resume what was paused because a place could not be reached; False if nothing was."""
    place_id = classes.place_id(tx, place)
    digest_posting.reachable(tx, place_id, now)
    reminders.wake(tx, place_id)
    row = subscriptions.of_place(tx, place_id)
    if row is None or row.state is not DailyState.UNREACHABLE:
        return False
    outbox.drop_waiting(tx, place_id)
    daily_posting.plan(tx, row, now)
    return True
