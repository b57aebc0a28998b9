"""Open Trivia DB: every encoding of the API, and back again."""

import json
from base64 import b64encode
from collections.abc import Mapping
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given, settings

from bot.domain.question import Choice, Deck, KindName, Option, Recall, TrueFalse
from content.formats import opentdb, read, write
from content.making import question as made
from content.source import Source
from tests.content import anything
from tests.content.formats import kinds

ITEM = {
    "type": "multiple",
    "difficulty": "hard",
    "category": "Food & Drink",
    "question": 'Which tea is "the champagne of teas"?',
    "correct_answer": "Darjeeling",
    "incorrect_answers": ["Assam", "100% Ceylon", "Lapsang*Souchong"],
}
CLAIM = {
    "type": "boolean",
    "difficulty": "easy",
    "category": "Food & Drink",
    "question": "Tea grows on trees.",
    "correct_answer": "False",
    "incorrect_answers": ["True"],
}


def source_of(*items: object, code: int = 0) -> Source:
    return Source("trivia.json", json.dumps({"response_code": code, "results": items}).encode())


def coded(
    item: Mapping[str, object], how: object, *, everything: bool = False
) -> dict[str, object]:
    def one(name: str, value: object) -> object:
        if isinstance(value, list):
            return [one(name, each) for each in value]
        assert callable(how)
        return how(value) if everything or name not in ("type", "difficulty") else value

    return {name: one(name, value) for name, value in item.items()}


def entities(text: str) -> str:
    return text.replace("&", "&amp;").replace('"', "&quot;").replace("é", "&eacute;")


@pytest.mark.parametrize(
    "items",
    [
        [coded(each, entities) for each in (ITEM, CLAIM)],
        [coded(each, quote) for each in (ITEM, CLAIM)],
        [coded(each, quote_plus) for each in (ITEM, CLAIM)],
        [
            coded(each, lambda text: b64encode(text.encode()).decode(), everything=True)
            for each in (ITEM, CLAIM)
        ],
    ],
    ids=["html", "url3986", "urlLegacy", "base64"],
)
def test_every_encoding_reads_the_same(items: list[object]) -> None:
    source = source_of(*items)
    assert opentdb.sniff(source)
    first, second = read(source, "opentdb").questions
    wrong = ("Assam", "100% Ceylon", r"Lapsang\*Souchong")
    options = (Option("Darjeeling", correct=True), *(Option(text, correct=False) for text in wrong))
    asked = made('Which tea is "the champagne of teas"?', Choice(options), difficulty=3)
    assert (first.question, first.theme_title) == (asked, "Food & Drink")
    assert second.question == made("Tea grows on trees.", TrueFalse(truth=False), difficulty=1)


@settings(max_examples=60)
@given(kinds.decks([KindName.CHOICE, KindName.TRUEFALSE, KindName.RECALL]))
def test_what_goes_out_comes_in_again(deck: Deck) -> None:
    written = write(deck, "opentdb")
    stay = kinds.left_out(written.losses)
    held = [each for each in deck.questions if each.id not in stay]
    again = kinds.read_back(read(Source("a", written.data), "opentdb")) if held else []
    assert [each.stem for each in again] == [each.stem for each in held]
    for each in deck.questions:
        several = isinstance(each.kind, Choice) and each.kind.several
        assert (each.id in stay) >= (several or isinstance(each.kind, Recall))


@settings(max_examples=60)
@given(kinds.decks([KindName.CHOICE, KindName.TRUEFALSE]))
def test_a_second_trip_changes_nothing(deck: Deck) -> None:
    first = write(deck, "opentdb")
    if len(kinds.left_out(first.losses)) < len(deck.questions):
        questions = kinds.read_back(read(Source("a", first.data), "opentdb"))
        second = write(kinds.deck_of(questions), "opentdb")
        assert [loss.question for loss in second.losses] == ["", ""]  # ids and title
        assert kinds.read_back(read(Source("a", second.data), "opentdb")) == questions


@settings(max_examples=30)
@given(anything.decks)
def test_any_deck_can_be_written(deck: Deck) -> None:
    write(deck, "opentdb")


def test_a_per_cent_sign_is_no_code() -> None:
    options = (Option("%41", correct=True), Option("%42", correct=False))
    written = write(kinds.deck_of([made("%43?", Choice(options))]), "opentdb")
    assert kinds.left_out(written.losses) == set()
    assert read(Source("a", written.data), "opentdb").questions[0].question.stem == "%43?"


@pytest.mark.parametrize(
    ("item", "why"),
    [
        ({"type": "essay"}, "neither multiple"),
        ({"difficulty": "fair"}, "no difficulty"),
        ({"question": ""}, "empty or longer"),
        ({"question": "x" * 20_001}, "empty or longer"),
        ({"incorrect_answers": ["Darjeeling"]}, "there twice"),
        ({"incorrect_answers": []}, "2 to 25"),
        ({"incorrect_answers": "Assam"}, "no question"),
        ({"type": "boolean"}, "neither True nor False"),
    ],
)
def test_a_broken_item_is_a_problem_in_its_place(item: dict[str, object], why: str) -> None:
    (problem,) = read(source_of(ITEM, ITEM | item, CLAIM), "opentdb").problems
    assert why in problem.sentence
    assert problem.line == 1
    assert problem.column > 100


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('{"response_code": 5, "results": []}', "short time"),
        ('{"response_code": 99, "results": []}', "did not say"),
        ('{"response_code": 0, "results": []}', "no questions"),
        ('{"response_code": 0, "results": ' + "[" * 50_000, "JSON|deep"),
        ('{"response_code": 0, "results": [' + "1," * 60_000 + "1]}", "more than"),
        ('{"response_code": 0, "results": 1}', "expected `array`"),
        ('{"response_code": 0, "results": ["\\ud800"', "JSON"),
    ],
)
def test_other_replies_end_in_a_sentence(text: str, why: str) -> None:
    (problem,) = read(Source("x.json", text.encode()), "opentdb").problems
    assert any(each in problem.sentence for each in why.split("|"))
