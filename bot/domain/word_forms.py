"""One word in several forms: British and American, singular and plural, inflected.

Knows regular English endings and a few Latin ones; typing slips are ``spelling.py``'s.
"""

import re
from functools import lru_cache

from bot.domain.vocabulary import lexicon

_SHORTEST_STEM = 3

_REWRITES = (
    (re.compile(r"(?<=[a-z]{3})is(ation|ations|e|ed|es|er|ers|ing)$"), r"iz\1"),
    (re.compile(r"ys(e|ed|es|er|ing)$"), r"yz\1"),
    (re.compile(r"our"), "or"),
    (re.compile(r"(?<=[bcdgptv])re(s?)$"), r"er\1"),
    (re.compile(r"enc(e|es)$"), r"ens\1"),
    (re.compile(r"ogue(s?)$"), r"og\1"),
    (re.compile(r"ramme(s?)$"), r"ram\1"),
    (re.compile(r"[ao]e(?=[a-z]{3})"), "e"),
    (re.compile(r"ll(?=(?:ed|ing|ers?|ors?|ments?|ful)$)|(?<=fulfi)ll$"), "l"),
    (re.compile(r"dgement"), "dgment"),
    (re.compile(r"sulph"), "sulf"),
    (re.compile(r"^grey"), "gray"),
    (re.compile(r"xion(s?)$"), r"ction\1"),
)
_NUMBERS: tuple[tuple[str, str], ...] = (
    ("s", ""),
    ("es", ""),
    ("ies", "y"),
    ("i", "us"),
    ("es", "is"),
    ("ves", "f"),
)
_NUMBERS += (("ves", "fe"), ("men", "man"), ("ices", "ix"), ("ices", "ex"), ("ae", "a"))
_INFLECTIONS: tuple[tuple[str, str], ...] = (
    ("ed", ""),
    ("ed", "e"),
    ("ing", ""),
    ("ing", "e"),
    ("ing", "ed"),
)
_INFLECTIONS += (("ize", "ization"), ("izing", "ization"), ("ized", "ization"), ("ing", "s"))
_IRREGULAR = ({"man", "men"}, {"child", "children"}, {"foot", "feet"})
_LATIN_UM = lexicon(
    "bacterium referendum millennium stadium curriculum datum medium stratum memorandum "
    "symposium aquarium ovum spectrum consortium ultimatum equilibrium forum"
)


@lru_cache(maxsize=8192)
def standard(word: str) -> str:
    """Return one spelling for British and American writing of a word of five letters or more."""
    if len(word) < 5:
        return word
    for pattern, replacement in _REWRITES:
        word = pattern.sub(replacement, word)
    return word


@lru_cache(maxsize=16384)
def same_word(one: str, other: str) -> bool:
    """Tell whether both are one word: in another spelling, in the plural, or inflected."""
    if one == other:
        return True
    if {one, other} in _IRREGULAR:
        return True
    if one[:2] != other[:2] or not (one.isalpha() and other.isalpha()):
        return False
    one, other = standard(one), standard(other)
    return one == other or _suffixed(one, other) or _suffixed(other, one)


def _suffixed(long: str, short: str) -> bool:
    """Tell whether ``long`` is ``short`` with the ending of a plural or an inflection."""
    for ending, stem_ending in _NUMBERS + _INFLECTIONS:
        if _swaps(long, ending, short, stem_ending):
            return ending != "s" or not short.endswith("s")
    if _swaps(long, "a", short, "on") and len(short) >= 6:
        return True
    return _swaps(long, "a", short, "um") and short in _LATIN_UM


def _swaps(one: str, ending: str, other: str, other_ending: str) -> bool:
    if not (one.endswith(ending) and other.endswith(other_ending)):
        return False
    stem = one[: len(one) - len(ending)]
    return len(stem) >= _SHORTEST_STEM and stem == other[: len(other) - len(other_ending)]
