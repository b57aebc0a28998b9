"""Values for tests of storage: any value of a type, and a few plain ones by hand."""

from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import NewType, Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from bot.domain.ids import AskId, DeckId, LearnerId, QuestionId, QuestionKey
from bot.domain.question import (
    Deck,
    Grade,
    Key,
    Kind,
    Mark,
    Question,
    Skill,
    Typed,
)
from bot.domain.replies import Source
from bot.domain.review import Review
from storage.database import Tx

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
TODAY = date(2026, 3, 4)
ANN, BEN = LearnerId(1), LearnerId(2)
_PLAIN: dict[object, st.SearchStrategy[object]] = {
    str: st.text(st.characters(codec="utf-8"), max_size=6),
    float: st.floats(allow_nan=False, allow_infinity=False),
    int: st.integers(-(2**53), 2**53),
    bool: st.booleans(),
    NoneType: st.none(),
    bytes: st.binary(max_size=40),
    datetime: st.datetimes(timezones=st.just(UTC)),
    date: st.dates(),
}


@cache
def any_value(of: object) -> st.SearchStrategy[object]:
    """Return a strategy for any value of a type that replies, answers and questions use."""
    if of in _PLAIN:
        return _PLAIN[of]
    if isinstance(of, NewType):
        return any_value(of.__supertype__)
    if isinstance(of, UnionType) or get_origin(of) is Union:
        return st.one_of([any_value(part) for part in get_args(of)])
    if get_origin(of) is tuple:
        first, *rest = get_args(of)
        if rest == [...]:
            return st.lists(any_value(first), max_size=2).map(tuple)
        return st.tuples(any_value(first), *map(any_value, rest))
    assert isinstance(of, type)
    if issubclass(of, Enum):
        return st.sampled_from(of)
    assert is_dataclass(of)
    hints = get_type_hints(of)
    return st.builds(of, **{field.name: any_value(hints[field.name]) for field in fields(of)})


def question(
    number: int = 1, *, deck: str = "treaties", version: int = 1, kind: Kind | None = None
) -> Question:
    """Return a plain typed question, or one of another kind."""
    return Question(
        id=QuestionId(f"{deck}-{number:03}"),
        deck=DeckId(deck),
        theme="rapallo",
        skill=Skill.RECALL,
        difficulty=1,
        stem="Where did Germany and Soviet Russia sign in April 1922?",
        kind=kind or Typed(Key(accepted=("Rapallo",))),
        explanation="Both were outsiders at Genoa.",
        version=version,
    )


def deck(*questions: Question, name: str = "treaties") -> Deck:
    """Return a deck of these questions."""
    themes = (("rapallo", "The road to Rapallo"),)
    return Deck(DeckId(name), name.title(), "Who signed what.", themes, questions)


def add_learners(tx: Tx, count: int) -> None:
    """Put learners 1 to ``count`` into an empty database."""
    tx.executemany(
        "INSERT INTO learners (id, name, created_at) VALUES (?, ?, 0)",
        [(n, f"Learner {n}") for n in range(1, count + 1)],
    )


def review(
    at: datetime = NOON,
    *,
    learner: LearnerId = ANN,
    key: int = 1,
    mark: Mark = Mark.RIGHT,
    source: Source = Source.REVIEW,
) -> Review:
    """Return a review of question ``key``."""
    return Review(
        learner=learner,
        question=QuestionKey(key),
        version=1,
        ask=AskId(1),
        at=at,
        day=at.date(),
        mark=mark,
        credit=1000 if mark is Mark.RIGHT else 0,
        grade=Grade.GOOD if mark is Mark.RIGHT else Grade.AGAIN,
        retention=900,
        source=source,
        seconds=7,
    )
