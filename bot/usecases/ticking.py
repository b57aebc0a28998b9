"""Looks at rows that are due and posts each in a transaction of its own.

The rows say what is due. One that goes wrong is logged, tried again, and holds nobody else up.
"""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from bot.domain.ids import Place
from bot.usecases.posting import Posting
from storage.database import Database, Tx
from storage.trouble import DatabaseTrouble

BATCH = 100
"""Rows that one look takes on; the next look comes at once."""

TOGETHER = 10
"""Posts that share a commit: more, and a live answer would wait for all of them."""

AGAIN = timedelta(minutes=1)
"""A post that went wrong is tried again after so long."""

STEP_BACK = timedelta(minutes=1)
"""A clock that goes back by more makes every next time be worked out anew."""

Key = TypeVar("Key", bound=int)

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows(Generic[Key]):
    """Rows with a stored next time, and what to do with one of them.

    ``post`` says where there is something new to see; ``plan`` works the next time out anew.
    """

    due: Callable[[Tx, datetime, int], list[Key]]
    waiting: Callable[[Tx, int, datetime, int], list[Key]]
    post: Callable[[Tx, Key, datetime], Place | None]
    plan: Callable[[Tx, Key, datetime], None]
    hold: Callable[[Tx, Key, datetime], None]


class Ticker(Generic[Key]):
    """Posts what is due of one kind of rows."""

    def __init__(
        self,
        database: Database,
        clock: Callable[[], datetime],
        posting: Posting,
        rows: Rows[Key],
    ) -> None:
        self._database = database
        self._clock = clock
        self._posting = posting
        self._rows = rows
        self._seen: datetime | None = None  # a hint: what the clock said at the last look

    async def tick(self) -> int:
        """Post what is due. Returns how many rows were. Raises DatabaseTrouble."""
        now = self._clock()
        if self._seen is None or now < self._seen - STEP_BACK:
            await self._work_out_anew(now)
        self._seen = now
        due = await self._database.transaction(lambda tx: self._rows.due(tx, now, BATCH))
        for start in range(0, len(due), TOGETHER):
            some = due[start : start + TOGETHER]
            await asyncio.gather(*(self._post(one, now) for one in some))
        return len(due)

    async def _post(self, key: Key, now: datetime) -> None:
        try:
            place = await self._database.transaction(lambda tx: self._rows.post(tx, key, now))
        except DatabaseTrouble:
            raise
        except Exception:
            _log.exception("a post went wrong; it is tried again")
            await self._database.transaction(lambda tx: self._rows.hold(tx, key, now + AGAIN))
            return
        if place is not None:
            self._posting.nudge(place)

    async def _work_out_anew(self, now: datetime) -> None:
        """Work every coming time out anew: the clock or the zones may have changed."""
        after: int | None = 0
        while after is not None:
            after = await self._some_anew(after, now)

    async def _some_anew(self, after: int, now: datetime) -> int | None:
        """Do so for the next of them by number; return the last of those, None at the end."""

        def work(tx: Tx) -> int | None:
            keys = self._rows.waiting(tx, after, now, BATCH)
            for key in keys:
                self._rows.plan(tx, key, now)
            return int(keys[-1]) if keys else None

        return await self._database.transaction(work)
