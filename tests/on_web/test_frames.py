"""Socket frames: whatever arrives becomes a frame or a sentence, never an exception."""

import json

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.replies import Problem, Refused
from bot.on_web import limits
from bot.on_web.frames import Hello, Push, Say, Show, Visit, read, write

JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=12,
)


@pytest.mark.parametrize(
    ("text", "frame"),
    [
        ('{"type":"hello"}', Hello()),
        (
            '{"type":"hello","after":7,"review":"/review","panel":"stats"}',
            Hello(7, "/review", "stats"),
        ),
        ('{"type":"say","text":"/quiz"}', Say("/quiz")),
        ('{"type":"push","press":"1u"}', Push("1u")),
        ('{"type":"push","press":"1u","values":[["text","x"]]}', Push("1u", (("text", "x"),))),
    ],
)
def test_what_a_page_sends_is_read(text: str, frame: object) -> None:
    assert read(text) == frame


@given(st.text() | JSON.map(lambda value: json.dumps(value)))
def test_nothing_that_arrives_raises(text: str) -> None:
    assert isinstance(read(text), Hello | Say | Push | Refused)


@given(st.sampled_from(["hello", "say", "push"]), st.dictionaries(st.text(max_size=8), JSON))
def test_a_known_type_with_odd_fields_does_not_raise(kind: str, fields: dict[str, object]) -> None:
    assert isinstance(read(json.dumps({**fields, "type": kind})), Hello | Say | Push | Refused)


def test_deep_nesting_does_not_raise() -> None:
    assert read("[" * 60_000) == Refused(Problem.UNFIT_ANSWER)


@pytest.mark.parametrize(
    ("frame", "limit"),
    [
        ({"type": "say", "text": "x" * (limits.SAID_CHARACTERS + 1)}, limits.SAID_CHARACTERS),
        (
            {
                "type": "push",
                "press": "1u",
                "values": [["text", "x" * (limits.VALUE_CHARACTERS + 1)]],
            },
            limits.VALUE_CHARACTERS,
        ),
    ],
)
def test_what_is_too_long_is_told_its_limit(frame: dict[str, object], limit: int) -> None:
    assert read(json.dumps(frame)) == Refused(Problem.TOO_LONG, (str(limit),))


def test_more_fields_than_any_form_are_refused() -> None:
    frame = {"type": "push", "press": "1u", "values": [["gap", "x"]] * (limits.VALUES + 1)}
    assert isinstance(read(json.dumps(frame)), Refused)


def test_what_is_shown_is_plain_json() -> None:
    shown = msgspec.json.decode(write(Show(region="live", html="<p>", post=3)))
    assert shown == {"type": "show", "region": "live", "html": "<p>", "post": 3}
    assert msgspec.json.decode(write(Visit("/"))) == {"type": "visit", "path": "/"}
