"""Which lines belong to the page, and which only look so."""

import pytest

from content.formats.furniture import furniture, furniture_of, left_out, personal, stated_count
from content.formats.notes import line_of, taken_apart


@pytest.mark.parametrize(
    "line",
    [
        "How well did you know this?",
        "1 Not at all 2 3 4 5 Perfectly",
        "Study These Flashcards",
        "Flip the card",
        "See all",
        "We use cookies to give you the best experience",
        "No comments have been made yet",
        "Please enable JavaScript.",
        "Other sets by this creator",
        "Comments (3)",
        "»See all History resources",
    ],
)
def test_what_only_a_page_says(line: str) -> None:
    assert furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "The press made no comments about the king",
        "Share of the vote in 1933",
        "All the flashcards",
        "He signed up to fight",
        "3",
        "See all the causes named above, and add two",
    ],
)
def test_what_notes_may_say(line: str) -> None:
    assert furniture(line) == "" or line.startswith("See all the")


def found(text: str) -> set[int]:
    return set(furniture_of(taken_apart(text.split("\n"))))


def test_doubtful_words_count_beside_sure_ones() -> None:
    assert found("Title\nShare\nStudy These Flashcards\n- a") == {2, 3}


def test_doubtful_words_count_at_the_ends_of_a_page_and_when_repeated() -> None:
    assert found("Menu\nTitle\n- a\n\nShare\n") == {1, 5}
    assert found("T\n- a\nFlip\n- b\nFlip\n- c\nFlip\n- d") == {3, 5, 7}
    assert found("T\n- a\nFlip\n- b") == set()


def test_a_number_before_a_rating_is_an_answer() -> None:
    page = "A\n4\nHow well did you know this?\n1\nNot at all\n2\n3\n4\n5\nPerfectly\nB"
    assert found(page) == set(range(3, 11))


def test_bullets_are_notes_but_for_ratings_comments_and_links() -> None:
    assert found("T\n• Spaced repetition\n• Practice test\n• x") == set()
    assert found("T\n• x\n• No comments have been made yet") == {3}


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("Cards (26)", 26),
        ("26 Terms", 26),
        ("26 cards", 26),
        ("Terms in this set (26)", 26),
        ("Flashcards in Owls Deck (26):", 26),
        ("26 Cards in this Set", 26),
        ("Cards: 26", 26),
        ("He served 2 terms", None),
        ("1926 cards were signed", None),
    ],
)
def test_stated_counts(line: str, count: int | None) -> None:
    assert stated_count(line) == count


def test_names_are_not_repeated() -> None:
    assert left_out(line_of(3, "  • Created by: frosty"), "x").text == "Created by: …"
    assert personal("Uploaded by frosty_99")[1] == "Uploaded by …"
    assert personal("Created on: 3 May 2020")[0] == "when the page was made"
    assert personal("Created by Lenin in 1919") == ("", "")
