"""Numbers as people write them in words: "twenty-first", "XIV", "two hundred thousand".

Knows single folded words and runs of them; units, dates and questions are read elsewhere.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

from bot.domain.spelling import compare, known_words

_UNITS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
_UNITS += " fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
_ORDINALS += " thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"

CARDINALS: dict[str, int] = {word: value for value, word in enumerate(_UNITS.split())}
CARDINALS |= {word: 10 * value for value, word in enumerate(_TENS.split(), 2)}
ORDINALS: dict[str, int] = {word: value for value, word in enumerate(_ORDINALS.split(), 1)}
ORDINALS |= {word[:-1] + "ieth": 10 * value for value, word in enumerate(_TENS.split(), 2)}
SCALES: dict[str, int] = {
    "hundred": 100,
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
}
SHORT_SCALES: dict[str, int] = {
    "k": 10**3,
    "m": 10**6,
    "mn": 10**6,
    "mil": 10**6,
    "mill": 10**6,
    "mio": 10**6,
    "mln": 10**6,
    "b": 10**9,
    "bn": 10**9,
    "tn": 10**12,
}
_NAMES_BY_LENGTH = {
    size: tuple(name for name in {**CARDINALS, **ORDINALS, **SCALES} if len(name) == size)
    for size in range(3, 14)
}

_ROMAN = re.compile(r"(?=[mdclxvi])m{0,3}(cm|cd|d?c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})")
_ROMAN_VALUES = {"m": 1000, "d": 500, "c": 100, "l": 50, "x": 10, "v": 5, "i": 1}
_SUFFIXED = re.compile(r"(\d+)(?:st|nd|rd|th)")


def roman(word: str) -> int | None:
    """Return the value of a well-formed Roman numeral in lower case, or None."""
    if not _ROMAN.fullmatch(word):
        return None
    values = [_ROMAN_VALUES[letter] for letter in word]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < after else value for value, after in pairs)


def ordinal(word: str) -> int | None:
    """Return the value of "third" or "3rd", or None."""
    if word in ORDINALS:
        return ORDINALS[word]
    found = _SUFFIXED.fullmatch(word)
    return int(found[1]) if found and len(found[1]) < 5 else None


@lru_cache(maxsize=4096)
def number_word(word: str) -> str:
    """Return the number word that a misspelt one must mean ("forteen"), or the word itself."""
    if len(word) < 4 or not word.isascii() or not word.isalpha() or word in known_words():
        return word
    near = {
        meant
        for size in range(len(word) - 1, len(word) + 2)
        for meant in _NAMES_BY_LENGTH.get(size, ())
        if compare(word, meant).edits <= 1 and (len(meant) > 4 or sorted(word) == sorted(meant))
    }
    return near.pop() if len(near) == 1 else word


def small_number(word: str) -> int | None:
    """Return the value of one number word from zero to ninety, cardinal or ordinal."""
    return CARDINALS.get(word, ordinal(word))


def merge_tens(words: Sequence[str]) -> list[str]:
    """Write number words as digits: "twenty", "first" becomes "21", "five" becomes "5"."""
    merged: list[str] = []
    tens = 0
    for word in words:
        value = small_number(word)
        if tens and value is not None and 0 < value < 10:
            merged[-1] = str(tens + value)
            tens = 0
            continue
        tens = value if value and value >= 20 and word in CARDINALS else 0
        merged.append(word if value is None else str(value))
    return merged


def value_of(words: Sequence[str]) -> Decimal | None:
    """Return the value of a whole run of number words or digits, or None if it is not one.

    "two hundred and five thousand", "27 million", "two point seven million", "half a million".
    """
    words = [word for word in words if word not in {"and", "a", "an"} or len(words) == 1]
    if not words:
        return None
    if "point" in words:
        return _with_point(words)
    total, current = Decimal(0), None
    for word in words:
        part = Decimal(word) if _is_digits(word) else _decimal(small_number(word))
        scale = SCALES.get(word) or (12 if word == "dozen" else None)
        if word in {"half", "quarter"}:
            part = Decimal("0.5") if word == "half" else Decimal("0.25")
        if part is not None:
            if current is not None and not _may_follow(current, part):
                return None
            current = (current or 0) + part
        elif scale:
            current = (Decimal(1) if current is None else current) * scale
            if scale > 100:
                total, current = total + current, None
        else:
            return None
    return total + (current or 0)


def _may_follow(before: Decimal, part: Decimal) -> bool:
    """Tell whether a number word may follow: "twenty one", "two hundred five", not "13 14"."""
    rest = before % 100
    if before >= 100 and rest == 0:
        return part < 100
    return rest >= 20 and rest % 10 == 0 and 0 < part < 10


def _decimal(value: int | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def _is_digits(word: str) -> bool:
    return bool(re.fullmatch(r"\d{1,30}(?:\.\d{1,30})?", word, re.ASCII))


def _with_point(words: Sequence[str]) -> Decimal | None:
    """Read "two point seven million": digits after the point one by one, then scales."""
    place = list(words).index("point")
    digits: list[str] = []
    rest = list(words[place + 1 :])
    while rest and (value := small_number(rest[0])) is not None and value < 10:
        digits.append(str(value))
        rest.pop(0)
    whole = value_of(words[:place]) if place else Decimal(0)
    if whole is None or not digits or any(word not in SCALES for word in rest):
        return None
    result = whole + Decimal("0." + "".join(digits))
    for word in rest:
        result *= SCALES[word]
    return result
