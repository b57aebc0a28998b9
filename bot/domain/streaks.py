"""Streaks: days in a row, worked out afresh from local dates each time and never counted up.

There is no stored counter and no stored freeze that could go stale or be written in the wrong
zone: the same dates always give the same streak. Must not know instants or zones; which date an
answer belongs to is the business of ``calendar.py``.
"""

import math
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class FreezeRule:
    """One freeze is earned for every ``every`` (1 or more) study days of a streak.

    ``most`` are held at a time; further ones are not earned until one is spent.
    """

    every: int = 7
    most: int = 2


EARNED = FreezeRule()
"""The bot's own rule."""

NO_FREEZES = FreezeRule(most=0)
"""Every missed day breaks the streak."""

Spared = tuple[date, date]
"""The first and last day of a stretch that breaks nothing, as it is kept: see ``comeback.py``."""


@dataclass(frozen=True, slots=True)
class Streak:
    """A learner's streak.

    ``days`` are the days studied in a row, ``longest`` the most there ever were; ``frozen`` are
    the missed dates the present streak was spared. ``at_risk`` says that today is still to be
    answered, and would otherwise be a missed day.
    """

    days: int
    longest: int
    freezes_left: int
    at_risk: bool
    frozen: tuple[date, ...]


@dataclass(slots=True)
class _Run:
    """A streak while its dates are gone through."""

    today: date
    rule: FreezeRule
    rest_days: int
    at_risk: bool = False
    days: int = 0
    longest: int = 0
    freezes: int = 0
    frozen: list[date] = field(default_factory=list)
    spared: Collection[Spared] = ()

    def study(self, days: int) -> None:
        """Add so many days in a row without a gap."""
        earned = (self.days + days) // self.rule.every - self.days // self.rule.every
        self.freezes = min(self.freezes + earned, self.rule.most)
        self.days += days
        self.longest = max(self.longest, self.days)

    def miss(self, days: Iterator[date]) -> None:
        """Go through dates without an answer, oldest first: each takes a freeze or ends it."""
        for day in days:
            if _rests(day, self.rest_days) or _is_spared(day, self.spared):
                continue
            if day == self.today:
                self.at_risk = self.days > 0
            elif self.freezes:
                self.freezes -= 1
                self.frozen.append(day)
            else:
                self._end()
                return

    def _end(self) -> None:
        self.days = 0
        self.at_risk = False
        self.frozen.clear()


def streak(
    days: Collection[date],
    today: date,
    *,
    rest_days: int = 0,
    freezes: FreezeRule = EARNED,
    spared: Collection[Spared] = (),
) -> Streak:
    """Return the streak of somebody who studied on these local dates, as it stands today.

    ``rest_days`` is a mask of weekdays, bit 0 Monday, on which not studying breaks nothing and
    takes no freeze; ``spared`` are first and last days of whole stretches like that. A freeze
    covers exactly one missed date, by itself. Today breaks nothing until it is over. A date
    after today belongs to somebody who has travelled west since: it counts.
    """
    run = _Run(today, freezes, rest_days, spared=spared)
    rows = _unbroken(days)
    reached = rows[0][0] if rows else today.toordinal()
    for first, last in rows:
        run.miss(_dates(reached, first))
        run.study(last - first + 1)
        reached = last + 1
    run.miss(_dates(reached, today.toordinal() + 1))
    return Streak(run.days, run.longest, run.freezes, run.at_risk, tuple(run.frozen))


def group_streak(
    days: Mapping[date, int],
    members: int,
    today: date,
    quorum: float = 0.5,
    *,
    rest_days: int = 0,
) -> int:
    """Return for how many days in a row at least this share of a class has answered.

    ``days`` has the number of different learners who answered on each of the class's local
    dates; ``quorum`` is 0 to 1, and one learner at least. Today counts once it is reached and
    breaks nothing before; rest days (a mask, bit 0 Monday) break nothing.
    """
    needed = quorum_of(members, quorum)
    lit = {day for day, learners in days.items() if learners >= needed and day <= today}
    return streak(lit, today, rest_days=rest_days, freezes=NO_FREEZES).days


def quorum_of(members: int, quorum: float = 0.5) -> int:
    """Return how many of a class have to answer on a day: this share of it, one at least."""
    return max(1, math.ceil(quorum * members))


def _unbroken(days: Iterable[date]) -> list[tuple[int, int]]:
    """Return the first and last ordinal of each row of dates without a gap, oldest first."""
    rows: list[tuple[int, int]] = []
    ordinals = sorted({day.toordinal() for day in days})
    if not ordinals:
        return rows
    first = last = ordinals[0]
    for ordinal in ordinals:
        if ordinal > last + 1:
            rows.append((first, last))
            first = ordinal
        last = ordinal
    return [*rows, (first, last)]


def _dates(first: int, after: int) -> Iterator[date]:
    """Yield the dates from one ordinal up to, and without, another."""
    return map(date.fromordinal, range(first, after))


def _is_spared(day: date, spared: Collection[Spared]) -> bool:
    return any(first <= day <= last for first, last in spared)


def _rests(day: date, rest_days: int) -> bool:
    return bool(rest_days >> day.weekday() & 1)
