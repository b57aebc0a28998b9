"""Numbers of slides and numbers of printed pages, which look alike."""

import pytest

from content.formats import cards, outline, slides
from content.formats.notes import taken_apart
from content.formats.page_marks import markers, printed, signature
from tests.content.formats.fixture_pages import codes, page, shape, text


@pytest.mark.parametrize(
    "line",
    [
        *("2 of 3", "2/3", "[2/3]", "- 2 of 3 -", "Page 2 of 3", "Slide 2/3", "Folie 2 von 3"),
        *("Diapositive 2 sur 3", "Página 2 de 3", "\u00a02 of 3\u00a0"),
    ],
)
def test_a_slide_is_numbered_in_many_ways(line: str) -> None:
    found = markers(taken_apart([line]))
    assert [(each.number, each.of) for each in found] == [(2, 3)]


@pytest.mark.parametrize("line", ["2 of 3 pupils", "see page 2 of 3", "• 2 of 3", "4 of 3", "0/3"])
def test_a_number_in_a_sentence_is_no_marker(line: str) -> None:
    assert not markers(taken_apart([line]))


def test_a_heading_may_stand_beside_the_number_of_its_slide() -> None:
    draft = slides.read(page("slides/titled"))
    assert shape(draft) == [
        ("Who paid?", ["Josiah Wedgwood, for his pots", "Coal owners"]),
        ("Locks", ["Pounds hold the water back, and the boats move on"]),
        ("Decline", ["Railways bought the companies"]),
    ]
    assert draft.title == "Canals of the midlands"
    assert not codes(draft)


def test_a_heading_may_be_the_words_of_the_title() -> None:
    draft = slides.read(page("slides/german"))
    assert [front for front, _ in shape(draft)] == ["Lübeck", "Die Hanse", "Niedergang"]
    assert not codes(draft)


def test_a_printed_page_ends_in_the_middle_of_a_list() -> None:
    draft = outline.read(page("outline/printed"))
    assert [len(points) for _, points in shape(draft)] == [5, 3]
    assert [each.line for each in draft.dropped if "number" in each.reason] == [6, 13]
    assert not codes(draft)


def test_pages_of_a_deck_that_states_its_cards_are_no_slides() -> None:
    draft = cards.read(page("cards/printed"))
    assert shape(draft)[0] == ("Bowline", ["A loop that does not slip", "Easily untied"])
    assert not codes(draft)


def test_pages_that_begin_anew_may_be_slides() -> None:
    lines = taken_apart(["Tin", "• Cornish", "Page 1 of 2", "Lead", "• Welsh", "Page 2 of 2"])
    assert signature(lines)
    assert not printed(lines)


def test_a_slide_may_have_its_number_twice() -> None:
    written = "Bells\nSlide 1\nBronze\n• tin\n1 of 2\nSlide 2\nRinging\n• ropes\n2 of 2\n"
    draft = slides.read(text(written))
    assert shape(draft) == [("Bronze", ["tin"]), ("Ringing", ["ropes"])]
    assert [each.line for each in draft.dropped] == [1, 2, 5, 6, 9]


def test_the_slide_that_a_page_breaks_off_in_is_kept_and_told() -> None:
    written = "Bells\nBronze\n• tin\n1 of 3\nRinging\n• ropes\n2 of 3\nTowers\n• oak fra"
    draft = slides.read(text(written))
    assert [front for front, _ in shape(draft)] == ["Bronze", "Ringing", "Towers"]
    assert ("MISSING_MARKER", 8) in codes(draft)
