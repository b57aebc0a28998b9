"""What a chat needs to see of an ask besides what the use cases say: its form, its public post.

A page in a browser has these before it; a button in a chat knows only its ask. Nothing here
changes anything. Must not know any platform.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.domain.ids import Account, AskId, DeckId, Place, Platform
from bot.domain.replies import AnswerCount, Asked, Problem, Refused, Reply, Source
from bot.usecases.answering import Situation, closed_to, deadline, is_outside, over
from bot.usecases.filters import Filters
from bot.usecases.library import Library
from bot.usecases.membership import founded, usable
from bot.usecases.telling import asked
from storage import asks, classes, learners, outbox, polls, posted, reviews, subscriptions
from storage.codec import decode
from storage.database import Database, Tx

PLAIN = Filters()


@dataclass(frozen=True, slots=True)
class Counted:
    """An open question as it was posted, the platform's id of that post, and its count now.

    ``zone`` is that of the place's class.
    """

    place: Place
    external_id: str
    asked: Asked
    count: AnswerCount
    zone: str = "UTC"


@dataclass(frozen=True, slots=True)
class Offered:
    """A deck that can be named: its id, title, and themes (short name, title)."""

    id: DeckId
    title: str
    themes: tuple[tuple[str, str], ...]


class Looking:
    """Looks things up for buttons. Each method is one transaction that only reads."""

    def __init__(self, database: Database, clock: Callable[[], datetime], library: Library) -> None:
        self._database = database
        self._clock = clock
        self._library = library

    async def ask(self, who: Account, ask: AskId) -> Asked | Refused:
        """Return a question that is open for this learner as they would see it, or why not."""
        return await self._database.transaction(lambda tx: self._ask(tx, who, ask))

    def _ask(self, tx: Tx, who: Account, ask_id: AskId) -> Asked | Refused:
        learner, ask = learners.find(tx, who), asks.get(tx, ask_id)
        if learner is None or ask is None:
            return Refused(Problem.ASK_GONE if learner else Problem.NEEDS_NAME)
        stored = self._library.question(tx, ask.question)
        if stored.question.version != ask.version:
            return Refused(Problem.ASK_GONE)
        if ask.source is not Source.REVIEW:
            refused = closed_to(tx, Situation(learner, ask, stored, self._clock()))
            return refused or asked(stored, ask, closes_at=deadline(ask, learner))
        if ask.learner != learner.id:
            return Refused(Problem.NOT_YOURS)
        return over(tx, ask, learner) if ask.closed_at else asked(stored, ask)

    async def stem(self, who: Account, ask: AskId) -> str:
        """Return what an ask asks, open or closed; "" for one that was not put to this learner."""

        def work(tx: Tx) -> str:
            learner, row = learners.find(tx, who), asks.get(tx, ask)
            if learner is None or row is None:
                return ""
            stored = self._library.question(tx, row.question)
            own = row.source is Source.REVIEW
            outside = not own and is_outside(tx, Situation(learner, row, stored, self._clock()))
            return "" if outside or (own and row.learner != learner.id) else stored.question.stem

        return await self._database.transaction(work)

    async def founded(self, who: Account, name: str, since: datetime) -> Reply | None:
        """Show the class of a name that somebody has founded since; None if they have not.

        A platform that brings the same words twice has it founded once by asking this first.
        """
        return await self._database.transaction(lambda tx: founded(tx, who, name, since))

    async def wanted(self, who: Account) -> Filters:
        """Return by which filters a learner is studying: those of the question that is next."""

        def work(tx: Tx) -> Filters:
            learner = learners.find(tx, who)
            ask = asks.open_review(tx, learner.id) if learner else None
            return decode(ask.wanted, Filters) if ask and ask.wanted else PLAIN

        return await self._database.transaction(work)

    async def last(self, who: Account, since: datetime | None = None) -> tuple[AskId, str] | None:
        """Return the ask that a learner answered last, and its question's stem.

        None for nobody, and for who has answered nothing ``since``.
        """

        def work(tx: Tx) -> tuple[AskId, str] | None:
            learner = learners.find(tx, who)
            review = reviews.last_of(tx, learner.id) if learner else None
            if review is None or (since is not None and review.at < since):
                return None
            return review.ask, self._library.question(tx, review.question).question.stem

        return await self._database.transaction(work)

    async def counted(self, ask: AskId) -> Counted | None:
        """Return the public post of an open question; None if it is closed or not out yet.

        None as well if it is a native poll, which counts by itself.
        """

        def work(tx: Tx) -> Counted | None:
            row = asks.get(tx, ask)
            if row is None or row.closed_at is not None or row.place is None:
                return None
            sent = outbox.sent(tx, row.place, f"ask:{ask}")
            if sent is None or not isinstance(sent[0].reply, Asked):
                return None
            if any(poll.message == sent[1] for poll in polls.of_ask(tx, ask)):
                return None
            count = AnswerCount(ask, asks.answered(tx, ask), 0)
            place = outbox.address(tx, row.place)
            group = classes.class_of_place(tx, place)
            zone = group.zone if group else "UTC"
            return Counted(place, sent[1], sent[0].reply, count, zone)

        return await self._database.transaction(work)

    async def posted_in(self, platform: Platform, chat: str, message: str) -> Place | None:
        """Return the place of a chat that a post of ours went to, by its message's id."""
        return await self._database.transaction(
            lambda tx: posted.place_of(tx, platform, chat, message)
        )

    async def closed(self, ask: AskId) -> bool:
        """Return whether a question is over: its reveal is out, or on its way."""

        def work(tx: Tx) -> bool:
            row = asks.get(tx, ask)
            return row is None or row.closed_at is not None

        return await self._database.transaction(work)

    async def offered(self, who: Account, place: Place | None) -> tuple[Offered, ...]:
        """Return the decks that somebody can use here with their themes, for completing."""

        def work(tx: Tx) -> tuple[Offered, ...]:
            learner = learners.find(tx, who)
            group = classes.class_of_place(tx, place) if place else None
            if group is None and learner is not None:
                group = classes.current_class(tx, learner.id)
            rows = usable(tx, group.id if group else None)
            return tuple(Offered(row.id, row.title, row.themes) for row in rows)

        return await self._database.transaction(work)

    async def next_daily(self, platform: Platform) -> datetime | None:
        """Return when the next daily question of all goes out on a platform; None if none does."""
        return await self._database.transaction(lambda tx: subscriptions.soonest(tx, platform))
