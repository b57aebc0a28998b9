"""The daily question as values: how a place wants it, why a question was chosen, the group's row.

Must not know how a question is chosen (``daily_choice.py``), when (``slots.py``), or where any
of this is kept.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

QUORUM = 0.5
"""The share of a class that must answer for a daily question to count in the group's row."""

LATEST, LATE_AT_MOST = 3, 12
"""Hours by which a post may come late unless told otherwise, and at most."""

PUNCTUAL = timedelta(minutes=10)
"""A post that comes within so long is not late: no clock is looked at on the dot."""

REVEAL_AT_MOST = 72
"""Hours a daily question may stay open if it is not to wait for the next."""


class Why(StrEnum):
    """Why a daily question was chosen."""

    QUEUED = "queued"  # an editor put it into the queue
    FADING = "fading"  # the group is about to forget it
    UNSEEN = "unseen"  # something new, at a steady rate or because nothing is fading
    IN_ORDER = "in_order"  # nobody has a history yet: the themes in their order
    AGAIN = "again"  # everything was asked lately; this one the longest ago


@dataclass(frozen=True, slots=True)
class DailyReason:
    """Why a question: its mean predicted recall (0 to 1) among the ``knowing`` of ``members``."""

    why: Why
    recall: float | None = None
    knowing: int = 0
    members: int = 0


class DailyState(StrEnum):
    """Whether a place gets its daily question."""

    ON = "on"
    PAUSED = "paused"
    UNREACHABLE = "unreachable"  # the platform would not take our posts
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Manner:
    """How a post is to be sent; ``role`` is the platform's id of whom to ping, or nothing."""

    silent: bool = False
    pin: bool = False
    thread: bool = False  # open a thread under the post
    role: str = ""


def is_lit(answered: int, members: int, quorum: float = QUORUM) -> bool:
    """Return whether enough of a class answered; one learner at least."""
    return answered >= max(1.0, quorum * members)


def in_a_row(days: Iterable[tuple[int, int]], quorum: float = QUORUM) -> int:
    """Return how many daily questions in a row were answered by enough of the class.

    ``days`` are (answered, members) of those revealed, the latest first. Days without a post
    (weekends, holidays, a pause) are not among them and break nothing.
    """
    count = 0
    for answered, members in days:
        if not is_lit(answered, members, quorum):
            break
        count += 1
    return count
