"""Personal study: the next question, an answer, a hint, a grade, a change of mind.

Every answer anywhere comes through ``Study.answer``: a review is marked at once, a live one
is kept until its reveal. One method, one transaction, one Reply.
"""

from collections.abc import Callable
from datetime import datetime

from bot.domain.ids import Account, AskId, ClaimId
from bot.domain.marking import mark
from bot.domain.memory import intervals, seed_of
from bot.domain.posing import hint_for, solve
from bot.domain.question import (
    Given,
    Grade,
    Graded,
    Listed,
    Mark,
    Passed,
    Points,
    Recall,
)
from bot.domain.replies import (
    Answered,
    HintGiven,
    Marked,
    Problem,
    Refused,
    Reply,
    SelfGrade,
    Skipped,
    Source,
)
from bot.usecases import claiming, live, settling
from bot.usecases.answering import (
    LONGEST_ESSAY,
    Situation,
    answer_live,
    answer_review,
    closed_to,
    conclude,
    mine,
    over,
    proposal,
    settled,
    unfit,
)
from bot.usecases.counting import Answers
from bot.usecases.filters import Filters
from bot.usecases.library import Library
from bot.usecases.progress import progress
from bot.usecases.recording import learner_day
from bot.usecases.serving import open_ahead, serve
from bot.usecases.telling import posed
from storage import asks, learners, memories
from storage.database import Database, Tx

Clock = Callable[[], datetime]


