"""Aiken: letters, answers, and every mistake with its line."""

import pytest
from hypothesis import given, settings

from bot.domain.question import Choice, Deck, KindName, Option
from content import formats
from content.draft import Draft
from content.formats import aiken
from content.making import question
from content.source import Source
from tests.content.formats.kinds import deck_of, decks, left_out
from tests.content.formats.round_trip import keeps_its_word


def read(text: str) -> Draft:
    return formats.read(Source("tea.txt", text.encode()))


@settings(max_examples=30, deadline=None)
@given(decks([KindName.CHOICE]))
def test_what_aiken_holds_comes_back(deck: Deck) -> None:
    keeps_its_word(deck, aiken.write, aiken.read, with_ids=False)


def test_both_ways_to_letter_options() -> None:
    draft = read(
        "Which is green?\nA. Assam\nB. Sencha\nANSWER: B\n\nBlack?\r\nA) x\nB) y\nANSWER: A"
    )
    assert draft.format == "aiken"
    first, second = [found.question for found in draft.questions]
    assert first.kind == Choice((Option("Assam", False), Option("Sencha", True)))
    assert second.stem == "Black?"
    assert [found.line for found in draft.questions] == [1, 6]


def test_a_question_on_several_lines_and_an_initial_at_its_start() -> None:
    draft = read("C. Darwin sailed.\nOn what?\nA. A ship\n that leaks\nB. A raft\nANSWER: A\n")
    [found] = draft.questions
    assert found.question.stem == "C. Darwin sailed.\\\nOn what?"
    assert [warning.code for warning in draft.warnings] == ["JOINED"]


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("Q?\nA. x\nB. y\nANSWER: C\n", 4, "no option C"),
        ("Q?\nA. x\nB. y\nANSWER: the first\n", 4, "letter of the right option"),
        ("Q?\nA. x\nC. y\nANSWER: A\n", 4, "lettered A, C"),
        ("Q?\nA. x\nANSWER: A\n", 3, "this one has 1"),
        ("Q?\nA. x\nB. y\nANSWER: A\n\nQ2?\nA. x\nB. y\n", 6, "no ANSWER line"),
        ("ANSWER: A\n", 1, "no question above"),
    ],
)
def test_a_mistake_is_told_with_its_line(text: str, line: int, says: str) -> None:
    draft = formats.read(Source("tea.txt", text.encode()), "aiken")
    [problem] = draft.problems
    assert problem.line == line
    assert says in problem.sentence


def test_several_right_options_and_other_kinds_stay_behind() -> None:
    both = question("Which?", Choice((Option("x", True), Option("y", True)), several=True))
    fine = question("A. Is it?", Choice((Option("x", True), Option("y", False))))
    lettered = question("ANSWER: A", Choice((Option("x", True), Option("y", False))))
    written = aiken.write(deck_of([both, fine, lettered]))
    assert left_out(written.losses) == {"tea-1", "tea-3"}
    assert b"A. Is it?\nA. x\nB. y\nANSWER: A\n" in written.data
