"""Finds where notes contradict each other or the facts of the bank, and says so; never corrects.

A warning is a reason to look, not a verdict. Must not know how notes are read or kept.
"""

from collections.abc import Iterator
from functools import lru_cache

from content.contradicting.against import Book, book_of
from content.contradicting.claims import Said, pairs_of, said_in
from content.contradicting.known import Facts, bundled_facts
from content.contradicting.within import clashes, slips
from content.draft import Caution, Draft

__all__ = ["CONTRADICTION", "FACT_DISAGREES", "Facts", "contradictions", "doubtful"]

CONTRADICTION = "CONTRADICTION"
FACT_DISAGREES = "FACT_DISAGREES"
_MOST = 500
"""Warnings of each kind for one file; nobody reads more."""


def contradictions(draft: Draft, facts: Facts | None = None) -> tuple[Caution, ...]:
    """Return a caution for every point that disagrees with another or with a known fact.

    ``facts`` are those of the bundled bank if none are given.
    """
    return _found(draft, bundled_facts() if facts is None else facts)[0]


def doubtful(draft: Draft, facts: Facts | None = None) -> frozenset[int]:
    """Return every line that a warning is about, both lines of a contradiction."""
    return _found(draft, bundled_facts() if facts is None else facts)[1]


# Proposals ask for the doubtful lines of the draft whose warnings are wanted next.
@lru_cache(maxsize=1)
def _found(draft: Draft, facts: Facts) -> tuple[tuple[Caution, ...], frozenset[int]]:
    book = book_of(facts)
    points = list(said_in(draft))
    inner, outer = list(_inner(draft, points, book)), list(_outer(points, book))
    lines = {line for _, both in inner for line in both} | {each.line for each in outer}
    cautions = (*(each for each, _ in inner[:_MOST]), *outer[:_MOST])
    return cautions, frozenset(lines)


def _inner(
    draft: Draft, points: list[Said], book: Book
) -> Iterator[tuple[Caution, tuple[int, int]]]:
    around = (pair for card in draft.cards for pair in pairs_of(card))
    for each in (*clashes(points, book), *slips(around)):
        detail = f"here “{each.says}”, in line {each.other} “{each.others}”, for much the same"
        yield Caution(CONTRADICTION, each.line, detail), (each.line, each.other)


def _outer(points: list[Said], book: Book) -> Iterator[Caution]:
    seen: set[tuple[int, str]] = set()
    for said in points:
        for found in book.disagreements(said):
            if (found.line, found.about) not in seen:
                seen.add((found.line, found.about))
                yield Caution(FACT_DISAGREES, found.line, f"{found.about}: {found.says}")
