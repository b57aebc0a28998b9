"""Layouts of pages as other sites and programs write them, one of each."""

import pytest

from content.formats import cards, mindmap, outline, qa, slides
from tests.content.formats.fixture_pages import codes, page, shape, text


def test_a_heading_needs_neither_a_gap_nor_a_list_that_starts_at_one() -> None:
    draft = outline.read(page("outline/continued"))
    assert [card.front for card in draft.cards] == ["The builders", "Lamps", "Keepers"]
    guessed = [line for code, line in codes(draft) if code == "HEADING_GUESSED"]
    assert guessed == [7, 11]


def test_a_sentence_between_a_heading_and_its_list_is_a_paragraph() -> None:
    first = outline.read(page("outline/continued")).cards[0]
    assert [point.kind for point in first.points] == ["para", "numbered", "numbered"]


def test_bullets_below_numbers_count_as_items_of_an_outline() -> None:
    assert [front for front, _ in shape(outline.read(page("outline/few_numbers")))] == [
        "Skeleton",
        "Light",
    ]


def test_a_post_of_medium_loses_its_lines_and_a_broken_quotation_is_told() -> None:
    draft = outline.read(page("outline/medium"))
    assert [card.front for card in draft.cards] == ["Weights", "Escapement"]
    assert [each.line for each in draft.dropped] == [1, 2, 13]
    assert ("TRUNCATED", 12) in codes(draft)


def test_a_post_names_its_date_and_not_who_wrote_it() -> None:
    written = "Rope\nMay 4, 2016 · by jo\n\nHemp\n1. a\n2. b\n\nNylon\n1. c\n2. d\n3. e\n"
    dropped = outline.read(text(written)).dropped
    assert [each.text for each in dropped] == ["Rope", "May 4, 2016 · by …"]


def test_two_signs_of_word_tell_fronts_from_backs() -> None:
    draft = cards.read(page("cards/word_signs"))
    assert [front for front, _ in shape(draft)] == ["Cirrus", "Stratus", "Cumulus"]
    assert ("INDENT_LOST", 2) in codes(draft)


def test_a_list_with_some_other_sign_is_no_deck() -> None:
    assert not cards.sniff(text("Shopping\n• milk\n• eggs\no brown\n• jam\n• tea\n"))


def test_the_branches_of_a_drawn_tree_are_indents() -> None:
    assert shape(mindmap.read(page("mindmap/drawn_tree"))) == [
        ("Flour", ["Wheat", "-Strong", "Rye"]),
        ("Leaven", ["Yeast"]),
        ("Salt", ["Two parts in a hundred"]),
    ]


def test_pictures_before_a_heading_do_not_hide_it() -> None:
    fronts = [front for front, _ in shape(mindmap.read(page("mindmap/pictures")))]
    assert fronts == ["🎺 Brass", "🥁 Percussion", "🎻 Strings"]


def test_a_heading_may_open_with_a_participle_and_then_somebody_is_asked() -> None:
    written = "Coggle requires JavaScript to display documents.\nWar - Coggle Diagram\nTypes\n"
    draft = mindmap.read(text(written + "one side wants everything\nLimited war\naims are few\n"))
    assert ("HEADING_POSSIBLE", 5) in codes(draft)


def test_a_capital_a_at_the_end_is_a_name() -> None:
    written = "Coggle requires JavaScript to display documents.\nDiet - Coggle Diagram\nEyes\n"
    draft = mindmap.read(text(written + "they need vitamin A\nCarrots have it\nTeeth\nmilk\n"))
    assert shape(draft)[0] == ("Eyes", ["they need vitamin A", "Carrots have it"])


def test_the_foot_of_every_slide_is_left_out() -> None:
    draft = slides.read(page("slides/school_foot"))
    assert [points for _, points in shape(draft)] == [
        ["Java and Sicily"],
        ["Ash weathers fast"],
        ["Vines, coffee"],
    ]
    assert not codes(draft)


def test_numbers_that_slideshare_doubles_are_no_text() -> None:
    written = "Talk\n1. 1. Bees\n2. 2. What is wax?\n• fat\n3. 3. What is nectar?\n• sugar\n"
    draft = qa.read(text(written))
    assert [front for front, _ in shape(draft)] == ["Bees", "What is wax?", "What is nectar?"]
    assert ("EMPTY_BACK", 2) in codes(draft)


def test_sides_may_be_marked_in_chinese() -> None:
    assert qa.sniff(page("qa/chinese"))
    assert shape(qa.read(page("qa/chinese"))) == [
        ("茶起源于哪里？", ["中国西南"]),
        ("谁写了《茶经》？", ["陆羽"]),
    ]


@pytest.mark.parametrize(
    "name", ["qa/wrapped", "qa/clauses", "qa/marked", "qa/with_marks", "slides/fraction"]
)
def test_a_page_saved_with_double_spacing_is_the_same(name: str) -> None:
    reader = qa if name.startswith("qa") else slides
    spaced = text(page(name).text.replace("\n", "\n\n"))
    assert reader.sniff(spaced)
    assert shape(reader.read(spaced)) == shape(reader.read(page(name)))


