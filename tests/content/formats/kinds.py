"""Questions of every kind as formats meet them: plain texts with nasty characters, as markup.

``tests.content.anything`` has every field of the domain; here a question has what a teacher's file
can say, and its texts are in the one form that plain text turns into.
"""

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import strategies as st

from bot.domain.ids import DeckId, QuestionId
from bot.domain.question import (
    Choice,
    Cloze,
    Date,
    Deck,
    Key,
    Kind,
    KindName,
    Match,
    Number,
    Option,
    Order,
    Pair,
    Precision,
    Question,
    Recall,
    Rejected,
    TrueFalse,
    Typed,
)
from content.draft import Draft, Loss
from content.formats.keeping import questions_of
from content.formats.literal import to_markup
from content.making import question

NASTY = "aBé7 🍵☕️\n\t\"'~=#{}:\\*_`|;,.<>&[]()?!$%^@+-–/ملح"
_PIECES = st.sampled_from(
    ["tea", "a cup of", "=1+2", "-", "'=", "\n", "“Uva”", "::", "====", "{{c1::x}}", "A.", "B)",
     "ANSWER: B", "Q:", "A:", "T", "//", "$CATEGORY:", "####", "->", "%50%", "\\n", "<b>", "&amp;",
     "[html]", "- [x]", "==x==", "# ", "```", "---", ";", "|", "true", "1", "🫖", "ملح", "*so*"]
)  # fmt: skip
_any = st.text(NASTY, max_size=10) | st.lists(_PIECES, max_size=4).map(" ".join)
raw = _any.map(str.strip).filter(bool)
"""Plain text, as somebody types it into a cell."""
texts = raw.map(to_markup).filter(bool)
"""The markup of plain text."""
lines = raw.map(lambda text: " ".join(text.split())).map(to_markup).filter(bool)
"""The markup of one line of plain text."""
answers = raw.map(lambda text: " ".join(text.split())).filter(bool)
"""An accepted answer."""
maybe = st.just("") | texts
tags = st.lists(st.from_regex(r"[a-z][a-z0-9]{0,7}", fullmatch=True), max_size=2, unique=True)


def distinct(
    of: st.SearchStrategy[str], least: int, most: int
) -> st.SearchStrategy[tuple[str, ...]]:
    """Return texts no two of which are the same but for case."""
    return st.lists(of, min_size=least, max_size=most, unique_by=str.casefold).map(tuple)


TRAPS = tuple(
    map(
        to_markup,
        ["=1+2", "a :: b ::: c", "{{c1::x}} ==y==", "Q: a", "A: b\nHint: c", "# d", "so #e ^f", "?",
         "- [x] g", "> h", "// i", "$CATEGORY: j", "[html]k", "~=#{}:\\", "%50%l", "####m", "\\n",
         "<b>&amp;", "```", "---", "'=n", "o\np", "q;r|s,t", '"u"', "ملح 🍵", "<!-- v -->"],
    )
)  # fmt: skip
"""Texts that one format or another could take for its own signs."""


@st.composite
def choices(draw: st.DrawFn) -> Choice:
    """One right option, or two and more of several."""
    options = draw(distinct(texts, 2, 5))
    several = len(options) > 2 and draw(st.booleans())
    least, most = (2, len(options)) if several else (1, 1)
    places = draw(st.sets(st.integers(0, len(options) - 1), min_size=least, max_size=most))
    return Choice(
        tuple(Option(text, n in places, draw(maybe)) for n, text in enumerate(options)), several
    )


@st.composite
def keys(draw: st.DrawFn) -> Key:
    """Accepted answers, and answers that get a message."""
    said = draw(distinct(answers, 1, 5))
    cut = draw(st.integers(1, len(said)))
    return Key(
        accepted=said[:cut],
        rejected=tuple(Rejected(text, draw(texts)) for text in said[cut:]),
    )


@st.composite
def clozes(draw: st.DrawFn) -> tuple[str, Cloze]:
    """A stem with gaps, and their keys."""
    before = draw(texts.filter(lambda text: "__" not in text))
    gaps = draw(st.lists(distinct(answers, 1, 3), min_size=1, max_size=2))
    stem = before + "".join(f" ____ and {n}" for n, _ in enumerate(gaps))
    return stem, Cloze(tuple(Key(accepted=said) for said in gaps))


