"""Posts one due daily question in a transaction of its own, and works out next times anew.

One that goes wrong is logged, tried again, and holds nobody else up.
"""

import asyncio
import logging
from datetime import datetime, timedelta

from bot.domain.ids import Place, SubscriptionId
from bot.usecases import daily_posting
from bot.usecases.library import Library
from storage import outbox, subscriptions
from storage.database import Database, Tx
from storage.trouble import DatabaseTrouble

BATCH = 100
"""Subscriptions that one look takes on; the next look comes at once."""

TOGETHER = 10
"""Posts that share a commit: more, and a live answer would wait for all of them."""

AGAIN = timedelta(minutes=1)
"""A post that went wrong is tried again after so long."""

_log = logging.getLogger(__name__)


async def due(database: Database, now: datetime) -> list[SubscriptionId]:
    """Return what is due, the longest overdue first."""
    return await database.transaction(lambda tx: subscriptions.due(tx, now, BATCH))


async def post_all(
    database: Database, library: Library, subscriptions_due: list[SubscriptionId], now: datetime
) -> list[Place]:
    """Post what is due of several and return the places that have something new to see."""
    places: list[Place | None] = []
    for start in range(0, len(subscriptions_due), TOGETHER):
        some = subscriptions_due[start : start + TOGETHER]
        places += await asyncio.gather(*(post(database, library, one, now) for one in some))
    return [place for place in places if place is not None]


async def post(
    database: Database, library: Library, subscription: SubscriptionId, now: datetime
) -> Place | None:
    """Post what is due of one subscription and return the place that has something new to see.

    Raises DatabaseTrouble; any other exception is logged and the post tried again.
    """

    def work(tx: Tx) -> Place | None:
        place = daily_posting.post_due(tx, library, subscription, now)
        return None if place is None else outbox.address(tx, place)

    try:
        return await database.transaction(work)
    except DatabaseTrouble:
        raise
    except Exception:
        _log.exception("a daily question went wrong: %s", subscription)
        await database.transaction(lambda tx: subscriptions.hold(tx, subscription, now + AGAIN))
        return None


async def work_out_anew(database: Database, now: datetime) -> None:
    """Work out every time that is still to come: the clock or the zones may have changed."""
    after: SubscriptionId | None = SubscriptionId(0)
    while after is not None:
        after = await _some_anew(database, after, now)


async def _some_anew(
    database: Database, after: SubscriptionId, now: datetime
) -> SubscriptionId | None:
    """Do so for the next of them by id, and return the last of those; None if there were none."""

    def work(tx: Tx) -> SubscriptionId | None:
        rows = subscriptions.waiting(tx, after, now, BATCH)
        for row in rows:
            daily_posting.plan(tx, row, now)
        return rows[-1].id if rows else None

    return await database.transaction(work)
