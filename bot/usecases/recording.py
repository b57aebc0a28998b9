"""An answer becomes a review, and everything folded from reviews follows: the heart of it.

``record`` appends one; ``amend`` puts one right later; ``rebuild`` makes memories, points and
boards anew from the log alone. All three end in the same rows, bit for bit.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.calendar import day_start, local_day, zone_of
from bot.domain.folding import Outcome, amended, fold, step
from bot.domain.ids import AskId, ClassId, DeckId, LearnerId, QuestionKey
from bot.domain.question import Grade, Mark
from bot.domain.replies import Source
from bot.domain.review import Amendment, Review
from storage import boards, classes, days, memories, reviews, weeks
from storage.database import Tx
from storage.days import Day
from storage.learners import Learner

LONGEST = 300
"""Seconds after which a learner has left rather than thought."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """What one answer did: the review as logged, its outcome, and the learner's day with it."""

    review: Review
    outcome: Outcome
    today: Day

    @property
    def first_today(self) -> bool:
        """Return whether it was the first answer of the learner's day."""
        return self.today.answers == 1


def learner_day(learner: Learner, at: datetime) -> date:
    """Return the learner's local day, which starts at 04:00 in their zone."""
    return day_in(learner.zone, at)


_TODAY: dict[str, tuple[datetime, datetime, date]] = {}
"""By zone, the day it was there when last asked, from its first instant to the next day's."""


def day_in(zone_name: str, at: datetime) -> date:
    """Return the local day of an instant; a zone that no longer exists counts as UTC."""
    known = _TODAY.get(zone_name)
    if known is not None and known[0] <= at < known[1]:
        return known[2]
    zone = zone_of(zone_name) or ZoneInfo("UTC")
    day = local_day(at, zone)
    _TODAY[zone_name] = day_start(day, zone), day_start(day + timedelta(days=1), zone), day
    return day


