"""Which question a group is asked today: the one it is most about to forget, with the reason.

Pure: what the group remembers and what was asked before come in, a question goes out. Must not
know the database, and leaves nothing to chance: an editor's preview is what will be asked.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import NamedTuple

from bot.domain.daily import DailyReason, Why
from bot.domain.ids import QuestionKey
from bot.domain.memory import recall_after

REPEAT_AFTER = 30
"""Days for which a question that was asked is not asked again, while there are others."""

NEW_EVERY = 3
"""At least one of so many questions in a row is new to the group, while there are new ones."""

FADING_BELOW = 0.9
"""Mean recall from which on a group is not about to forget: something new is better then."""

KNOWN_BY = 1 / 3
"""A question is the group's when this share of those who study at all have met it."""

_NEW = frozenset({Why.UNSEEN, Why.IN_ORDER})


class Remembered(NamedTuple):
    """One learner's memory of one question: stability in days, and the day it last moved.

    A class of thirty has ten thousand of them, so they are plain tuples.
    """

    stability: float
    last: date


@dataclass(frozen=True, slots=True)
class Group:
    """A class: how many it has, how many of them study, and what they remember by question."""

    members: int
    studying: int
    memories: Mapping[QuestionKey, Sequence[Remembered]]


@dataclass(frozen=True, slots=True)
class Asking:
    """A daily question that was asked on a local date."""

    day: date
    question: QuestionKey


@dataclass(frozen=True, slots=True)
class Past(Asking):
    """One that was asked in this place, and why."""

    why: Why


@dataclass(frozen=True, slots=True)
class Choice:
    """A question and why."""

    question: QuestionKey
    reason: DailyReason


def choose(
    candidates: Sequence[QuestionKey],
    group: Group,
    past: Sequence[Past],
    day: date,
    queue: Collection[QuestionKey] = (),
    elsewhere: Sequence[Asking] = (),
) -> Choice | None:
    """Return the question for a local date, None when there is nothing to ask.

    ``candidates`` are in the order of the themes; ``past`` is what was asked, the oldest first,
    ``elsewhere`` what the same group was asked in other places; the first of ``queue`` goes
    before everything else.
    """
    for queued in queue:
        return _chosen(queued, Why.QUEUED, group, day)
    asked_lately = (each for each in (*past, *elsewhere) if _days(each, day) < REPEAT_AFTER)
    resting = {each.question for each in asked_lately}
    free = [key for key in candidates if key not in resting]
    if not free:
        return _again(candidates, group, past, day)
    if not group.studying:
        return _chosen(free[0], Why.IN_ORDER, group, day)
    known, new = _parted(free, group)
    fading = min(known, key=lambda key: _recall(group, key, day), default=None)
    wanted = fading is None or _turn_for_new(past) or _recall(group, fading, day) >= FADING_BELOW
    if new and wanted:
        return _chosen(new[0], Why.UNSEEN, group, day)
    return _chosen(fading or free[0], Why.FADING, group, day)


def _days(asked: Asking, day: date) -> int:
    return abs((day - asked.day).days)


def _parted(
    free: Sequence[QuestionKey], group: Group
) -> tuple[list[QuestionKey], list[QuestionKey]]:
    """Return the questions the group knows, and those new to it: the newest to it first."""
    enough = max(1, ceil(group.studying * KNOWN_BY))
    known = [key for key in free if len(group.memories.get(key, ())) >= enough]
    new = [key for key in free if len(group.memories.get(key, ())) < enough]
    new.sort(key=lambda key: len(group.memories.get(key, ())))  # stable: the order of themes
    return known, new


def _turn_for_new(past: Sequence[Past]) -> bool:
    """Return whether none of the latest questions was new, so far as it was not an editor's."""
    latest = past[-(NEW_EVERY - 1) :]
    return len(latest) == NEW_EVERY - 1 and not any(asked.why in _NEW for asked in latest)


def _again(
    candidates: Sequence[QuestionKey], group: Group, past: Sequence[Past], day: date
) -> Choice | None:
    """Return what was asked the longest ago, where everything was asked lately."""
    last = {asked.question: number for number, asked in enumerate(past)}
    longest = min(candidates, key=lambda key: last.get(key, -1), default=None)
    return None if longest is None else _chosen(longest, Why.AGAIN, group, day)


def _chosen(key: QuestionKey, why: Why, group: Group, day: date) -> Choice:
    knowing = len(group.memories.get(key, ()))
    recall = _recall(group, key, day) if knowing else None
    return Choice(key, DailyReason(why, recall, knowing, group.members))


def _recall(group: Group, key: QuestionKey, day: date) -> float:
    """Return the mean predicted recall of a question among those who have met it."""
    known = group.memories[key]
    return sum(recall_after(one.stability, (day - one.last).days) for one in known) / len(known)
