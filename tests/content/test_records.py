"""Records of questions: what is built of a record is the question it was made of."""

import json
from pathlib import Path

import msgspec
from hypothesis import given

from bot.domain.question import Choice, Cue, KindName, Option, Point, Points, Question
from content import schema
from content.build import build
from content.decode import decode
from content.making import question as made
from content.page import Page
from content.records import as_plain, record_of
from tests.content.anything import questions
from tests.content.authoring import question, small_bank


@given(questions())
def test_a_record_builds_the_very_question(asked: Question) -> None:
    page = Page("any.toml")
    again = build(page, "question[0]", record_of(asked), asked.theme, asked.deck)
    assert page.mistakes == []
    assert again == asked


@given(questions())
def test_plain_values_survive_json_and_decoding(asked: Question) -> None:
    plain = as_plain(asked)
    plain.pop("theme", None)
    page = Page("any.toml")
    shape = schema.SHAPES[KindName(asked.kind_name)]
    record = decode(page, "", json.loads(json.dumps(plain)), shape)
    assert page.mistakes == []
    assert record == record_of(asked)
    assert msgspec.json.decode(msgspec.json.encode(plain), type=shape) == record


def test_defaults_are_left_out_of_plain_values() -> None:
    choice = Choice((Option("Tea", correct=True), Option("Mud", correct=False, note="No.")))
    assert as_plain(made("What is drunk?", choice)) == {
        "id": "",
        "kind": "choice",
        "skill": "recall",
        "difficulty": 2,
        "stem": "What is drunk?",
        "right": "Tea",
        "wrong": [["Mud", "No."]],
    }


def test_a_right_option_in_the_middle_keeps_its_place_and_note() -> None:
    options = (Option("a", correct=False), Option("b", correct=True, note="Yes."))
    plain = as_plain(made("Which?", Choice((*options, Option("c", correct=True)), several=True)))
    assert plain["right"] == ["b", "c"]
    assert plain["notes"] == ["Yes.", ""]
    assert plain["places"] == [1, 2]
    assert "several" not in plain


def test_several_may_be_ticked_though_one_is_right() -> None:
    options = (Option("a", correct=True), Option("b", correct=False))
    asked = made("Which?", Choice(options, several=True))
    assert as_plain(asked)["several"] is True
    assert build(Page("any.toml"), "", record_of(asked), "", asked.deck) == asked


def test_cues_without_conditions_are_plain_texts() -> None:
    cues = (Cue(("cheap", "cost")), Cue(("price",), none_of=("priceless",)))
    plain = as_plain(made("Why?", Points(1, (Point("It is cheap", cues),))))
    assert plain["point"] == [
        {
            "text": "It is cheap",
            "cues": ["cheap", "cost", {"any": ["price"], "none": ["priceless"]}],
        }
    ]


def test_a_question_of_a_bank_may_name_its_own_sources(tmp_path: Path) -> None:
    own = question("recall").replace(
        'facts = ["TEA-01"]', 'facts = []\nsources = ["A tin, its lid"]'
    )
    (found,) = small_bank(tmp_path, own).load().decks[0].questions
    assert found.sources == ("A tin, its lid",)
