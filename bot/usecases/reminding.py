"""A learner's reminders: switched on, put off, ended, and ticked. Each method is one transaction.

Off until somebody asks for them; they go to one private place. How one goes out is in
``reminder_posting.py``.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.ids import Account, LearnerId, Place
from bot.domain.nudges import ReminderState, Snooze
from bot.domain.reminders import NIGHT, SLEEPING, USUAL, put_off
from bot.domain.replies import (
    Problem,
    Refused,
    RemindAsked,
    Reminded,
    RemindersShown,
    ReminderTerms,
    Reply,
    Snoozed,
)
from bot.usecases import reminder_posting
from bot.usecases.library import Library
from bot.usecases.posting import Posting
from bot.usecases.ticking import Rows, Ticker
from bot.usecases.wall_words import ReminderWish, reminder_wish
from bot.usecases.withdrawing import REMINDER
from storage import asks, classes, learners, outbox, reminders
from storage.database import Database, Tx
from storage.learners import Learner
from storage.reminders import Reminder

SHOWN = timedelta(days=7)
"""How long a reminder waits for somebody to open a room: the longest pause between two."""


class Reminding:
    """What a learner does about their reminders."""

    def __init__(
        self,
        *,
        database: Database,
        clock: Callable[[], datetime],
        library: Library,
        posting: Posting,
    ) -> None:
        self._database = database
        self._clock = clock
        self._library = library
        self._ticker: Ticker[LearnerId] = Ticker(
            database,
            clock,
            posting,
            Rows(
                due=reminders.due,
                waiting=reminders.waiting,
                post=lambda tx, one, now: reminder_posting.post_due(tx, library, one, now),
                plan=reminder_posting.plan,
                hold=reminders.hold,
            ),
        )

    async def show(self, who: Account) -> Reply:
        """Show how somebody is reminded."""
        return await self._with(
            who, lambda tx, learner, row: _shown(tx, learner, row, changed=False)
        )

    async def change(self, who: Account, place: Place, words: str, *, moves: bool = True) -> Reply:
        """Switch reminders on, or change them, in words: a time, "usual", "quiet 22-7", nothing.

        They go to ``place``, which must be private to this learner; unless it ``moves`` them,
        those that are on stay where they are.
        """
        wish = reminder_wish(words)
        if isinstance(wish, Refused):
            return wish

        def work(tx: Tx, learner: Learner, row: Reminder) -> Reply:
            wished = _wished(row, wish)
            if isinstance(wished, Refused):
                return wished
            stays = not moves and row.place is not None and row.state is not ReminderState.OFF
            here = row.place if stays else classes.place_id(tx, place)
            wished = replace(wished, place=here, state=ReminderState.ON, ignored=0)
            return self._kept(tx, learner, wished)

        return await self._with(who, work)

    async def stop(self, who: Account) -> Reply:
        """Switch reminders off."""

        def work(tx: Tx, learner: Learner, row: Reminder) -> Reply:
            ended = reminder_posting.off(row)
            reminders.put(tx, ended)
            return _shown(tx, learner, ended, changed=True)

        return await self._with(who, work)

    async def go_on(self, who: Account) -> Reply:
        """Be reminded as before, after several went unanswered."""

        def work(tx: Tx, learner: Learner, row: Reminder) -> Reply:
            if row.place is None:
                return _shown(tx, learner, row, changed=False)
            return self._kept(tx, learner, replace(row, state=ReminderState.ON, ignored=0))

        return await self._with(who, work)

    async def snooze(self, who: Account, kind: Snooze) -> Reply:
        """Put the reminder of today off."""

        def work(tx: Tx, learner: Learner, row: Reminder) -> Reply:
            if row.place is None or row.state is ReminderState.OFF:
                return Snoozed(None, learner.zone)
            now = self._clock()
            wall = reminder_posting.wall_of(learner, row)
            reminders.claim(tx, learner.id, wall.date_of(now), now)
            until = put_off(kind, now, wall, row.quiet)
            row = replace(row, state=ReminderState.ON, ignored=0, snoozed_until=until)
            row = reminder_posting.planned(tx, learner, row, now)
            reminders.put(tx, row)
            return Snoozed(row.comes_at, learner.zone)

        return await self._with(who, work)

    async def waiting(self, who: Account, place: Place) -> Reply:
        """Return the last reminder of a private place as it is now, if it still waits.

        It does until it is answered, put off, or replaced by the next.
        """

        def work(tx: Tx) -> Reply:
            learner = learners.find(tx, who)
            if learner is None:
                return Refused(Problem.NEEDS_NAME)
            subject = f"{REMINDER}{learner.id}"
            post = outbox.of_subject(tx, classes.place_id(tx, place), subject)
            waits = self._as_it_is_now(tx, learner, post) if post else None
            return waits or Refused(Problem.ASK_GONE)

        return await self._database.transaction(work)

    def _as_it_is_now(self, tx: Tx, learner: Learner, post: outbox.Post) -> Reply | None:
        now, ignored = self._clock(), reminder_of(tx, learner.id).ignored
        if isinstance(post.reply, RemindAsked):
            return post.reply if ignored >= SLEEPING else None
        if not isinstance(post.reply, Reminded) or now - post.created_at > SHOWN or not ignored:
            return None
        ask = asks.get(tx, post.reply.asked.ask)
        if ask is None or ask.closed_at is not None:
            return None
        return reminder_posting.said(tx, self._library, learner, now, ask=False)

    async def tick(self) -> int:
        """Post what is due. Returns how many learners were looked at."""
        return await self._ticker.tick()

    def _kept(self, tx: Tx, learner: Learner, row: Reminder) -> Reply:
        row = reminder_posting.planned(tx, learner, row, self._clock())
        reminders.put(tx, row)
        return _shown(tx, learner, row, changed=True)

    async def _with(self, who: Account, work: Callable[[Tx, Learner, Reminder], Reply]) -> Reply:
        """Run ``work`` on a learner's reminder, one that is off if there never was any."""

        def guarded(tx: Tx) -> Reply:
            learner = learners.find(tx, who)
            if learner is None:
                return Refused(Problem.NEEDS_NAME)
            return work(tx, learner, reminder_of(tx, learner.id))

        return await self._database.transaction(guarded)


