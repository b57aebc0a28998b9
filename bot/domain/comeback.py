"""The way back after a gap: what to do first, how much a day, for how many days.

Most at risk first, by what an answer's seconds bring; capped in minutes; nothing new meanwhile.
Pure. Must not know where memories are kept, nor what a learner is shown.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from bot.domain.ids import QuestionKey
from bot.domain.question import KindName

AWAY = 7
"""Days without an answer after which somebody has been away."""

PILE = 20
"""Due questions from which on they are a pile."""

ASK_AGAIN = timedelta(days=14)
"""A plan that was declined, or is over, is not offered again for so long."""

LONGEST = 28
"""Days a plan lasts at most; what is left then is ordinary review."""

SPARED = 30
"""Days of absence, the plan's own apart, that a streak is spared at most."""

SPARED_AGAIN = timedelta(days=90)
"""A streak is spared an absence once in so long."""

SECONDS = 15.0
"""Seconds for an answer of somebody of whom nothing is known."""

_LEAST_SAMPLES = 5
_SHORTEST, _LONGEST_ANSWER = 3.0, 300.0
_RETURNED = 3  # days after which a gap is no news any more


@dataclass(frozen=True, slots=True)
class Waiting:
    """A due question: its predicted recall today, 0 to 1, and the seconds it will take."""

    question: QuestionKey
    recall: float
    seconds: float


@dataclass(frozen=True, slots=True)
class Gap:
    """So many days without an answer after the day ``last``."""

    days: int
    last: date


@dataclass(frozen=True, slots=True)
class Plan:
    """How to get through a pile: so many questions a day, for so many days at best."""

    a_day: int
    days: int


def gap_before(studied: Iterable[date], today: date) -> Gap | None:
    """Return how long somebody was away who is back now; None if they were not.

    ``studied`` are the latest local days with answers. Somebody is back today or has been for
    a day or two, and the days away are those without an answer in between.
    """
    back, longest = today, None
    for day in sorted({day for day in studied if day < today}, reverse=True):
        if (today - back).days >= _RETURNED:
            break
        away = (back - day).days - 1
        if away >= AWAY and (longest is None or away > longest.days):
            longest = Gap(away, day)
        back = day
    return longest


def seconds_each(samples: Mapping[KindName, Sequence[int]]) -> dict[KindName, float]:
    """Return the seconds an answer takes somebody, by kind: their median, 3 to 300.

    Kinds with few answers take as long as all of theirs together do.
    """
    every = [seconds for answers in samples.values() for seconds in answers]
    usual = _bounded(median(every)) if len(every) >= _LEAST_SAMPLES else SECONDS
    return {
        kind: _bounded(median(samples[kind]))
        if len(samples.get(kind, ())) >= _LEAST_SAMPLES
        else usual
        for kind in KindName
    }


def _bounded(seconds: float) -> float:
    return min(_LONGEST_ANSWER, max(_SHORTEST, float(seconds)))


def most_urgent(pile: Iterable[Waiting]) -> list[QuestionKey]:
    """Return the questions in the order to answer them: most risk for a second's effort first.

    Of two that take equally long the lower recall goes first; equals by their number.
    """
    ranked = sorted(pile, key=lambda one: (-(1 - one.recall) / one.seconds, one.question))
    return [one.question for one in ranked]


def plan(pile: Sequence[Waiting], ahead: Sequence[int], minutes: int) -> Plan:
    """Return how many questions a day fit into ``minutes`` (1 or more), and for how many days.

    ``ahead`` are the questions that fall due on the coming days anyhow, tomorrow first. At least
    one question a day; no plan is longer than ``LONGEST`` days.
    """
    total = sum(one.seconds for one in pile)
    each = total / len(pile) if pile else SECONDS
    a_day = max(1, int(minutes * 60 / each))
    left = len(pile)
    for day in range(1, LONGEST + 1):
        left -= a_day
        if left <= 0:
            return Plan(a_day, day)
        left += ahead[day - 1] if day <= len(ahead) else 0
    return Plan(a_day, LONGEST)


def spared_days(last: date, today: date, until: date, before: date | None) -> tuple[date, date]:
    """Return the first and last day that a streak is spared by a plan begun today.

    ``last`` is the last day with an answer before the gap, ``before`` the end of what was
    spared the time before. The absence is spared if it was no longer than ``SPARED`` days and
    it is the first in a while; the plan's own days, up to ``until``, always are.
    """
    absent = (today - last).days - 1
    again = before is not None and today - before < SPARED_AGAIN
    first = last + timedelta(days=1) if 0 < absent <= SPARED and not again else today
    return first, until
