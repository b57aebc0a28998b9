"""Live rounds in a place: start, join, skip, move on, stop, and the alarms that drive them.

Public things go to the place through the outbox; the caller gets a private reply.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from bot.domain.giveaways import kept_apart
from bot.domain.ids import Account, Place, PostId, QuestionKey
from bot.domain.replies import (
    Pace,
    Problem,
    Refused,
    Reply,
    Revealed,
    RoundStarted,
    SkipVoted,
)
from bot.usecases import live, presence, rewinding
from bot.usecases.answering import deadline
from bot.usecases.choosing import resolve
from bot.usecases.filters import Filters
from bot.usecases.library import Library
from bot.usecases.playable import nothing_live, only_live
from bot.usecases.podium import podium
from bot.usecases.posting import Posting, is_daily
from bot.usecases.ringing import ring
from bot.usecases.telling import asked
from bot.usecases.ticking import STEP_BACK
from storage import alarms, asks, classes, learners, outbox, picking, questions, rounds
from storage.classes import ClassRow
from storage.database import Database, Tx
from storage.learners import Learner
from storage.picking import Choosing
from storage.rounds import Round

Clock = Callable[[], datetime]

AT_ONCE = timedelta(seconds=1)
"""Two presses within this time are one: a double click, or two who lead at the same moment."""

FEWEST, MOST = 1, 50
"""Questions in a round."""

SPARE = 3
"""So many times a round's questions are looked at to find some that give no other away."""


