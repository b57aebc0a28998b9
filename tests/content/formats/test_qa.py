"""Questions with points below: which unmarked line goes on with a point and which opens a card."""

import pytest

from content.draft import Draft, FrontKind, Unreadable
from content.formats.qa import read, sniff
from tests.content.formats.fixture_pages import codes, page, pages, shape, text, vanished


def of(name: str) -> Draft:
    return read(page(f"qa/{name}"))


def test_wrapped_points_join_and_questions_open_cards() -> None:
    draft = of("wrapped")
    assert draft.title == "The village mill Flashcards"
    assert [card.front for card in draft.cards] == [
        "What did the mill stand on",
        "How was the flour paid for",
        "Which repairs were needed",
        "Was the mill a success?",
    ]
    mended = draft.cards[2].points[2]
    assert mended.text == "The paddles rotted from the damp and were re-made every ninth winter"
    assert (mended.lines, mended.joins) == ((15, 16), (16,))
    assert "abbey Abbot let them" in draft.cards[1].points[1].text


def test_missing_marks_and_fragments_are_told() -> None:
    told = codes(of("wrapped"))
    assert [line for code, line in told if code == "NO_QUESTION_MARK"] == [2, 6, 12]
    assert ("FRAGMENT", 17) in told


def test_a_wrapped_line_may_begin_as_a_question_does() -> None:
    draft = of("with_marks")
    assert [card.front for card in draft.cards][1] == "How do they fly so quietly?"
    assert draft.cards[0].points[0].text.endswith("that they Was lucky enough to meet")
    assert codes(draft) == [("GUESSED_FRONT", 4)]


@pytest.mark.parametrize("rest", ["Was the largest in Europe", "Were the fleets of both kings"])
def test_where_it_could_be_either_somebody_is_asked(rest: str) -> None:
    lines = (
        f"T\nWhat was it\n-The army that the king raised\n{rest}\n-Next\nHow did it end\n-Badly\n"
    )
    assert ("GUESSED_FRONT", 4) in codes(read(text(lines)))


@pytest.mark.parametrize(
    "before", ["-He did not see, which", "-The house (built by", "-They came from the", "-Ships,"]
)
def test_what_cannot_end_goes_on(before: str) -> None:
    lines = f"T\nWhat was it\n{before}\nWhat was the cost of it\n-Next\nHow did it end\n-Badly\n"
    assert [card.front for card in read(text(lines)).cards] == ["What was it", "How did it end"]


def test_numbered_questions_lose_their_number() -> None:
    draft = of("numbered")
    assert [card.front for card in draft.cards][1:] == [
        "Who made the stepped lens?",
        "Describe the life of a keeper",
    ]
    assert draft.cards[2].points[1].joins == (10,)


def test_marked_sides_with_wrapped_answers_and_headings() -> None:
    draft = of("marked")
    assert [(card.theme, len(card.points)) for card in draft.cards] == [
        ("Making it", 1),
        ("Making it", 2),
        ("Using it", 1),
    ]
    assert draft.cards[2].points[0].text.endswith("A. J. P. of Dorset sold it by the stone.")


def test_sides_marked_on_lines_of_their_own_among_ratings() -> None:
    assert shape(of("rated")) == [
        ("What is glass mostly made of?", ["Sand, which is silica."]),
        ("Name two things added to the sand", ["Soda ash", "Limestone"]),
        ("How many sides has a lamp bead press?", ["4"]),
    ]
    assert codes(of("rated")) == []


@pytest.mark.parametrize(
    "marked",
    [
        "Q1. What is it?\nAnswer: a ship\nQ2. Who built it?\nAnswer: A. J. Smith\nof Hull\n",
        "Q: What is it? A: a ship\nQ: Who built it? A: A. J. Smith of Hull\n",
        "- Q: What is it?\n- A: a ship\n- Q: Who built it?\n- A: A. J. Smith\nof Hull\n",
        "Front: What is it?\nBack: a ship\nFront: Who built it?\nBack: A. J. Smith\nof Hull",
    ],
)
def test_sides_are_marked_in_many_ways(marked: str) -> None:
    assert sniff(text(marked))
    assert shape(read(text(marked))) == [
        ("What is it?", ["a ship"]),
        ("Who built it?", ["A. J. Smith of Hull"]),
    ]


def test_questions_with_answers_that_have_no_marker() -> None:
    draft = of("bare")
    assert [len(card.points) for card in draft.cards] == [1, 2, 1]
    assert draft.title == ""


def test_topics_above_points() -> None:
    draft = of("topics")
    assert [card.front for card in draft.cards] == ["Curdling", "Pressing", "Ripening"]
    assert {card.front_kind for card in draft.cards} == {FrontKind.TOPIC}


