"""Putting in order and matching, step by step: whether steps fit a question, and what they answer.

Picks are stored indices in the order of the steps: items of an order; for a match the right-hand
side of each left one as shown, ``NONE`` for none. Must not know how a step is shown or carried.
"""

from bot.domain.question import Given, KindName, Matched, Ordered
from bot.domain.replies import Posed, Problem, Refused, Shown

Picks = tuple[int, ...]

NONE = -1
"""The pick of nothing at all, for a left side that has no partner."""


def pool(posed: Posed) -> tuple[Shown, ...]:
    """Return what is picked from: the items of an order, the right-hand sides of a match."""
    return posed.rights if posed.kind is KindName.MATCH else posed.options


def fits(posed: Posed, picks: Picks) -> bool:
    """Return whether picks could be steps of this question, each item picked once."""
    known = {each.index for each in pool(posed)}
    real = [pick for pick in picks if pick != NONE]
    none_allowed = posed.kind is KindName.MATCH or len(real) == len(picks)
    return (
        posed.kind in (KindName.ORDER, KindName.MATCH)
        and len(picks) <= len(posed.options)
        and none_allowed
        and set(real) <= known
        and len(set(real)) == len(real)
    )


def completed(posed: Posed, picks: Picks) -> Picks:
    """Return picks with the last item of an order, which needs no choosing."""
    left = [each.index for each in posed.options if each.index not in picks]
    if posed.kind is KindName.ORDER and picks and len(left) == 1:
        return (*picks, left[0])
    return picks


def one_back(posed: Posed, picks: Picks) -> Picks:
    """Return picks without the last step: with that of an order goes what needed no choosing."""
    last_was_free = posed.kind is KindName.ORDER and len(picks) == len(posed.options)
    return picks[:-2] if last_was_free else picks[:-1]


def arranged(posed: Posed, picks: Picks) -> Given | Refused:
    """Return the answer that picks make; a refusal if they are not all there."""
    if not fits(posed, picks) or len(picks) < len(posed.options):
        return Refused(Problem.UNFIT_ANSWER)
    if posed.kind is KindName.ORDER:
        return Ordered(picks)
    if all(pick == NONE for pick in picks):
        return Refused(Problem.EMPTY)
    # The left sides may be shown in any order; the answer is told in the stored one.
    told = {left.index: pick for left, pick in zip(posed.options, picks, strict=True)}
    return Matched(tuple(told[index] for index in sorted(told)))
