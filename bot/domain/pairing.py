"""Which word of an answer stands for which word of an accepted one, and with how many slips.

Words are paired whatever their order; what is left over is judged in ``beside.py``.
"""

from bot.domain.aliases import Alias
from bot.domain.given_names import GIVEN
from bot.domain.spelling import FAR, Closeness, Likeness, compare, sound_alike
from bot.domain.vocabulary import CLASS_OF, STOPS
from bot.domain.word_forms import same_word

Words = tuple[str, ...]

_SHORTEST_PET_NAME = 3

Pairs = dict[int, tuple[int, Closeness]]
"""For places in the alias the place in the answer, and how near the two words are."""


def pair_up(words: Words, alias: Alias) -> tuple[Pairs, list[int]]:
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
    solid = sum(alias.words[place] not in STOPS for place in pairs)
    for place, wanted in enumerate(alias.words):
        if place in pairs or not left:
            continue
        if wanted in alias.acronyms:
            continue
        near = {at: _near(words, at, place, alias, trusted=solid > 0) for at in left}
        at = min(left, key=lambda at: (near[at].edits, near[at].likeness))
        if near[at].likeness < Likeness.NONE:
            pairs[place] = (at, near[at])
            left.remove(at)
    return pairs, left


def _near(words: Words, at: int, place: int, alias: Alias, *, trusted: bool) -> Closeness:
    typed, wanted = words[at], alias.words[place]
    named = place in alias.given or (alias.person and wanted in GIVEN and len(typed) > 1)
    if named and same_given(typed, wanted) and _spells_out(words, at, place, alias):
        return Closeness(Likeness.FORM)
    if typed in STOPS or (typed in CLASS_OF and typed != wanted and wanted in CLASS_OF):
        return FAR
    return compare(typed, wanted, trusted=trusted)


def _spells_out(words: Words, at: int, place: int, alias: Alias) -> bool:
    """Tell whether a word may stand for a name; for a second initial only behind the first name.

    "Franklin Delano" for "Franklin D.", but not "Truman Show" for "Harry S. Truman".
    """
    second = len(alias.words[place]) == 1 < len(words[at]) and place - 1 in alias.given
    return not second or (at > 0 and same_given(words[at - 1], alias.words[place - 1]))


def same_given(typed: str, wanted: str) -> bool:
    """Tell whether two given names are one: in another language, by ear, or as an initial."""
    if len(typed) == 1 or len(wanted) == 1:
        return typed[:1] == wanted[:1]
    group = GIVEN.get(typed)
    if group is None and len(typed) >= _SHORTEST_PET_NAME and wanted.startswith(typed):
        return True
    if group is not None and group == GIVEN.get(wanted):
        return True
    if typed[0] == wanted[0] and sound_alike(typed, wanted):
        return True
    return compare(typed, wanted).likeness < Likeness.NONE


def is_acronym(words: Words, alias: Alias) -> bool:
    """Tell whether the answer is the initials of three or more words of the alias."""
    content = [word for word in words if word not in STOPS]
    if len(content) != 1 or len(content[0]) < 3 or not content[0].isalpha():
        return False
    short = "".join(word[0] for word in alias.words if word not in STOPS)
    return content[0] in {alias.initials, short}


def respaced(words: Words, alias: Alias) -> Words | None:
    """Return the answer with words parted or joined as in the alias: "Nan-king", "Brestlitovsk"."""
    changed = list(words)
    if len(words) == len(alias.words) == 1:
        return None
    for size in (2, 3):
        for place in range(len(alias.words) - size + 1):
            whole_run = alias.words[place : place + size]
            at = next((at for at, word in enumerate(changed) if _runs_on(word, whole_run)), None)
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


def _runs_on(typed: str, parts: Words) -> bool:
    """Tell whether a word is several written as one; a slip must leave each something."""
    whole = "".join(parts)
    return typed == whole or (min(map(len, parts)) > 2 and _joins(typed, whole))


def _joins(typed: str, wanted: str) -> bool:
    if len(wanted) < 5 or abs(len(typed) - len(wanted)) > 1 or not wanted.isalpha():
        return False
    near = compare(typed, wanted)
    return near.likeness < Likeness.NONE and near.edits <= 1
