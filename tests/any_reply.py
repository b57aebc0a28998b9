"""Any reply at all, for tests that walk the closed union; and a question to put into one."""

from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import NewType, Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from bot.domain.ids import DeckId, QuestionId
from bot.domain.question import KindName, Skill
from bot.domain.replies import Posed, Reply, Shown

HOSTILE = "*_`~@everyone <script> \u202e\x00\n\n- x ____ {0} {about} %s " * 40
"""Markup, HTML, a mention, a reversed direction, a control, templates: all in one long text."""

REPLIES: tuple[object, ...] = get_args(Reply)

_TEXTS = st.sampled_from(["", "Rapallo", "*x*", HOSTILE, "w" * 5_000]) | st.text(max_size=30)
_PLAIN: dict[object, st.SearchStrategy[object]] = {
    Shown: st.builds(Shown, st.integers(0, 24), _TEXTS),
    str: _TEXTS,
    float: st.floats(0, 1_000),
    int: st.integers(0, 2**53),
    bool: st.booleans(),
    NoneType: st.none(),
    bytes: st.binary(max_size=40),
    datetime: st.datetimes(timezones=st.just(UTC)),
    date: st.dates(),
}


@cache
def any_of(kind: object) -> st.SearchStrategy[object]:
    """Return a strategy for any value of a type that replies are made of."""
    if kind in _PLAIN:
        return _PLAIN[kind]
    if isinstance(kind, NewType):
        # An id is what the database gives, so that a button can always carry it.
        return st.integers(1, 2**53) if kind.__supertype__ is int else any_of(kind.__supertype__)
    if isinstance(kind, UnionType) or get_origin(kind) is Union:  # a NewType makes the latter
        return st.one_of([any_of(part) for part in get_args(kind)])
    if get_origin(kind) is tuple:
        first, *rest = get_args(kind)
        if rest == [...]:
            return st.lists(any_of(first), max_size=5).map(tuple)
        return st.tuples(any_of(first), *map(any_of, rest))
    assert isinstance(kind, type)
    if issubclass(kind, Enum):
        return st.sampled_from(kind)
    assert is_dataclass(kind)
    hints = get_type_hints(kind)
    return st.builds(kind, **{field.name: any_of(hints[field.name]) for field in fields(kind)})


def posed(kind: KindName, **more: object) -> Posed:
    """Return a question of a kind as a learner sees it, with ``more`` fields changed."""
    base: dict[str, object] = {
        "question": QuestionId("sfp-ger-001"),
        "version": 1,
        "kind": kind,
        "deck": DeckId("soviet-foreign-policy"),
        "deck_title": "Stalin's foreign policy",
        "theme": "germany",
        "theme_title": "Germany",
        "skill": Skill.RECALL,
        "difficulty": 1,
        "stem": "Where did *Germany* and Soviet Russia sign?",
    }
    return Posed(**{**base, **more})  # type: ignore[arg-type]
