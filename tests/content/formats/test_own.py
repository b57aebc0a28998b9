"""Studyhall's own JSON and TOML: nothing is lost, and mistakes have their place."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.ids import DeckId, QuestionId
from bot.domain.question import Deck, Picture, Recall
from content.draft import Draft, Media
from content.formats import own_json, own_toml, read, write
from content.making import question as made
from content.source import Source
from tests.content.anything import decks

PNG = b"\x89PNG\r\n\x1a\n" + b"tea"
BOTH = pytest.mark.parametrize("name", ["json", "toml"])
QUESTION = """\
[[question]]
id = "tea-1"
kind = "recall"
skill = "recall"
difficulty = 1
stem = "What grows in Assam?"
back = "Tea"
"""


def deck_of(draft: Draft) -> Deck:
    """Return the deck that a draft was made of."""
    questions = tuple(replace(each.question, deck=DeckId("tea")) for each in draft.questions)
    whole = (DeckId(draft.deck_id), draft.title, draft.description, draft.themes, questions)
    return Deck(*whole, draft.licence)


def one(*pictures: str) -> Deck:
    back = Recall("Tea")
    questions = [replace(made("What grows in Assam?", back), id=QuestionId("tea-1"))]
    questions += [
        replace(made(f"{name}?", back), id=QuestionId(f"tea-{n}"), picture=Picture(name, "A cup"))
        for n, name in enumerate(pictures, 2)
    ]
    return Deck(DeckId("tea"), "Tea", "", (), tuple(questions))


@BOTH
@settings(max_examples=60)
@given(deck=decks.filter(lambda deck: deck.questions))
def test_reading_back_what_was_written_is_the_deck(name: str, deck: Deck) -> None:
    written = write(deck, name)
    source = Source(f"deck{written.suffix}", written.data)
    assert {"json": own_json, "toml": own_toml}[name].sniff(source)
    draft = read(source, name)
    assert draft.problems == ()
    assert deck_of(draft) == deck
    assert read(source, name) == draft


def test_json_holds_pictures() -> None:
    deck = one("cup.png")
    written = write(deck, "json", (Media("cup.png", PNG),))
    assert written.losses == ()
    assert read(Source("x", written.data), "json").media == (Media("cup.png", PNG),)


def test_a_picture_that_is_not_at_hand_is_a_loss() -> None:
    assert [loss.question for loss in write(one("cup.png"), "json").losses] == ["tea-2"]


def test_toml_says_that_pictures_stay_behind() -> None:
    written = write(one("cup.png"), "toml", (Media("cup.png", PNG),))
    assert "cup.png" in written.losses[0].sentence


@pytest.mark.parametrize(
    ("file", "data", "why"),
    [
        ("cup.png", "AAAA", "no PNG"),
        ("cup.png", "!!", "not base64"),
        ("../cup.png", "iVBORw0KGgo=", "plain name"),
        ("cup.svg", "PHN2ZyBvbmxvYWQ9IngoKSIvPg==", "script"),
        ("cup.png", "A" * (6 << 20), "too large"),
    ],
)
def test_pictures_are_checked(file: str, data: str, why: str) -> None:
    text = write(one(), "json").data.decode()
    text = text.replace('"pictures": []', f'"pictures": [{{"file": "{file}", "data": "{data}"}}]')
    (problem,) = read(Source("x.json", text.encode()), "json").problems
    assert why in problem.sentence


def test_toml_problems_have_line_and_column() -> None:
    text = 'title = "Tea"\ntitel = "Tea"\n\n' + QUESTION + QUESTION.replace("difficulty = 1\n", "")
    problems = read(Source("tea.toml", text.encode()), "toml").problems
    assert [(each.line, each.sentence) for each in problems] == [
        (2, "unknown key `titel`; did you mean `title`?"),
        (11, "the key `difficulty` is missing"),
    ]
    broken = read(Source("tea.toml", (QUESTION + "x = = 1\n").encode()), "toml").problems
    assert [(each.line, each.column) for each in broken] == [(8, 5)]


def test_the_same_id_twice_is_a_problem() -> None:
    (problem,) = read(Source("tea.toml", (QUESTION * 2).encode()), "toml").problems
    assert (problem.line, problem.sentence) == (8, "the id `tea-1` is there already")
    text = write(one(), "json").data.decode()
    start, end = text.index('  {\n   "id"'), text.index('\n ],\n "pictures"')
    text = text[:end] + ",\n" + text[start:end] + text[end:]
    (problem,) = read(Source("x.json", text.encode()), "json").problems
    assert problem.sentence == "the id `tea-1` is there already"
    assert (problem.line, problem.column) == (17, 4)


def test_a_file_without_a_deck_has_the_name_of_the_file() -> None:
    draft = read(Source("tea.toml", QUESTION.encode()), "toml")
    assert (draft.title, draft.deck_id, draft.questions[0].line) == ("tea", "", 1)


def test_a_theme_that_the_deck_lacks_is_odd() -> None:
    text = 'themes = {cups = "Cups"}\n' + QUESTION + 'theme = "cubs"\n'
    (caution,) = read(Source("tea.toml", text.encode()), "toml").warnings
    assert (caution.code, caution.line) == ("UNKNOWN_THEME", 2)


@pytest.mark.parametrize(
    "text",
    [
        '{"studyhall": 1, "deck": ' + "[" * 100_000,
        '{"studyhall": 1, "deck": {}, "questions": [' + "[" * 100_000 + "]" * 100_000 + "]}",
        '{"studyhall": 1, "deck": {}, "questions": [' + "1," * 3_000_000 + "1]}",
        '{"studyhall": 1, "deck": {}, "questions": [' + "1," * 60_000 + "1]}",
        '{"studyhall": 2, "deck": {}, "questions": []}',
        '{"studyhall": 1, "deck": {}, "questions": {}}',
        '{"studyhall": 1, "deck": [], "questions": [[], {}, {"kind": []}, {"kind": "tea"}]}',
        '{"studyhall": 1, "deck": {"title": "' + "x" * 30_000 + '"}, "questions": []}',
        '{"studyhall": 1, "deck": {"title": "\\ud800"}, "questions": [}',
    ],
)
def test_hostile_json_ends_in_a_sentence(text: str) -> None:
    draft = read(Source("x.json", text.encode()), "json")
    assert draft.format == "json"
    assert draft.problems
    assert all(problem.sentence for problem in draft.problems)


@pytest.mark.parametrize(
    "text",
    [
        QUESTION + "x = " + "[" * 5_000,
        QUESTION.replace("Tea", "x" * 30_000),
        QUESTION + "x" * (7 << 20),
        "question = 1\n#" + QUESTION.replace("\n", "\n#") + "\n[[question]]\nkind = 'x'",
        "[[question]]\nkind = 'recall'\ntheme = 1",
    ],
)
def test_hostile_toml_ends_in_a_sentence(text: str) -> None:
    draft = read(Source("x.toml", text.encode()), "toml")
    assert draft.format == "toml"
    assert draft.problems


@BOTH
@given(data=st.data())
def test_broken_files_never_raise(name: str, data: st.DataObject) -> None:
    whole = bytearray(write(one("cup.png"), name, (Media("cup.png", PNG),)).data)
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    source = Source("x", bytes(whole))
    assert read(source, name) == read(source, name)
