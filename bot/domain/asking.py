"""What a question already gives away: its words, numbers and years, and whom it asks for.

Words of the question are optional in an answer, and repeating them is no answer.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from bot.domain.tokens import is_number, is_year, words_of
from bot.domain.vocabulary import CLASS_OF, PEOPLE, STOPS, lexicon

_WORD = re.compile(r"[^\W\d_]+")
_BEFORE = frozenset({"before", "until", "by", "till"})
_AFTER = frozenset({"after", "since", "following"})
_WITHIN = frozenset({"of", "in", "from"})
_LOOK_AHEAD = 8


@dataclass(frozen=True, slots=True)
class Asking:
    """A question as far as marking needs it.

    ``pairs`` are its neighbouring words; ``proper`` are its names, ``places`` those behind "in"
    or "of"; ``person`` is None where nothing tells; ``local`` if it asks for a town, river or
    other spot within a country. ``earliest`` and ``latest`` bound the years the question speaks
    of; None where it names none.
    """

    words: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    proper: frozenset[str]
    numbers: frozenset[str]
    classes: frozenset[int]
    places: frozenset[str]
    person: bool | None
    earliest: int | None
    latest: int | None
    offers: bool
    local: bool

    def allows_year(self, year: int) -> bool:
        """Tell whether a year can be meant without contradicting the question."""
        return (self.earliest is None or year >= self.earliest) and (
            self.latest is None or year <= self.latest
        )


@lru_cache(maxsize=2048)
def asking(question: str) -> Asking:
    """Read a question; an empty one gives nothing away."""
    words = words_of(question)
    content = frozenset(word for word in words if word not in STOPS)
    names = [found[0] for found in _WORD.finditer(question)]
    proper = frozenset(word for name in names[1:] if name[:1].isupper() for word in words_of(name))
    earliest, latest = _years(words)
    return Asking(
        words=content,
        pairs=frozenset(pairwise(words)),
        proper=proper - STOPS,
        numbers=frozenset(word for word in words if is_number(word)),
        classes=frozenset(CLASS_OF[word] for word in words if word in CLASS_OF),
        places=frozenset(
            word for before, word in pairwise(words) if before in _WITHIN and word in proper
        ),
        person=_asks_for_person(words),
        earliest=earliest,
        latest=latest,
        offers="or" in words,
        local=_asks_for_spot(words),
    )


def _years(words: tuple[str, ...]) -> tuple[int | None, int | None]:
    earliest: int | None = None
    latest: int | None = None
    exact: list[int] = []
    for place, word in enumerate(words):
        if not is_year(word):
            continue
        before = words[place - 1] if place else ""
        if before in _BEFORE:
            latest = int(word)
        elif before in _AFTER:
            earliest = int(word)
        else:
            exact.append(int(word))
    if exact:
        return min(exact), max(exact)
    return earliest, latest


def _asks_for_person(words: tuple[str, ...]) -> bool | None:
    if not words:
        return None
    first = next((place for place, word in enumerate(words) if word in _ASKS), None)
    if first is None:
        named = words[0] in {"name", "identify", "give"}
        return True if named and PEOPLE & set(words[1:_LOOK_AHEAD]) else None
    if words[first] in {"who", "whom", "whose"}:
        return True
    if words[first] in {"which", "what"}:
        return bool(PEOPLE & set(_noun_asked_for(words[first + 1 :])))
    return False


def _asks_for_spot(words: tuple[str, ...]) -> bool:
    """Tell whether the answer lies within a country: "where", "in which city"."""
    first = next((place for place, word in enumerate(words) if word in _ASKS), None)
    if first is None or words[first] not in {"where", "which", "what"}:
        return False
    start = first + 1
    while words[start : start + 1] and words[start] in _VERBS | STOPS:
        start += 1
    kinds = {CLASS_OF[word] for word in _noun_asked_for(words[start:]) if word in CLASS_OF}
    return words[first] == "where" or bool(kinds & _SPOTS)


def _noun_asked_for(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words up to the verb: "Soviet foreign minister" of "which ... signed it"."""
    if words[:1] and words[0] in _VERBS and "name" in words[:4]:
        return words[:_LOOK_AHEAD]
    end = next((place for place, word in enumerate(words) if word in _VERBS), 4)
    return words[: min(end, 5)]


_VERBS = lexicon("did do does was were is are had has have led took became signed made")
_SPOTS = frozenset(CLASS_OF[noun] for noun in ("city", "region", "river", "mountain"))
_ASKS = frozenset({"who", "whom", "whose", "which", "what", "where", "when", "how", "why"})
