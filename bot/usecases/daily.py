"""The daily question of a place: set up, looked at, paused, skipped, posted, and ticked.

The rows say what is due; ``tick`` only looks. How one goes out is in ``daily_posting.py``, how
it is revealed in ``daily_closing.py``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.domain.daily import DailyState
from bot.domain.ids import Account, Place, QuestionId, SubscriptionId
from bot.domain.replies import DailyPreview, Problem, Refused, Reply, Role
from bot.usecases import daily_posting, withdrawing
from bot.usecases.daily_choosing import look_ahead, wall_of
from bot.usecases.daily_settings import Wish, shown, terms_of, unset
from bot.usecases.library import Library
from bot.usecases.membership import standing, usable
from bot.usecases.playable import LIVE_KINDS
from bot.usecases.posting import Posting
from bot.usecases.ticking import Rows, Ticker
from storage import asks, classes, dailies, outbox, questions, searching, subscriptions
from storage.classes import ClassRow
from storage.dailies import What
from storage.database import Database, Tx
from storage.questions import Stored
from storage.subscriptions import Subscription

Clock = Callable[[], datetime]

PREVIEWED = 7
OFFERED = 4
"""Questions that are named where several have the words that were typed."""

FARTHEST_SKIP = timedelta(days=366)

EDITORS = (Role.OWNER, Role.EDITOR)


@dataclass(frozen=True, slots=True)
class _At:
    """A place's daily question, its class, and whether the reader looks after it."""

    row: Subscription
    class_row: ClassRow
    may_change: bool


def _due(tx: Tx, now: datetime, limit: int) -> list[SubscriptionId]:
    """Return what is due, once what was not out in time is taken back: it is not revealed."""
    withdrawing.take_back(tx, now)
    return subscriptions.due(tx, now, limit)


