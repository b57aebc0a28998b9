"""Moodle XML out and in again, and files of people who mean harm."""

import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.question import (
    Cloze,
    Deck,
    Key,
    KindName,
    Picture,
    Recall,
    Rejected,
    Typed,
)
from content.draft import Media
from content.formats import moodle, read, write
from content.making import question as made
from content.source import Source
from tests.content import anything
from tests.content.formats import kinds
from tests.content.formats.test_moodle import KINDS, PNG, answer, item, quiz

HELD = [kind for kind in kinds.KINDS if kind is not KindName.DATE]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (item("multichoice", answer("a"), answer("b")), "No option is right"),
        (item("multichoice", answer("a", "100")), "2 to 25"),
        (item("multichoice", answer("", "100"), answer("b")), "no text"),
        (item("multichoice", answer("a", "100"), answer("A")), "twice"),
        (item("multichoice", answer("a", "lots"), answer("b")), "no number"),
        (item("truefalse", answer("maybe", "100")), "true or false"),
        (item("shortanswer", answer("a")), "No answer is right"),
        (item("numerical", answer("ninety", "100")), "no number"),
        (item("numerical", answer("1")), "No number is right"),
        (item("matching"), "nothing to match"),
        (item("cloze", text="No gaps"), "cannot be told apart"),
        (item("cloze", text="____ {1:SA:=x}"), "cannot be told apart"),
        (item("cloze", text="{1:SA:x}"), "no right answer"),
        (item("cloze", text="{1:TEA:=x}"), "type TEA"),
        (item("gapselect", text="[[1]]"), "no option"),
        (item("gapselect", text="no"), "no gaps"),
        (item("ordering", answer("a")), "3 to 8"),
        (item("truefalse", answer("true", "100"), text=" "), "no text"),
        (item("truefalse", answer("true", "100"), text="x" * 20_001), "longer"),
    ],
)
def test_what_is_wrong_is_a_problem_in_its_place(text: str, why: str) -> None:
    good = item("truefalse", answer("true", "100"))
    (problem,) = read(quiz(good, text), "moodle").problems
    assert why in problem.sentence
    assert (problem.line, problem.column) == (8, 1)


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (f'<!DOCTYPE x [<!ENTITY l0 "lol">{LAUGHS}]><quiz>&l9;</quiz>', "document type"),
        ('<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><quiz>&e;</quiz>', "document type"),
        ('<!DOCTYPE quiz SYSTEM "http://example.org/x.dtd"><quiz/>', "document type"),
        ("<quiz>&nbsp;</quiz>", "undefined entity"),
        ("<quiz><question></quiz>", "mismatched"),
        ("<quiz>", "no element found"),
        ("<quiz>" + "<a>" * 50_000, "deep"),
        pytest.param("<quiz>" + "<a/>" * 1_600_000, "too many", marks=pytest.mark.slow),
        ("<quiz>\x01</quiz>", "not well-formed"),
        ("<quiz></quiz>", "no questions"),
        ("<other><quiz/></other>", "no Moodle quiz"),
        ("", "empty"),
    ],
)
def test_hostile_xml_ends_in_a_sentence(text: str, why: str) -> None:
    source = Source("x.xml", text.encode())
    began = time.process_time()
    (problem,) = read(source, "moodle").problems
    assert why in problem.sentence
    assert time.process_time() - began < 30
    assert bool(moodle.sniff(source)) == bool(text)


@settings(max_examples=80)
@given(kinds.decks())
def test_what_goes_out_comes_in_again(deck: Deck) -> None:
    written = write(deck, "moodle")
    stay = kinds.left_out(written.losses)
    held = [each for each in deck.questions if each.id not in stay]
    source = Source("a", written.data)
    assert moodle.sniff(source)
    again = kinds.read_back(read(source, "moodle")) if held else []
    told = {loss.question for loss in written.losses}
    for old, new in zip(held, again, strict=True):
        assert old.id in told or kinds.bare(old) == new
    dates = {each.id for each in deck.questions if each.kind_name is KindName.DATE}
    assert stay >= dates


@settings(max_examples=60)
@given(kinds.decks(HELD))
def test_a_second_trip_changes_nothing(deck: Deck) -> None:
    first = write(deck, "moodle")
    if len(kinds.left_out(first.losses)) < len(deck.questions):
        draft = read(Source("a", first.data), "moodle")
        questions = kinds.read_back(draft)
        second = write(kinds.deck_of(questions, draft.title), "moodle")
        assert second.losses == ()
        again = kinds.read_back(read(Source("a", second.data), "moodle"))
        assert [
            replace(each, id=old.id) for each, old in zip(again, questions, strict=True)
        ] == questions


@settings(max_examples=30)
@given(anything.decks)
def test_any_deck_can_be_written(deck: Deck) -> None:
    write(deck, "moodle")


def test_marks_of_moodle_go_out_as_they_are() -> None:
    typed = Typed(Key(accepted=("5*3", "a~b#c"), rejected=(Rejected("*", "No."),)))
    gap = Cloze((Key(accepted=("5*3", "a~b#c}"), rejected=(Rejected("=%50%/", "N/A #1"),)),))
    asked = [made("5\\*3 {1:SA:=x}?", typed), made("{b} ____ {1:SA:=x}", gap)]
    written = write(kinds.deck_of(asked), "moodle")
    assert written.losses == ()
    again = kinds.read_back(read(Source("a", written.data), "moodle"))
    assert [each.kind for each in again] == [typed, gap]


def test_pictures_go_out_and_come_in_again() -> None:
    asked = replace(made("Whose?", Recall("Mine")), picture=Picture("cup.png", 'A "cup"'))
    written = write(kinds.deck_of([asked]), "moodle", (Media("cup.png", PNG),))
    assert written.losses == ()
    draft = read(Source("a", written.data), "moodle")
    assert draft.media == (Media("cup.png", PNG),)
    assert draft.questions[0].question.picture == asked.picture


@given(st.data())
def test_broken_files_never_raise(data: st.DataObject) -> None:
    whole = bytearray(quiz(*(text for text, _, _ in KINDS)).data)
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    source = Source("x", bytes(whole))
    assert read(source, "moodle") == read(source, "moodle")
