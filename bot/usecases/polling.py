"""Native polls: a vote is an answer like any other, and a poll closes before the platform would.

A poll gives no private word, and tells of a vote once: so votes are taken until the poll is
stopped, and those on their way meanwhile still count. A class gets buttons unless it chooses
polls: their votes have names that everybody sees once a poll has closed, also of those who hide.
Must not know any platform.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.ids import Account, AskId, Place, Platform, PostId
from bot.domain.posing import solve
from bot.domain.question import Choice, Chosen, Mark, TrueFalse
from bot.domain.replies import Answered, Asked, Problem, Refused, Reply, Role, Solution
from bot.usecases.answering import CHANGES, Situation, closed_to
from bot.usecases.arriving import let_in
from bot.usecases.asking_again import ask_again
from bot.usecases.library import Library
from bot.usecases.membership import shown, standing
from bot.usecases.posting import Posting
from bot.usecases.study import Study
from storage import asks, outbox, polls
from storage.asks import Ask
from storage.database import Database, Tx
from storage.polls import EarlyVote, Poll

EARLY_VOTES_KEPT = timedelta(minutes=10)
BEFORE_THE_NEXT = timedelta(seconds=8)
"""Where the next question of the day closes a poll, it takes no votes from so long before that."""

STRANGERS = (Refused(Problem.NEEDS_NAME), Refused(Problem.NEEDS_CLASS))


@dataclass(frozen=True, slots=True)
class Stop:
    """A poll that is to take no more votes: its id, and the message it is in."""

    poll: str
    place: Place
    message: str


@dataclass(frozen=True, slots=True)
class Out:
    """A poll that an ask went out as: its id, its message, and whether it takes votes still."""

    poll: str
    message: str
    takes_votes: bool


class Polling:
    """What happens to native polls. Each method is one transaction."""

    def __init__(
        self,
        *,
        database: Database,
        clock: Callable[[], datetime],
        library: Library,
        study: Study,
        posting: Posting,
        default_zone: str = "UTC",
    ) -> None:
        self._database = database
        self._clock = clock
        self._library = library
        self._study = study
        self._posting = posting
        self._zone = default_zone

    async def prefer(self, who: Account, place: Place | None, polls_wanted: bool) -> Reply:
        """Let a class's questions be native polls, or not; its owners and editors decide."""

        def work(tx: Tx) -> Reply:
            found = standing(tx, who, place, Role.OWNER, Role.EDITOR)
            if isinstance(found, Refused):
                return found
            learner, class_row, role = found
            polls.want(tx, class_row.id, polls_wanted)
            return shown(tx, learner, class_row, role)

        return await self._database.transaction(work)

    async def wanted(self, ask: AskId) -> Solution | None:
        """Return what a poll of an ask has to know, its answer; None if it is to be none.

        That is where the class wants none, the question cannot be one, is closed, or was one
        already.
        """

        def work(tx: Tx) -> Solution | None:
            row = asks.get(tx, ask)
            if row is None or row.closed_at is not None or row.class_id is None:
                return None
            if not polls.wanted(tx, row.class_id) or polls.of_ask(tx, ask):
                return None
            question = self._library.question(tx, row.question).question
            fits = isinstance(question.kind, Choice | TrueFalse)
            return solve(question) if fits and question.version == row.version else None

        return await self._database.transaction(work)

    async def opened(
        self, post: PostId, ask: AskId, poll: str, message: str, options: tuple[int, ...]
    ) -> None:
        """Note that a post is out as a poll; votes that were faster are taken now.

        ``options`` are the stored indices of its options, in the order shown.
        """
        made = Poll(id=poll, ask=ask, message=message, options=options)

        def work(tx: Tx) -> list[tuple[Account, Reply, Mark | None]]:
            now = self._clock()
            outbox.delivered(tx, post, now, message)
            polls.add(tx, made)
            self._before_the_next(tx, made, now)
            polls.forget_votes(tx, now - EARLY_VOTES_KEPT)
            early = polls.take_votes(tx, poll)
            return [(vote.who, *self._vote(tx, made, vote)) for vote in early]

        for who, reply, mark in await self._database.transaction(work):
            self._study.counted(who, reply, mark)

    def _before_the_next(self, tx: Tx, poll: Poll, now: datetime) -> None:
        """Let a poll that the next question of the day closes stop a moment before that."""
        ask = asks.get(tx, poll.ask)
        if ask is None or ask.place is None or ask.closes_at is not None:
            return
        post = outbox.of_subject(tx, ask.place, f"ask:{ask.id}")
        daily = post.reply.daily if post and isinstance(post.reply, Asked) else None
        if daily and daily.reveal_at and daily.reveal_at - BEFORE_THE_NEXT > now:
            polls.stop_later(tx, poll.id, daily.reveal_at - BEFORE_THE_NEXT)

    async def vote(self, who: Account, name: str, poll: str, picks: tuple[int, ...]) -> Reply:
        """Take a vote: ``picks`` are places among the options as shown, none takes it back.

        Somebody unknown is let in under their name. One in a poll not known yet waits for it.
        """
        vote = EarlyVote(who, name, tuple(sorted(set(picks))))
        reply, mark = await self._database.transaction(lambda tx: self._take(tx, poll, vote))
        return self._study.counted(who, reply, mark)

    def _take(self, tx: Tx, number: str, vote: EarlyVote) -> tuple[Reply, Mark | None]:
        poll = polls.get(tx, number)
        if poll is not None:
            return self._vote(tx, poll, vote)
        now = self._clock()
        polls.forget_votes(tx, now - EARLY_VOTES_KEPT)
        polls.keep_vote(tx, number, vote, now)
        return Refused(Problem.ASK_GONE), None

    def _vote(self, tx: Tx, poll: Poll, vote: EarlyVote) -> tuple[Reply, Mark | None]:
        """Answer the ask of a poll; what arrives while it is open was cast in time."""
        if any(not 0 <= pick < len(poll.options) for pick in vote.picks):
            return Refused(Problem.UNFIT_ANSWER), None
        ask = asks.get(tx, poll.ask)
        if ask is None:
            return Refused(Problem.ASK_GONE), None
        now = self._clock()
        cast = now if ask.closes_at is None else min(now, ask.closes_at)
        chosen = tuple(sorted(poll.options[pick] for pick in vote.picks))
        answered = self._answer(tx, vote.who, ask, chosen, cast)
        if chosen and answered[0] in STRANGERS:
            place = outbox.address(tx, ask.place) if ask.place is not None else None
            let_in(tx, vote.who, vote.name, place, now, self._zone)
            answered = self._answer(tx, vote.who, ask, chosen, cast)
        return answered

    def _answer(
        self, tx: Tx, who: Account, ask: Ask, chosen: tuple[int, ...], cast: datetime
    ) -> tuple[Reply, Mark | None]:
        if chosen:
            return self._study.answer_in(tx, who, ask.id, Chosen(chosen), cast)
        at = self._study.situation(tx, who, ask.id, cast)
        return (at if isinstance(at, Refused) else take_back(tx, at)), None

    async def closed(self, poll: str) -> bool:
        """Note that a poll was closed by somebody else; whether its question is asked again.

        It comes again with buttons if there is time left to answer it.
        """
        place = await self._database.transaction(lambda tx: self._closed(tx, poll))
        if place is not None:
            self._posting.nudge(place)
        return place is not None

    def _closed(self, tx: Tx, number: str) -> Place | None:
        now, poll = self._clock(), polls.get(tx, number)
        if poll is None or not polls.note_stopped(tx, number, now):
            return None
        if poll.stop_at is not None and poll.stop_at <= now:
            return None
        place = ask_again(tx, poll.ask, now)
        return None if place is None else outbox.address(tx, place)

    async def to_stop(self, platform: Platform) -> tuple[Stop, ...]:
        """Return the polls that are to take no more votes, although their ask is not closed yet."""

        def work(tx: Tx) -> tuple[Stop, ...]:
            found = polls.to_stop(tx, platform, self._clock())
            return tuple(Stop(poll.id, place, poll.message) for poll, place in found)

        return await self._database.transaction(work)

    async def of_ask(self, ask: AskId) -> tuple[Out, ...]:
        """Return the polls that an ask went out as: one, or none."""

        def work(tx: Tx) -> tuple[Out, ...]:
            found = polls.of_ask(tx, ask)
            return tuple(Out(poll.id, poll.message, poll.stopped_at is None) for poll in found)

        return await self._database.transaction(work)

    async def stopped(self, poll: str) -> None:
        """Note that the platform takes no votes for a poll any more."""
        await self._database.transaction(lambda tx: polls.note_stopped(tx, poll, self._clock()))


def take_back(tx: Tx, at: Situation) -> Reply:
    """Take back an answer while its ask is open: that is its change, and may be followed by one."""
    if refused := closed_to(tx, at):
        return refused
    earlier = asks.answer_of(tx, at.ask.id, at.learner.id)
    changes = earlier.changes if earlier else 0
    if earlier is not None and earlier.given is not None:
        if changes >= CHANGES:
            return Refused(Problem.NO_CHANGES_LEFT)
        changes += 1
        asks.withdraw(tx, at.ask.id, at.learner.id, changes=changes)
    return Answered(
        ask=at.ask.id,
        yours=(),
        changes_left=CHANGES - changes,
        answered=asks.answered(tx, at.ask.id),
        changed=changes > 0,
        daily=False,
    )
