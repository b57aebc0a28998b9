"""An answer in sentences, cut into the pieces that can each make a point.

Knows how learners punctuate (or do not); what a point is, ``cues.py`` knows.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from bot.domain.spelling import budget, known_words
from bot.domain.tokens import words_of
from bot.domain.word_forms import same_word

_SENTENCE = re.compile(
    r"(?:[.!?;]+(?=\s|$))|[\n•●]|(?:^|\s)(?:\d{1,2}[.)]|[-*])\s|\bbut\b|\bhowever\b"
)
_CLAUSE = re.compile(
    r"[,:()]|->|=>|→|\s[-–—]\s|\b(?:and|also|so|because|while|whereas|which|although|though|plus|"
    r"then|as well as|since)\b",
    re.IGNORECASE,
)
_ABBREVIATION = re.compile(r"\b(e\.g|i\.e|etc|vs|approx|c|no)\.", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Segment:
    """One sentence: its words, and for each word the number of its clause."""

    words: tuple[str, ...]
    clauses: tuple[int, ...]

    def clause_words(self, places: set[int]) -> tuple[str, ...]:
        """Return all words of the clauses that the given words stand in."""
        numbers = {self.clauses[place] for place in places}
        pairs = zip(self.words, self.clauses, strict=True)
        return tuple(word for word, number in pairs if number in numbers)


def segments(text: str) -> tuple[Segment, ...]:
    """Cut an answer into sentences with clauses. Empty ones are left out."""
    text = _ABBREVIATION.sub(lambda found: found[1].replace(".", ""), text)
    found = []
    for sentence in _SENTENCE.split(text):
        words: list[str] = []
        clauses: list[int] = []
        for number, clause in enumerate(_CLAUSE.split(_keep_thousands(sentence))):
            part = words_of(clause)
            words.extend(part)
            clauses.extend([number] * len(part))
        if words:
            found.append(Segment(tuple(words), tuple(clauses)))
    return tuple(found)


def _keep_thousands(text: str) -> str:
    return re.sub(r"(?<=\d),(?=\d{3})", "", text)


def find(phrase: tuple[str, ...], words: tuple[str, ...]) -> set[int] | None:
    """Return the places of a phrase of stems: in order, with at most two words between."""
    for start in range(len(words)):
        if not begins(words[start], phrase[0]):
            continue
        places = [start]
        for stem in phrase[1:]:
            reach = range(places[-1] + 1, min(places[-1] + 4, len(words)))
            at = next((at for at in reach if begins(words[at], stem)), None)
            if at is None:
                break
            places.append(at)
        if len(places) == len(phrase):
            return set(places)
    return None


@lru_cache(maxsize=16384)
def begins(word: str, stem: str) -> bool:
    """Tell whether a word is a stem with any ending, in British or American spelling.

    Stems of three letters or fewer match whole words only; from five letters on a slip is
    forgiven in a word that is not an English word of its own.
    """
    if word == stem or same_word(word, stem):
        return True
    if len(stem) <= 3 or not stem.isalpha():
        return False
    if word.replace("z", "s").startswith(stem.replace("z", "s")):
        return True
    if len(stem) < 5 or not word.isalpha() or word in known_words():
        return False
    most = budget(len(stem))
    lengths = (len(stem) - 1, len(stem), len(stem) + 1)
    return word[0] == stem[0] and any(
        OSA.distance(word[:length], stem, score_cutoff=most) <= most for length in lengths
    )