def test_fronts_marked_with_a_letter_above_points() -> None:
    draft = read(
        text("Ships\nQ: What is it\n- wood\nWas it good\n- iron\nQ: Who built it?\n- me\n")
    )
    assert shape(draft) == [("What is it", ["wood Was it good", "iron"]), ("Who built it?", ["me"])]


def test_points_above_all_fronts_are_refused() -> None:
    with pytest.raises(Unreadable, match="before each line"):
        read(text("- a\n- b\n- c\nWhat is it?\n- d\n"))


def test_a_topic_that_may_be_the_end_of_a_point_is_told() -> None:
    lines = (
        "Baths\nCold\n- a cold room with a deep\npool\nTepidarium\n- warm\nHot\n- above the fire\n"
    )
    draft = read(text(lines))
    assert {line for _, line in codes(draft)} == {5, 7}


def test_a_question_may_be_wrapped() -> None:
    draft = of("long_fronts")
    assert draft.cards[0].front.endswith("in the towns dug canals before 1800")
    assert [len(card.points) for card in draft.cards] == [2, 2, 2]


def test_fronts_marked_by_hand_are_the_only_ones() -> None:
    lines = "T\n# Ships\n-They had oars and\nWhat was more, sails\n# What was carried\n-Oil\n"
    draft = read(text(lines))
    assert [card.front for card in draft.cards] == ["Ships", "What was carried"]


def test_comments_below_the_notes_are_left_out_without_their_names() -> None:
    notes = (
        "T\nWhat is it?\n-a\n-b\nHow did it end?\n-badly\n1 comment:\nJo Bloggs said...\ngreat\n"
    )
    draft = read(text(notes))
    assert codes(draft) == [("AFTER_LAST", 8)]
    assert "Bloggs" not in str(draft)


def test_a_hash_without_a_space_marks_nothing() -> None:
    lines = "T\nWhat is it?\n-a\n#1 of its kind\nHow did it end?\n-badly\n-b\n"
    assert len(read(text(lines)).cards) == 2


def test_what_no_question_is_in_is_refused() -> None:
    with pytest.raises(Unreadable, match="no question"):
        read(text("- a\n- b\n"))


@pytest.mark.parametrize(
    "other",
    [
        "What is up?:\n- the sky\n- north\nWho is it?:\n- me\n",
        "# Deck\n\nWhat is it?\n- a\n- b\nWho is it?\n- c\n",
        "::t:: What is it? {\n- a\n}\nWho is it?\n- c\n- d\n",
        "a,b\nc,d\n",
    ],
)
def test_other_formats_are_left_alone(other: str) -> None:
    assert sniff(text(other)) == ""


@pytest.mark.parametrize("name", pages("qa"))
def test_no_line_vanishes_and_reading_twice_is_equal(name: str) -> None:
    assert vanished(page(name), read(page(name))) == []
    assert read(page(name)) == read(page(name))


def test_a_clause_that_asks_is_no_front_where_questions_have_their_mark() -> None:
    draft = read(page("qa/clauses"))
    assert [front for front, _ in shape(draft)] == [
        "What does the smoker do?",
        "Why is a queen marked?",
        "Who feeds the larvae?",
    ]
    assert codes(draft) == [("GUESSED_FRONT", 6)]


def test_a_task_below_a_full_line_is_a_front() -> None:
    draft = read(page("qa/tasks"))
    assert "TRUNCATED" not in [code for code, _ in codes(draft)]
    fronts = [front for front, _ in shape(draft)]
    assert fronts == [
        "Define a vitamin",
        "Explain night blindness",
        "Describe scurvy",
        "What is rickets",
    ]


def test_letters_below_questions_may_be_options_so_nobody_takes_them_for_points() -> None:
    options = "1. What is {}?\n   a) one thing\n   b) another thing\n"
    assert not sniff(text("Paper\n" + "".join(options.format(x) for x in ("tin", "lead", "zinc"))))


def test_numbers_that_start_again_are_items_below_their_headings() -> None:
    section = "{}\n  1. Wood\n    • oak\n    • elm\n  2. Iron\n    • nails\n"
    assert not sniff(text("Ships\n" + section.format("Hull") + section.format("Deck")))


def test_points_above_marked_questions_are_refused() -> None:
    notes = "Tides\n• Moon\n• Sun\n• Wind\n\nQ: What is a neap?\nA: A low one.\n"
    with pytest.raises(Unreadable, match="two kinds"):
        read(text(notes + "Q: And a spring?\nA: A high one.\n"))
