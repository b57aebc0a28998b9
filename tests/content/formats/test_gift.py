"""GIFT: escapes, weights, feedback, numbers, gaps, categories, and every mistake with its place."""

import pytest
from hypothesis import given, settings

from bot.domain.question import (
    AnswerKind,
    Choice,
    Cloze,
    Deck,
    Key,
    Kind,
    KindName,
    Match,
    Number,
    Option,
    Pair,
    Recall,
    Rejected,
    TrueFalse,
    Typed,
)
from content import formats
from content.draft import Draft
from content.formats import gift
from content.formats.gift_blocks import escape, unescape
from content.making import question
from content.source import Source
from tests.content.anything import decks as any_decks
from tests.content.formats.kinds import TRAPS, deck_of, decks, left_out, raw
from tests.content.formats.round_trip import keeps_its_word

HELD = (
    KindName.CHOICE,
    KindName.TRUEFALSE,
    KindName.TYPED,
    KindName.NUMBER,
    KindName.MATCH,
    KindName.CLOZE,
    KindName.RECALL,
)


def read(text: str) -> Draft:
    return formats.read(Source("tea.gift", text.encode()), "gift")


def kind(text: str) -> Kind:
    draft = read(text)
    assert draft.problems == ()
    [found] = draft.questions
    return found.question.kind


@settings(max_examples=60, deadline=None)
@given(decks(HELD))
def test_what_gift_holds_comes_back(deck: Deck) -> None:
    keeps_its_word(deck, gift.write, gift.read)


@settings(max_examples=25, deadline=None)
@given(any_decks)
def test_no_field_of_any_question_is_lost_without_a_word(deck: Deck) -> None:
    keeps_its_word(deck, gift.write, gift.read)


@settings(deadline=None)
@given(raw)
def test_escapes_are_resolved_to_what_was_meant(text: str) -> None:
    assert unescape(escape(text)) == text
    assert "\n" not in escape(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("q{T}", TrueFalse(truth=True)),
        ("q{FALSE#It is not.}", TrueFalse(truth=False, correction="It is not.")),
        ("q{=Uva =Rize}", Typed(Key(accepted=("Uva", "Rize")))),
        (
            "q{=%100%Uva =%0%Rize#Near}",
            Typed(Key(accepted=("Uva",), rejected=(Rejected("Rize", "Near"),))),
        ),
        ("It grows in {=Uva}.", Cloze((Key(accepted=("Uva",)),))),
        ("q{#1822:5}", Number("1822", 1817, 1827)),
        ("q{#1..5}", Number("1 to 5", 1, 5)),
        ("q{#-2.5}", Number("-2.5", -2.5, -2.5)),
        ("q{#=47 =45..48}", Number("47", 45, 48)),
        ("q{#=3 =5}", Typed(Key(accepted=("3", "5"), kind=AnswerKind.NUMBER))),
        (
            "q{=a -> x\n=b -> y\n= -> z}",
            Match((Pair("a", "x"), Pair("b", "y")), ("z",)),
        ),
        (
            "q{=a#yes\n//no\n~b \\= \\~c#no\\: never}",
            Choice(
                (
                    Option("a", correct=True, note="yes"),
                    Option("b = \\~c", correct=False, note="no: never"),
                )
            ),
        ),
        (
            "q{~%50%a ~%50%b ~%-100%c}",
            Choice((Option("a", True), Option("b", True), Option("c", False)), several=True),
        ),
        ("[html]q{=<b>a</b> ~[plain]<i>}", Choice((Option("**a**", True), Option("<i>", False)))),
    ],
)
def test_every_kind_of_answer(text: str, expected: Kind) -> None:
    assert kind(text) == expected


def test_titles_comments_categories_and_general_feedback() -> None:
    draft = read(
        "// About tea\n$CATEGORY: $course$/top/Tea/Green leaves\n\n"
        "// [id:g-1] [tag:leaf] [tag:a \\] b]\n::First::[markdown]Which is *green*?{\n"
        "=Sencha\n~Assam\n####Only **one** is.\\nSo.}\n\n"
        "$CATEGORY: Tea/Cups\n\n::Second::Whose cup, {=mine ~yours}?\n"
    )
    first, second = draft.questions
    assert draft.title == "Tea"
    assert (first.theme_title, second.theme_title) == ("Green leaves", "Cups")
    assert (first.question.id, first.line) == ("g-1", 5)
    assert first.question.tags == ("leaf", "a ] b")
    assert first.question.stem == "Which is *green*?"
    assert first.question.explanation == "Only **one** is.\nSo."
    assert second.question.id == "Second"
    assert second.question.stem == "Whose cup, ____?"
    assert [dropped.line for dropped in draft.dropped] == [1, 2, 4, 10]


