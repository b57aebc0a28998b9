"""Whether what was read from a file is of a size that can be asked, shown and marked.

Readers bound each text as they meet it; this bounds the whole of a card and of a question, so that
no format can bring one that a platform cannot show or that takes seconds to mark. Must not know
any format.
"""

from collections.abc import Iterable, Iterator

import msgspec

from bot.domain.question import Choice, Cloze, Key, Match, Order, Points, Question, Typed
from content.bounds import MAX_CARDS, MAX_PARTS, MAX_QUESTION, MAX_TEXT
from content.draft import Card, Draft, Point, Problem

_encode = msgspec.json.Encoder().encode


def too_large(draft: Draft) -> Problem | None:
    """Return what is too large in a draft: the first such thing, None if all can be kept."""
    if len(draft.cards) + len(draft.questions) > MAX_CARDS:
        return Problem(0, 0, f"This file holds more than {MAX_CARDS:,} cards. Please split it.")
    return next(_large_cards(draft.cards), None) or next(_large_questions(draft), None)


def _large_cards(cards: Iterable[Card]) -> Iterator[Problem]:
    for card in cards:
        sizes = [len(point.text) for point in _points(card.points)]
        if len(sizes) > MAX_PARTS or sum(sizes) > MAX_TEXT or len(card.front) > MAX_TEXT:
            yield Problem(
                card.lines[0],
                0,
                f"The card that begins here has {sum(sizes):,} characters in {len(sizes):,} points;"
                f" at most {MAX_TEXT:,} in {MAX_PARTS:,} fit. Please put headings between them.",
            )


def _points(points: tuple[Point, ...]) -> Iterator[Point]:
    for point in points:
        yield point
        yield from _points(point.subs)


def _large_questions(draft: Draft) -> Iterator[Problem]:
    for found in draft.questions:
        parts = max(_parts(found.question), default=0)
        if parts > MAX_PARTS:
            sentence = f"This question has {parts:,} answers; at most {MAX_PARTS:,} fit."
            yield Problem(found.line, 0, f"{sentence} Please keep those that people type.")
        elif len(_encode(found.question)) > MAX_QUESTION:
            sentence = f"This question has more than {MAX_QUESTION >> 10} kB of text."
            yield Problem(found.line, 0, f"{sentence} Please split it.")


def _parts(question: Question) -> Iterator[int]:
    """Yield how many things there are of each sort in a question."""
    match question.kind:
        case Typed(key):
            yield from _of_key(key)
        case Cloze(gaps):
            yield len(gaps)
            for gap in gaps:
                yield from _of_key(gap)
        case Choice(options):
            yield len(options)
        case Match(pairs, extras):
            yield len(pairs) + len(extras)
        case Order(items):
            yield len(items)
        case Points(_, points):
            yield len(points)
    yield len(question.tags)


def _of_key(key: Key) -> Iterator[int]:
    yield from map(len, (key.accepted, key.required, key.rejected, key.prompts, key.confusables))
