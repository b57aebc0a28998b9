"""A learner who is back says yes or no to the plan that a review offered them.

What a plan is and how it is followed is in ``returning.py``.
"""

from collections.abc import Callable
from datetime import datetime

from bot.domain.ids import Account
from bot.domain.replies import Reply
from bot.usecases import returning
from bot.usecases.filters import Filters
from bot.usecases.library import Library
from bot.usecases.serving import serve
from storage.database import Database, Tx


class Comeback:
    """Begins plans, and ends them. Each method is one transaction."""

    def __init__(
        self, *, database: Database, clock: Callable[[], datetime], library: Library
    ) -> None:
        self._database = database
        self._clock = clock
        self._library = library

    async def accept(self, who: Account) -> Reply:
        """Begin the plan that was offered, and ask its first question."""
        return await self._then_next(who, returning.accept)

    async def decline(self, who: Account) -> Reply:
        """Do without a plan, also in the middle of one; ask the next question as usual."""
        return await self._then_next(who, returning.decline)

    async def _then_next(
        self, who: Account, change: Callable[[Tx, Account, datetime], None]
    ) -> Reply:
        def work(tx: Tx) -> Reply:
            now = self._clock()
            change(tx, who, now)
            return serve(tx, self._library, who, Filters(), now)

        return await self._database.transaction(work)
