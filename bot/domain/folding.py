"""From the log of reviews to memory and points: one step for an answer, a fold for a rebuild.

Both give the same state bit for bit, because a step depends on nothing but the memory before it
and the review's own line. Must not know the database: reviews of one learner and one question
come in, in the order of their instants.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain import memory as remembering
from bot.domain.ids import LearnerId, QuestionKey
from bot.domain.memory import Memory
from bot.domain.points import points_for
from bot.domain.review import Amendment, Review


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one review did.

    ``counted`` says whether it moved the schedule; ``recall_before`` is the predicted recall,
    0 to 1, before it (None: never seen); ``memory`` is the state after it.
    """

    points: int
    counted: bool
    recall_before: float | None
    memory: Memory | None


def step(memory: Memory | None, review: Review) -> Outcome:
    """Return what a review does to a memory.

    Only the first exposure on a local day moves the schedule and earns points. A day before the
    last one, as a traveller going west may have, is a repeat.
    """
    counted = memory is None or review.day > memory.last
    before = remembering.recall(memory, review.day)
    points = points_for(review.mark, review.credit, before, repeat=not counted)
    if not counted:
        return Outcome(points, counted, before, memory)
    seed = remembering.seed_of(review.learner, review.question, review.day)
    after = remembering.review(
        memory, review.grade, review.day, retention=review.retention, seed=seed
    )
    return Outcome(points, counted, before, after)


def fold(reviews: Iterable[Review], version: int = 0) -> tuple[Memory | None, tuple[Outcome, ...]]:
    """Return the memory that reviews lead to, and the outcome of each.

    The reviews are one learner's of one question, oldest first; ``version`` is the question's
    present one. What was learnt of a version that meant something else is no memory of this one.
    """
    memory: Memory | None = None
    outcomes: list[Outcome] = []
    learnt = 0
    for review in reviews:
        outcome = step(memory if review.version == learnt else None, review)
        memory, learnt = outcome.memory, review.version
        outcomes.append(outcome)
    return memory if learnt >= version else None, tuple(outcomes)


def amended(reviews: Sequence[Review], amendments: Sequence[Amendment]) -> tuple[Review, ...]:
    """Return the reviews as put right: of each one's amendments the last in the row counts.

    A review taken back is left out; an amendment of a review that is not there does nothing.
    """
    last = {_line(amendment): amendment for amendment in amendments}
    put_right = (_put_right(review, last.get(_line(review))) for review in reviews)
    return tuple(review for review in put_right if review is not None)


def _line(entry: Review | Amendment) -> tuple[LearnerId, QuestionKey, datetime]:
    """Return what names a line of the log."""
    return entry.learner, entry.question, entry.at


def _put_right(review: Review, amendment: Amendment | None) -> Review | None:
    if amendment is None:
        return review
    if amendment.grade is None:
        return None
    return replace(review, mark=amendment.mark, credit=amendment.credit, grade=amendment.grade)