class Study:
    """What one learner does with their own questions."""

    def __init__(
        self,
        *,
        database: Database,
        clock: Clock,
        library: Library,
        answers: Answers | None = None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._library = library
        self._answers = answers or Answers()

    async def next(self, who: Account, filters: Filters | None = None) -> Reply:
        """Ask the next question, or the one still open; NothingDue when there is none."""
        wanted = filters or Filters()
        return await self._database.transaction(
            lambda tx: serve(tx, self._library, who, wanted, self._clock())
        )

    async def answer(self, who: Account, ask: AskId, given: Given) -> Reply:
        """Answer an ask: a review is marked, a live answer is kept until the reveal."""
        if refused := unfit(given):
            return refused
        reply, live_mark = await self._database.transaction(
            lambda tx: self.answer_in(tx, who, ask, given, self._clock())
        )
        return self.counted(who, reply, live_mark)

    def answer_in(
        self, tx: Tx, who: Account, ask_id: AskId, given: Given, now: datetime
    ) -> tuple[Reply, Mark | None]:
        """Answer an ask within a transaction; return the reply, and of a live answer its mark."""
        at = self.situation(tx, who, ask_id, now)
        if isinstance(at, Refused):
            return at, None
        if at.ask.source is Source.REVIEW:
            reply = answer_review(tx, at, given)
            if isinstance(given, Listed) and given.ticked:
                claiming.remember_ticks(tx, at, given)
            return self._on(tx, at, reply), None
        reply = answer_live(tx, at, given)
        live.close_early(tx, at.ask, at.now)
        kept = asks.answer_of(tx, at.ask.id, at.learner.id) if isinstance(reply, Answered) else None
        return reply, kept.mark if kept else None

    def _on(self, tx: Tx, at: Situation, reply: Reply) -> Reply:
        """Return the reply to a review; if that is over, the next question is opened ahead."""
        if isinstance(reply, Marked | Skipped):
            open_ahead(tx, self._library, at.learner, at.ask, at.now)
        return reply

    def counted(self, who: Account, reply: Reply, live_mark: Mark | None) -> Reply:
        """Count what ``answer_in`` came to, once its transaction is over; return the reply."""
        return self._answers.counted(who, reply, live_mark)

    def situation(self, tx: Tx, who: Account, ask_id: AskId, now: datetime) -> Situation | Refused:
        """Return who it is about what, unless the question means something else by now."""
        learner = learners.find(tx, who)
        if learner is None:
            return Refused(Problem.NEEDS_NAME)
        ask = asks.get(tx, ask_id)
        if ask is None:
            return Refused(Problem.ASK_GONE)
        stored = self._library.asked(tx, ask)
        if stored.question.version != ask.version:
            return Refused(Problem.ASK_GONE)
        return Situation(learner, ask, stored, now)

    async def _with(
        self, who: Account, ask: AskId, work: Callable[[Tx, Situation], Reply]
    ) -> Reply:
        """Run ``work`` on a learner's open ask, or say why it cannot be."""

        def guarded(tx: Tx) -> Reply:
            at = self.situation(tx, who, ask, self._clock())
            if isinstance(at, Refused):
                return at
            if at.ask.source is not Source.REVIEW:
                return closed_to(tx, at) or work(tx, at)
            if at.ask.learner != at.learner.id:
                return Refused(Problem.NOT_YOURS)
            if at.ask.closed_at is not None:
                return over(tx, at.ask, at.learner)
            return work(tx, at)

        return await self._database.transaction(guarded)

    async def hint(self, who: Account, ask: AskId) -> Reply:
        """Give the hint; from then on the answer is at most Hard and worth half."""

        def work(tx: Tx, at: Situation) -> Reply:
            hint = hint_for(at.stored.question)
            if not hint:
                return Refused(Problem.NO_HINT)
            if at.ask.source is Source.REVIEW:
                asks.note_hint(tx, at.ask.id)
            else:
                asks.note_live(tx, at.ask.id, at.learner.id, at.now, hint=True)
            return HintGiven(at.ask.id, hint)

        return await self._with(who, ask, work)

    async def reveal(self, who: Account, ask: AskId) -> Reply:
        """Turn a flashcard, show a mark scheme to tick, or give up on any other question."""

        def work(tx: Tx, at: Situation) -> Reply:
            kind = at.stored.question.kind
            if isinstance(kind, Recall):
                return self._turned(tx, at, kind)
            if isinstance(kind, Points) and at.ask.source is Source.REVIEW:
                given = Listed(at.ask.state)  # what was written before stays
                asks.note_try(tx, at.ask.id, given.text)
                verdict = mark(at.stored.question, given)
                return proposal(at, given, verdict)
            if at.ask.source is Source.REVIEW:
                given_up = conclude(tx, at, Passed(), mark(at.stored.question, Passed()))
                return self._on(tx, at, given_up)
            given_up = answer_live(tx, at, Passed())
            live.close_early(tx, at.ask, at.now)
            return given_up

        return self._answers.counted(who, await self._with(who, ask, work))

    def _turned(self, tx: Tx, at: Situation, kind: Recall) -> SelfGrade:
        today = learner_day(at.learner, at.now)
        memory = memories.get(tx, at.learner.id, at.ask.question)
        seed = seed_of(at.learner.id, at.ask.question, today)
        return SelfGrade(
            ask=at.ask.id,
            posed=posed(at.stored, at.ask),
            back=kind.back,
            solution=solve(at.stored.question),
            intervals=intervals(memory, today, retention=at.learner.retention, seed=seed),
        )

    async def grade(self, who: Account, ask: AskId, grade: Grade) -> Reply:
        """Grade a flashcard: how well it came back."""
        return await self.answer(who, ask, Graded(grade))

    async def tick(self, who: Account, ask: AskId, points: tuple[int, ...]) -> Reply:
        """Tick off the points one's own answer made, after the mark scheme was shown."""

        def work(tx: Tx, at: Situation) -> Reply:
            kind = at.stored.question.kind
            if not isinstance(kind, Points) or at.ask.source is not Source.REVIEW:
                return Refused(Problem.UNFIT_ANSWER)
            if any(not 0 <= point < len(kind.points) for point in points):
                return Refused(Problem.UNFIT_ANSWER)
            given = Listed(at.ask.state[:LONGEST_ESSAY], tuple(sorted(set(points))))
            reply = conclude(tx, at, given, settled(mark(at.stored.question, given)))
            claiming.remember_ticks(tx, at, given)
            return self._on(tx, at, reply)

        return self._answers.counted(who, await self._with(who, ask, work))

    async def skip(self, who: Account, ask: AskId) -> Reply:
        """Put a review question aside; nothing is recorded."""

        def work(tx: Tx, at: Situation) -> Reply:
            if at.ask.source is not Source.REVIEW:
                return Refused(Problem.NOT_YOURS)
            asks.skip(tx, at.ask.id, at.now)
            return self._on(tx, at, Skipped(at.ask.id))

        return await self._with(who, ask, work)

    async def mine(self, who: Account, ask: AskId) -> Reply:
        """Say what the learner has answered to a live ask, or what it came to once closed."""

        def work(tx: Tx) -> Reply:
            at = self.situation(tx, who, ask, self._clock())
            if isinstance(at, Refused):
                return at
            given = asks.answer_of(tx, ask, at.learner.id)
            if given is None or given.given is None:
                return Refused(Problem.NOT_ANSWERED)
            if at.ask.closed_at is None:
                return mine(tx, at, given.given, given.changes)
            return live.outcome(tx, at, given)

        return await self._database.transaction(work)

    async def undo(self, who: Account, ask: AskId | None = None, *, told_by: str = "") -> Reply:
        """Take back the last answer: memory, points and boards are as before it.

        With an ``ask`` only if it was the answer to that one; by one message (``told_by``, where
        a platform may bring it again) once.
        """
        return await self._database.transaction(
            lambda tx: claiming.undo(tx, self._library, who, ask, self._clock(), told_by)
        )

    async def claim(self, who: Account, ask: AskId) -> Reply:
        """Say "I was right": fix one's own schedule and ask the deck's editor."""

        def work(tx: Tx) -> Reply:
            at = self.situation(tx, who, ask, self._clock())
            return at if isinstance(at, Refused) else claiming.claim(tx, at)

        return await self._database.transaction(work)

    async def claims(self, who: Account) -> Reply:
        """List what learners of one's classes say was right."""
        return await self._database.transaction(lambda tx: settling.queue(tx, self._library, who))

    async def settle(self, who: Account, claim: ClaimId, *, accept: bool) -> Reply:
        """Decide a claim. Accepting adds the variant and re-marks exactly what it changes."""
        return await self._database.transaction(
            lambda tx: settling.settle(
                tx, self._library, who, claim, accept=accept, now=self._clock()
            )
        )

    async def report(self, who: Account, ask: AskId, reason: str, note: str = "") -> Reply:
        """Report a question to its editors; enough reports take it out of play."""

        def work(tx: Tx) -> Reply:
            at = self.situation(tx, who, ask, self._clock())
            if isinstance(at, Refused):
                return at
            return claiming.report(tx, at, reason, note)

        return await self._database.transaction(work)

    async def progress(self, who: Account, deck: str = "") -> Reply:
        """Say what the learner has done and what is coming."""
        return await self._database.transaction(
            lambda tx: progress(tx, self._library, who, deck, self._clock())
        )
