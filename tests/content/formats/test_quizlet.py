"""Quizlet's lists: every pair of separators, definitions of several lines, and what is no list."""

import pytest
from hypothesis import given, settings

from bot.domain.question import Deck, KindName
from content import formats
from content.draft import Draft
from content.formats import quizlet
from content.source import Source
from tests.content.formats.kinds import decks
from tests.content.formats.round_trip import keeps_its_word


def read(text: str, form: str = "") -> Draft:
    return formats.read(Source("tea.txt", text.encode()), form)


@settings(max_examples=40, deadline=None)
@given(decks([KindName.RECALL]))
def test_what_quizlet_holds_comes_back(deck: Deck) -> None:
    assert keeps_its_word(deck, quizlet.write, quizlet.read, with_ids=False) == set()


@pytest.mark.parametrize(
    "text",
    [
        "samovar\tan urn\ngaiwan\ta lidded bowl\n",
        "samovar - an urn\ngaiwan - a lidded bowl",
        "samovar, an urn\n\ngaiwan, a lidded bowl",
        "samovar,an urn;gaiwan,a lidded bowl",
        "samovar\tan urn;gaiwan\ta lidded bowl;",
        "samovar : an urn\ngaiwan : a lidded bowl",
    ],
)
def test_separators_are_found_out(text: str) -> None:
    draft = read(text)
    assert draft.format == "quizlet"
    assert [(card.front, card.points[0].raw) for card in draft.cards] == [
        ("samovar", "an urn"),
        ("gaiwan", "a lidded bowl"),
    ]


def test_a_definition_may_have_several_lines() -> None:
    draft = read("samovar\tan urn\nwith a tap\n\ngaiwan\ta bowl\n")
    assert [card.points[0].raw for card in draft.cards] == ["an urn\nwith a tap", "a bowl"]
    assert [card.lines for card in draft.cards] == [(1, 2), (4, 4)]


@pytest.mark.parametrize(
    "text",
    [
        "He came, he saw.\nThen he left.\n",
        "Some prose about tea. It goes on, and on.\nIt ends here, at last.\n",
        "- Samovar, an urn\n- Gaiwan, a bowl\n",
        "Samovar\nGaiwan\nUrn\n",
    ],
)
def test_prose_is_no_list(text: str) -> None:
    assert quizlet.sniff(Source("tea.txt", text.encode())) == ""


def test_a_row_without_a_separator_is_a_problem_and_a_lone_term_a_warning() -> None:
    draft = read("samovar\tan urn\ngaiwan\nbowl\t\n", "quizlet")
    assert [problem.line for problem in draft.problems] == [2]
    assert [(warning.code, warning.line) for warning in draft.warnings] == [("EMPTY_BACK", 3)]
