"""Drafts for tests: notes written as a front with points, and strategies for any notes."""

from hypothesis import strategies as st

from content.draft import Card, Caution, Draft, FrontKind, Point, PointKind, Quote


def card(front: str, *points: str, line: int = 1, kind: FrontKind = FrontKind.TOPIC) -> Card:
    """Return a card whose front stands on a line and its points on those below."""
    made = tuple(
        Point(text, PointKind.BULLET, (at, at)) for at, text in enumerate(points, line + 1)
    )
    return Card(
        id=f"c-{line}",
        front=front,
        front_kind=kind,
        points=made,
        lines=(line, line + len(points)),
    )


def notes(*cards: tuple[str, ...], warned: tuple[Caution, ...] = ()) -> Draft:
    """Return a draft of cards, each a front and its points, one line each from line 1."""
    made, line = [], 1
    for front, *points in cards:
        kind = FrontKind.QUESTION if front.endswith("?") else FrontKind.TOPIC
        made.append(card(front, *points, line=line, kind=kind))
        line += 1 + len(points)
    return Draft(format="cards", cards=tuple(made), warnings=warned)


WORDS = [
    "1789",
    "May",
    "14",
    "July",
    "1789",
    "1939-45",
    "Treaty",
    "of",
    "Berlin",
    "pact",
    "Stalin",
    "____",
    "*",
    "(",
    ")",
    "“",
    "”",
    "-",
    "–",
    ":",
    ";",
    ",",
    ".",
    "75%",
    "10",
    "million",
    "the",
    "in",
    "signed",
    "war",
    "Comintern:",
    "is",
    "a",
    "reasons",
    "name",
    "King",
    "France's",
    "\t",
    "\u2028",
    "é",
    "🍵",
    "\\",
    "`",
    "1",
    "930",
]
texts = st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join) | st.text(max_size=30)
lines = st.tuples(st.integers(0, 50), st.integers(0, 50)).map(lambda pair: (min(pair), max(pair)))
kinds = st.sampled_from(PointKind)
leaves = st.builds(Point, texts, kinds, lines)
points = st.builds(Point, texts, kinds, lines, texts, st.lists(leaves, max_size=2).map(tuple))
cards = st.builds(
    Card,
    id=st.sampled_from(["c-1", "c-2", "c-3"]),
    front=texts,
    front_kind=st.sampled_from(FrontKind),
    points=st.lists(points, max_size=8).map(tuple),
    lines=lines,
    theme=st.sampled_from(["", "tea"]),
    servable=st.booleans(),
)
drafts = st.builds(
    Draft,
    format=st.just("cards"),
    cards=st.lists(cards, max_size=6).map(tuple),
    quotes=st.lists(st.builds(Quote, texts, texts, st.integers(0, 50)), max_size=1).map(tuple),
    warnings=st.lists(
        st.builds(Caution, st.sampled_from(["OCR_WORD", "ODD"]), st.integers(0, 50), texts),
        max_size=2,
    ).map(tuple),
)