def test_blank_lines_between_whole_lines_are_kept() -> None:
    written = "Keys\n\nTonic\n\nThe first note.\n\nFifth\n\nThe one above.\n\nThird\n\nA low one."
    draft = cards.read(text(f"Cards (3)\n\n{written.partition('Keys')[2].lstrip()}"))
    assert [front for front, _ in shape(draft)] == ["Tonic", "Fifth", "Third"]


@pytest.mark.parametrize("name", ["qa/topics", "qa/tasks", "cards/word_signs"])
def test_buttons_below_the_notes_do_not_hide_what_they_are(name: str) -> None:
    below = text(page(name).text.rstrip() + "\n\nShare this:\nTwitter\nFacebook\n")
    reader = qa if name.startswith("qa") else cards
    assert reader.sniff(below)
    assert shape(reader.read(below)) == shape(reader.read(page(name)))


def test_buttons_below_an_indented_map_do_not_hide_it() -> None:
    assert mindmap.sniff(text(page("mindmap/xmind_tabs").text.rstrip() + "\nShare this:\nPrint\n"))


def test_a_full_line_of_a_flat_map_goes_on_in_small_letters() -> None:
    written = (
        "Coggle requires JavaScript to display documents.\nIrrigation - Coggle Diagram\nNile\n"
        "the flood brought silt each summer to the\nfields of the delta\n"
        "canals were dug by hand and cleared yearly\nwith baskets and hoes\nfellahin\nworked\n"
    )
    nodes = [point.text for point in mindmap.read(text(written)).cards[0].points]
    assert nodes == [
        "the flood brought silt each summer to the fields of the delta",
        "canals were dug by hand and cleared yearly with baskets and hoes",
        "fellahin",
        "worked",
    ]


def test_the_source_of_a_quotation_may_stand_below_it() -> None:
    lists = "Tin\n\nOre\n1. a\n2. b\n\nTrade\n1. c\n2. d\n3. e\n\n"
    quotes = (
        "Ida Hale: “no port was richer than this”\n– A History of Metal (1987)\n"
        "“The mines were never truly closed” –\nJon Amery, After Tin (2001)\n"
    )
    draft = outline.read(text(lists + quotes))
    assert [(each.who, each.work, each.year) for each in draft.quotes] == [
        ("Ida Hale", "A History of Metal", 1987),
        ("Jon Amery", "After Tin", 2001),
    ]
    assert [card.front for card in draft.cards] == ["Ore", "Trade"]


def test_a_heading_that_may_have_been_wrapped_onto_an_item_is_told() -> None:
    written = (
        "Law\nFor\n1. It is old.\n2. It is kept\nby all.\n3. It is short.\nAgainst\nIt has gaps.\n"
    )
    draft = outline.read(text(f"{written}Reform\n1. a\n2. b\n"))
    assert ("HEADING_POSSIBLE", 7) in codes(draft)


def test_headings_of_a_page_without_indents_are_guessed() -> None:
    written = "Glass\nSand\n1. white\n2. washed\nHeat\n3. coal\n4. gas\nShape\n1. blown\n"
    draft = outline.read(text(written))
    assert [card.front for card in draft.cards] == ["Sand", "Heat", "Shape"]
    assert ("HEADING_GUESSED", 5) in codes(draft)


@pytest.mark.parametrize(
    ("front", "back"), [("Q :", "R :"), ("Frage:", "Antwort:"), ("Pregunta:", "Respuesta:")]
)
def test_sides_may_be_marked_in_other_languages(front: str, back: str) -> None:
    written = text(f"Sol\n{front} Do?\n{back} Re\n{front} Mi?\n{back} Fa\n")
    assert qa.sniff(written)
    assert shape(qa.read(written)) == [("Do?", ["Re"]), ("Mi?", ["Fa"])]


def test_footnotes_are_no_part_of_the_last_point() -> None:
    written = "Inns\n\nBeer\n1. ale[1]\n2. malt\n\nBeds\n1. straw\n2. wool\n3. none\n[1] see Roe\n"
    draft = outline.read(text(written))
    assert shape(draft)[1] == ("Beds", ["straw", "wool", "none"])
    assert (11, "footnote") in [(each.line, each.reason) for each in draft.dropped]


def test_lines_that_nobody_would_wrap_so_early_tell_no_width() -> None:
    tides = "Tides\n- the moon pulls and\nlifts it\n- twice a day\n"
    written = f"Sea Flashcards\n{tides}Waves\n- made by wind\n"
    assert [front for front, _ in shape(qa.read(text(written)))] == ["Tides", "Waves"]


def test_numbers_that_do_not_follow_are_told() -> None:
    written = "T\n\nH\n  1. a\n  2. b\n  4. c\n    2. d\n  1. e\n"
    assert [code for code, _ in codes(outline.read(text(written)))] == ["NUMBERING"] * 3


def test_numbers_may_go_on_under_the_next_heading() -> None:
    written = "T\n\nOne\n  1. a\n  2. b\n    1. x\n\nTwo\n  3. c\n  4. d\n"
    draft = outline.read(text(written))
    assert [len(card.points) for card in draft.cards] == [2, 2]
    assert codes(draft) == [("HEADING_GUESSED", 8)]