def record(
    tx: Tx,
    *,
    learner: Learner,
    question: QuestionKey,
    version: int,
    deck: DeckId,
    ask: AskId,
    at: datetime,
    seconds: int,
    mark: Mark,
    credit: int,
    grade: Grade,
    source: Source,
    answered_at: datetime | None = None,
) -> Recorded:
    """Log one answer and fold it into memory, points and boards.

    ``credit`` is per mille; ``seconds`` were spent on it. The first exposure of a question on a
    learner's local day moves the schedule; a repeat is logged, and worth nothing. An answer that
    was kept for hours until its reveal at ``at`` belongs to the learner's day it was given on;
    the boards, which everybody sees, have it from the reveal on.
    """
    at = at.replace(microsecond=at.microsecond // 1000 * 1000)  # as it is kept
    day = learner_day(learner, answered_at or at)
    memory = memories.get(tx, learner.id, question)
    tallies = [
        (class_id, day_in(zone, at)) for class_id, zone in classes.boards_of(tx, learner.id, deck)
    ]
    review = reviews.append(
        tx,
        Review(
            learner=learner.id,
            question=question,
            version=version,
            ask=ask,
            at=at,
            day=day,
            mark=mark,
            credit=credit,
            grade=grade,
            retention=learner.retention,
            source=source,
            seconds=max(0, min(LONGEST, seconds)),
        ),
        tallies[0] if tallies else None,
    )
    for class_id, class_day in tallies[1:]:
        reviews.tally(tx, review, class_id, class_day)
    outcome = step(memory, review)
    if outcome.counted and outcome.memory is not None:
        memories.move(tx, learner.id, question, memory, outcome.memory)
    right, points = int(mark is Mark.RIGHT), outcome.points
    today = days.add_day(
        tx, learner.id, day, answers=1, right=right, points=points, seconds=review.seconds
    )
    for class_id, class_day in tallies:
        boards.add(tx, class_id, class_day, learner.id, deck, answers=1, right=right, points=points)
    if any(_was_known(tx, *each, review.at) for each in tallies):  # the clock has gone back
        _close_anew(tx, learner.id)
    return Recorded(review, outcome, today)


def _was_known(tx: Tx, class_id: ClassId, day: date, at: datetime) -> bool:
    """Return whether something that happened at an instant counts in the closed week of a day."""
    closed = weeks.closed_at(tx, class_id, day)
    return closed is not None and at <= closed


def amend(tx: Tx, amendment: Amendment, deck: DeckId) -> None:
    """Put one review right and let everything folded from it follow."""
    learner, question = amendment.learner, amendment.question
    log = reviews.of(tx, learner, question)
    before = _effects(log, reviews.amendments_of(tx, learner, question))
    reviews.amend(tx, amendment)
    amendments = reviews.amendments_of(tx, learner, question)
    after = _effects(log, amendments)
    for review in log:
        _shift(tx, review, deck, before.get(review.at), after.get(review.at))
    memory, _ = fold(amended(log, amendments), reviews.version_of(tx, question))
    if memory is None:
        memories.drop(tx, learner, question)
    else:
        memories.put(tx, learner, question, memory)
    tallied = {one for review in log for one, _ in _tallies(tx, review)}
    closings = (at for one in tallied for at in weeks.closings(tx, one).values())
    if any(amendment.made_at <= at for at in closings):  # the clock has gone back
        _close_anew(tx, learner)


def _tallies(tx: Tx, review: Review) -> list[tuple[ClassId, date]]:
    return reviews.tallies_of(tx, review.learner, review.at, review.question)


@dataclass(frozen=True, slots=True)
class _Effect:
    """What one review adds to the day's sums."""

    right: int
    points: int


def _effects(log: Sequence[Review], amendments: Sequence[Amendment]) -> dict[datetime, _Effect]:
    """Return the effect of each review that has not been taken back, by its instant."""
    kept = amended(log, amendments)
    _, outcomes = fold(kept)
    return {
        review.at: _Effect(int(review.mark is Mark.RIGHT), outcome.points)
        for review, outcome in zip(kept, outcomes, strict=True)
    }


def _shift(
    tx: Tx, review: Review, deck: DeckId, before: _Effect | None, after: _Effect | None
) -> None:
    """Move the sums of a review's day from one effect to another; None is no review."""
    if before == after:
        return
    answers = int(after is not None) - int(before is not None)
    right = (after.right if after else 0) - (before.right if before else 0)
    points = (after.points if after else 0) - (before.points if before else 0)
    days.add_day(
        tx,
        review.learner,
        review.day,
        answers=answers,
        right=right,
        points=points,
        seconds=answers * review.seconds,
    )
    for class_id, day in _tallies(tx, review):
        boards.add(
            tx, class_id, day, review.learner, deck, answers=answers, right=right, points=points
        )


def rebuild(tx: Tx) -> int:
    """Make every memory, day, and board anew from the log; return how many reviews it has."""
    boards.forget_all(tx)
    days.clear_days(tx)
    memories.clear(tx)
    count = 0
    for log, amendments in reviews.everything(tx):
        count += len(log)
        _refold(tx, log, amendments)
    return count


def rebuild_learner(tx: Tx, learner: LearnerId) -> None:
    """Make one learner's memories, days and board rows anew: after two were linked."""
    boards.forget(tx, learner)
    days.clear_days(tx, learner)
    memories.clear(tx, learner)
    for log, amendments in reviews.everything(tx, learner):
        _refold(tx, log, amendments)


def _refold(tx: Tx, log: Sequence[Review], amendments: Sequence[Amendment]) -> None:
    """Fold the reviews of one learner and question into empty tables."""
    if not log:
        return
    learner, question = log[0].learner, log[0].question
    deck = reviews.deck_of(tx, question)
    effects = _effects(log, amendments)
    for review in log:
        _shift(tx, review, deck, None, effects.get(review.at))
    _close(tx, log, amendments)
    memory, _ = fold(amended(log, amendments), reviews.version_of(tx, question))
    if memory is not None:
        memories.put(tx, learner, question, memory)


def _close_anew(tx: Tx, learner: LearnerId) -> None:
    """Make one learner's part of all closed weeks anew from the log."""
    weeks.forget(tx, learner)
    for log, amendments in reviews.everything(tx, learner):
        _close(tx, log, amendments)


def _close(tx: Tx, log: Sequence[Review], amendments: Sequence[Amendment]) -> None:
    """Count the reviews of one learner and question in the weeks that were closed after them.

    A closed week has what was known when it was closed, and nothing that was put right later.
    """
    known: dict[datetime, list[tuple[ClassId, date, Review]]] = {}
    for review in log:
        for class_id, day in _tallies(tx, review):
            closed = weeks.closed_at(tx, class_id, day)
            if closed is not None and review.at <= closed:
                known.setdefault(closed, []).append((class_id, day, review))
    for closed, counted in known.items():
        effects = _effects(
            [review for review in log if review.at <= closed],
            [amendment for amendment in amendments if amendment.made_at <= closed],
        )
        for class_id, day, review in counted:
            if (effect := effects.get(review.at)) is not None:
                weeks.add(tx, class_id, day, review.learner, effect.points)
