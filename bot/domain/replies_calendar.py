"""What the calendar says: reminders, the week's digest, the way back after a gap. Facts, no text.

Joined into ``Reply`` (``replies.py``). Names of learners are the ones they chose to show.
"""

from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.nudges import ReminderState
from bot.domain.posed import Asked, Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderTerms:
    """How a learner wants to be reminded.

    ``hour`` and ``minute`` are on the wall of ``zone``; ``learnt``: when they usually study,
    and so far that is this time. Quiet hours are minutes of the day; equal, there are none.
    ``where`` is the platform on which they come, "" while there is none.
    """

    state: ReminderState
    learnt: bool
    hour: int
    minute: int
    quiet_from: int
    quiet_to: int
    zone: str
    next_at: datetime | None = None
    where: str = ""


@dataclass(frozen=True, slots=True)
class RemindersShown:
    """A learner's reminders; ``changed`` says that they have just been."""

    terms: ReminderTerms
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Reminded:
    """A reminder: the first question that is due, to be answered on the spot.

    ``due`` counts it and all others that are due, up to a hundred; ``minutes`` is what they
    will take this learner.
    """

    asked: Asked
    due: int
    minutes: int
    streak: int


@dataclass(frozen=True, slots=True)
class RemindAsked:
    """Several reminders went unanswered: shall they go on? ``due`` as in ``Reminded``."""

    due: int


@dataclass(frozen=True, slots=True)
class Snoozed:
    """A reminder is put off until an instant, told in a learner's zone; None: it is off."""

    until: datetime | None
    zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestShown:
    """How the digest of a place is set up. ``weekday`` 0 is Monday, on the wall of ``zone``.

    ``waits`` says that it is on, but the last posts could not be delivered.
    """

    on: bool
    zone: str
    weekday: int
    hour: int
    minute: int
    next_at: datetime | None
    may_change: bool
    waits: bool = False


@dataclass(frozen=True, slots=True)
class Hard:
    """A question many got wrong: in per cent of ``answers``; ``recall`` is the members' mean."""

    stem: str
    theme_title: str
    wrong: int
    answers: int
    recall: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """A class's week: its board, how the team did, what was hard, what is coming.

    ``goal`` is 0 where there was no week before. ``ahead`` are the questions that fall due for
    all members on each day of the week that begins, ``waiting`` those that were due before it;
    ``daily_at`` is the next daily question here.
    """

    class_name: str
    zone: str
    first_day: date
    last_day: date
    top: tuple[Standing, ...]
    learners: int
    points: int
    goal: int
    most_improved: tuple[str, ...]
    hardest: tuple[Hard, ...]
    streak: int
    next_goal: int
    ahead: tuple[tuple[date, int], ...]
    waiting: int = 0
    daily_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ComebackOffered:
    """Somebody is back after ``away`` days, with ``due`` questions waiting: a plan.

    ``a_day`` questions of about ``minutes`` a day for ``days`` days, the most at risk first,
    nothing new meanwhile. ``streak`` is how long their streak would stay; 0 if it is over.
    """

    away: int
    due: int
    a_day: int
    minutes: int
    days: int
    streak: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ComebackShare:
    """Today's share of a plan is done. ``left`` questions still wait; ``until`` is its last day."""

    answered: int
    left: int
    until: date
    streak: int
