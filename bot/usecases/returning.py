"""The way back after a gap: a plan offered, followed and ended, and what serving asks of it.

Rules are in ``domain/comeback.py``. While a plan is on, a plain review asks what is most at risk,
nothing new, and so many questions a day; whoever names a deck or a pick is not held by it.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.domain import comeback as rules
from bot.domain.comeback import Gap, Waiting
from bot.domain.ids import Account, QuestionKey
from bot.domain.memory import recall_after
from bot.domain.replies import ComebackOffered, ComebackShare
from bot.usecases.filters import Filters
from bot.usecases.recording import learner_day
from bot.usecases.telling import streak_of
from storage import asks, comebacks, days, learners, memories, picking
from storage.comebacks import Comeback, ComebackState
from storage.database import Tx
from storage.learners import Learner
from storage.picking import Choosing

MOST = 2_000
"""Due questions that a plan looks at: the longest overdue."""

ASIDE = timedelta(minutes=30)
"""For so long a question that was put aside lets all others go first."""

_PLAIN = Filters()


def waiting(tx: Tx, learner: Learner, today: date, choosing: Choosing) -> list[Waiting]:
    """Return what is due for a learner, with its recall and the seconds it will take them."""
    each = rules.seconds_each(comebacks.seconds(tx, learner.id))
    return [
        Waiting(key, recall_after(firm, gone), each[kind])
        for key, kind, gone, firm in picking.pile(tx, learner.id, today, choosing, MOST)
    ]


def minutes_for(pile: list[Waiting]) -> int:
    """Return about how many minutes, 1 or more, questions will take."""
    return max(1, round(sum(one.seconds for one in pile) / 60))


def offered(
    tx: Tx, learner: Learner, choosing: Choosing, filters: Filters, now: datetime
) -> ComebackOffered | None:
    """Offer a plan to somebody who was away and has a pile waiting; None to everybody else.

    It is offered until they take it or not, and then not again for a while.
    """
    today = learner_day(learner, now)
    if comebacks.is_here(tx, learner.id, today) or filters != _PLAIN:
        return None
    before = comebacks.get(tx, learner.id)
    gap = None
    settled = before is not None and _is_settled(before, today)
    if not settled and picking.due_count(tx, learner.id, today, choosing) >= rules.PILE:
        gap = rules.gap_before(comebacks.latest_days(tx, learner.id), today)
    if gap is None:
        comebacks.note_here(tx, learner.id, today)
        return None
    pile = waiting(tx, learner, today, choosing)
    made = _made(tx, learner, pile, gap, today)
    if made != before:
        comebacks.put(tx, learner.id, made)
    return _told(tx, learner, pile, made, today)


def _is_settled(plan: Comeback, today: date) -> bool:
    """Return whether a plan goes on, or was ended or declined too lately for another."""
    if plan.state is ComebackState.OFFERED:
        return False
    ended = plan.until if plan.state is ComebackState.ON else plan.since
    return today - ended < rules.ASK_AGAIN


def _made(tx: Tx, learner: Learner, pile: list[Waiting], gap: Gap, today: date) -> Comeback:
    """Return a plan for what is due, as it would begin today."""
    coming = memories.forecast(tx, learner.id, today, rules.LONGEST + 1)[1:]
    plan = rules.plan(pile, [count for _, count in coming], learner.goal_minutes)
    return Comeback(
        state=ComebackState.OFFERED,
        since=today,
        away=gap.days,
        last=gap.last,
        a_day=plan.a_day,
        until=today + timedelta(days=plan.days - 1),
    )


def _told(
    tx: Tx, learner: Learner, pile: list[Waiting], made: Comeback, today: date
) -> ComebackOffered:
    held = streak_of(tx, learner, today, (_spared(tx, learner, made, today),))
    share = set(rules.most_urgent(pile)[: made.a_day])
    return ComebackOffered(
        away=made.away,
        due=len(pile),
        a_day=min(made.a_day, len(pile)),
        minutes=minutes_for([one for one in pile if one.question in share]),
        days=(made.until - made.since).days + 1,
        streak=held.days,
    )


def _spared(tx: Tx, learner: Learner, plan: Comeback, today: date) -> tuple[date, date]:
    before = comebacks.spared(tx, learner.id)
    return rules.spared_days(plan.last, today, plan.until, before[-1][1] if before else None)


def active(tx: Tx, learner: Learner, filters: Filters, now: datetime) -> Comeback | None:
    """Return the plan by which a learner's plain review goes, if there is one today."""
    plan = comebacks.get(tx, learner.id)
    if plan is None or plan.state is not ComebackState.ON or filters != _PLAIN:
        return None
    return plan if learner_day(learner, now) <= plan.until else None


