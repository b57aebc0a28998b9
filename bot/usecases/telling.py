"""Puts facts from the tables together into the replies about one ask."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.domain.folding import Outcome
from bot.domain.posing import in_words
from bot.domain.question import Cloze as ClozeKind
from bot.domain.question import Date as DateKind
from bot.domain.question import Given, Mark, Points, Typed, Verdict
from bot.domain.question import Number as NumberKind
from bot.domain.replies import Asked, DailyPost, Marked, Posed, RoundStep
from bot.domain.streaks import Spared, Streak, streak
from bot.usecases.recording import Recorded
from bot.usecases.told import told
from storage import comebacks, days
from storage.asks import Ask
from storage.database import Tx
from storage.learners import Learner
from storage.questions import Stored

STREAK_REACH = timedelta(days=400)
"""How far back a streak is looked up."""


def posed(stored: Stored, ask: Ask) -> Posed:
    """Return the question of an ask in the order this ask shows it."""
    return told(stored).posed(ask.seed)


def asked(
    stored: Stored,
    ask: Ask,
    *,
    step: RoundStep | None = None,
    closes_at: datetime | None = None,
    due_left: int = 0,
    seen_before: bool = False,
    daily: DailyPost | None = None,
) -> Asked:
    """Return the reply that poses an ask; ``closes_at`` is the reader's own clock."""
    return Asked(
        ask=ask.id,
        posed=posed(stored, ask),
        source=ask.source,
        opened_at=ask.opened_at,
        closes_at=closes_at,
        step=step,
        due_left=due_left,
        seen_before=seen_before,
        daily=daily,
    )


def marked(
    tx: Tx,
    learner: Learner,
    stored: Stored,
    ask: Ask,
    given: Given,
    verdict: Verdict,
    recorded: Recorded,
    due_left: int,
) -> Marked:
    """Return the reply to an answer that has just been recorded."""
    today = recorded.review.day
    held = streak_of(tx, learner, today).days if recorded.first_today else 0
    return _marked(
        stored,
        ask,
        given,
        verdict,
        recorded.outcome,
        today,
        due_left=due_left,
        streak=held,
        first_today=recorded.first_today,
        minutes=recorded.today.seconds / 60,
        goal=learner.goal_minutes,
    )


def marked_later(
    stored: Stored, ask: Ask, given: Given, verdict: Verdict, outcome: Outcome, today: date
) -> Marked:
    """Return what an answer came to, after its ask has closed."""
    return replace(_marked(stored, ask, given, verdict, outcome, today), later=True)


def _marked(
    stored: Stored,
    ask: Ask,
    given: Given,
    verdict: Verdict,
    outcome: Outcome,
    today: date,
    *,
    due_left: int = 0,
    streak: int = 0,
    first_today: bool = False,
    minutes: float = 0.0,
    goal: int = 0,
) -> Marked:
    memory = outcome.memory if outcome.counted else None
    yours = in_words(stored.question, given)
    return Marked(
        ask=ask.id,
        posed=posed(stored, ask),
        verdict=verdict,
        yours=yours,
        solution=told(stored).solution,
        points=outcome.points,
        next_due=memory.due if memory else None,
        next_days=(memory.due - today).days if memory else None,
        recall_before=outcome.recall_before,
        due_left=due_left,
        streak=streak,
        first_today=first_today,
        counted=outcome.counted,
        can_claim=_may_claim(stored, verdict) and any(yours),
        minutes_today=minutes,
        goal_minutes=goal,
    )


def can_claim(stored: Stored, given: Given, verdict: Verdict) -> bool:
    """Return whether "I was right" makes sense: something typed that was not marked right."""
    return _may_claim(stored, verdict) and any(in_words(stored.question, given))


def _may_claim(stored: Stored, verdict: Verdict) -> bool:
    typed = isinstance(stored.question.kind, Typed | NumberKind | DateKind | ClozeKind | Points)
    return typed and verdict.mark is not Mark.RIGHT


def streak_of(
    tx: Tx, learner: Learner, today: date, also_spared: tuple[Spared, ...] = ()
) -> Streak:
    """Return the learner's streak of local days; ``also_spared`` is not kept yet."""
    studied = [row.day for row in days.days(tx, learner.id, today - STREAK_REACH)]
    spared = (*comebacks.spared(tx, learner.id), *also_spared)
    return streak(studied, today, rest_days=learner.rest_days, spared=spared)
