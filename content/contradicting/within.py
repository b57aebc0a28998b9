"""Finds points of one draft that give different dates or numbers for the same thing."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from math import log

from content.contradicting.against import Book
from content.contradicting.claims import Claim, Said
from content.contradicting.labels import ends, labels, makes
from content.contradicting.meaning import meanings
from content.draft import Point
from content.moments import moments

_CROWD = 12
"""Claims that share a word; a word of more claims tells nothing apart."""
_ENOUGH = {4: 0.6, 5: 0.5}
"""How much of a claim's words, by weight, two claims share if they share so many words."""
_SHARED = min(_ENOUGH)
_APART = frozenset(
    meanings(
        "born died begin end start finish first second third fourth fifth sixth seventh eighth "
        "enter leave sign break win lose open close appointed dismissed north south east west "
        "early late northern southern one two three four five crowned abdicated elected married "
        "built destroyed founded dissolved invaded liberated published"
    )
)
"""Words that make another thing of it: who is born is not who died."""
_PERCENT = re.compile(r"(?<![\w.,])(\d{1,3}(?:\.\d+)?)\s?(?:%|per\s?cent\b)")


@dataclass(frozen=True, slots=True)
class Clash:
    """Two lines and what they say, each in its own words."""

    line: int
    other: int
    says: str
    others: str


@dataclass(frozen=True, slots=True)
class _Dated:
    line: int
    words: frozenset[str]
    first: float
    last: float
    told: str


def clashes(points: Iterable[Said], book: Book) -> Iterator[Clash]:
    """Yield what the points of a draft say differently, each pair of lines once."""
    points = list(points)
    seen: set[tuple[int, int]] = set()
    found = (*_by_name(points, book), *_by_words(points, _one_date), *_by_words(points, _one_share))
    for clash in found:
        if (key := (clash.line, clash.other)) not in seen:
            seen.add(key)
            yield clash


def slips(pairs: Iterable[tuple[Point, Point]]) -> Iterator[Clash]:
    """Yield points that belong together and differ in the decade of one month: a slip."""
    for one, other in pairs:
        for mine in moments(one.text):
            for theirs in moments(other.text):
                same_month = len(mine.value) > 4 and mine.value[4:7] == theirs.value[4:7]
                if same_month and _one_digit(mine.value[:4], theirs.value[:4]):
                    yield Clash(
                        one.lines[0],
                        other.lines[0],
                        one.text[mine.start : mine.end],
                        other.text[theirs.start : theirs.end],
                    )


def _one_digit(one: str, other: str) -> bool:
    """Tell whether two years differ in one digit, and not the last: neighbours are no slip."""
    return one[3] == other[3] and sum(a != b for a, b in zip(one, other, strict=True)) == 1


def _by_name(points: list[Said], book: Book) -> Iterator[Clash]:
    """Compare the dates that stand beside the same name."""
    named: dict[object, list[_Dated]] = defaultdict(list)
    for said in points:
        for clause in said.clauses:
            for key, dated in _names(clause, book):
                named[key].append(dated)
    for group in named.values():
        yield from _differing(group[:_CROWD])


def _names(clause: Claim, book: Book) -> Iterator[tuple[object, _Dated]]:
    if clause.inherits or not clause.dated:
        return
    met = False
    for label in labels(clause.text):
        entry = book.name_of(label)
        if entry or label.is_event:
            met = True
            at = label.moment
            told = clause.text[at.start : at.end]
            key: object = entry.name if entry else label.words
            yield key, _Dated(clause.line, label.words, at.year, at.last_year, told)
    if met or len(clause.dated) != 1 or clause.dated[0].vague:
        return
    named = book.named_in(clause.words)
    if len(named) == 1 and makes(clause.text):
        at = clause.dated[0]
        told = clause.text[at.start : at.end]
        yield named[0].name, _Dated(clause.line, frozenset(), at.year, at.last_year, told)


def _differing(group: list[_Dated]) -> Iterator[Clash]:
    for place, one in enumerate(group):
        for other in group[place + 1 :]:
            apart = one.last < other.first or other.last < one.first
            if apart and one.line != other.line:
                yield Clash(one.line, other.line, one.told, other.told)


def _by_words(points: list[Said], read: Callable[[Claim], _Dated | None]) -> Iterator[Clash]:
    """Compare clauses with one value each that share most of their words."""
    claims = [found for said in points for clause in said.clauses if (found := read(clause))]
    counted = Counter(word for each in claims for word in each.words)
    filed: dict[str, list[int]] = defaultdict(list)
    for place, each in enumerate(claims):
        for word in each.words:
            if 1 < counted[word] <= _CROWD:
                filed[word].append(place)
    shared = Counter(
        (one, other)
        for places in filed.values()
        for at, one in enumerate(places)
        for other in places[at + 1 :]
    )
    weight = {word: log(1 + len(claims) / count) for word, count in counted.items()}
    for one, other in sorted(pair for pair, count in shared.items() if count > 1):
        if _same(claims[one].words, claims[other].words, weight):
            yield from _differing([claims[one], claims[other]])


def _same(one: frozenset[str], other: frozenset[str], weight: dict[str, float]) -> bool:
    """Tell whether two claims are about one thing: most words shared, and none that tells apart."""
    both, least = one & other, min(one, other, key=len)
    if (one ^ other) & _APART:
        return False
    if one == other:
        return len(both) > 1
    if len(both) < _SHARED:
        return False
    covered = sum(weight[word] for word in both)
    enough = _ENOUGH[min(len(both), max(_ENOUGH))]
    return covered >= enough * sum(weight[word] for word in least)


def _one_date(clause: Claim) -> _Dated | None:
    if len(clause.dated) != 1 or clause.dated[0].vague or ends(clause.text):
        return None
    at = clause.dated[0]
    words = frozenset(clause.words) | (clause.front if clause.inherits else frozenset())
    told = at.value if not at.until else f"{at.value}-{at.until}"
    return _Dated(clause.line, _plain(words), at.year, at.last_year, told)


def _one_share(clause: Claim) -> _Dated | None:
    found = _PERCENT.findall(clause.text) if "%" in clause.text or " cent" in clause.text else []
    if len(found) != 1:
        return None
    share = float(found[0])
    return _Dated(clause.line, _plain(frozenset(clause.words)), share, share, f"{found[0]}%")


def _plain(words: frozenset[str]) -> frozenset[str]:
    return frozenset(word for word in words if not word[0].isdigit())
