"""What a learner has done and what is coming, put together from the folded tables."""

from datetime import date, datetime, timedelta

from bot.domain.calendar import window
from bot.domain.ids import Account, AskId, DeckId
from bot.domain.memory import recall
from bot.domain.replies import (
    Problem,
    Progress,
    Refused,
    Reply,
    Source,
    Span,
    ThemeRecall,
)
from bot.domain.streaks import Streak, streak
from bot.usecases.choosing import resolve
from bot.usecases.filters import Filters
from bot.usecases.library import Library
from bot.usecases.recording import learner_day
from storage import classes, comebacks, days, learners, memories, picking, reviews
from storage.database import Tx
from storage.learners import Learner
from storage.picking import Choosing

HEAT_DAYS = 84
AHEAD_DAYS = 14


def progress(tx: Tx, library: Library, who: Account, deck: str, now: datetime) -> Reply:
    """Return a learner's progress over their decks, or over one of them."""
    learner = learners.find(tx, who)
    if learner is None:
        return Refused(Problem.NEEDS_NAME)
    current = classes.current_class(tx, learner.id)
    choosing = resolve(tx, library, current.id if current else None, Filters(deck=deck))
    if isinstance(choosing, Refused):
        return choosing
    today = learner_day(learner, now)
    done = days.day(tx, learner.id, today)
    every = days.days(tx, learner.id, date.min)
    by_day = {row.day: row.answers for row in every}
    held = _streak(tx, learner, list(by_day), today)
    themes = _themes(tx, learner, choosing, today)
    first = today - timedelta(days=HEAT_DAYS - 1)
    week = window(Span.WEEK, today)
    return Progress(
        name=learner.shown_name,
        seen=sum(theme.seen for theme in themes),
        total=sum(theme.total for theme in themes),
        due=picking.due_count(tx, learner.id, today, choosing),
        answered_today=done.answers,
        right_today=done.right,
        answered=sum(row.answers for row in every),
        right=sum(row.right for row in every),
        points_week=sum(row.points for row in every if week and row.day >= week[0]),
        streak=held.days,
        longest_streak=held.longest,
        freezes=held.freezes_left,
        minutes_today=done.seconds / 60,
        goal_minutes=learner.goal_minutes,
        themes=themes,
        days=tuple(
            (first + timedelta(days=n), by_day.get(first + timedelta(days=n), 0))
            for n in range(HEAT_DAYS)
        ),
        ahead=tuple(memories.forecast(tx, learner.id, today, AHEAD_DAYS)),
        spared=held.frozen,
        last=_last(tx, learner),
    )


def _last(tx: Tx, learner: Learner) -> AskId | None:
    """Return the ask of a learner's last answer, if that can be taken back."""
    found = reviews.last_of(tx, learner.id)
    return found.ask if found is not None and found.source is Source.REVIEW else None


def _streak(tx: Tx, learner: Learner, studied: list[date], today: date) -> Streak:
    spared = comebacks.spared(tx, learner.id)
    return streak(studied, today, rest_days=learner.rest_days, spared=spared)


def _themes(tx: Tx, learner: Learner, choosing: Choosing, today: date) -> tuple[ThemeRecall, ...]:
    """Return for every theme of the decks how much was seen and how well it is remembered."""
    totals = picking.theme_totals(tx, choosing)
    recalls: dict[tuple[DeckId, str], list[float]] = {}
    themes_of = picking.theme_of_keys(tx, choosing)
    for key, memory in memories.of_learner(tx, learner.id):
        place = themes_of.get(key)
        if place is not None:
            recalls.setdefault(place, []).append(recall(memory, today) or 0.0)
    shown = []
    for (deck, theme), (title, total) in totals.items():
        known = recalls.get((deck, theme), [])
        mean = sum(known) / len(known) if known else None
        shown.append(ThemeRecall(theme, title, len(known), total, mean))
    return tuple(shown)
