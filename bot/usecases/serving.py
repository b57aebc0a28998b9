"""Serves a learner's next question: the one still open, or the one the memory asks for."""

import random
from datetime import datetime

from bot.domain.ids import Account, LearnerId
from bot.domain.replies import Asked, NothingDue, Problem, Refused, Reply
from bot.usecases.choosing import next_question, resolve
from bot.usecases.filters import Filters, Pick
from bot.usecases.library import Library
from bot.usecases.recording import learner_day
from bot.usecases.telling import asked, streak_of
from storage import asks, classes, days, learners, memories, picking
from storage.asks import Ask
from storage.database import Tx
from storage.learners import Learner
from storage.picking import Choosing


def serve(tx: Tx, library: Library, who: Account, filters: Filters, now: datetime) -> Reply:
    """Ask a learner's next question, or the one still open; say so when there is none."""
    learner = learners.find(tx, who)
    if learner is None:
        return Refused(Problem.NEEDS_NAME)
    current = classes.current_class(tx, learner.id)
    choosing = resolve(tx, library, current.id if current else None, filters)
    if isinstance(choosing, Refused):
        return choosing
    ask = asks.open_review(tx, learner.id)
    if ask is not None and _fits(tx, library, learner.id, ask, choosing, filters):
        return _asked(tx, library, learner, ask, choosing, now)
    if ask is not None:
        asks.drop_open_reviews(tx, learner.id, now)
    key = next_question(tx, learner, now, choosing, filters.pick)
    if key is None:
        return _nothing(tx, learner, choosing, now, filters)
    stored = library.question(tx, key)
    seed = random.getrandbits(31)
    ask = asks.open_for_review(tx, learner.id, key, stored.question.version, seed, now)
    return _asked(tx, library, learner, ask, choosing, now)


def _fits(
    tx: Tx, library: Library, learner: LearnerId, ask: Ask, choosing: Choosing, filters: Filters
) -> bool:
    """Return whether the open ask is of the wanted questions and of today's edition."""
    stored = library.question(tx, ask.question)
    question = stored.question
    if question.retired or stored.paused or question.version != ask.version:
        return False
    if filters.pick is Pick.UNSEEN and memories.get(tx, learner, ask.question) is not None:
        return False
    return (
        question.deck in choosing.decks
        and choosing.theme in ("", question.theme)
        and choosing.skill in (None, question.skill)
        and choosing.difficulty in (None, question.difficulty)
        and (not choosing.kinds or question.kind_name in choosing.kinds)
    )


def _asked(
    tx: Tx, library: Library, learner: Learner, ask: Ask, choosing: Choosing, now: datetime
) -> Asked:
    stored = library.question(tx, ask.question)
    today = learner_day(learner, now)
    known = memories.get(tx, learner.id, ask.question)
    due = picking.due_count(tx, learner.id, today, choosing)
    due -= int(known is not None and known.due <= today)
    return asked(stored, ask, due_left=due, seen_before=known is not None)


def _nothing(
    tx: Tx, learner: Learner, choosing: Choosing, now: datetime, filters: Filters
) -> Reply:
    unseen = picking.unseen_count(tx, learner.id, choosing)
    if filters.pick in (Pick.UNSEEN, Pick.WEAKEST) and not _any(tx, choosing):
        return Refused(Problem.NO_QUESTIONS)
    today = learner_day(learner, now)
    return NothingDue(
        next_due=memories.next_due(tx, learner.id),
        unseen=unseen,
        streak=streak_of(tx, learner, today).days,
        answered_today=days.day(tx, learner.id, today).answers,
    )


def _any(tx: Tx, choosing: Choosing) -> bool:
    return bool(picking.live(tx, None, choosing, 1))
