"""What a private chat is at: where an answer is simply written, one question is meant by it.

Must not know any platform.
"""

from collections.abc import Callable
from datetime import datetime

from bot.domain.ids import Account, AskId, Place, Platform
from bot.domain.replies import Asked
from bot.usecases.library import Library
from bot.usecases.telling import asked
from storage import asks, classes, learners, outbox, rounds, subscriptions
from storage.database import Database, Tx


class Chatting:
    """Knows which question somebody looks at. Each method is one transaction."""

    def __init__(self, database: Database, clock: Callable[[], datetime], library: Library) -> None:
        self._database = database
        self._clock = clock
        self._library = library

    async def shown(self, who: Account, ask: AskId) -> None:
        """Note that somebody sees a review of theirs, which may have been opened ahead."""

        def work(tx: Tx) -> None:
            learner, row = learners.find(tx, who), asks.get(tx, ask)
            if learner and row and row.ahead and row.learner == learner.id and not row.closed_at:
                asks.note_shown(tx, ask, self._clock())

        await self._database.transaction(work)

    async def at(self, who: Account) -> Asked | None:
        """Return the review that somebody has seen and not answered; None if there is none."""

        def work(tx: Tx) -> Asked | None:
            learner = learners.find(tx, who)
            ask = asks.open_review(tx, learner.id) if learner else None
            if ask is None or ask.ahead:
                return None
            stored = self._library.asked(tx, ask)
            return asked(stored, ask) if stored.question.version == ask.version else None

        return await self._database.transaction(work)

    async def near(self, who: Account) -> Asked | None:
        """Return the question that a live round of somebody's classes is at, if they may answer."""

        def work(tx: Tx) -> Asked | None:
            learner = learners.find(tx, who)
            groups = classes.classes_of(tx, learner.id) if learner else []
            for round_ in (each for group, _ in groups for each in rounds.running_in(tx, group.id)):
                ask = asks.last_of_round(tx, round_.id)
                if ask is not None and ask.closed_at is None:
                    return asked(self._library.asked(tx, ask), ask)
            return None

        return await self._database.transaction(work)

    async def place_of(self, ask: AskId) -> Place | None:
        """Return where a question was asked; None for a review, and for what nobody asked."""

        def work(tx: Tx) -> Place | None:
            row = asks.get(tx, ask)
            return outbox.address(tx, row.place) if row and row.place is not None else None

        return await self._database.transaction(work)

    async def daily_place(self, who: Account, platform: Platform) -> Place | None:
        """Return the chat of somebody's class whose daily question is meant in private.

        That is the first that has one, else the first of all; None where the class has no chat.
        """

        def work(tx: Tx) -> Place | None:
            learner = learners.find(tx, who)
            group = classes.current_class(tx, learner.id) if learner else None
            places = classes.places_of(tx, group.id) if group else []
            found = [place for place in places if place.platform is platform]
            inside = {
                place.chat_id: outbox.places_in(tx, platform, place.chat_id) for place in found
            }
            every = [each for place in found for each in (place, *inside[place.chat_id])]
            ids = {each: classes.place_id(tx, each) for each in every}
            have = [each for each in every if subscriptions.of_place(tx, ids[each]) is not None]
            return next(iter((*have, *every)), None)

        return await self._database.transaction(work)
