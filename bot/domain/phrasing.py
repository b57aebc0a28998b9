"""How an answer is put: lead-ins, "I don't know", negation, and two answers at once.

Works on words and raw text; what the right answer is, it never knows.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from bot.domain.vocabulary import (
    CLOSINGS,
    NEGATING_PHRASES,
    NEGATIONS,
    NOTHING,
    NOTHING_PHRASES,
    OPENINGS,
)

_EITHER = re.compile(
    r"\s*[/|\\]\s*|\s*\b(?:or|vs\.?|versus|either|otherwise|alternatively|(?:or|and)\s+maybe)\b\s*",
    re.IGNORECASE,
)
_BOTH = re.compile(r"[,;:&+()\[\]\n?!]|\s[-–—]+>?\s|\b(?:and|also|plus|und|then)\b", re.IGNORECASE)
_TAIL = re.compile(
    r"^(?P<head>.+?)[\s,;(]+(?:and |but )?(?:not|rather than|instead of|never)\s+(?P<tail>.+)$",
    re.IGNORECASE | re.DOTALL,
)

Words = tuple[str, ...]


def _by_word(phrases: tuple[Words, ...], place: int) -> dict[str, tuple[Words, ...]]:
    """Index phrases by their first (0) or last (-1) word; the longest still come first."""
    return {
        word: tuple(phrase for phrase in phrases if phrase[place] == word)
        for word in {phrase[place] for phrase in phrases}
    }


_OPENING_WITH = _by_word(OPENINGS, 0)
_CLOSING_WITH = _by_word(CLOSINGS, -1)
_NEGATING_WITH = _by_word(NEGATING_PHRASES, 0)


def bare(words: Words) -> Words:
    """Return the words without lead-ins ("I think it was") and afterthoughts ("I guess")."""
    while True:
        for phrase in _OPENING_WITH.get(words[0] if words else "", ()):
            if words[: len(phrase)] == phrase and len(words) > len(phrase):
                words = words[len(phrase) :]
                break
        else:
            break
    while True:
        for phrase in _CLOSING_WITH.get(words[-1] if words else "", ()):
            if words[-len(phrase) :] == phrase and len(words) > len(phrase):
                words = words[: -len(phrase)]
                break
        else:
            return words


def says_nothing(text: str, words: Words) -> bool:
    """Tell whether the learner wrote nothing, or that they do not know. "Na" is sodium."""
    if not words:
        return True
    if is_not_applicable(text):
        return True
    if set(words) <= NOTHING:
        return True
    return bare(words) in NOTHING_PHRASES or words in NOTHING_PHRASES


def is_not_applicable(text: str) -> bool:
    """Tell whether a text is "n/a", with its slash."""
    return bool(re.fullmatch(r"\s*n\s*/\s*a\.?\s*", text, re.IGNORECASE))


def negations(words: Sequence[str]) -> int:
    """Return how often the words turn their meaning round: "not", "anyone but", "didn't"."""
    return _negations(tuple(words))


@lru_cache(maxsize=2048)
def _negations(words: Words) -> int:
    count = sum(word in NEGATIONS for word in words)
    for place, word in enumerate(words):
        for phrase in _NEGATING_WITH.get(word, ()):
            count += words[place : place + len(phrase)] == phrase
    return count


def without_contrast(text: str) -> tuple[str, str] | None:
    """Split "Stalin, not Trotsky" into what is claimed and what is ruled out, or return None."""
    found = _TAIL.match(text)
    if not found or negations(found["head"].lower().split()):
        return None
    return found["head"], found["tail"]


def alternatives(text: str) -> tuple[str, ...]:
    """Return the options of an answer that leaves the choice open: "A or B", "A/B"."""
    return _parts(_EITHER.split(text))


def items(text: str) -> tuple[str, ...]:
    """Return the parts of an answer that may list several things: "A, B and C"."""
    return _parts(_BOTH.split(text))


def _parts(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(part for part in found if any(letter.isalnum() for letter in part))
