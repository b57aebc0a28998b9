"""One ``mark`` for every kind of question."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.ids import DeckId, QuestionId
from bot.domain.marking import mark
from bot.domain.question import (
    AnswerKind,
    Because,
    Choice,
    Chosen,
    Cloze,
    Cue,
    Date,
    Filled,
    Given,
    Grade,
    Graded,
    Key,
    Kind,
    Listed,
    Mark,
    Match,
    Matched,
    Number,
    Option,
    Order,
    Ordered,
    Pair,
    Passed,
    Point,
    Points,
    Precision,
    Question,
    Recall,
    Skill,
    TrueFalse,
    Typed,
    Wrote,
)

KINDS: dict[str, Kind] = {
    "choice": Choice(
        (Option("Rapallo", correct=True), Option("Locarno", correct=False, note="1925."))
    ),
    "several": Choice(tuple(Option(name, correct=name < "c") for name in "abcd"), several=True),
    "truefalse": TrueFalse(truth=False, correction="It was Germany."),
    "typed": Typed(Key(accepted=("Litvinov",))),
    "number": Number("47", 45, 49),
    "date": Date("1939-08-23", Precision.DAY),
    "order": Order(("one", "two", "three", "four")),
    "match": Match((Pair("a", "1"), Pair("b", "2"), Pair("c", "3")), extras=("4",)),
    "cloze": Cloze((Key(accepted=("Molotov",)), Key(accepted=("1939",), kind=AnswerKind.YEAR))),
    "points": Points(1, (Point("He wanted time", (Cue(any_of=("time",)),)),)),
    "recall": Recall("the back"),
}


def _question(kind: Kind) -> Question:
    return Question(
        id=QuestionId("t-1"),
        deck=DeckId("t"),
        theme="t",
        skill=Skill.RECALL,
        difficulty=1,
        stem="Fill this in: ____ and ____.",
        kind=kind,
        explanation="Because.",
    )


@pytest.mark.parametrize(
    ("name", "answer", "mark_", "because", "credit"),
    [
        ("choice", Chosen((0,)), Mark.RIGHT, Because.EXACT, 1.0),
        ("choice", Chosen((1,)), Mark.WRONG, Because.CHOICE, 0.0),
        ("several", Chosen((1, 0)), Mark.RIGHT, Because.ALL_PARTS, 1.0),
        ("several", Chosen((0,)), Mark.PARTLY, Because.SOME_PARTS, 0.5),
        ("several", Chosen((0, 1, 2)), Mark.PARTLY, Because.SOME_PARTS, 0.5),
        ("several", Chosen((0, 2)), Mark.WRONG, Because.NO_PARTS, 0.0),
        ("several", Chosen(()), Mark.WRONG, Because.EMPTY, 0.0),
        ("truefalse", Chosen((1,)), Mark.RIGHT, Because.EXACT, 1.0),
        ("truefalse", Chosen((0,)), Mark.WRONG, Because.CHOICE, 0.0),
        ("typed", Wrote("litvinof"), Mark.RIGHT, Because.SLIP, 1.0),
        ("number", Wrote("forty-six"), Mark.RIGHT, Because.IN_RANGE, 1.0),
        ("date", Wrote("August 1939"), Mark.CLOSE, Because.FULL_DATE, 0.0),
        ("order", Ordered((0, 1, 2, 3)), Mark.RIGHT, Because.ALL_PARTS, 1.0),
        ("order", Ordered((2, 3, 0, 1)), Mark.PARTLY, Because.SOME_PARTS, 2 / 3),
        ("order", Ordered((3, 2, 1, 0)), Mark.WRONG, Because.NO_PARTS, 0.0),
        ("match", Matched((0, 1, 2)), Mark.RIGHT, Because.ALL_PARTS, 1.0),
        ("match", Matched((0, 3, -1)), Mark.PARTLY, Because.SOME_PARTS, 1 / 3),
        ("match", Matched((-1, -1, -1)), Mark.WRONG, Because.EMPTY, 0.0),
        ("cloze", Filled(("molotov", "1939")), Mark.RIGHT, Because.ALL_PARTS, 1.0),
        ("cloze", Filled(("molotov", "")), Mark.PARTLY, Because.SOME_PARTS, 0.5),
        ("cloze", Filled(("", " ")), Mark.WRONG, Because.EMPTY, 0.0),
        ("points", Listed("to win time"), Mark.RIGHT, Because.ALL_PARTS, 1.0),
        ("points", Listed("", (0,)), Mark.RIGHT, Because.ALL_PARTS, 1.0),
        ("recall", Graded(Grade.HARD), Mark.RIGHT, Because.SELF, 1.0),
        ("recall", Graded(Grade.AGAIN), Mark.WRONG, Because.SELF, 0.0),
    ],
)
def test_marks(name: str, answer: Given, mark_: Mark, because: Because, credit: float) -> None:
    verdict = mark(_question(KINDS[name]), answer)
    assert (verdict.mark, verdict.reason.because) == (mark_, because)
    assert verdict.credit == pytest.approx(credit)


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("choice", Chosen((2,))),
        ("choice", Chosen((-1,))),
        ("choice", Chosen((0, 1))),
        ("choice", Chosen(())),
        ("several", Chosen((0, 0))),
        ("truefalse", Chosen((2,))),
        ("order", Ordered((0, 1, 2))),
        ("order", Ordered((0, 1, 2, 2))),
        ("match", Matched((0, 1))),
        ("match", Matched((0, 1, 4))),
        ("match", Matched((0, 1, -2))),
        ("cloze", Filled(("one",))),
        ("points", Listed("time", (1,))),
        ("typed", Chosen((0,))),
        ("choice", Wrote("Rapallo")),
        ("recall", Wrote("x")),
    ],
)
def test_what_does_not_fit_is_unfit(name: str, answer: Given) -> None:
    verdict = mark(_question(KINDS[name]), answer)
    assert (verdict.mark, verdict.reason.because) == (Mark.WRONG, Because.UNFIT)


@pytest.mark.parametrize("name", KINDS)
def test_passing_is_wrong_and_nothing_worse(name: str) -> None:
    verdict = mark(_question(KINDS[name]), Passed())
    assert (verdict.mark, verdict.reason.because) == (Mark.WRONG, Because.EMPTY)


def test_every_part_has_its_mark() -> None:
    assert mark(_question(KINDS["order"]), Ordered((2, 3, 0, 1))).parts == (
        Mark.RIGHT,
        Mark.WRONG,
        Mark.RIGHT,
    )
    assert mark(_question(KINDS["match"]), Matched((0, 2, 1))).parts == (
        Mark.RIGHT,
        Mark.WRONG,
        Mark.WRONG,
    )


def test_a_gap_is_asked_about_only_when_the_others_are_right() -> None:
    vague = Cloze((Key(accepted=("Molotov",)), Key(accepted=("23 August 1939",), kind=_DATE)))
    question = replace(_question(vague), stem="____ signed it on ____.")
    asked = mark(question, Filled(("Molotov", "August 1939")))
    assert (asked.mark, asked.parts) == (Mark.CLOSE, (Mark.RIGHT, Mark.CLOSE))
    assert mark(question, Filled(("Beria", "August 1939"))).mark is Mark.WRONG


_DATE = AnswerKind.DATE


def test_the_note_of_a_wrong_option_is_told() -> None:
    assert mark(_question(KINDS["choice"]), Chosen((1,))).reason.about == ("1925.",)
    assert mark(_question(KINDS["truefalse"]), Chosen((0,))).reason.about == ("It was Germany.",)


indices = st.lists(st.integers(-2, 5), max_size=5).map(tuple)
givens = st.one_of(
    st.builds(Chosen, indices),
    st.builds(Ordered, indices),
    st.builds(Matched, indices),
    st.builds(Wrote, st.text(max_size=40)),
    st.builds(Filled, st.lists(st.text(max_size=20), max_size=3).map(tuple)),
    st.builds(Listed, st.text(max_size=60), indices),
    st.builds(Graded, st.sampled_from(Grade)),
)


@given(st.sampled_from(sorted(KINDS)), givens)
def test_any_given_gets_a_verdict_with_fitting_credit(name: str, answer: Given) -> None:
    verdict = mark(_question(KINDS[name]), answer)
    assert 0.0 <= verdict.credit <= 1.0
    assert (verdict.credit == 1.0) == (verdict.mark is Mark.RIGHT)
    assert (0.0 < verdict.credit < 1.0) == (verdict.mark is Mark.PARTLY)
