"""What the points of a draft claim, cut into clauses, with the dates that stand in them.

A point without a date of its own has that of its front. Must not know facts.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from content.contradicting.meaning import meanings
from content.draft import Card, Draft, Point
from content.moments import Moment, moments

_LONGEST = 1_500
_SENTENCE = re.compile(r"(?<=[.!?;])\s+(?=\S)|\s\|\s|(?<=\d)\.(?=[A-Z])")
_CLAUSE = re.compile(
    r";\s+|\s[-–—]\s(?=[A-Za-z(])|\s?[()]\s?|,?\s(?:yet|but|although|while|whereas|however|though)\s"
    r"|\s&\s(?=(?:the\s)?\d)|,\sand\s",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Claim:
    """A stretch of one point. ``front`` are the words that its card's front adds.

    ``dated`` are its own moments, or the front's where it has none (``inherits``).
    """

    line: int
    text: str
    words: tuple[str, ...]
    front: frozenset[str]
    dated: tuple[Moment, ...]
    inherits: bool = False

    @property
    def years(self) -> frozenset[int]:
        """Return every year that it names, both ends of a span."""
        return frozenset(
            year for each in self.dated for year in (each.year, each.last_year) if year
        )


@dataclass(frozen=True, slots=True)
class Said:
    """A point, or the front of a card: its sentences and its clauses."""

    line: int
    sentences: tuple[Claim, ...]
    clauses: tuple[Claim, ...]

    @property
    def windows(self) -> Iterator[Claim]:
        """Yield each sentence, and each two that follow each other."""
        yield from self.sentences
        for one, other in pairwise(self.sentences):
            words, dated = one.words + other.words, (*one.dated, *other.dated)
            yield Claim(one.line, f"{one.text} {other.text}", words, one.front, dated)


def said_in(draft: Draft) -> Iterator[Said]:
    """Yield what the draft says, point by point; fronts that name a date are points too."""
    for card in draft.cards:
        front = frozenset(meanings(card.front[:_LONGEST]))
        when = moments(card.front)
        if when or not card.points:
            yield _said(card.lines[0], card.front, frozenset(), ())
        for point in _flat(card.points):
            yield _said(point.lines[0], point.text, front, when)


def pairs_of(card: Card) -> Iterator[tuple[Point, Point]]:
    """Yield each point with the points around it that may speak of the same: its own and next."""
    yield from _pairs(card.points)


def _pairs(points: tuple[Point, ...]) -> Iterator[tuple[Point, Point]]:
    for point in points:
        yield from ((point, sub) for sub in point.subs)
        yield from _pairs(point.subs)
    yield from pairwise(points)


def _flat(points: tuple[Point, ...]) -> Iterator[Point]:
    for point in points:
        yield point
        yield from _flat(point.subs)


def _said(line: int, text: str, front: frozenset[str], when: tuple[Moment, ...]) -> Said:
    text = text[:_LONGEST]
    if not text[:1]:
        return Said(line, (), ())
    sentences = tuple(_claims(_SENTENCE.split(text), line, front, when))
    clauses = (clause for each in sentences for clause in _clauses(each, front, when))
    return Said(line, sentences, tuple(clauses))


def _clauses(sentence: Claim, front: frozenset[str], when: tuple[Moment, ...]) -> Iterable[Claim]:
    pieces = _CLAUSE.split(sentence.text)
    if len(pieces) == 1:
        return (sentence,)
    return _claims(pieces, sentence.line, front, when)


def _claims(
    pieces: Iterable[str], line: int, front: frozenset[str], when: tuple[Moment, ...]
) -> Iterator[Claim]:
    for piece in pieces:
        words = meanings(piece)
        if words:
            own = moments(piece)
            yield Claim(line, piece, words, front, own or when, inherits=not own)
