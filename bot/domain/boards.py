"""Ranking: who stands where, who has improved, and what the class aims for together.

Names come in as chosen to be shown (see `visible_name`): whoever hides is left out before, so
that no rank gives them away. Boards know points only; how often anybody was wrong is nobody's
business. Must not know where points come from.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import TypeVar

from bot.domain.ids import ClassId, LearnerId
from bot.domain.replies import ClassStanding, Standing

Who = TypeVar("Who", bound=Hashable)

GOAL_STEP = 10
"""A team goal is a round number: a multiple of this many points."""

GOAL_GROWTH = 10
"""Per cent by which a class is asked to do better than in the window before."""

RIGHT = 10
"""Points of a right answer: a goal asks at least one a week of each learner."""

SMALL = 6
"""Members up to which a class sees its goal before its ranking."""


def visible_name(name: str, alias: str | None, hidden: bool, *, is_you: bool) -> str | None:
    """Return the name a board may show, or None for somebody hidden from this reader.

    An alias stands for the name, to oneself as well.
    """
    if hidden and not is_you:
        return None
    return alias or name


def standings(
    points: Iterable[tuple[LearnerId, str, int]],
    you: LearnerId | None,
    rights: Mapping[LearnerId, int] | None = None,
) -> tuple[Standing, ...]:
    """Return the ranking of learners (id, name shown, points), best first.

    ``rights`` says how many right answers each gave, where that is shown.

    Equal points share a rank and the next rank is skipped (1, 2, 2, 4); they stand in the order
    of their names.
    """
    rows = sorted(points, key=lambda row: (-row[2], row[1].casefold(), row[1], row[0]))
    ranked: list[Standing] = []
    for place, (learner, name, score) in enumerate(rows, start=1):
        tied = bool(ranked) and ranked[-1].points == score
        rank = ranked[-1].rank if tied else place
        right = rights.get(learner, 0) if rights else 0
        ranked.append(Standing(rank, name, score, learner == you, right))
    return tuple(ranked)


def around(ranked: Sequence[Standing], radius: int = 2) -> tuple[Standing, ...]:
    """Return you and so many on either side; nothing if you are not among them."""
    for index, standing in enumerate(ranked):
        if standing.you:
            return tuple(ranked[max(0, index - radius) : index + radius + 1])
    return ()


def most_improved(
    this: Mapping[Who, int], last: Mapping[Who, int], limit: int = 3
) -> tuple[Who, ...]:
    """Return who gained most points over the window before, best first.

    Only those who scored in both and gained: somebody new has nothing to improve on. Equal gains
    stand in the order of ``this``.
    """
    gains = {who: points - last[who] for who, points in this.items() if last.get(who, 0) > 0}
    gained = [who for who, gain in gains.items() if gain > 0]
    return tuple(sorted(gained, key=lambda who: -gains[who])[:limit])


def team_goal(last_points: int, learners: int, days: int = 7) -> int:
    """Return the points a class aims for in a window of so many days: a tenth more than before.

    At least one right answer (10 points) a week by each learner, rounded up to a multiple of ten.
    0, no goal, after a window without points: there is nothing to do better than yet.
    """
    if last_points <= 0:
        return 0
    better = last_points * (100 + GOAL_GROWTH)
    weeks = -(-max(days, 1) // 7)
    least = max(learners, 1) * weeks * RIGHT * 100
    return -(-max(better, least) // (GOAL_STEP * 100)) * GOAL_STEP


def is_small(members: int) -> bool:
    """Return whether a class is so small that its own goal says more than who leads."""
    return 0 < members <= SMALL


LEAST_HEADS = 3
"""Members from which on a class is compared with others: an average of two tells of each."""


def class_standings(
    rows: Iterable[tuple[ClassId, str, int, int]], yours: ClassId
) -> tuple[ClassStanding, ...]:
    """Return the ranking of classes (id, name, points, members), best first.

    By points for each member, so that no class wins by its size; classes with fewer than
    ``LEAST_HEADS`` members are left out. Equal averages share a rank, the next is skipped.
    """
    fit = [row for row in rows if row[3] >= LEAST_HEADS]
    fit.sort(key=lambda row: (-Fraction(row[2], row[3]), row[1].casefold(), row[1], row[0]))
    ranked: list[ClassStanding] = []
    last: Fraction | None = None
    for place, (class_id, name, points, members) in enumerate(fit, start=1):
        average = Fraction(points, members)
        rank = ranked[-1].rank if ranked and average == last else place
        last = average
        ranked.append(ClassStanding(rank, name, float(average), members, class_id == yours))
    return tuple(ranked)