@st.composite
def numbers(draw: st.DrawFn) -> Number:
    """A number within bounds, worded as one."""
    low, value, high = sorted(draw(st.tuples(*[st.integers(-9999, 9999)] * 3)))
    return Number(str(value), float(low), float(high), draw(st.sampled_from(["", "%", "km"])))


@st.composite
def dates(draw: st.DrawFn) -> Date:
    """A date of any precision, or a span."""
    precision = draw(st.sampled_from(Precision))
    cut = {Precision.YEAR: 4, Precision.MONTH: 7, Precision.DAY: 10}[precision]
    days = sorted({draw(st.dates()).isoformat()[:cut] for _ in range(2)})
    is_span = len(days) == 2 and draw(st.booleans())
    until = days[1] if is_span else ""
    either_end = is_span and draw(st.booleans())
    return Date(days[0], precision, until, draw(st.integers(0, 9)), either_end)


@st.composite
def matches(draw: st.DrawFn) -> Match:
    """Pairs, and right-hand sides that belong to nothing."""
    lefts = draw(distinct(texts, 2, 4))
    rights = draw(distinct(texts, len(lefts), len(lefts) + 2))
    pairs = tuple(Pair(*pair) for pair in zip(lefts, rights, strict=False))
    return Match(pairs, rights[len(lefts) :])


KINDS: dict[KindName, st.SearchStrategy[tuple[str, Kind]]] = {
    KindName.CHOICE: st.tuples(texts, choices()),
    KindName.TRUEFALSE: st.tuples(texts, st.builds(TrueFalse, st.booleans(), maybe)),
    KindName.TYPED: st.tuples(texts, st.builds(Typed, keys())),
    KindName.NUMBER: st.tuples(texts, numbers()),
    KindName.DATE: st.tuples(texts, dates()),
    KindName.ORDER: st.tuples(texts, st.builds(Order, distinct(texts, 3, 5))),
    KindName.MATCH: st.tuples(texts, matches()),
    KindName.CLOZE: clozes(),
    KindName.RECALL: st.tuples(texts, st.builds(Recall, texts)),
}
"""(stem, kind) of every kind that teachers' files hold; points have cues, which none holds."""


@st.composite
def questions(draw: st.DrawFn, kinds: Sequence[KindName] = tuple(KINDS)) -> Question:
    """A question of one of ``kinds``, without an id."""
    stem, kind = draw(KINDS[draw(st.sampled_from(list(kinds)))])
    return question(stem, kind, explanation=draw(maybe), hint=draw(maybe), tags=tuple(draw(tags)))


@st.composite
def decks(draw: st.DrawFn, kinds: Sequence[KindName] = tuple(KINDS)) -> Deck:
    """A deck of up to five questions, with ids."""
    found = draw(st.lists(questions(kinds), min_size=1, max_size=5))
    return deck_of(found, draw(st.sampled_from(["Tea", "Tea: a “primer”"])))


def deck_of(found: Sequence[Question], title: str = "Tea") -> Deck:
    """Return a deck of questions, numbered tea-1, tea-2, …"""
    numbered = tuple(
        replace(each, id=QuestionId(f"tea-{n}"), deck=DeckId("tea"), theme="all")
        for n, each in enumerate(found, 1)
    )
    return Deck(DeckId("tea"), title, "", (("all", "All questions"),), numbered)


def bare(found: Question, *, with_id: bool = True) -> Question:
    """Return a question without what its deck gives it."""
    return replace(found, deck=DeckId(""), theme="", id=found.id if with_id else QuestionId(""))


def left_out(losses: Sequence[Loss]) -> set[str]:
    """Return the ids of the questions that a writer did not write."""
    return {loss.question for loss in losses if loss.sentence.startswith("Left out")}


def read_back(draft: Draft) -> list[Question]:
    """Return the questions of a draft, its cards as flashcards, in the order of the file."""
    assert draft.problems == ()
    return [found.question for found in questions_of(draft)]
