"""Whether the words of an answer are those of an accepted one: alignment and its guards.

Every word the key needs must be there, nothing may be there that says something else, and
numbers must agree. Knows nothing of hedges and lead-ins (``phrasing.py``).
"""

from dataclasses import dataclass, replace
from enum import IntEnum

from bot.domain.aliases import Alias, Sheet
from bot.domain.given_names import GIVEN
from bot.domain.phrasing import negations
from bot.domain.spelling import FAR, Closeness, Likeness, compare, same_word, sound
from bot.domain.tokens import is_number, is_year
from bot.domain.vocabulary import (
    CLASS_OF,
    COUNTRIES,
    GENERIC,
    LINKS,
    MONTHS,
    NEGATIONS,
    OPPOSITES,
    PARTICLES,
    STOPS,
    TITLES,
    WEAK,
)

Words = tuple[str, ...]

_LIST_WORDS = frozenset({"and", "or", "then", "also"})
_MOST_EDITS = 4
_SHARED_START = 6


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


def align(words: Words, sheet: Sheet) -> Alignment | None:
    """Return the best alignment of an answer with any accepted answer; None without any."""
    best: Alignment | None = None
    for alias in sheet.aliases:
        found = _align_one(words, alias, sheet)
        if best is None or _rank(found) < _rank(best):
            best = found
    return best


def _rank(found: Alignment) -> tuple[int, int, int, int]:
    return (found.outcome, found.likeness, found.edits, -found.matched)


def _align_one(words: Words, alias: Alias, sheet: Sheet) -> Alignment:
    found = _pair_up(words, alias, sheet)
    if found.outcome is Outcome.MATCH:
        return found
    if _is_acronym(words, alias):
        return Alignment(Outcome.MATCH, alias, Likeness.FORM, matched=len(alias.needed))
    respelt = _respaced(words, alias)
    if respelt is None:
        return found
    again = _pair_up(respelt, alias, sheet)
    likeness = max(again.likeness, Likeness.FORM)
    again = replace(again, likeness=likeness)
    return again if _rank(again) < _rank(found) else found


def _pair_up(words: Words, alias: Alias, sheet: Sheet) -> Alignment:
    pairs, left = _pairs(words, alias)
    needed = [place for place in alias.needed if place in pairs]
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


Pairs = dict[int, tuple[int, Closeness]]


def _pairs(words: Words, alias: Alias) -> tuple[Pairs, list[int]]:
    """Pair each word of the alias with a word of the answer: the same first, slips after."""
    pairs: Pairs = {}
    left = list(range(len(words)))
    for place, wanted in enumerate(alias.words):
        at = next((at for at in left if words[at] == wanted), None)
        if at is None:
            at = next((at for at in left if same_word(words[at], wanted)), None)
        if at is not None:
            same = words[at] == wanted
            pairs[place] = (at, Closeness(Likeness.SAME if same else Likeness.FORM))
            left.remove(at)
    solid = sum(place in alias.needed or place in alias.given for place in pairs)
    for place, wanted in enumerate(alias.words):
        if place in pairs or not left:
            continue
        if wanted in alias.acronyms:
            continue
        near = {at: _near(words[at], place, alias, trusted=solid > 0) for at in left}
        at = min(left, key=lambda at: (near[at].edits, near[at].likeness))
        if near[at].likeness < Likeness.NONE:
            pairs[place] = (at, near[at])
            left.remove(at)
    return pairs, left


def _near(typed: str, place: int, alias: Alias, *, trusted: bool) -> Closeness:
    wanted = alias.words[place]
    named = place in alias.given or (alias.person and wanted in GIVEN and len(typed) > 1)
    if named and _same_given(typed, wanted):
        return Closeness(Likeness.FORM)
    if typed in STOPS or (typed in CLASS_OF and typed != wanted and wanted in CLASS_OF):
        return FAR
    return compare(typed, wanted, trusted=trusted)


def _same_given(typed: str, wanted: str) -> bool:
    """Tell whether two given names are one: in another language, by ear, or as an initial."""
    if len(typed) == 1 or len(wanted) == 1:
        return typed[:1] == wanted[:1]
    group = GIVEN.get(typed)
    if group is not None and group == GIVEN.get(wanted):
        return True
    if typed[0] == wanted[0] and sound(typed) == sound(wanted):
        return True
    return compare(typed, wanted).likeness < Likeness.NONE


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
        return Outcome.NUMBER if _other_number(words, left, alias, sheet) else Outcome.NOTHING
    if not found.matched:
        return Outcome.NOTHING
    if _other_number(words, left, alias, sheet):
        return Outcome.NUMBER
    if negations(words) % 2 != negations(alias.words) % 2:
        return Outcome.NEGATED
    if found.edits > _MOST_EDITS or found.matched < len(alias.needed):
        return Outcome.MISSING
    gloss = _gloss(words, left, alias, sheet)
    if any(not _may_stand(words, at, alias, sheet) for at in left if at < gloss):
        return Outcome.EXTRA
    return Outcome.MATCH


def _gloss(words: Words, left: list[int], alias: Alias, sheet: Sheet) -> int:
    """Return where a closing "of ..." or "in ..." behind a complete term starts.

    "Collectivisation of agriculture" says more than was asked and nothing else. Only behind a
    term of one long word, for a few words that belong to no other answer.
    """
    if alias.person or len(alias.words) > 1 or len(alias.words[0]) < _SHARED_START:
        return len(words)
    start = next((at for at in left if words[at] in {"of", "in"}), 0)
    tail = words[start + 1 :]
    plain = not any(
        word in sheet.other_words | NEGATIONS | OPPOSITES | {"or", "and"} for word in tail
    )
    return start if start and plain and 0 < len(tail) < 4 and start == left[0] else len(words)


