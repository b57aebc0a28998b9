"""A daily question closes: its answers become reviews, and the place sees what it came to.

Answers are private until then. Each is one review, logged at the reveal and belonging to the day
on which its learner gave it, so that a streak is kept by answering and not by the reveal; the
boards, which everybody sees, have the points from the reveal on.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from bot.domain.boards import standings
from bot.domain.daily import Manner, in_a_row, is_lit
from bot.domain.ids import ClassId, LearnerId, PlaceId, SubscriptionId
from bot.domain.posing import solve
from bot.domain.question import Mark
from bot.domain.replies import DailyOutcome, Revealed, Standing
from bot.usecases.answering import credit_of, grade_for
from bot.usecases.library import Library
from bot.usecases.live import CLOSE
from bot.usecases.podium import shown_names, tallies
from bot.usecases.posting import KEPT
from bot.usecases.recording import day_in, record
from bot.usecases.telling import posed
from storage import alarms, asks, boards, classes, dailies, learners, outbox, subscriptions
from storage.asks import Answer, Ask
from storage.dailies import Told
from storage.database import Tx
from storage.questions import Stored

LONGEST_THOUGHT = 30
"""Seconds of study that an answer counts for at most: a post may wait for hours to be seen."""

ON_BOARD = 3
"""Lines of the day's board under a reveal."""


def close(tx: Tx, library: Library, ask: Ask, now: datetime) -> PlaceId | None:
    """Close a daily ask and reveal it; the place that sees it, or None.

    None as well if it was closed already. Answers are kept even where the place is gone.
    """
    if not asks.close(tx, ask.id, now):
        return None
    alarms.clear(tx, CLOSE, ask.id)
    stored = library.question(tx, ask.question)
    answers = asks.answers_to(tx, ask.id)
    earned = {answer.learner: _record(tx, stored, ask, answer, now) for answer in answers}
    told = dailies.of_ask(tx, ask.id)
    if told is None or ask.place is None or ask.class_id is None:
        return None
    members = classes.member_count(tx, ask.class_id)
    dailies.note_reveal(tx, ask.id, len(answers), members)
    row = subscriptions.get(tx, told.subscription)
    if row is not None and row.open_ask == ask.id:
        subscriptions.set_open(tx, row.id, None, None)
    board = _board(tx, ask.class_id, told.day, day_of(tx, ask.class_id, now), answers, earned)
    reply = _reveal(tx, stored, ask, told, answers, members, board)
    manner = Manner(silent=row.terms.manner.silent) if row else None
    outbox.post(tx, ask.place, f"ask:{ask.id}", reply, now, manner)
    outbox.trim(tx, ask.place, KEPT)
    return ask.place


def _record(tx: Tx, stored: Stored, ask: Ask, answer: Answer, now: datetime) -> int:
    """Turn one kept answer into a review; return the points it earned."""
    learner = learners.by_id(tx, answer.learner)
    if learner is None or answer.given is None or answer.verdict is None:
        return 0
    spent = round((answer.at - ask.opened_at).total_seconds())
    recorded = record(
        tx,
        learner=learner,
        question=ask.question,
        version=ask.version,
        deck=stored.question.deck,
        ask=ask.id,
        at=now,
        seconds=min(LONGEST_THOUGHT, spent),
        mark=answer.verdict.mark,
        credit=credit_of(answer.verdict, hinted=answer.hinted),
        grade=grade_for(answer.given, answer.verdict, hinted=answer.hinted),
        source=ask.source,
        answered_at=answer.at,
    )
    return recorded.outcome.points


def _reveal(
    tx: Tx,
    stored: Stored,
    ask: Ask,
    told: Told,
    answers: Sequence[Answer],
    members: int,
    board: tuple[Standing, ...],
) -> Revealed:
    right = [answer.learner for answer in answers if answer.mark is Mark.RIGHT]
    return Revealed(
        ask=ask.id,
        posed=posed(stored, ask),
        solution=solve(stored.question),
        tallies=tallies(stored.question, answers),
        answered=len(answers),
        right=len(right),
        right_names=shown_names(tx, right),
        daily=DailyOutcome(
            day=told.day,
            streak=_row_of(tx, told.subscription),
            lit=is_lit(len(answers), members),
            members=members,
            board=board,
        ),
    )


def _row_of(tx: Tx, subscription: SubscriptionId) -> int:
    return in_a_row(dailies.revealed(tx, subscription))


def day_of(tx: Tx, class_id: ClassId, at: datetime) -> date:
    """Return the local day of a class."""
    found = classes.by_id(tx, class_id)
    return day_in(found.zone if found else "UTC", at)


def _board(
    tx: Tx,
    class_id: ClassId,
    day: date,
    today: date,
    answers: Sequence[Answer],
    earned: Mapping[LearnerId, int],
) -> tuple[Standing, ...]:
    """Return the top of the day that the question belongs to, without those who hide.

    What the question itself earned counts on the boards from the reveal on; where that is on a
    later day, it is added here. Who was right stands here even without points: they had met the
    question on the same day already.
    """
    right = {answer.learner for answer in answers if answer.mark is Mark.RIGHT}
    points: dict[LearnerId, int] = dict.fromkeys(right, 0)
    for row in boards.by_days(tx, class_id, day, day):
        points[row.learner] = row.points
    if today != day:
        for learner, gained in earned.items():
            points[learner] = points.get(learner, 0) + gained
    seen = []
    for learner, total in points.items():
        found = learners.by_id(tx, learner)
        if found is not None and not found.hidden and (total or learner in right):
            seen.append((learner, found.shown_name, total))
    return standings(seen, None)[:ON_BOARD]