class Rounds:
    """What a class does together."""

    def __init__(
        self, *, database: Database, clock: Clock, library: Library, posting: Posting
    ) -> None:
        self._database = database
        self._clock = clock
        self._library = library
        self._posting = posting
        self._seen: datetime | None = None  # a hint: what the clock said at the last look

    async def start(
        self,
        who: Account,
        place: Place,
        filters: Filters | None = None,
        *,
        questions: int = 10,
        pace: Pace = Pace.CALM,
        present: Sequence[Account] | None = (),
    ) -> Reply:
        """Start a round; ``present`` accounts are waited for before each reveal (None: nobody)."""
        wanted = filters or Filters()
        if not FEWEST <= questions <= MOST:
            return Refused(Problem.BAD_VALUE, ("questions", str(questions), f"{FEWEST}–{MOST}"))
        reply = await self._database.transaction(
            lambda tx: self._start(tx, who, place, wanted, questions, pace, present)
        )
        self._posting.nudge(place)
        return reply

    def _start(
        self,
        tx: Tx,
        who: Account,
        place: Place,
        filters: Filters,
        count: int,
        pace: Pace,
        present: Sequence[Account] | None,
    ) -> Reply:
        found = self._who_where(tx, who, place)
        if isinstance(found, Refused):
            return found
        learner, group = found
        choosing = resolve(tx, self._library, group.id, filters)
        if isinstance(choosing, Refused):
            return choosing
        keys = self._chosen(tx, group, only_live(choosing), count)
        if not keys:
            return nothing_live(tx, group.id, choosing)
        now, place_id = self._clock(), classes.place_id(tx, place)
        round_id = rounds.start(
            tx,
            place=place_id,
            class_id=group.id,
            starter=learner.id,
            deck=choosing.decks[0],
            pace=pace,
            questions=keys,
            at=now,
        )
        if round_id is None:
            return Refused(Problem.ROUND_RUNNING)
        for account in (who, *(present or ())):
            player = learners.find(tx, account)
            if player is not None and classes.role_of(tx, group.id, player.id):
                here = present is not None and (account in present or not present)
                rounds.join(tx, round_id, player.id, now, present=here)
        deck = questions.deck(tx, choosing.decks[0])
        title = deck.title if deck and len(choosing.decks) == 1 else group.name
        reply = RoundStarted(round_id, title, len(keys), pace, _public_name(learner))
        outbox.post(tx, place_id, f"round:{round_id}", reply, now)
        alarms.set_alarm(tx, live.ADVANCE, round_id, now + live.START_DELAY)
        return reply

    def _chosen(
        self, tx: Tx, group: ClassRow, choosing: Choosing, count: int
    ) -> tuple[QuestionKey, ...]:
        """Return the questions of a round: none whose answer another one's stem tells."""
        found = picking.live(tx, group.id, choosing, count * SPARE)
        questions = {key: self._library.question(tx, key).question for key in found}
        return tuple(kept_apart(found, questions.__getitem__, count))

    def _who_where(self, tx: Tx, who: Account, place: Place) -> tuple[Learner, ClassRow] | Refused:
        learner = learners.find(tx, who)
        if learner is None:
            return Refused(Problem.NEEDS_NAME)
        group = classes.class_of_place(tx, place)
        if group is None or classes.role_of(tx, group.id, learner.id) is None:
            return Refused(Problem.NEEDS_CLASS)
        return learner, group

    def _running(self, tx: Tx, place: Place) -> Round | None:
        return rounds.running(tx, classes.place_id(tx, place))

    async def current(self, who: Account, place: Place) -> Reply:
        """Return the round's question or last reveal as this learner sees it now."""
        return await self._database.transaction(lambda tx: self._current(tx, who, place))

    def _current(self, tx: Tx, who: Account, place: Place) -> Reply:
        found = self._who_where(tx, who, place)
        if isinstance(found, Refused):
            return found
        round_ = self._running(tx, place)
        if round_ is None:
            return Refused(Problem.NO_ROUND)
        ask = asks.last_of_round(tx, round_.id)
        if ask is None or ask.closed_at is not None:
            return self._between(tx, round_)
        stored = self._library.question(tx, ask.question)
        step = live.step_of(round_, ask)
        return asked(stored, ask, step=step, closes_at=deadline(ask, found[0]))

    def _between(self, tx: Tx, round_: Round) -> Reply:
        """Return the latest public word of a round between two questions."""
        for post in reversed(_recent(tx, round_)):
            if isinstance(post.reply, Revealed | RoundStarted):
                return post.reply
        return Refused(Problem.NO_ROUND)

    async def join(self, who: Account, place: Place, *, seen: bool = True) -> Reply:
        """Come in: be waited for from now on, and see where the round stands.

        Where nobody can be ``seen`` to be there, only somebody's extra time is waited for.
        """

        def work(tx: Tx) -> Reply:
            found = self._who_where(tx, who, place)
            if isinstance(found, Refused):
                return found
            round_ = self._running(tx, place)
            if round_ is None:
                return Refused(Problem.NO_ROUND)
            rounds.join(tx, round_.id, found[0].id, self._clock(), present=seen)
            return self._current(tx, who, place)

        return await self._database.transaction(work)

    async def leave(self, who: Account, place: Place) -> None:
        """Go out: nobody waits for this learner's answer any more."""

        def work(tx: Tx) -> None:
            learner = learners.find(tx, who)
            round_ = self._running(tx, place)
            if learner is None or round_ is None:
                return
            presence.go_out(tx, round_, learner.id, self._clock())

        await self._database.transaction(work)

    async def skip(self, who: Account, place: Place) -> Reply:
        """Skip the open question: at once by who leads, else by a majority of who takes part."""
        reply = await self._database.transaction(lambda tx: self._skip(tx, who, place))
        self._posting.nudge(place)
        return reply

    def _skip(self, tx: Tx, who: Account, place: Place) -> Reply:
        found = self._who_where(tx, who, place)
        if isinstance(found, Refused):
            return found
        learner, group = found
        round_ = self._running(tx, place)
        ask = asks.last_of_round(tx, round_.id) if round_ else None
        if round_ is None or ask is None or ask.closed_at is not None:
            return Refused(Problem.NO_ROUND if round_ is None else Problem.ASK_CLOSED)
        votes, needed = presence.vote(tx, round_, ask, learner.id)
        closed = votes >= needed or presence.leads(tx, round_, learner.id, group.id)
        if closed:
            live.close(tx, self._library, ask, self._clock(), skipped=True)
        return SkipVoted(ask.id, votes, needed, closed)

    async def advance(self, who: Account, place: Place) -> Reply:
        """Move on from a reveal before its pause is over; the only way on when untimed.

        A second press at once was meant for the step before, and does nothing.
        """
        return await self._lead(who, place, self._advance)

    def _advance(self, tx: Tx, round_: Round, learner: Learner) -> Reply:
        now = self._clock()
        ask = asks.last_of_round(tx, round_.id)
        if ask is not None and timedelta() <= now - (ask.closed_at or ask.opened_at) < AT_ONCE:
            pass
        elif ask is not None and ask.closed_at is None:
            live.close(tx, self._library, ask, now, skipped=True)
        else:
            live.advance(tx, self._library, round_, now)
        latest = _recent(tx, round_)
        return latest[-1].reply if latest else Refused(Problem.NO_ROUND)

    async def stop(self, who: Account, place: Place) -> Reply:
        """Stop a round; answers to the open question still count."""
        return await self._lead(who, place, self._stop)

    def _stop(self, tx: Tx, round_: Round, learner: Learner) -> Reply:
        now = self._clock()
        ask = asks.last_of_round(tx, round_.id)
        if ask is not None and ask.closed_at is None:
            live.close(tx, self._library, ask, now, skipped=True, last=True)
        name = _public_name(learner)
        live.end(tx, self._library, round_, now, stopped=True, by=name)
        return podium(tx, self._library, round_, stopped=True, by=name)

    async def _lead(
        self, who: Account, place: Place, work: Callable[[Tx, Round, Learner], Reply]
    ) -> Reply:
        """Run ``work`` for somebody who may decide for the round."""

        def guarded(tx: Tx) -> Reply:
            found = self._who_where(tx, who, place)
            if isinstance(found, Refused):
                return found
            round_ = self._running(tx, place)
            if round_ is None:
                return Refused(Problem.NO_ROUND)
            if not presence.leads(tx, round_, found[0].id, found[1].id):
                return Refused(Problem.NOT_STARTER)
            return work(tx, round_, found[0])

        reply = await self._database.transaction(guarded)
        self._posting.nudge(place)
        return reply

    async def tick(self) -> int:
        """Do what is due: close asks, open the next ones. Returns how many alarms rang."""
        now = self._clock()
        if self._seen is None or now < self._seen - STEP_BACK:
            await self._database.transaction(lambda tx: rewinding.put_right(tx, now))
        self._seen = now
        due = await self._database.transaction(lambda tx: alarms.due(tx, now))
        for alarm in due:
            place = await ring(self._database, self._library, alarm, now)
            if place is not None:
                self._posting.nudge(place)
        return len(due)


def _recent(tx: Tx, round_: Round) -> list[outbox.Post]:
    """Return the latest posts of a round's place, without those of a daily question."""
    newest = outbox.latest(tx, round_.place)
    posts = outbox.since(tx, round_.place, PostId(max(0, newest - 200)), 200)
    return [post for post in posts if not is_daily(post.reply)]


def _public_name(learner: Learner) -> str:
    """Return the name everybody may see: none for somebody who hides."""
    return "" if learner.hidden else learner.shown_name
