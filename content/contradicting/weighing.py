"""What words weigh, and whether a text has enough of those that matter.

The rarer a word among the facts, the more it tells. Must not know drafts, nor what facts say.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from math import log

from bot.domain.vocabulary import MONTHS
from content.contradicting.known import Facts
from content.contradicting.meaning import NOT, meaning, meanings
from content.moments import moments

IS_MONTH = frozenset(map(meaning, MONTHS))
"""What the names of the months stand for."""


class Scale:
    """Weighs words by how many facts have them."""

    def __init__(self, facts: Facts) -> None:
        texts = [each.says for each in facts.statements] + [each.event for each in facts.events]
        counted = Counter(word for text in texts for word in set(meanings(text)))
        self._weights = {word: log(1 + (len(texts) + 1) / count) for word, count in counted.items()}

    def of(self, word: str) -> float:
        """Return the weight of a word; one that no fact has weighs little."""
        return self._weights.get(word, 1.0)

    def weigh(self, text: str) -> dict[str, float]:
        """Return the words of a text with their weights, without dates and negations."""
        return {word: self.of(word) for word in meanings(text) if word != NOT and not is_date(word)}


def covers(wanted: Mapping[str, float], words: frozenset[str], enough: float) -> bool:
    """Tell whether words are enough of the wanted ones, by weight, ``enough`` from 0 to 1."""
    total = sum(wanted.values())
    return sum(weight for word, weight in wanted.items() if word in words) >= enough * total


def prefix(words: Mapping[str, float], enough: float) -> Iterator[str]:
    """Yield the heaviest words of which a text must have one to cover enough of them all."""
    left = sum(words.values())
    least = enough * left
    for word, weight in sorted(words.items(), key=lambda each: (-each[1], each[0])):
        if left < least:
            return
        yield word
        left -= weight


def is_date(word: str) -> bool:
    """Tell whether a word is a year or a month."""
    return word in IS_MONTH or (word.isdecimal() and len(word) == 4)


def years_in(text: str) -> frozenset[int]:
    """Return every year that a text names, both ends of a span."""
    return frozenset(year for each in moments(text) for year in (each.year, each.last_year) if year)
