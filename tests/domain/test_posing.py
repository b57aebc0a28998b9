"""How a question is shown: shuffled fairly, the same each time, and without its key."""

from collections import Counter

import pytest

from bot.domain.posing import hint_for, in_words, options_of, pose, solve
from bot.domain.question import Chosen, Matched, Question
from tests import decks


@pytest.mark.parametrize("question", decks.EVERY_KIND, ids=lambda question: question.id)
def test_the_same_seed_shows_the_same(question: Question) -> None:
    assert pose(question, 7, "Deck", "Theme") == pose(question, 7, "Deck", "Theme")
    assert solve(question).lines or question is decks.TRUEFALSE


def test_each_position_holds_the_key_about_equally_often() -> None:
    places = Counter(
        [shown.index for shown in options_of(decks.CHOICE, seed)[0]].index(0)
        for seed in range(1000)
    )
    assert all(200 <= count <= 300 for count in places.values())


def test_an_order_is_never_shown_solved() -> None:
    for seed in range(300):
        assert [shown.index for shown in options_of(decks.ORDER, seed)[0]] != [0, 1, 2, 3]


def test_indices_stay_those_of_the_stored_order() -> None:
    for shown in options_of(decks.CHOICE, 3)[0]:
        assert decks.CHOICE.kind.options[shown.index].text == shown.text  # type: ignore[union-attr]


def test_words_of_an_answer() -> None:
    assert in_words(decks.CHOICE, Chosen((0,))) == ("Treaty of Rapallo",)
    assert in_words(decks.TRUEFALSE, Chosen((1,))) == ("false",)
    assert in_words(decks.MATCH, Matched((1, -1)))[1] == "Ribbentrop — …"


def test_a_hint_is_the_authors_or_first_letters_never_digits() -> None:
    assert hint_for(decks.CHOICE) == "A town in Italy."
    assert hint_for(decks.TYPED) == "M······"
    assert hint_for(decks.NUMBER) == ""