def next_planned(tx: Tx, learner: Learner, choosing: Choosing, now: datetime) -> QuestionKey | None:
    """Return what is most at risk of what is due; None when nothing is.

    What was put aside a moment ago comes last.
    """
    order = rules.most_urgent(waiting(tx, learner, learner_day(learner, now), choosing))
    aside = set(asks.skipped_since(tx, learner.id, now - ASIDE))
    return next((key for key in order if key not in aside), order[0] if order else None)


def left_today(tx: Tx, learner: Learner, plan: Comeback, now: datetime) -> int:
    """Return how many questions of today's share are still to be answered, 0 or more."""
    done = days.day(tx, learner.id, learner_day(learner, now)).answers
    return max(0, plan.a_day - done)


def is_share_done(tx: Tx, learner: Learner, filters: Filters, now: datetime) -> bool:
    """Return whether a plan is on and asks nothing more today."""
    plan = active(tx, learner, filters, now)
    return plan is not None and not left_today(tx, learner, plan, now)


def share_done(
    tx: Tx, learner: Learner, choosing: Choosing, filters: Filters, now: datetime
) -> ComebackShare | None:
    """Return that today's share is done; None if it is not, or if no plan is on.

    A plan is over as soon as nothing waits any more.
    """
    plan = active(tx, learner, filters, now)
    if plan is None:
        return None
    today = learner_day(learner, now)
    due = picking.due_count(tx, learner.id, today, choosing)
    if not due:
        finish(tx, learner, plan, today)
        return None
    if left_today(tx, learner, plan, now):
        return None
    return ComebackShare(
        answered=days.day(tx, learner.id, today).answers,
        left=due,
        until=plan.until,
        streak=streak_of(tx, learner, today).days,
    )


def finish(tx: Tx, learner: Learner, plan: Comeback, today: date) -> None:
    """End a plan: the pile is gone. From tomorrow on a day without an answer counts again."""
    comebacks.put(tx, learner.id, replace(plan, state=ComebackState.OVER, until=today))
    comebacks.end_sparing(tx, learner.id, today)


def accept(tx: Tx, who: Account, now: datetime) -> None:
    """Begin the plan that was offered, as of today; without one nothing changes."""
    learner = learners.find(tx, who)
    plan = comebacks.get(tx, learner.id) if learner else None
    if learner is None or plan is None or plan.state is not ComebackState.OFFERED:
        return
    today = learner_day(learner, now)
    later = max(0, (today - plan.since).days)
    begun = replace(plan, since=today, until=plan.until + timedelta(days=later))
    comebacks.put(tx, learner.id, replace(begun, state=ComebackState.ON))
    comebacks.spare(tx, learner.id, *_spared(tx, learner, begun, today))


def decline(tx: Tx, who: Account, now: datetime) -> None:
    """Put a plan aside, offered or begun: reviews are as usual, and it is not offered soon."""
    learner = learners.find(tx, who)
    plan = comebacks.get(tx, learner.id) if learner else None
    if learner is None or plan is None:
        return
    today = learner_day(learner, now)
    if plan.state is ComebackState.ON:
        comebacks.end_sparing(tx, learner.id, today)
    if plan.state in (ComebackState.OFFERED, ComebackState.ON):
        comebacks.put(tx, learner.id, replace(plan, state=ComebackState.DECLINED, since=today))
