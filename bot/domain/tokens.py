"""The words of an answer, a key or a question, ready to be compared.

Folding, then numbers as digits whatever their writing, then one name for what has several
("WWII", "Second World War"). Knows nothing of right and wrong.
"""

import re
from functools import lru_cache

from bot.domain.given_names import GIVEN
from bot.domain.numerals import merge_tens, number_word, ordinal, roman
from bot.domain.spelling import fold
from bot.domain.vocabulary import SYNONYMS, lexicon

_DOTTED = re.compile(r"(?<![A-Za-z])([A-Za-z])\.")
_INITIAL_A = re.compile(r"\W*a\.\s*[^\W\d_]{3}", re.IGNORECASE)
_LONE_ROMAN = re.compile(r"[IVX]{2,}\W*")
_ELS = frozenset({"ll", "lll"})  # typed for II and III
_THINKING = lexicon("think guess believe reckon suppose hope dont am would")
_POINTING = lexicon("the this that which no")
_LONGEST_SYNONYM = max(len(short) for short, _ in SYNONYMS)
_SYNONYM_OF = dict(SYNONYMS)


def starts_with_initial_a(text: str) -> bool:
    """Tell whether a text starts like "A. Chamberlain", where folding sees an article."""
    return bool(_INITIAL_A.match(text))


@lru_cache(maxsize=4096)
def words_of(text: str) -> tuple[str, ...]:
    """Return the folded words: "The 2nd World War" and "WWII" are both of "world", "war", "2"."""
    return _synonyms(written(text))


def written(text: str) -> list[str]:
    """Return the folded words with numbers as digits, and names as they were written."""
    folded = fold(text).split()
    if starts_with_initial_a(text):
        folded.insert(0, "a.")
    if len(folded) == 1 and len(folded[0]) > 1:
        if _LONE_ROMAN.fullmatch(text.strip()):
            return [str(roman(folded[0]) or folded[0])]
        return merge_tens([number_word(folded[0])])
    initials = {letter.lower() for letter in _DOTTED.findall(text)}
    spelt = [
        _numeral(folded, place, initials=initials, chinese="XI" not in text)
        for place in range(len(folded))
    ]
    return merge_tens(spelt)


def _numeral(words: list[str], place: int, *, initials: set[str], chinese: bool) -> str:
    word = words[place]
    before = words[place - 1] if place else ""
    if word == "one" and (before in _POINTING or ordinal(before) or _after(words, place) == "of"):
        return "ones"
    if word == "xi" and chinese:
        return word
    if word in _ELS and before in GIVEN:
        return str(len(word))
    if not place or len(before) < 2 or word.strip("ivx") != "":
        return number_word(word)
    if len(word) == 1 and (word in initials or not _may_be_roman(words, place)):
        return word
    value = roman(word)
    return word if value is None else str(value)


def _may_be_roman(words: list[str], place: int) -> bool:
    """Tell whether a lone I, V or X counts kings or wars and is no pronoun and no initial."""
    before, after = words[place - 1], _after(words, place)
    if after in _THINKING or before in {"malcolm", "vitamin"}:
        return False
    return before == "war" or before in GIVEN or not after


def _after(words: list[str], place: int) -> str:
    return words[place + 1] if place + 1 < len(words) else ""


def _synonyms(words: list[str]) -> tuple[str, ...]:
    result: list[str] = []
    place = 0
    while place < len(words):
        for length in range(min(_LONGEST_SYNONYM, len(words) - place), 0, -1):
            found = _SYNONYM_OF.get(tuple(words[place : place + length]))
            if found:
                result.extend(found)
                place += length
                break
        else:
            result.append(words[place])
            place += 1
    return tuple(result)


def is_number(word: str) -> bool:
    """Tell whether a word is a number in digits."""
    return word.lstrip("-").replace(".", "", 1).isdecimal()


def is_year(word: str) -> bool:
    """Tell whether a word looks like a year of written history: three or four digits."""
    return word.isdecimal() and len(word) == 4 and 1000 <= int(word) <= 2100
