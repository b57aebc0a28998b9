"""When to remind a learner and when not: habits, quiet hours, snoozes, backing off.

Pure: days and minutes of the wall come in. Must not know what is due, nor how anything is posted.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum, auto
from zoneinfo import ZoneInfo

from bot.domain.nudges import Snooze
from bot.domain.slots import Wall

DAY = 1440
"""Minutes on the wall."""

USUAL = (18, 0)
"""Hour and minute of a reminder until a habit is known."""

LATE = timedelta(hours=3)
"""A reminder that would come later than this after its time does not come that day."""

GAPS = (0, 1, 2, 4)
"""Days that must lie between the last reminder and the next after so many without an answer."""

ASK_AFTER = 7
"""Days after the last of the reminders in vain until "shall I go on?"; after that, silence."""

SESSION = timedelta(minutes=30)
"""After a pause of this length a learner has sat down anew."""

_WINDOW, _STEP = 60, 15  # minutes: what counts as the same time, and what a habit is rounded to
_LEAST_DAYS, _LEAST_HABIT = 5, 3
_EVENINGS = (19 * 60, 21 * 60)
_SOON = 30  # minutes: an evening that is nearer is now


class Next(Enum):
    """What is to be done at a learner's hour."""

    REMIND = auto()
    ASK = auto()  # shall I go on?
    WAIT = auto()
    SLEEP = auto()


@dataclass(frozen=True, slots=True)
class Quiet:
    """Hours without any reminder: minutes of the day, from ``begins`` up to ``ends``.

    They may span midnight; equal, there are none.
    """

    begins: int
    ends: int

    def holds(self, minute: int) -> bool:
        """Return whether a minute of the day is quiet."""
        return (minute - self.begins) % DAY < (self.ends - self.begins) % DAY

    def at(self, instant: datetime, zone: ZoneInfo) -> bool:
        """Return whether it is quiet in a zone at an instant."""
        return self.holds(minute_of(instant, zone))

    def after(self, instant: datetime, zone: ZoneInfo) -> datetime:
        """Return the instant itself, or if it is quiet then, the end of the quiet hours."""
        if not self.at(instant, zone):
            return instant
        local = instant.astimezone(zone).replace(tzinfo=None, second=0, microsecond=0)
        end = local + timedelta(minutes=(self.ends - minute_of(instant, zone)) % DAY)
        both = (end.replace(tzinfo=zone, fold=fold).astimezone(instant.tzinfo) for fold in (0, 1))
        found = [at for at in both if at > instant and not self.at(at, zone)]
        return min(found, default=None) or self._loud(instant, zone)

    def _loud(self, instant: datetime, zone: ZoneInfo) -> datetime:
        """Return the first minute from an instant on that is not quiet: the end was skipped."""
        while self.at(instant, zone):
            instant += timedelta(minutes=1)
        return instant

    def outside(self, minute: int) -> int:
        """Return the minute itself, or the nearest that is not quiet: just before, or the end."""
        if not self.holds(minute):
            return minute
        before, after = (minute - self.begins) % DAY, (self.ends - minute) % DAY
        return (self.begins - _STEP) % DAY if before < after and self._has_room() else self.ends

    def _has_room(self) -> bool:
        return not self.holds((self.begins - _STEP) % DAY)


NIGHT = Quiet(22 * 60, 7 * 60)
"""The quiet hours of somebody who has said nothing."""


def minute_of(instant: datetime, zone: ZoneInfo) -> int:
    """Return the minute of the day that a wall clock shows."""
    local = instant.astimezone(zone)
    return local.hour * 60 + local.minute


def sessions(answers: Iterable[datetime]) -> list[datetime]:
    """Return the answers with which somebody sat down: those after a pause, oldest first."""
    begun: list[datetime] = []
    last: datetime | None = None
    for at in sorted(answers):
        if last is None or at - last >= SESSION:
            begun.append(at)
        last = at
    return begun


def usual_minute(begun: Iterable[tuple[date, int]]) -> int | None:
    """Return the minute of the day, on a quarter of an hour, when somebody usually sits down.

    ``begun`` are local dates and minutes of the day. It is the hour around the clock that most
    of the dates have in common, the latest dates deciding between equals, and within it the
    median; so that a few odd evenings move nothing. None: too few dates, or no habit.
    """
    by_day: defaultdict[date, set[int]] = defaultdict(set)
    for day, minute in begun:
        by_day[day].add(minute % DAY)
    if len(by_day) < _LEAST_DAYS:
        return None
    starts = sorted({minute for minutes in by_day.values() for minute in minutes})
    windows = {start: _offsets(by_day, start) for start in starts}
    best = max(starts, key=lambda start: (len(windows[start]), *_recency(windows[start]), -start))
    offsets = sorted(windows[best].values())
    if len(offsets) < _LEAST_HABIT:
        return None
    median = offsets[(len(offsets) - 1) // 2]
    return (best + median) % DAY // _STEP * _STEP


def _offsets(by_day: dict[date, set[int]], start: int) -> dict[date, int]:
    """Return, of each date with a minute in the hour from ``start`` on, how far in its first is."""
    nearest = {day: min((m - start) % DAY for m in minutes) for day, minutes in by_day.items()}
    return {day: offset for day, offset in nearest.items() if offset < _WINDOW}


def _recency(days: Iterable[date]) -> Sequence[int]:
    return sorted((day.toordinal() for day in days), reverse=True)


def what_next(ignored: int, days_since: int) -> Next:
    """Return what to do at a learner's hour.

    ``ignored`` is how many reminders in a row went without an answer, ``days_since`` the dates
    since the last of them. They come 1, 2 and 4 days after it, after 7 more the question, and
    then nothing.
    """
    if ignored < len(GAPS):
        return Next.REMIND if days_since >= GAPS[ignored] else Next.WAIT
    if ignored == len(GAPS):
        return Next.ASK if days_since >= ASK_AFTER else Next.WAIT
    return Next.SLEEP


SLEEPING = len(GAPS) + 1
"""Reminders in vain, the question among them, after which there are no more."""


def put_off(kind: Snooze, now: datetime, wall: Wall, quiet: Quiet) -> datetime | None:
    """Return when a snoozed reminder comes again, never in quiet hours; None: at its usual time.

    This evening is 19:00, or 21:00 if that has come; late in the evening it is the usual time.
    """
    match kind:
        case Snooze.HOUR:
            return quiet.after(now + timedelta(hours=1), wall.zone)
        case Snooze.TOMORROW:
            return None
        case Snooze.EVENING:
            minute = minute_of(now, wall.zone)
            for evening in _EVENINGS:
                if minute + _SOON <= evening:
                    at = Wall(evening // 60, evening % 60, wall.zone).next(now)
                    return at if not quiet.at(at, wall.zone) else None
            return None
