"""Serves a learner's next question: the one still open, or the one the memory asks for."""

import random
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.ids import Account, QuestionKey
from bot.domain.replies import Asked, NothingDue, Problem, Refused, Reply
from bot.usecases import returning
from bot.usecases.choosing import next_question, resolve
from bot.usecases.filters import Filters, Pick
from bot.usecases.library import Library
from bot.usecases.recording import learner_day
from bot.usecases.telling import asked, streak_of
from storage import asks, classes, days, learners, memories, picking, reminders
from storage.asks import Ask
from storage.codec import decode, encode
from storage.database import Tx
from storage.learners import Learner
from storage.picking import Choosing

ORDERS = 8
"""Bits of chance for the order of a review's options: few, so that orders are met again,
and enough for every place to hold the answer about as often."""

SOON = timedelta(minutes=1)
"""Who goes on within this time was reading what the answer before came to: it is study time."""

ENOUGH = 3
"""Answers of today after which somebody who is through may be offered reminders."""

_PLAIN = Filters()


def serve(
    tx: Tx, library: Library, who: Account, filters: Filters, now: datetime, *, offers: bool = True
) -> Reply:
    """Ask a learner's next question, or the one still open; say so when there is none.

    After an answer with the same filters it is open already, and nothing is written. Somebody
    who comes back to a pile is first offered a plan, if ``offers``; on a plan, its share is
    asked and then no more. What the class is being asked is left for later.
    """
    learner = learners.find(tx, who)
    if learner is None:
        return Refused(Problem.NEEDS_NAME)
    choosing = _choosing(tx, library, learner, filters)
    if isinstance(choosing, Refused):
        return choosing
    offer = returning.offered(tx, learner, choosing, filters, now) if offers else None
    done = offer or returning.share_done(tx, learner, choosing, filters, now)
    if done is not None:
        return done
    ask = asks.open_review(tx, learner.id)
    if ask is not None and not _fits(tx, library, learner, ask, choosing, filters, now):
        asks.drop_open_reviews(tx, learner.id, now)
        ask = None
    if ask is None:
        ask = _open(tx, library, learner, choosing, filters, now, ahead=False)
    elif ask.ahead and now - ask.opened_at > SOON:
        asks.note_shown(tx, ask.id, now)
        ask = replace(ask, opened_at=now)
    if ask is None:
        return _nothing(tx, learner, choosing, now, filters)
    return _asked(tx, library, learner, ask, choosing, filters, now)


def open_ahead(tx: Tx, library: Library, learner: Learner, done: Ask, now: datetime) -> None:
    """Open the question after one just answered or put aside, by the same filters.

    Most learners go on, and then going on is only a read: one wait for the disk, not two.
    """
    filters = decode(done.wanted, Filters) if done.wanted else _PLAIN
    choosing = _choosing(tx, library, learner, filters)
    if isinstance(choosing, Choosing) and not returning.is_share_done(tx, learner, filters, now):
        _open(tx, library, learner, choosing, filters, now, ahead=True)


def _choosing(tx: Tx, library: Library, learner: Learner, filters: Filters) -> Choosing | Refused:
    current = classes.current_class(tx, learner.id)
    return resolve(tx, library, current.id if current else None, filters)


def _open(
    tx: Tx,
    library: Library,
    learner: Learner,
    choosing: Choosing,
    filters: Filters,
    now: datetime,
    *,
    ahead: bool,
) -> Ask | None:
    key = _next(tx, learner, choosing, filters, now)
    asking = () if key is None or ahead else picking.being_asked(tx, learner.id)
    if key in asking:  # the class is at it: its answer is secret until the reveal
        hidden = replace(choosing, without=(*choosing.without, *asking))
        key = _next(tx, learner, hidden, filters, now)
    if key is None:
        return None
    version = library.question(tx, key).question.version
    seed = random.getrandbits(ORDERS)
    return asks.open_for_review(
        tx, learner.id, key, version, seed, now, wanted=_wanted(filters), ahead=ahead
    )


def _next(
    tx: Tx, learner: Learner, choosing: Choosing, filters: Filters, now: datetime
) -> QuestionKey | None:
    if returning.active(tx, learner, filters, now):
        return returning.next_planned(tx, learner, choosing, now)
    return next_question(tx, learner, now, choosing, filters.pick)


def _wanted(filters: Filters) -> str:
    """Return filters as an ask keeps them: nothing for the usual ones."""
    return "" if filters == _PLAIN else encode(filters)


def _fits(
    tx: Tx,
    library: Library,
    learner: Learner,
    ask: Ask,
    choosing: Choosing,
    filters: Filters,
    now: datetime,
) -> bool:
    """Return whether the open ask is of the wanted questions and of today's edition.

    One that nobody has pressed for yet must be what would be asked now: of the same filters,
    and of the same day.
    """
    stored = library.question(tx, ask.question)
    question = stored.question
    if question.retired or stored.paused or question.version != ask.version:
        return False
    if ask.question in picking.being_asked(tx, learner.id):
        return False
    if ask.ahead:
        day = learner_day(learner, now)
        if ask.wanted != _wanted(filters) or learner_day(learner, ask.opened_at) != day:
            return False
    if returning.active(tx, learner, filters, now):
        known = memories.get(tx, learner.id, ask.question)
        if known is None or known.due > learner_day(learner, now):
            return False
    if filters.pick is not Pick.MIXED:
        seen = memories.get(tx, learner.id, ask.question) is not None
        if seen is (filters.pick is Pick.UNSEEN):
            return False
    return (
        question.deck in choosing.decks
        and choosing.theme in ("", question.theme)
        and choosing.skill in (None, question.skill)
        and choosing.difficulty in (None, question.difficulty)
        and (not choosing.kinds or question.kind_name in choosing.kinds)
    )


def _asked(
    tx: Tx,
    library: Library,
    learner: Learner,
    ask: Ask,
    choosing: Choosing,
    filters: Filters,
    now: datetime,
) -> Asked:
    stored = library.question(tx, ask.question)
    today = learner_day(learner, now)
    known = memories.get(tx, learner.id, ask.question)
    due = picking.due_count(tx, learner.id, today, choosing)
    due -= int(known is not None and known.due <= today)
    plan = returning.active(tx, learner, filters, now)
    if plan is not None:
        due = min(due, returning.left_today(tx, learner, plan, now) - 1)
    return asked(stored, ask, due_left=due, seen_before=known is not None)


def _nothing(
    tx: Tx, learner: Learner, choosing: Choosing, now: datetime, filters: Filters
) -> Reply:
    unseen = picking.unseen_count(tx, learner.id, choosing)
    if filters.pick in (Pick.UNSEEN, Pick.WEAKEST) and not _any(tx, choosing):
        return Refused(Problem.NO_QUESTIONS)
    today = learner_day(learner, now)
    answered = days.day(tx, learner.id, today).answers
    return NothingDue(
        next_due=memories.next_due(tx, learner.id),
        unseen=unseen,
        streak=streak_of(tx, learner, today).days,
        answered_today=answered,
        offers_reminders=answered >= ENOUGH and reminders.offer(tx, learner.id, now),
    )


def _any(tx: Tx, choosing: Choosing) -> bool:
    return bool(picking.live(tx, None, choosing, 1))
