"""Slides: numbers at the foot or the head, headings, paragraphs, and what the page added."""

import pytest

from content.draft import Draft, FrontKind, PointKind, Unreadable
from content.formats.slides import read, sniff
from tests.content.formats.fixture_pages import codes, page, pages, shape, text, vanished


def of(name: str) -> Draft:
    return read(page(f"slides/{name}"))


def test_a_number_closes_its_slide() -> None:
    draft = of("foot")
    assert [card.front for card in draft.cards] == [
        "How ice moves",
        "Glaciers - an overview (2 of 4)",
        "What it leaves behind:",
        "Today cont",
    ]
    assert draft.cards[1].front_kind is FrontKind.SYNTHETIC
    assert draft.stated == 4


def test_a_number_inside_a_sentence_closes_nothing() -> None:
    assert "Slide 2 of 7 of the film" in of("foot").cards[0].points[1].text


def test_paragraphs_are_points_and_no_break_spaces_go() -> None:
    kinds = [point.kind for point in of("foot").cards[2].points]
    assert kinds == [PointKind.PARA, PointKind.BULLET, PointKind.BULLET, PointKind.PARA]
    spaced = read(text("T\n\u00a0• one\u00a0two\u00a0\n1 of 2\n• three\n2 of 2\n"))
    assert spaced.cards[0].points[0].text == "one two"
    assert spaced.cards[0].points[0].raw == "\u00a0• one\u00a0two\u00a0"


def test_lost_headings_glued_ones_and_open_brackets_are_told() -> None:
    assert codes(of("foot")) == [
        ("NO_HEADING", 15),
        ("UNBALANCED_PAREN", 15),
        ("GLUED_HEADING", 26),
    ]


def test_who_made_the_page_is_left_out_and_not_repeated() -> None:
    dropped = {each.line: each for each in of("foot").dropped}
    assert (dropped[3].text, dropped[3].reason) == (
        "Created by: …",
        "who made the page (personal data)",
    )
    assert "frosty" not in str(of("foot"))
    assert {36, 38, 40} <= set(dropped)


def test_the_subject_above_who_made_the_page_is_no_heading() -> None:
    top = "Ice\nGeography\nGCSE\n  • Created by: jo_7\n"
    draft = read(text(f"{top}How it moves\n• slowly\n1 of 2\nB\n• c\n2 of 2\n"))
    assert [card.front for card in draft.cards] == ["How it moves", "B"]
    assert [each.reason for each in draft.dropped[1:3]] == ["about the page"] * 2


def test_a_number_may_open_its_slide() -> None:
    draft = of("head")
    assert [card.front for card in draft.cards] == [
        "Where it ran",
        "What was carried",
        "Who travelled",
    ]
    assert shape(draft)[1][1] == [
        "Silk, of course",
        "-as thread",
        "-as cloth",
        "Glass from the west",
    ]


def test_fractions_number_slides_and_wrapped_points_join() -> None:
    draft = of("fraction")
    assert draft.cards[2].points[0].text == "rock that has begun to crumble"


def test_a_title_on_every_page_is_no_heading() -> None:
    assert [card.front for card in of("pages").cards][2] == "Trenchers"


def test_a_number_that_is_missing_is_told() -> None:
    assert codes(of("missing")) == [("COUNT_MISMATCH", 10), ("MISSING_MARKER", 10)]


def test_text_on_both_sides_is_refused_where_nothing_tells() -> None:
    with pytest.raises(Unreadable, match="above or below"):
        of("both")


def test_a_long_first_line_is_a_paragraph() -> None:
    long = "The first line of this slide has rather more than eight words"
    draft = read(text(f"T\n{long}\n• a\n1 of 2\nShort\n• b\n2 of 2\n"))
    assert (draft.cards[0].front, draft.cards[0].points[0].text) == ("T (1 of 2)", long)


def test_an_empty_slide_is_told() -> None:
    assert ("EMPTY_SLIDE", 4) in codes(read(text("T\n• a\n1 of 3\n2 of 3\n• b\n3 of 3\n")))


def test_text_below_the_last_number_is_told() -> None:
    assert ("AFTER_LAST", 6) in codes(read(text("T\n• a\n1 of 2\n• b\n2 of 2\nthanks\n")))


@pytest.mark.parametrize(
    "other",
    ["", "1 of 7\n", "2 of 7\ntext\n1 of 7\n", "see 1 of 7\nand 2 of 7 too\n", "9 of 7\n8 of 7\n"],
)
def test_what_has_no_rising_numbers_is_not_slides(other: str) -> None:
    assert sniff(text(other)) == ""


def test_without_a_number_it_is_refused() -> None:
    with pytest.raises(Unreadable, match="2 of 7"):
        read(text("T\n• a\n"))


@pytest.mark.parametrize("name", [name for name in pages("slides") if name != "slides/both"])
def test_no_line_vanishes_and_reading_twice_is_equal(name: str) -> None:
    assert vanished(page(name), read(page(name))) == []
    assert read(page(name)) == read(page(name))