def reminder_of(tx: Tx, learner: LearnerId) -> Reminder:
    """Return a learner's reminder; the usual one, and off, if there never was any."""
    hour, minute = USUAL
    return reminders.get(tx, learner) or Reminder(
        learner=learner,
        place=None,
        state=ReminderState.OFF,
        learnt=True,
        hour=hour,
        minute=minute,
        quiet=NIGHT,
    )


def _wished(row: Reminder, wish: ReminderWish) -> Reminder | Refused:
    """Return a reminder as it is wished, unless its time would be in its quiet hours."""
    quiet = wish.quiet or row.quiet
    learnt = row.learnt if wish.learnt is None else wish.learnt
    minute = row.hour * 60 + row.minute if wish.minute is None else wish.minute
    if not learnt and quiet.holds(minute):
        allowed = f"a time outside {_clock(quiet.begins)}–{_clock(quiet.ends)}, your quiet hours"
        return Refused(Problem.BAD_VALUE, ("reminder", _clock(minute), allowed))
    return replace(row, learnt=learnt, hour=minute // 60, minute=minute % 60, quiet=quiet)


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def terms_of(tx: Tx, learner: Learner, row: Reminder) -> ReminderTerms:
    """Return how a learner is reminded, as they are told."""
    where = "" if row.place is None else outbox.address(tx, row.place).platform.value
    on = row.state is ReminderState.ON
    return ReminderTerms(
        state=row.state,
        learnt=row.learnt,
        hour=row.hour,
        minute=row.minute,
        quiet_from=row.quiet.begins,
        quiet_to=row.quiet.ends,
        zone=learner.zone,
        next_at=row.comes_at if on else None,
        where=where,
    )


def _shown(tx: Tx, learner: Learner, row: Reminder, *, changed: bool) -> RemindersShown:
    return RemindersShown(terms_of(tx, learner, row), changed)
