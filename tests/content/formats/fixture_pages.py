"""Pages of notes for the tests of document readers, and what every draft of one must fulfil."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from content.draft import Draft, Point
from content.source import Source

FOLDER = Path(__file__).parent / "pages"


def page(name: str) -> Source:
    """Return the page "kind/name"."""
    return Source(f"{name}.txt", (FOLDER / f"{name}.txt").read_bytes())


def pages(kind: str) -> list[str]:
    """Return the names of all pages of a kind."""
    return sorted(f"{kind}/{path.stem}" for path in (FOLDER / kind).glob("*.txt"))


def text(content: str) -> Source:
    """Return a page with this content."""
    return Source("page.txt", content.encode())


def all_points(points: Sequence[Point]) -> Iterator[Point]:
    """Yield points and those below them."""
    for point in points:
        yield point
        yield from all_points(point.subs)


def shape(draft: Draft) -> list[tuple[str, list[str]]]:
    """Return fronts and points, those further down with a dash for each level."""
    return [(card.front, _told(card.points)) for card in draft.cards]


def _told(points: Sequence[Point], level: int = 0) -> list[str]:
    out: list[str] = []
    for point in points:
        out += ["-" * level + point.text, *_told(point.subs, level + 1)]
    return out


def codes(draft: Draft) -> list[tuple[str, int]]:
    """Return the warnings as code and line."""
    return [(each.code, each.line) for each in draft.warnings]


def vanished(source: Source, draft: Draft) -> list[int]:
    """Return the non-blank lines that are neither left out nor in a card or quotation."""
    told = {each.line for each in draft.dropped} | {quote.line for quote in draft.quotes}
    for card in draft.cards:
        points = list(all_points(card.points))
        first = min((point.lines[0] for point in points), default=card.lines[1] + 1)
        told |= set(range(card.lines[0], first))
        for point in points:
            told |= {point.lines[0], *point.joins}
    lines = enumerate(source.lines, 1)
    return [number for number, line in lines if line.strip() and number not in told]
