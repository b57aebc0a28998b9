"""Strategies for any valid question of any kind, with every field that the domain has."""

from hypothesis import strategies as st

from bot.domain.ids import DeckId, QuestionId
from bot.domain.question import (
    AnswerKind,
    Choice,
    Cloze,
    Cue,
    Date,
    Deck,
    Key,
    Kind,
    Match,
    Number,
    Option,
    Order,
    Pair,
    Picture,
    Point,
    Points,
    Precision,
    Question,
    Recall,
    Rejected,
    Skill,
    TrueFalse,
    Typed,
)

NASTY = "aB é🍵'\"\n\t=~#{}:\\*_`|;,<&>-–ملح+0"

texts = st.text(NASTY, min_size=1, max_size=12).filter(lambda text: text.strip() == text != "")
maybe = st.just("") | texts
several = st.lists(texts, max_size=3, unique_by=lambda text: " ".join(text.split()).casefold())
tuples = several.map(tuple)
names = st.from_regex(r"[a-z0-9][a-z0-9-]{0,39}", fullmatch=True)
themes = st.sampled_from(["", "cups", "leaves"])


def distinct(least: int, most: int) -> st.SearchStrategy[tuple[str, ...]]:
    """Return texts of which no two differ in capitals and spaces alone."""
    same = st.lists(
        texts, min_size=least, max_size=most, unique_by=lambda t: " ".join(t.split()).casefold()
    )
    return same.map(tuple)


@st.composite
def choices(draw: st.DrawFn) -> Choice:
    options = draw(distinct(2, 5))
    several_right = draw(st.booleans())
    most = len(options) if several_right else 1
    places = draw(st.sets(st.integers(0, len(options) - 1), min_size=1, max_size=most))
    told = tuple(Option(text, n in places, draw(maybe)) for n, text in enumerate(options))
    return Choice(told, several_right)


@st.composite
def keys(draw: st.DrawFn) -> Key:
    said = draw(distinct(1, 6))
    cut = draw(st.integers(1, len(said)))
    rest = [Rejected(text, draw(maybe)) for text in said[cut:]]
    half = draw(st.integers(0, len(rest)))
    return Key(
        accepted=said[:cut],
        kind=draw(st.sampled_from(AnswerKind)),
        required=draw(tuples),
        rejected=tuple(rest[:half]),
        prompts=tuple(rest[half:]),
        confusables=draw(tuples),
    )


@st.composite
def numbers(draw: st.DrawFn) -> Number:
    ends = st.floats(allow_nan=False, allow_infinity=False)
    low, high = sorted((draw(ends), draw(ends)))
    return Number(draw(texts), low, high, draw(maybe))


@st.composite
def dates(draw: st.DrawFn) -> Date:
    precision = draw(st.sampled_from(Precision))
    cut = {Precision.YEAR: 4, Precision.MONTH: 7, Precision.DAY: 10}[precision]
    days = sorted({draw(st.dates()).isoformat()[:cut] for _ in range(2)})
    span = len(days) == 2 and draw(st.booleans())
    until = days[1] if span else ""
    return Date(days[0], precision, until, draw(st.integers(0, 9)), span and draw(st.booleans()))


@st.composite
def matches(draw: st.DrawFn) -> Match:
    lefts = draw(distinct(2, 5))
    rights = draw(distinct(len(lefts), len(lefts) + 2))
    pairs = tuple(Pair(*pair) for pair in zip(lefts, rights, strict=False))
    return Match(pairs, rights[len(lefts) :])


cues = st.builds(Cue, tuples, tuples, tuples).filter(lambda cue: cue != Cue())


@st.composite
def points(draw: st.DrawFn) -> Points:
    lines = [
        Point(text, tuple(draw(st.lists(cues, min_size=1, max_size=3))), draw(tuples), draw(tuples))
        for text in draw(distinct(1, 4))
    ]
    return Points(draw(st.integers(1, len(lines))), tuple(lines))


kinds: st.SearchStrategy[Kind] = st.one_of(
    choices(),
    st.builds(TrueFalse, st.booleans(), maybe),
    st.builds(Typed, keys()),
    numbers(),
    dates(),
    st.builds(Order, distinct(3, 8)),
    matches(),
    st.builds(Cloze, st.lists(keys(), min_size=1, max_size=3).map(tuple)),
    points(),
    st.builds(Recall, texts),
)


@st.composite
def questions(draw: st.DrawFn, ids: st.SearchStrategy[str] = names) -> Question:
    kind = draw(kinds)
    stem = draw(texts.filter(lambda text: "_" not in text))
    if isinstance(kind, Cloze):
        stem += " ____" * len(kind.gaps)
    picture = st.builds(Picture, st.sampled_from(["tea.png", "cup.jpg"]), texts)
    return Question(
        id=QuestionId(draw(ids)),
        deck=DeckId("tea"),
        theme=draw(themes),
        skill=draw(st.sampled_from(Skill)),
        difficulty=draw(st.integers(1, 3)),
        stem=stem,
        kind=kind,
        explanation=draw(maybe),
        version=draw(st.integers(1, 99)),
        sources=draw(tuples),
        facts=draw(tuples),
        tags=draw(tuples),
        hint=draw(maybe),
        picture=draw(st.none() | picture),
        retired=draw(st.booleans()),
    )


decks = st.builds(
    Deck,
    st.just(DeckId("tea")),
    texts,
    maybe,
    st.sampled_from([(), (("cups", "Cups"), ("leaves", "Leaves and “more”"))]),
    st.lists(questions(), max_size=4, unique_by=lambda each: each.id).map(tuple),
    maybe,
)
