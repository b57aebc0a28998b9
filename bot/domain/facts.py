"""Whether the words of an answer are those of an accepted one: alignment and its guards.

Every word the key needs must be there, nothing may be there that says something else, and
numbers must agree. Knows nothing of hedges and lead-ins (``phrasing.py``).
"""

from dataclasses import dataclass, replace
from enum import IntEnum
from functools import lru_cache

from bot.domain.aliases import Alias, Sheet
from bot.domain.beside import gloss_start, is_owner, may_stand, other_number
from bot.domain.pairing import Pairs, is_acronym, pair_up, respaced
from bot.domain.phrasing import negations
from bot.domain.spelling import Likeness
from bot.domain.tokens import is_number
from bot.domain.vocabulary import CLASS_OF, INTERCHANGEABLE, STOPS

Words = tuple[str, ...]

_MOST_EDITS = 4


class Outcome(IntEnum):
    """How an alignment ended, the better the lower."""

    MATCH = 0
    NEGATED = 1
    NUMBER = 2  # another number
    MISSING = 3  # some words the key needs, not all
    EXTRA = 4  # all of them, and something else
    NOTHING = 5


@dataclass(frozen=True, slots=True)
class Alignment:
    """An answer beside one accepted answer.

    ``edits`` counts slips; ``slips`` are the misspelt words; ``dropped`` are words of the
    alias left out that the question does not supply.
    """

    outcome: Outcome
    alias: Alias
    likeness: Likeness = Likeness.SAME
    edits: int = 0
    slips: Words = ()
    dropped: bool = False
    matched: int = 0


@lru_cache(maxsize=512)
def align(words: Words, sheet: Sheet) -> Alignment | None:
    """Return the best alignment of an answer with any accepted answer; None without any."""
    best: Alignment | None = None
    for alias in sheet.aliases:
        found = _align_one(words, alias, sheet)
        if best is None or _rank(found) < _rank(best):
            best = found
    return best


def _rank(found: Alignment) -> tuple[int, int, int, int, int]:
    size = len(found.alias.words)
    return (found.outcome, found.likeness, found.edits, -found.matched, size)


def _align_one(words: Words, alias: Alias, sheet: Sheet) -> Alignment:
    found = _pair_up(words, alias, sheet)
    if found.outcome is Outcome.MATCH:
        return found
    if is_acronym(words, alias):
        return Alignment(Outcome.MATCH, alias, Likeness.FORM, matched=len(alias.needed))
    respelt = respaced(words, alias)
    if respelt is None:
        return found
    again = _pair_up(respelt, alias, sheet)
    likeness = max(again.likeness, Likeness.FORM)
    again = replace(again, likeness=likeness)
    return again if _rank(again) < _rank(found) else found


def _pair_up(words: Words, alias: Alias, sheet: Sheet) -> Alignment:
    pairs, left = pair_up(words, alias)
    kinds = {CLASS_OF[words[at]] for at in left if pairs and words[at] in CLASS_OF}
    kinds &= INTERCHANGEABLE
    needed = [
        place
        for place in alias.needed
        if place in pairs or CLASS_OF.get(alias.words[place]) in kinds
    ]
    nearness = [pairs[place][1] for place in sorted(pairs)]
    slips = tuple(words[at] for at, near in pairs.values() if near.edits)
    found = Alignment(
        Outcome.MATCH,
        alias,
        max((near.likeness for near in nearness), default=Likeness.SAME),
        sum(near.edits for near in nearness),
        slips,
        _drops_meaning(alias, pairs, sheet),
        len(needed),
    )
    return replace(found, outcome=_outcome(words, left, alias, sheet, found))


def _drops_meaning(alias: Alias, pairs: Pairs, sheet: Sheet) -> bool:
    """Tell whether a word is left out that the question does not give."""
    return any(
        place not in pairs and word not in STOPS and word not in sheet.asking.words
        for place, word in enumerate(alias.words)
    )


def _outcome(
    words: Words, left: list[int], alias: Alias, sheet: Sheet, found: Alignment
) -> Outcome:
    if not found.matched and any(is_number(words[at]) for at in left):
        return Outcome.NUMBER if other_number(words, left, alias, sheet) else Outcome.NOTHING
    if not found.matched:
        return Outcome.NOTHING
    if other_number(words, left, alias, sheet):
        return Outcome.NUMBER
    if negations(words) % 2 != negations(alias.words) % 2:
        return Outcome.NEGATED
    if found.edits > _MOST_EDITS or found.matched < len(alias.needed):
        return Outcome.MISSING
    if alias.person and is_owner(words, alias):
        return Outcome.EXTRA
    gloss = gloss_start(words, left, alias, sheet)
    if any(not may_stand(words, at, alias, sheet) for at in left if at < gloss):
        return Outcome.EXTRA
    return Outcome.MATCH
