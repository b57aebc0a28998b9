"""Layouts of pages as other sites and programs write them, one of each."""

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
