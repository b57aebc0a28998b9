"""Which of a deck's other answers could be mistaken for one key: an index over all answers.

Built once when the bank is loaded, asked once per key. Knows spelling only.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.domain.question import Key
from bot.domain.spelling import budget, fold
from bot.domain.tokens import is_number, words_of
from bot.domain.vocabulary import CLASS_OF, STOPS, TITLES

_COMMON = 24
"""A word in more answers than this is not distinctive."""
_MOST_RIVALS = 40
_MOST_WORK = 60_000_000
"""Comparisons of short answers that a pool may take to ask for every answer, some seconds."""
_BESIDE = 20
"""Where that is too much: how many before and behind an answer are looked at, in two orders."""


class Pool:
    """All answers of a bank, indexed by length and by word.

    In a deck of very many answers that are alike, not all are compared with all, but those that
    begin or end alike: its time grows with the answers, not with their square.
    """

    def __init__(self, answers: Iterable[str]) -> None:
        self._folded: dict[str, str] = {}
        self._by_length: dict[int, list[str]] = defaultdict(list)
        self._by_word: dict[str, list[str]] = defaultdict(list)
        for text in answers:
            folded = fold(text)
            if not folded or folded in self._folded:
                continue
            self._folded[folded] = text
            self._by_length[len(folded)].append(folded)
            for word in _distinctive(text):
                self._by_word[word].append(folded)
        for same in self._by_length.values():
            same.sort()  # of those that are equally near, the first are found first
        self._by_end: dict[int, list[str]] = {}
        if self._work() > _MOST_WORK:
            for length, same in self._by_length.items():
                self._by_end[length] = sorted(text[::-1] for text in same)

    def _work(self) -> float:
        """Return what comparing all with all takes; longer answers cost more than their length."""
        sizes = {length: len(same) for length, same in self._by_length.items()}
        return sum(
            size * sizes.get(length + step, 0) * (1 + (length / 16) ** 2)
            for length, size in sizes.items()
            for step in range(-2 * budget(length), 2 * budget(length) + 1)
        )

    def nearby(self, key: Key, apart: Collection[str] = ()) -> tuple[str, ...]:
        """Return the answers that could be mistaken for the key's, nearest first; at most 40.

        Near is: within twice the typing slips allowed for an accepted answer, or sharing one
        of its distinctive words. The key's own answers are never among them, nor are those
        ``apart``: folded answers that mean the same.
        """
        own = {fold(text) for text in key.accepted} | set(apart)
        found: dict[str, int] = {}
        for text in key.accepted:
            folded = fold(text)
            for other, edits in self._alike(folded, _MOST_RIVALS + len(own)):
                found[other] = min(edits, found.get(other, edits))
            for word in _distinctive(text):
                sharing = self._by_word.get(word, ())
                if len(sharing) <= _COMMON:
                    for other in sharing:
                        if other not in found:
                            found[other] = _apart(folded, other)
        ranked = sorted((edits, other) for other, edits in found.items() if other not in own)
        return tuple(self._folded[other] for _, other in ranked[:_MOST_RIVALS])

    def _alike(self, folded: str, wanted: int) -> Iterable[tuple[str, int]]:
        """Yield the answers within reach of a slip; of each length the ``wanted`` nearest."""
        most = 2 * budget(len(folded))
        for length in range(len(folded) - most, len(folded) + most + 1):
            same = self._by_length.get(length)
            if same and self._by_end:
                same = self._beside(folded, length)
            if same:
                near = process.extract(
                    folded, same, scorer=OSA.distance, score_cutoff=most, limit=wanted
                )
                yield from ((other, int(edits)) for other, edits, _ in near)

    def _beside(self, folded: str, length: int) -> list[str]:
        """Return the answers of a length that begin or end like ``folded``, sorted."""
        begin, end = self._by_length[length], self._by_end[length]
        first, last = bisect_left(begin, folded), bisect_left(end, folded[::-1])
        near = set(begin[max(first - _BESIDE, 0) : first + _BESIDE])
        near |= {text[::-1] for text in end[max(last - _BESIDE, 0) : last + _BESIDE]}
        return sorted(near)


def _apart(folded: str, other: str) -> int:
    """Return how far an answer is that shares a word: the slips between, or else its length."""
    most = 2 * budget(len(folded))
    edits = OSA.distance(folded, other, score_cutoff=most)
    return edits if edits <= most else len(other)


def _distinctive(text: str) -> set[str]:
    return {
        word
        for word in words_of(text)
        if len(word) > 3
        and word not in STOPS
        and word not in CLASS_OF
        and word not in TITLES
        and not is_number(word)
    }


def nearby(key: Key, pool: Iterable[str]) -> tuple[str, ...]:
    """Return the answers of a pool that could be mistaken for the key's.

    For more than one key build a ``Pool`` once and ask that.
    """
    return (pool if isinstance(pool, Pool) else Pool(pool)).nearby(key)