class Daily:
    """What a place and its editors do with the daily question."""

    def __init__(
        self, *, database: Database, clock: Clock, library: Library, posting: Posting
    ) -> None:
        self._database = database
        self._clock = clock
        self._library = library
        self._posting = posting
        self._ticker: Ticker[SubscriptionId] = Ticker(
            database,
            clock,
            posting,
            Rows(
                due=_due,
                waiting=daily_posting.waiting,
                post=lambda tx, one, now: daily_posting.post_due(tx, library, one, now),
                plan=daily_posting.plan_anew,
                hold=subscriptions.hold,
            ),
        )

    async def setup(self, who: Account, place: Place, wish: Wish | None = None) -> Reply:
        """Set the daily question of a place up, or change it; editors and owners only."""

        def work(tx: Tx) -> Reply:
            found = self._class_at(tx, who, place, *EDITORS)
            if isinstance(found, Refused):
                return found
            place_id = classes.place_id(tx, place)
            before = subscriptions.of_place(tx, place_id)
            had = before.terms if before else None
            terms = terms_of(tx, self._library, found[0], wish or Wish(), had)
            if isinstance(terms, Refused):
                return terms
            row = self._row(tx, subscriptions.put(tx, place_id, terms))
            daily_posting.plan(tx, row, self._clock())
            return self._shown(tx, _At(self._row(tx, row.id), *found))

        return await self._database.transaction(work)

    async def show(self, who: Account, place: Place) -> Reply:
        """Show how the daily question of a place is set up and when the next one comes."""

        def work(tx: Tx) -> Reply:
            found = self._class_at(tx, who, place)
            if isinstance(found, Refused):
                return found
            row = subscriptions.of_place(tx, classes.place_id(tx, place))
            if row is None:
                return unset(tx, found[0], may_change=found[1])
            return self._shown(tx, _At(row, *found))

        return await self._database.transaction(work)

    async def preview(self, who: Account, place: Place) -> Reply:
        """Show editors the next 7 dates: what would be asked, and why."""
        return await self._lead(who, place, self._preview)

    def _preview(self, tx: Tx, at: _At) -> Reply:
        class_id, now = at.class_row.id, self._clock()
        days = look_ahead(tx, self._library, at.row, class_id, now, PREVIEWED)
        return DailyPreview(at.row.terms.zone, days)

    async def pause(self, who: Account, place: Place) -> Reply:
        """Let no daily question come until somebody resumes it; the open one is revealed."""
        return await self._stop(who, place, DailyState.PAUSED)

    async def remove(self, who: Account, place: Place) -> Reply:
        """End the daily question of a place. What was asked stays known for a later one."""
        return await self._stop(who, place, DailyState.OFF)

    async def _stop(self, who: Account, place: Place, state: DailyState) -> Reply:
        def work(tx: Tx, at: _At) -> Reply:
            daily_posting.stop(tx, at.row, state, self._clock())
            return self._shown(tx, at)

        return await self._lead(who, place, work)

    async def resume(self, who: Account, place: Place) -> Reply:
        """Let the daily question come again, from its next time on."""

        def work(tx: Tx, at: _At) -> Reply:
            daily_posting.plan(tx, at.row, self._clock())
            return self._shown(tx, at)

        return await self._lead(who, place, work)

    async def skip(
        self, who: Account, place: Place, day: date | None = None, asked: datetime | None = None
    ) -> Reply:
        """Leave out a local date, or the next one, once since ``asked``; returns the preview."""

        def work(tx: Tx, at: _At) -> Reply:
            now, wall = self._clock(), wall_of(at.row.terms)
            if day is None and asked and dailies.skipped_since(tx, at.row.id, asked):
                return self._planned(tx, at, now)  # told again
            today = wall.date_of(now)
            wanted = day or wall.date_of(at.row.slot_at or wall.next(now))
            if not today <= wanted <= today + FARTHEST_SKIP:
                about = ("date", wanted.isoformat(), "today or a day within a year")
                return Refused(Problem.BAD_VALUE, about)
            if not dailies.claim(tx, at.row.id, wanted, What.SKIPPED, now):
                what = dailies.taken(tx, at.row.id, wanted).get(wanted)
                if what is not What.SKIPPED:
                    return Refused(Problem.DAILY_OUT)
            return self._planned(tx, at, now)

        return await self._lead(who, place, work)

    async def unskip(self, who: Account, place: Place, day: date) -> Reply:
        """Let a skipped local date have its question after all; returns the preview."""

        def work(tx: Tx, at: _At) -> Reply:
            dailies.unskip(tx, at.row.id, day)
            return self._planned(tx, at, self._clock())

        return await self._lead(who, place, work)

    def _planned(self, tx: Tx, at: _At, now: datetime) -> Reply:
        """Work the next time out anew after a date was left out or given back."""
        if at.row.state is DailyState.ON:
            daily_posting.plan(tx, at.row, now)
        return self._preview(tx, at)

    async def now(self, who: Account, place: Place) -> Reply:
        """Post today's question at once; it takes the place of the one at the usual hour."""

        def work(tx: Tx, at: _At) -> Reply:
            class_id, now = at.class_row.id, self._clock()
            return daily_posting.post_now(tx, self._library, at.row, class_id, now)

        reply = await self._lead(who, place, work)
        self._posting.nudge(place)
        return reply

    async def queue_question(self, who: Account, place: Place, which: str) -> Reply:
        """Let a question be asked before any other; the earliest queued goes first.

        It is told by its id, or by words that only one question has.
        """

        def work(tx: Tx, at: _At) -> Reply:
            stored = self._meant(tx, at, which)
            if isinstance(stored, Refused):
                return stored
            if stored.question.kind_name not in LIVE_KINDS:
                return Refused(Problem.UNFIT_ANSWER)
            dailies.enqueue(tx, at.row.id, stored.key)
            return self._shown(tx, at)

        return await self._lead(who, place, work)

    def _meant(self, tx: Tx, at: _At, which: str) -> Stored | Refused:
        """Return the question of the class's decks that has this id, or alone has these words."""
        decks = [deck.id for deck in usable(tx, at.class_row.id)]
        found = questions.by_id(tx, QuestionId(which))
        if found is None and which.strip():
            like = searching.holding(tx, decks, which, OFFERED + 1)
            if len(like) > 1:
                offered = "; ".join(f"{number} ({stem[:60]})" for number, stem in like[:OFFERED])
                return Refused(Problem.BAD_VALUE, ("question", which[:40], offered))
            found = questions.by_id(tx, like[0][0]) if like else None
        if found is None or found.question.deck not in decks or found.question.retired:
            return Refused(Problem.NO_SUCH_QUESTION, (which[:80],))
        return found

    async def unqueue(self, who: Account, place: Place, question: QuestionId) -> Reply:
        """Take a question out of the queue again."""

        def work(tx: Tx, at: _At) -> Reply:
            stored = questions.by_id(tx, question)
            if stored is not None:
                dailies.dequeue(tx, at.row.id, stored.key)
            return self._shown(tx, at)

        return await self._lead(who, place, work)

    async def current(self, who: Account, place: Place) -> Reply:
        """Return the daily question that is open in a place."""

        def work(tx: Tx) -> Reply:
            row = self._readable(tx, who, place)
            ask = asks.get(tx, row.open_ask) if row and row.open_ask is not None else None
            about = dailies.of_ask(tx, ask.id) if ask else None
            if row is None or ask is None or about is None:
                return Refused(Problem.NO_DAILY)
            return daily_posting.told(tx, self._library, ask, row.id, about.day)

        return await self._database.transaction(work)

    async def revealed(self, who: Account, place: Place) -> Reply:
        """Return the last reveal of a place's daily question, while its post is kept."""

        def work(tx: Tx) -> Reply:
            row = self._readable(tx, who, place)
            ask = dailies.last_ask(tx, row.id) if row else None
            post = outbox.of_subject(tx, row.place, f"ask:{ask}") if row and ask else None
            return post.reply if post else Refused(Problem.NO_DAILY)

        return await self._database.transaction(work)

    def _readable(self, tx: Tx, who: Account, place: Place) -> Subscription | None:
        """Return the daily question of a place, if this learner is in its class."""
        found = self._class_at(tx, who, place)
        if isinstance(found, Refused):
            return None
        return subscriptions.of_place(tx, classes.place_id(tx, place))

    def _class_at(
        self, tx: Tx, who: Account, place: Place, *needed: Role
    ) -> tuple[ClassRow, bool] | Refused:
        """Return the class whose place it is, and whether this member may change things."""
        if classes.class_of_place(tx, place) is None:
            return Refused(Problem.NEEDS_CLASS)
        found = standing(tx, who, place, *needed)
        return found if isinstance(found, Refused) else (found[1], found[2] in EDITORS)

    async def _lead(self, who: Account, place: Place, work: Callable[[Tx, _At], Reply]) -> Reply:
        """Run ``work`` for somebody who looks after a place that has a daily question."""

        def guarded(tx: Tx) -> Reply:
            found = self._class_at(tx, who, place, *EDITORS)
            if isinstance(found, Refused):
                return found
            row = subscriptions.of_place(tx, classes.place_id(tx, place))
            if row is None or row.state is DailyState.OFF:
                return Refused(Problem.NO_DAILY)
            return work(tx, _At(row, *found))

        return await self._database.transaction(guarded)

    def _row(self, tx: Tx, subscription: SubscriptionId) -> Subscription:
        row = subscriptions.get(tx, subscription)
        assert row is not None  # noqa: S101 - it is in this transaction
        return row

    def _shown(self, tx: Tx, at: _At) -> Reply:
        row = self._row(tx, at.row.id)
        return shown(tx, self._library, row, at.class_row, may_change=at.may_change)

    async def tick(self) -> int:
        """Post what is due, each in a transaction of its own. Returns how many were due."""
        return await self._ticker.tick()