def test_what_is_no_question_of_ours_is_dropped_with_a_reason() -> None:
    draft = read("Read this first.\n\nDiscuss.{}\n\nq{=a -> x =b -> x}\n\nq{>ALL\na\nb}\n\nr{T}\n")
    assert draft.problems == ()
    assert [dropped.line for dropped in draft.dropped] == [1, 3, 5, 7, 8, 9]
    assert len(draft.questions) == 1


def test_an_essay_with_general_feedback_is_a_flashcard_and_says_so() -> None:
    draft = read("Why?{####Because.}")
    assert draft.questions[0].question.kind == Recall("Because.")
    assert [warning.code for warning in draft.warnings] == ["ESSAY"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("q{=a ~%50%b ~c}", "PARTIAL_CREDIT"),
        ("q{~%70%a ~%30%b ~c}", "PARTIAL_CREDIT"),
        ("q{=a =%50%b}", "PARTIAL_CREDIT"),
        ("q{#=5:0 =%50%5:2}", "PARTIAL_CREDIT"),
        ("q{=*tea*}", "WILDCARD"),
        ("q{=tea =%0%*#No}", "WILDCARD"),
        ("q{=a =b ~c}", "SEVERAL_RIGHT"),
        ("q{T#No#Yes####Both}", "FEEDBACK"),
        ("[html]q<img src='@@PLUGINFILE@@/a.png'>{T}", "PICTURE"),
        ("q{=a\n\n~b}", "BLANK_LINE"),
    ],
)
def test_what_our_kinds_cannot_hold_is_a_warning(text: str, code: str) -> None:
    draft = read(text)
    assert draft.problems == ()
    assert [warning.code for warning in draft.warnings] == [code]


@pytest.mark.parametrize(
    ("text", "line", "column", "says"),
    [
        ("ok{T}\n\nq{=a", 3, 2, "never closes"),
        ("q}", 1, 2, "never opened"),
        ("q{=a}\nr{=b}", 2, 2, "blank line missing"),
        ("q{~a ~b}", 1, 3, "No answer is right"),
        ("q{~a}", 1, 3, "this one has one"),
        ("q{#many}", 1, 4, "not a number"),
        ("q{#5..1}", 1, 4, "above its upper end"),
        ("q{=a -> }", 1, 4, "no right side"),
        ("{=a}", 1, 1, "no question before"),
    ],
)
def test_a_mistake_is_told_with_line_and_column(
    text: str, line: int, column: int, says: str
) -> None:
    [problem] = read(text).problems
    assert (problem.line, problem.column) == (line, column)
    assert says in problem.sentence


@pytest.mark.parametrize("trap", TRAPS)
def test_signs_of_its_own_in_a_text_are_escaped_and_nothing_is_left_out(trap: str) -> None:
    other = Option(f"not {trap}", correct=False, note=trap)
    asked = [
        question(trap, Choice((Option(trap, correct=True, note=trap), other))),
        question(trap, TrueFalse(truth=False, correction=trap), explanation=trap),
        question(trap, Number("3", 2, 4)),
        question(trap, Recall(trap)),
    ]
    assert keeps_its_word(deck_of(asked), gift.write, gift.read) == set()


def test_colons_are_escaped_for_moodle() -> None:
    assert b"a \\: b" in gift.write(deck_of([question("a : b", TrueFalse(truth=True))])).data


def test_hostile_html_is_inert() -> None:
    draft = read("[html]<script>alert(1)</script><b onclick=x>Tea</b>?{T}")
    assert draft.questions[0].question.stem == "**Tea**?"
    assert [warning.detail for warning in draft.warnings] == ["left out: script"]


def test_dates_orders_and_two_gaps_stay_behind_with_a_sentence() -> None:
    two = question("____ and ____", Cloze((Key(accepted=("a",)), Key(accepted=("b",)))))
    starred = question("Which?", Typed(Key(accepted=("*", "a*b"))))
    written = gift.write(deck_of([two, starred]))
    assert left_out(written.losses) == {"tea-1"}
    keeps_its_word(deck_of([starred]), gift.write, gift.read)


@pytest.mark.parametrize(
    "text",
    ["", "{}", "int f() { return 1; }", '{"a": [1]}', "a {{c1::b}} c", "$x = {a}", "{% if %}"],
)
def test_other_braces_are_no_gift(text: str) -> None:
    assert gift.sniff(Source("a.txt", text.encode())) == ""
