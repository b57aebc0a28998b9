"""One line of the log, and what is put right about it later: values without rules.

Reviews are immutable and complete: memories, points and boards are folds of them.
"""

from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.ids import AskId, LearnerId, QuestionKey
from bot.domain.question import Grade, Mark
from bot.domain.replies import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """One exposure of one learner to one question.

    ``at`` is UTC in whole milliseconds; ``day`` is the learner's local day; ``credit`` and
    ``retention`` (desired recall at the time) are per mille; ``seconds`` is 0 to 300.
    """

    learner: LearnerId
    question: QuestionKey
    version: int
    ask: AskId
    at: datetime
    day: date
    mark: Mark
    credit: int
    grade: Grade
    retention: int
    source: Source
    seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """What was put right about a review; the last one counts. No ``grade`` takes it back."""

    learner: LearnerId
    question: QuestionKey
    at: datetime
    mark: Mark
    credit: int
    grade: Grade | None
    cause: str
    made_at: datetime
