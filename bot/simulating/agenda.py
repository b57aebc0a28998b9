"""What is going to happen in a simulated year, in the order of time. Must not know how."""

import heapq
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.ids import AskId
from bot.domain.replies import Posed
from bot.simulating.plan import Plan
from bot.simulating.pupils import Pupil
from bot.simulating.town import Group


class What(StrEnum):
    """What can happen besides what the bot does of itself."""

    ANSWER = "answer"  # a pupil answers what was posted
    REMINDED = "reminded"  # a pupil answers where they were reminded
    REVIEW = "review"  # a pupil revises alone
    ROUND = "round"  # a class plays
    BOARD = "board"  # somebody looks at the board
    SKIP = "skip"  # the editor leaves a date out
    KILL = "kill"  # the process dies the next time that it does something
    OUTAGE = "outage"  # the machine is off for hours or days
    BACK = "back"  # the clock goes back
    MEND = "mend"  # and is right again


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happens, and to whom."""

    what: What
    group: Group | None = None
    pupil: Pupil | None = None
    ask: AskId | None = None
    posed: Posed | None = None
    daily: bool = False
    length: timedelta = timedelta()


@dataclass(slots=True)
class Agenda:
    """Events by their true time."""

    _heap: list[tuple[datetime, int, Event]] = field(default_factory=list)
    _count: int = 0

    def add(self, at: datetime, event: Event) -> None:
        """Let something happen at an instant."""
        self._count += 1
        heapq.heappush(self._heap, (at, self._count, event))

    def soonest(self) -> datetime | None:
        """Return when the next event is, None if there is none."""
        return self._heap[0][0] if self._heap else None

    def due(self, now: datetime) -> Iterator[Event]:
        """Take out and yield what happens by now."""
        while self._heap and self._heap[0][0] <= now:
            yield heapq.heappop(self._heap)[2]


def fill(agenda: Agenda, plan: Plan, groups: list[Group]) -> None:
    """Put everything into an agenda that does not depend on what the bot does."""
    for group in groups:
        dice = random.Random(f"{plan.seed}/habits/{group.plan.number}")  # noqa: S311
        for day in range(plan.days):
            at = plan.begins + timedelta(days=day, seconds=dice.randrange(86_400))
            for event in _of_a_day(dice, group):
                agenda.add(at, event)
    if plan.faults:
        dice = random.Random(f"{plan.seed}/faults/{plan.first}")  # noqa: S311
        for at, event in _faults(dice, plan):
            agenda.add(at, event)


def _of_a_day(dice: random.Random, group: Group) -> Iterator[Event]:
    if dice.random() < 1 / 40:
        yield Event(What.ROUND, group, dice.choice(group.pupils))
    if dice.random() < 1 / 15:
        yield Event(What.BOARD, group, dice.choice(group.pupils))
    if dice.random() < 1 / 60:
        yield Event(What.SKIP, group)
    for pupil in group.pupils:
        if dice.random() < 1 / 30:
            yield Event(What.REVIEW, group, pupil)


def _faults(dice: random.Random, plan: Plan) -> Iterator[tuple[datetime, Event]]:
    for day in range(3, plan.days):
        at = plan.begins + timedelta(days=day, seconds=dice.randrange(86_400))
        drawn = dice.random()
        if drawn < 0.12:
            yield at, Event(What.KILL)
        elif drawn < 0.15:
            hours = dice.choice((0.5, 2, 5, 11, 30, 80))
            yield at, Event(What.OUTAGE, length=timedelta(hours=hours))
        elif drawn < 0.17:
            length = timedelta(hours=dice.choice((1, 2, 26)))
            yield at, Event(What.BACK, length=length)
            yield at + timedelta(hours=5), Event(What.MEND)