def _other_number(words: Words, left: list[int], alias: Alias, sheet: Sheet) -> bool:
    """Tell whether the answer has a number that contradicts the key or the question."""
    counted = any(is_number(alias.words[place]) for place in alias.needed)
    for at in left:
        word = words[at]
        if word in WEAK and any(each in WEAK for each in alias.words):
            return True
        if not is_number(word) or word in alias.words:
            continue
        if not counted and word in sheet.asking.numbers:
            continue
        if _is_fitting_year(words, at, sheet) and not any(map(is_year, alias.words)):
            continue
        return True
    return False


def _is_fitting_year(words: Words, at: int, sheet: Sheet) -> bool:
    """Tell whether a number is a year the question allows: "(1928-32)" after a plan's name."""
    word = words[at]
    if is_year(word):
        return sheet.asking.allows_year(int(word))
    before = words[at - 1] if at else ""
    if is_year(before) and word.isdecimal() and len(word) == 2:
        return sheet.asking.allows_year(int(before[:2] + word))
    return word.isdecimal() and before in MONTHS and int(word) < 32


def _may_stand(words: Words, at: int, alias: Alias, sheet: Sheet) -> bool:
    """Tell whether a word beside the matched ones leaves the answer's meaning alone."""
    word = words[at]
    if word in OPPOSITES:
        return word in sheet.asking.words or (word == "from" and "of" not in alias.words)
    if word in _LIST_WORDS:
        return word == "and" and bool(LINKS & set(words[:at]))
    if word in NEGATIONS:
        return True  # the parity of negations has been compared
    if is_number(word) or word in STOPS or word in GENERIC or word in alias.words:
        return True
    if alias.person:
        return _may_stand_by_a_name(words, at, alias) or _is_said(words, at, sheet)
    if word in CLASS_OF and not sheet.asking.words & {word}:
        return CLASS_OF[word] in sheet.classes
    if word in sheet.asking.places and at == len(words) - 1:
        return True
    return word in sheet.family or _is_said(words, at, sheet) or _is_derived(word, alias)


def _is_said(words: Words, at: int, sheet: Sheet) -> bool:
    """Tell whether the question says a word; its names may only follow a preposition."""
    word = words[at]
    asked = sheet.asking
    if not (word in asked.words or any(same_word(word, said) for said in asked.words)):
        return False
    plain = word not in asked.proper and not asked.offers
    return plain or bool(LINKS & set(words[:at]))


def _may_stand_by_a_name(words: Words, at: int, alias: Alias) -> bool:
    word = words[at]
    if word in TITLES or word in PARTICLES:
        return True
    if word in COUNTRIES and at and words[at - 1] in {"of", "soviet", "united"}:
        return True
    if len(word) <= 2:
        return _fits_as_initial(words, at, alias)
    if any(_same_given(word, name) for name in alias.givens if len(name) > 1):
        return True
    return word.endswith(("vich", "ich", "ych", "ovna", "evna")) and bool(alias.givens)


def _fits_as_initial(words: Words, at: int, alias: Alias) -> bool:
    """Tell whether an initial is that of a given name, or the second one of "V.M. Molotov"."""
    word, names = words[at], alias.givens
    if not names or any(name[0] == word[0] for name in names):
        return True
    before = words[at - 1] if at else ""
    return len(names) == 1 and len(before) == 1 and any(name[0] == before for name in names)


def _is_derived(word: str, alias: Alias) -> bool:
    """Tell whether a word only varies one of the key's: "collectivism: collectivisation"."""
    start = word[:_SHARED_START]
    return len(start) == _SHARED_START and any(each.startswith(start) for each in alias.words)


def _is_acronym(words: Words, alias: Alias) -> bool:
    """Tell whether the answer is the initials of three or more words of the alias."""
    content = [word for word in words if word not in STOPS]
    if len(content) != 1 or len(content[0]) < 3 or not content[0].isalpha():
        return False
    short = "".join(word[0] for word in alias.words if word not in STOPS)
    return content[0] in {alias.initials, short}


def _respaced(words: Words, alias: Alias) -> Words | None:
    """Return the answer with words parted or joined as in the alias: "Nan-king", "Brestlitovsk"."""
    changed = list(words)
    for size in (2, 3):
        for place in range(len(alias.words) - size + 1):
            whole_run = alias.words[place : place + size]
            whole = "".join(whole_run)
            at = next((at for at, word in enumerate(changed) if _joins(word, whole)), None)
            if at is not None:
                changed[at : at + 1] = whole_run
        for wanted in alias.words:
            for at in range(len(changed) - size + 1):
                run = tuple(changed[at : at + size])
                if wanted not in run and _joins("".join(run), wanted):
                    changed[at : at + size] = [wanted]
                    break
    compact = "".join(alias.words)
    for start in range(len(changed)):
        for end in range(start + 2, min(start + 5, len(changed)) + 1):
            respaced = 1 < len(alias.words) != end - start
            if respaced and _joins("".join(changed[start:end]), compact):
                changed[start:end] = alias.words
                return tuple(changed)
    return tuple(changed) if tuple(changed) != words else None


def _joins(typed: str, wanted: str) -> bool:
    if len(wanted) < 5 or not wanted.isalpha():
        return False
    near = compare(typed, wanted)
    return near.likeness < Likeness.NONE and near.edits <= 1
