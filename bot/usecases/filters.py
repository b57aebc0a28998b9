"""Which questions somebody wants: a value that every platform fills in its own way."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.question import KindName, Skill


class Pick(StrEnum):
    """In what order questions are served."""

    MIXED = "mixed"  # due ones, then those missed today, then a steady rate of new ones
    DUE = "due"
    WEAKEST = "weakest"  # lowest predicted recall first, due or not
    UNSEEN = "unseen"


@dataclass(frozen=True, slots=True)
class Filters:
    """Empty fields do not filter. ``deck`` and ``theme`` are what somebody typed."""

    deck: str = ""
    theme: str = ""
    skill: Skill | None = None
    difficulty: int | None = None
    kinds: tuple[KindName, ...] = ()
    pick: Pick = Pick.MIXED
