"""Values come back from a column exactly as they went in."""

from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.question import Given, Kind, Passed, Question, Verdict, Wrote
from bot.domain.replies import Reply
from storage.codec import decode, encode
from tests.storage.values import any_value, question


@settings(max_examples=300, deadline=None)
@given(any_value(Reply))
def test_every_reply_comes_back(reply: Reply) -> None:
    assert decode(encode(reply), Reply) == reply


@given(any_value(Given))
def test_every_answer_comes_back(answer: Given) -> None:
    assert decode(encode(answer), Given) == answer


@given(any_value(Verdict))
def test_every_verdict_comes_back(verdict: Verdict) -> None:
    assert decode(encode(verdict), Verdict) == verdict


@settings(max_examples=150, deadline=None)
@given(any_value(Question))
def test_a_question_of_every_kind_comes_back(asked: Question) -> None:
    assert decode(encode(asked).encode(), Question) == asked


@given(any_value(Kind))
def test_every_kind_comes_back_alone(kind: Kind) -> None:
    assert decode(encode(kind), Kind) == kind


def test_two_kinds_of_one_shape_are_told_apart() -> None:
    assert encode(Passed()) == '["Passed",{}]'
    assert decode('["Wrote",{"text":"Rapallo"}]', Given) == Wrote("Rapallo")


def test_plain_data_has_no_name() -> None:
    assert encode((("a", 1),)) == '[["a",1]]'
    assert decode('[["a",1]]', tuple[tuple[str, int], ...]) == (("a", 1),)


@dataclass(frozen=True, slots=True)
class Grown:
    old: int
    new: str = "as before"


def test_a_field_added_later_has_its_default() -> None:
    assert decode('["Grown",{"old":1}]', Grown) == Grown(1)
    without = encode(question()).replace(',"hint":""', "").replace(',"retired":false', "")
    assert "hint" not in without
    assert decode(without, Question) == question()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        '["Wrote"]',
        '["Wrote",{}]',
        '["Wrote",{"text":1}]',
        '["Marked",{}]',
        '["Wrote",{"text":"a"},1]',
        '["os.system",{"text":"a"}]',
        "null",
        "\x00",
    ],
)
def test_what_does_not_fit_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        decode(text, Given)


@given(st.text())
def test_no_text_does_worse_than_be_refused(text: str) -> None:
    try:
        decode(text, Question)
    except ValueError:
        return
    raise AssertionError
