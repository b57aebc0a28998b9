"""What a file becomes when it is kept: titles, themes and ids."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.question import Choice, Option, Question, Recall
from content.draft import Card, Draft, Found, FrontKind, Media, Point, PointKind
from content.editions import LONGEST_ID, edition, slug
from content.making import question
from content.studying import back, flashcards


def found(stem: str, answer: str = "yes", *, own_id: str = "", **more: str) -> Found:
    return Found(question(stem, Recall(answer), own_id=own_id), 3, **more)


def ids(draft: Draft, made: tuple[Found, ...], name: str = "") -> list[str]:
    return [each.id for each in edition(draft, made, name).deck.questions]


def point(text: str, *subs: Point, kind: PointKind = PointKind.BULLET, raw: str = "") -> Point:
    return Point(text, kind, (1, 1), raw, subs)


def card(front: str, *points: Point, servable: bool = True) -> Card:
    return Card(
        id="c-01",
        front=front,
        front_kind=FrontKind.TOPIC,
        points=points,
        lines=(4, 5),
        servable=servable,
    )


def test_the_same_file_gives_the_same_ids() -> None:
    draft = Draft(format="csv", title="Rivers")
    made = (found("Longest?"), found("Widest?"), found("Longest?"))
    assert ids(draft, made) == ids(draft, made)
    assert len(set(ids(draft, made))) == 3


def test_an_id_does_not_move_with_the_order_or_the_answer() -> None:
    draft = Draft(format="csv", title="Rivers")
    first = ids(draft, (found("Longest?", "Nile"), found("Widest?")))
    second = ids(draft, (found("Widest?"), found("Longest?", "Amazon")))
    assert set(first) == set(second)


def test_an_id_of_the_file_outlives_another_wording() -> None:
    draft = Draft(format="anki", title="Rivers")
    assert ids(draft, (found("Longest?", own_id="x1"),)) == ids(
        draft, (found("Which is the longest?", own_id="x1"),)
    )


def test_a_deck_of_our_own_keeps_its_ids_only_as_itself() -> None:
    draft = Draft(format="toml", title="Rivers", deck_id="rivers")
    made = (found("Longest?", own_id="riv-lng-001"),)
    assert ids(draft, made) == ["riv-lng-001"]
    assert ids(draft, made, "My rivers") != ["riv-lng-001"]


def test_an_id_derived_for_a_deck_comes_back_to_it() -> None:
    draft = Draft(format="csv", title="Rivers")
    [first] = ids(draft, (found("Longest?"),))
    assert ids(draft, (found("Which is longest?", own_id=first),)) == [first]
    assert ids(draft, (found("Which is longest?", own_id=first),), "Other") != [first]


def test_an_id_that_another_question_still_has_is_not_derived_again() -> None:
    draft = Draft(format="csv", title="Rivers")
    nile = ids(draft, (found("Longest?"),))[0]
    copied = ids(draft, (found("Longest?"), found("Longest?", "Nile", own_id=nile)))
    assert copied[1] == nile
    assert len(set(copied)) == 2


def test_themes_are_those_of_the_file_in_order() -> None:
    made = (found("A?", theme_title="Asia"), found("B?", theme_title="Ásia"), found("C?"))
    deck = edition(Draft(format="csv"), made, "Rivers").deck
    assert [title for _, title in deck.themes] == ["Asia", "Ásia", "All questions"]
    assert len({short for short, _ in deck.themes}) == 3
    assert [each.theme for each in deck.questions] == [short for short, _ in deck.themes]


def test_the_name_goes_before_the_title_and_the_file() -> None:
    made = (found("A?"),)
    assert edition(Draft(format="csv", title="Rivers"), made, "Mine").deck.title == "Mine"
    assert edition(Draft(format="csv", title="Rivers"), made).deck.title == "Rivers"
    assert edition(Draft(format="csv"), made, fallback="week 3").deck.title == "week 3"


def test_proposals_and_pictures_stay_apart_from_the_questions() -> None:
    made = (found("A?"), found("A?", proposed="list", card="c-01"))
    kept = edition(Draft(format="csv", media=(Media("a.png", b"x"),)), made, "Rivers")
    assert [each.why for each in kept.proposals] == ["list"]
    assert kept.proposals[0].question.id != kept.deck.questions[0].id
    assert kept.media[0].name == "a.png"
    assert kept.lines[kept.deck.questions[0].id] == 3


@given(st.text(max_size=80))
def test_a_slug_is_an_id(text: str) -> None:
    made = slug(text)
    assert re.fullmatch(r"[a-z0-9][a-z0-9-]*", made)
    assert len(made) <= LONGEST_ID


@given(st.lists(st.text(min_size=1, max_size=20), min_size=1, max_size=8), st.text(max_size=60))
def test_ids_fit_everywhere_and_differ(stems: list[str], name: str) -> None:
    made = tuple(found(stem) for stem in stems)
    all_ids = ids(Draft(format="csv"), made, name)
    assert len(set(all_ids)) == len(stems)
    assert all(re.fullmatch(r"[a-z0-9][a-z0-9-]{0,39}", each) for each in all_ids)


def test_choices_know_their_stem_only() -> None:
    options = (Option("Nile", correct=True), Option("Po", correct=False))
    one = Found(question("Longest?", Choice(options)), 1)
    assert ids(Draft(format="gift"), (one,), "r") == ids(
        Draft(format="gift"), (Found(question("Longest?", Choice(options[::-1])), 9),), "r"
    )


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        ((point("Nile"),), "Nile"),
        ((point("a", kind=PointKind.FIELD, raw="a\nb"),), "a\\\nb"),
        ((point("Nile"), point("Po")), "- Nile\n- Po"),
        ((point("Nile", point("long"), point("old")),), "- Nile\n- – long\n- – old"),
        ((point("2 * 3 * 4"),), "2 \\* 3 \\* 4"),
    ],
)
def test_the_back_of_a_card(points: tuple[Point, ...], expected: str) -> None:
    assert back(points) == expected


def test_only_whole_cards_become_flashcards() -> None:
    cards = (
        card("Longest?", point("Nile")),
        card("Cut o", point("f"), servable=False),
        card("A claim."),
        card("  ", point("x")),
    )
    made = flashcards(Draft(format="cards", cards=cards))
    assert [(each.question.stem, each.line, each.card) for each in made] == [
        ("Longest?", 4, "c-01")
    ]
    assert isinstance(made[0].question, Question)


def test_titles_are_one_line_that_shows_what_it_says() -> None:
    draft = Draft(format="csv", title="a\u202eb\x1b[2Jc\nd\udcff", licence="\x07MIT")
    made = edition(draft, (found("Why?", theme_title="t\u2066 \x00x" + "y" * 300),)).deck
    assert (made.title, made.licence) == ("ab[2Jc d\ufffd", "MIT")
    assert made.themes == (("t-x" + "y" * 37, "t x" + "y" * 117),)
    assert edition(Draft(format="csv", title="\u202e"), (found("Why?"),)).deck.title == (
        "Imported deck"
    )


def test_no_id_is_a_device_of_windows() -> None:
    assert [slug(name) for name in ("CON", "nul", "COM1", "console", "com")] == [
        "deck-con", "deck-nul", "deck-com1", "console", "com"
    ]  # fmt: skip
