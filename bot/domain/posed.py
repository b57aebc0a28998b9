"""A question as it is posed, and a line of a board: the values that many replies are made of.

Must not know what a reply is for.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.domain.ids import AskId, DeckId, QuestionId, RoundId
from bot.domain.question import KindName, Picture, Precision, Skill


class Source(StrEnum):
    """Where an ask came from."""

    REVIEW = "review"
    ROUND = "round"
    DAILY = "daily"


class Pace(StrEnum):
    """How long a live question stays open."""

    QUICK = "quick"
    CALM = "calm"
    UNTIMED = "untimed"


@dataclass(frozen=True, slots=True)
class Shown:
    """Something that can be picked: its stored index and its text (markup)."""

    index: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Posed:
    """A question as a learner may see it: everything but the answer, in display order."""

    question: QuestionId
    version: int
    kind: KindName
    deck: DeckId
    deck_title: str
    theme: str
    theme_title: str
    skill: Skill
    difficulty: int
    stem: str
    options: tuple[Shown, ...] = ()  # choices, true (0) and false (1), order items, left sides
    rights: tuple[Shown, ...] = ()  # right-hand sides of a match
    several: bool = False  # a choice with any number of correct options
    gaps: int = 0
    need: int = 0  # points wanted
    unit: str = ""
    precision: Precision | None = None
    picture: Picture | None = None
    has_hint: bool = False


@dataclass(frozen=True, slots=True)
class RoundStep:
    """Where a round stands."""

    round: RoundId
    number: int  # 1 to ``total``
    total: int
    pace: Pace
    again: bool = False  # a missed question coming back


@dataclass(frozen=True, slots=True)
class DailyPost:
    """A daily question's local date, and when its answer comes; None while nobody knows.

    ``answered`` is how many have answered so far.
    """

    day: date
    reveal_at: datetime | None
    answered: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question is posed. ``closes_at`` is the reader's own clock; None is untimed."""

    ask: AskId
    posed: Posed
    source: Source
    opened_at: datetime
    closes_at: datetime | None = None
    step: RoundStep | None = None
    due_left: int = 0  # further questions due for this learner, in a review
    seen_before: bool = False
    daily: DailyPost | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """One line of a podium or board. ``rank`` starts at 1; equal points share a rank."""

    rank: int
    name: str
    points: int
    you: bool = False
    right: int = 0
