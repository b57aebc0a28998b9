"""What may stand beside the words of an accepted answer without changing what it says.

Fillers, titles, the question's own words, a fitting year: yes. Another number, another given
name, a word that turns the meaning round, anything unknown: no.
"""

from bot.domain.aliases import Alias, Sheet
from bot.domain.given_names import GIVEN
from bot.domain.pairing import same_given
from bot.domain.tokens import is_number, is_year
from bot.domain.vocabulary import (
    CLASS_OF,
    COUNTRIES,
    GENERIC,
    INTERCHANGEABLE,
    LANDS,
    LINKS,
    MONTHS,
    NEGATIONS,
    OPPOSITES,
    PARTICLES,
    PEOPLES,
    STOPS,
    TITLES,
    WEAK,
)
from bot.domain.word_forms import same_word

Words = tuple[str, ...]

_LIST_WORDS = frozenset({"and", "or", "then", "also"})
_SHARED_START = 6


def gloss_start(words: Words, left: list[int], alias: Alias, sheet: Sheet) -> int:
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


def other_number(words: Words, left: list[int], alias: Alias, sheet: Sheet) -> bool:
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
    before = words[at - 1] if at else ""
    if is_year(word) and is_year(before) and before <= word:
        return sheet.asking.allows_year(int(before))  # the end of a span
    if is_year(word):
        return sheet.asking.allows_year(int(word))
    if is_year(before) and word.isdecimal() and len(word) == 2:
        return before[2:] < word and sheet.asking.allows_year(int(before))
    after = words[at + 1] if at + 1 < len(words) else ""
    return word.isdecimal() and (before in MONTHS or after in MONTHS) and int(word) < 32


def may_stand(words: Words, at: int, alias: Alias, sheet: Sheet) -> bool:
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
        if _may_stand_by_a_name(words, at, alias) or _is_said(words, at, sheet):
            return True
        return _is_middle_name(words, at, alias) and word not in sheet.other_words
    if word in CLASS_OF and not sheet.asking.words & {word}:
        return CLASS_OF[word] in sheet.classes and _may_replace(word, alias)
    if word in sheet.asking.places and at == len(words) - 1:
        return True
    if word in MONTHS and _dates(words, at, sheet):
        return True
    if word in sheet.asking.proper and _is_amid(words, at, alias):
        return True
    if _is_nation_asked_about(word, alias, sheet) or _is_country_of_a_place(words, at, sheet):
        return True
    return word in sheet.family or _is_said(words, at, sheet) or _is_derived(word, alias)


def _dates(words: Words, at: int, sheet: Sheet) -> bool:
    """Tell whether a month belongs to a date, and is no other than the question's."""
    asked = sheet.asking.words & MONTHS
    beside = words[max(at - 1, 0) : at] + words[at + 1 : at + 2]
    return any(map(is_number, beside)) and (not asked or words[at] in asked)


def _may_replace(word: str, alias: Alias) -> bool:
    """Tell whether a class noun leaves alone those of the name: not "States" for "Nations"."""
    group = CLASS_OF[word]
    return group in INTERCHANGEABLE or all(CLASS_OF.get(have) != group for have in alias.words)


def _is_amid(words: Words, at: int, alias: Alias) -> bool:
    """Tell whether words of the alias stand on both sides: "Seventh Comintern Congress"."""
    return bool(set(words[:at]) & set(alias.words) and set(words[at + 1 :]) & set(alias.words))


def _is_nation_asked_about(word: str, alias: Alias, sheet: Sheet) -> bool:
    """Tell whether a nation only repeats the question: "the Russian Duma", "Weimar Germany"."""
    if any(have in PEOPLES or have in LANDS for have in alias.words):
        return False
    asked = sheet.asking.words
    return (
        PEOPLES.get(word) in asked
        or (word in PEOPLES and word in asked)
        or any(PEOPLES.get(said) == word for said in asked)
    )


def _is_country_of_a_place(words: Words, at: int, sheet: Sheet) -> bool:
    """Tell whether a last word is the country of the town or river asked for: "Ypres, Belgium"."""
    ends = at == len(words) - 1 > 0 and words[at] in LANDS
    return ends and sheet.asking.local and words[at] not in sheet.other_words | sheet.family


def _is_said(words: Words, at: int, sheet: Sheet) -> bool:
    """Tell whether the question says a word; its names only behind a preposition or as there.

    "Stalin succeeded Lenin" repeats the question; "Stalin Lenin" names two.
    """
    word = words[at]
    asked = sheet.asking
    if not (word in asked.words or any(same_word(word, said) for said in asked.words)):
        return False
    plain = word not in asked.proper and not asked.offers
    quoted = at > 0 and (words[at - 1], word) in asked.pairs and not asked.offers
    return plain or quoted or bool(LINKS & set(words[:at]))


def _may_stand_by_a_name(words: Words, at: int, alias: Alias) -> bool:
    word = words[at]
    if word in TITLES or word in PARTICLES:
        return True
    if word in COUNTRIES and at and words[at - 1] in {"of", "soviet", "united"}:
        return True
    if len(word) <= 2:
        return _fits_as_initial(words, at, alias)
    if any(same_given(word, name) for name in alias.givens if len(name) > 1):
        return True
    return word.endswith(("vich", "ich", "ych", "ovna", "evna")) and bool(alias.givens)


def _is_middle_name(words: Words, at: int, alias: Alias) -> bool:
    """Tell whether a word stands between the given name and the family name."""
    if not 0 < at < len(words) - 1 or len(alias.given) != 1 or words[at] in GIVEN:
        return False
    named = any(len(name) > 1 and same_given(words[at - 1], name) for name in alias.givens)
    return named and len(words[at - 1]) > 1 and words[at + 1] in alias.words


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


def is_owner(words: Words, alias: Alias) -> bool:
    """Tell whether the name only says whose: "Hitler's secretary"."""
    owners = {alias.words[place] + "s" for place in alias.needed}
    return any(word in owners and word not in alias.words for word in words[:-1])
