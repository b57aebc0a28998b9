"""Red's trivia lists: texts stay texts, bombs stay small, and lists come back as they were."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.question import Deck, KindName, Question, Typed
from content.formats import read, red, write
from content.source import Source
from tests.content import anything
from tests.content.formats import kinds

LIST = """\
AUTHOR: Somebody
DESCRIPTION: >-
  Tea, and
  where it grows.
CONFIG:
  delay: 30
Does tea need rain?:
- yes
"In which year did tea reach Assam? #1":
- 1823
- 012
- 1e3
- 2020-01-01
- ~
How is it drunk?:
  - hot: or cold
"""
GOOD = LIST.replace("hot: or cold", "hot")


def accepted(question: Question) -> tuple[str, ...]:
    assert isinstance(question.kind, Typed)
    return question.kind.key.accepted


def test_scalars_are_the_text_that_was_typed() -> None:
    source = Source("tea.yaml", GOOD.encode())
    assert red.sniff(source)
    draft = read(source, "red")
    assert draft.problems == ()
    assert [(each.question.stem, accepted(each.question)) for each in draft.questions] == [
        ("Does tea need rain?", ("yes",)),
        ("In which year did tea reach Assam? #1", ("1823", "012", "1e3", "2020-01-01", "~")),
        ("How is it drunk?", ("hot",)),
    ]
    assert [each.line for each in draft.questions] == [7, 9, 15]
    assert draft.description == "Tea, and where it grows."
    assert [each.line for each in draft.dropped] == [1, 5, 6]


@pytest.mark.parametrize(
    ("text", "line", "column", "why"),
    [
        (LIST, 16, 5, "plain text"),
        (GOOD + "Does tea need rain?:\n- no\n", 17, 1, "line 7 already"),
        (GOOD + "Where?:\n", 17, 1, "no answers"),
        (GOOD + "Where?: []\n", 17, 1, "no answers"),
        (GOOD + "Where?:\n  a: b\n", 18, 3, "list with dashes"),
        (GOOD + "Where?:\n- ''\n", 18, 3, "empty"),
        (GOOD + "'':\n- x\n", 17, 1, "empty"),
        (GOOD + "Where?:\n- &a x\n", 18, 3, "Anchors"),
        (GOOD + "Where?:\n- *a\n", 18, 3, "Anchors"),
        (GOOD + "Where?:\n- [[x]]\n", 18, 3, "plain text"),
        (GOOD + "? [a]\n: - x\n", 17, 3, "plain text"),
        (GOOD + "Where?:\n- " + "[" * 60 + "\n", 18, 41, "deep"),
        (GOOD + "Where?:\n- 'x\n", 18, 3, "YAML"),
        (GOOD + "Where?:\n- " + "x" * 30_000 + "\n", 18, 3, "20,000"),
        (GOOD + "---\na: [b]\n", 18, 1, "several"),
        ("- a\n- b\n", 1, 0, "no mapping"),
        ("AUTHOR: me\n", 1, 0, "no questions"),
        ("a: [b]\nc: \x01\n", 0, 0, "does not allow"),
    ],
)
def test_problems_have_their_place(text: str, line: int, column: int, why: str) -> None:
    problem = read(Source("tea.yaml", text.encode()), "red").problems[0]
    assert why in problem.sentence
    assert (problem.line, problem.column) == (line, column)


def test_billion_laughs_are_not_heard() -> None:
    levels = "".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]\n" for n in range(1, 10))
    (problem,) = read(Source("x.yaml", ("l0: &l0 [lol]\n" + levels).encode()), "red").problems
    assert "Anchors" in problem.sentence


def test_remarks_are_dropped_with_a_reason() -> None:
    text = "# first\nWhere?:\n- >-\n  # no remark\n# second\n- Assam\n"
    draft = read(Source("x.yaml", text.encode()), "red")
    assert accepted(draft.questions[0].question) == ("# no remark", "Assam")
    assert [each.line for each in draft.dropped] == [1, 5]


def test_an_answer_without_a_dash_is_odd() -> None:
    draft = read(Source("x.yaml", b"Where?: Assam\nWhen?:\n- now\n"), "red")
    assert [caution.code for caution in draft.warnings] == ["NOT_A_LIST"]
    assert accepted(draft.questions[0].question) == ("Assam",)


@settings(max_examples=60)
@given(kinds.decks())
def test_what_goes_out_comes_in_again(deck: Deck) -> None:
    written = write(deck, "red")
    stay = kinds.left_out(written.losses)
    held = [kinds.bare(each, with_id=False) for each in deck.questions if each.id not in stay]
    again = kinds.read_back(read(Source("a", written.data), "red")) if held else []
    assert [each.stem for each in again] == [each.stem for each in held]
    assert list(map(accepted, again)) == list(map(accepted, held))
    other = {each.id for each in deck.questions if not isinstance(each.kind, Typed)}
    assert other <= stay


@settings(max_examples=60)
@given(kinds.decks([KindName.TYPED]))
def test_a_second_trip_changes_nothing(deck: Deck) -> None:
    first = write(deck, "red")
    if len(kinds.left_out(first.losses)) < len(deck.questions):
        questions = kinds.read_back(read(Source("a", first.data), "red"))
        second = write(kinds.deck_of(questions), "red")
        assert [loss.question for loss in second.losses] == ["", ""]  # ids and title
        assert kinds.read_back(read(Source("a", second.data), "red")) == questions


@settings(max_examples=30)
@given(anything.decks)
def test_any_deck_can_be_written(deck: Deck) -> None:
    write(deck, "red")


@given(st.text(GOOD + "&*[]{}'\"|>!%@`\t", max_size=80))
def test_no_text_makes_it_raise(text: str) -> None:
    source = Source("x.yaml", text.encode())
    assert read(source, "red") == read(source, "red")


@pytest.mark.parametrize(
    "text",
    [
        "front\tback\n",
        "Cards (3)\n• a\n  ◦ b\n",
        "What is tea?\n- a leaf\n- a drink\n",
        "Causes of the war:\n- tea\n- coffee\n",
        "# Title\n\nQ: What?\nA: That\n",
        "1. First\n   a. second\n",
        "What is tea?\nA. a leaf\nB. mud\nANSWER: A\n",
    ],
)
def test_other_notes_are_left_alone(text: str) -> None:
    assert red.sniff(Source("notes.txt", text.encode())) == ""
