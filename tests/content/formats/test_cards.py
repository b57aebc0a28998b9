"""Flashcards with bullets or in lists: fronts, backs, counts, and what is refused as unclear."""

import pytest

from content.draft import Draft, FrontKind, PointKind, Unreadable
from content.formats.cards import read, sniff
from tests.content.formats.fixture_pages import codes, page, pages, shape, text, vanished

REFUSED = ["cards/quizlet_lost", "cards/stripped"]
READ = [name for name in pages("cards") if name not in REFUSED]


def of(name: str) -> Draft:
    return read(page(f"cards/{name}"))


def test_fronts_and_backs_with_the_same_bullet_are_told_by_their_indent() -> None:
    draft = of("nested")
    assert (draft.title, draft.stated, len(draft.cards)) == ("tides & coasts", 8, 8)
    assert shape(draft)[3] == (
        "Longshore drift",
        [
            "swash carries pebbles up the beach at an angle – prevailing wind",
            "backwash carries them straight down",
            "EV: groynes at Hornsea hold back 2 m of sand",
        ],
    )
    assert [each.line for each in draft.dropped] == [1, 3]
    assert codes(draft) == [
        ("TRUNCATED", 19),
        ("EMPTY_BACK", 20),
        ("STATEMENT_FRONT", 20),
        ("MIXED_BACK", 21),
    ]


def test_a_paragraph_of_a_back_needs_no_bullet() -> None:
    neap = of("nested").cards[2]
    assert (neap.front, neap.points[0].kind) == ("Neap tides", PointKind.PARA)
    assert neap.points[0].raw.startswith("    sun and moon")


def test_what_is_cut_off_or_has_no_back_is_no_flashcard() -> None:
    cards = of("nested").cards
    assert [card.id for card in cards if not card.servable] == ["c-05", "c-06"]
    assert cards[5].front_kind is FrontKind.STATEMENT


@pytest.mark.parametrize("name", ["dashes_tabs", "other_signs"])
def test_other_signs_and_tabs_make_the_same_cards_at_three_levels(name: str) -> None:
    assert shape(of(name)) == [
        ("Carpals", ["eight of them", "in two rows"]),
        ("Metacarpals", ["five, one for each finger"]),
        ("Phalanges", ["fourteen", "-two in the thumb", "-three in each finger"]),
    ]
    assert codes(of(name)) == []


def test_one_space_is_an_indent_too() -> None:
    assert [len(card.points) for card in of("one_space").cards] == [2, 2, 2]


def test_lost_indents_are_refused_with_what_to_do() -> None:
    with pytest.raises(Unreadable) as refusal:
        of("stripped")
    assert "put “# ” before each" in refusal.value.problem.sentence
    assert refusal.value.problem.line == 5


def test_lost_indents_without_a_count_are_not_flashcards_at_all() -> None:
    assert sniff(text("Rivers\n• Source\n• a spring\n• Mouth\n• the sea\n")) == ""


def test_lost_indents_and_a_paragraph_are_refused_too() -> None:
    stripped = (
        "Rivers\nCards (3)\n• A\nwhere it starts, a spring\n• B\nthe sea\n• C\n• mud\n• sand\n"
    )
    with pytest.raises(Unreadable):
        read(text(stripped))


@pytest.mark.parametrize("name", ["stripped_signs", "marked_by_hand"])
def test_lost_indents_are_made_up_for_by_signs_or_by_hand(name: str) -> None:
    assert [front for front, _ in shape(of(name))] == ["Source", "Mouth", "Delta"]
    assert ("INDENT_LOST", 5) in codes(of("stripped_signs"))


def test_lost_indents_are_made_up_for_by_questions_as_many_as_stated() -> None:
    draft = read(
        text("Rivers\nCards (2)\n• What is a delta?\n• mud\n• sand\n• What is a source?\n• x\n")
    )
    assert [len(card.points) for card in draft.cards] == [2, 1]
    assert codes(draft) == [("INDENT_LOST", 3)]


def test_another_number_of_cards_than_stated_is_told() -> None:
    assert codes(of("one_missing")) == [("COUNT_MISMATCH", 2)]


def test_a_page_that_numbers_its_terms() -> None:
    draft = of("knowt")
    assert shape(draft)[2] == ("Vacuole", ["A bag of sap.", "Keeps the cell firm."])
    assert draft.title == "Plant cells - Year 7"
    assert codes(draft) == []


def test_terms_and_definitions_in_turn_are_told_to_be_guessed() -> None:
    draft = of("quizlet")
    assert shape(draft)[4] == ("Figure of eight", ["Stops a rope from running out"])
    assert codes(draft) == [("GUESSED_PAIRS", 3), ("AFTER_LAST", 14)]


def test_terms_of_which_some_lost_their_definition_are_refused() -> None:
    with pytest.raises(Unreadable, match="which lines are fronts"):
        of("quizlet_lost")


def test_two_blank_lines_between_cards_and_a_back_that_is_missing() -> None:
    draft = of("brainscape_old")
    assert [len(card.points) for card in draft.cards] == [1, 2, 0, 1]
    assert codes(draft) == [("EMPTY_BACK", 18)]


def test_unmarked_fronts_above_bullets_as_many_as_stated() -> None:
    assert shape(of("topics"))[1] == ("Tepidarium", ["the warm room, to get used to the heat"])


@pytest.mark.parametrize("name", ["numbered_fronts", "numbered_backs", "bare_backs"])
def test_numbers_on_one_side_and_backs_without_a_bullet(name: str) -> None:
    assert [front for front, _ in shape(of(name))] == ["Sage", "Mint"]


def test_a_term_and_its_meaning_on_one_line() -> None:
    assert shape(of("one_line"))[1] == ("la forchetta", ["the fork"])


def test_a_wrapped_point_is_joined_and_a_hyphen_at_its_end_kept() -> None:
    draft = read(
        text(
            "T\nCards (2)\n• A\n  • one of the south-\n    western towns\n  • two\n• B\n  • three\n"
        )
    )
    point = draft.cards[0].points[0]
    assert (point.text, point.lines, point.joins) == (
        "one of the south-western towns",
        (4, 5),
        (5,),
    )


def test_fronts_that_ask_the_same_are_told() -> None:
    same = "T\nCards (2)\n• Changes in the navy 1906\n  • a\n• The navy's shift 1906\n  • b\n"
    assert codes(read(text(same))) == [("NEAR_DUP_FRONT", 5)]


def test_fronts_that_share_a_stem_are_not_the_same() -> None:
    stems = (
        "T\nCards (2)\n• Fall of Rome 476 - causes\n  • a\n• Fall of Rome 476 - results\n  • b\n"
    )
    assert codes(read(text(stems))) == []


def test_an_author_is_personal_at_the_top_and_an_answer_below() -> None:
    draft = read(text("Emma\nCreated by: jo_77\nCards (1)\n• Who wrote it\n  • Author: Austen\n"))
    assert draft.dropped[1].text == "Created by: …"
    assert draft.cards[0].points[0].text == "Author: Austen"


def test_markup_of_chats_stays_as_it_was_written() -> None:
    draft = read(text("T\nCards (1)\n• *a* `b` <c> @everyone\n  • __d__ ||e|| [f](g)\n"))
    assert shape(draft) == [("*a* `b` <c> @everyone", ["__d__ ||e|| [f](g)"])]


@pytest.mark.parametrize("name", READ)
def test_no_line_vanishes_and_reading_twice_is_equal(name: str) -> None:
    assert vanished(page(name), read(page(name))) == []
    assert read(page(name)) == read(page(name))
