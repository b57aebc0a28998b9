"""Numbered outlines: headings, levels, wrapped lines, quotations, and what blogs put around."""

import textwrap

import pytest

from content.draft import Draft, FrontKind, PointKind
from content.formats.outline import read, sniff
from tests.content.formats.fixture_pages import codes, page, pages, shape, text, vanished

REFUSED = ["outline/stripped_lost"]


def of(name: str) -> Draft:
    return read(page(f"outline/{name}"))


def dropped(draft: Draft) -> list[tuple[int, str]]:
    return [(each.line, each.text) for each in draft.dropped]


def test_a_post_has_its_title_its_sections_and_its_drops() -> None:
    draft = of("blog")
    assert draft.title == "Fall of the Bourbons (notes for the mock)"
    assert [(card.id, card.front, card.lines) for card in draft.cards] == [
        ("c-01", "Long-term causes", (7, 10)),
        ("c-02", "Crisis of 1789", (12, 26)),
        ("c-03", "Terror", (28, 30)),
    ]
    assert [each.line for each in draft.dropped] == [1, 3, 5, 36, 38]
    assert codes(draft) == [("EMPTY_HEADING", 5), ("DUP_QUOTE", 33)]


def test_numbers_start_again_under_each_item_and_reach_two_digits() -> None:
    crisis = of("blog").cards[1]
    assert [len(point.subs) for point in crisis.points] == [2, 1, 0, 0, 0, 0, 0, 0, 0, 1]
    assert {point.kind for point in crisis.points} == {PointKind.NUMBERED}


def test_spaces_are_tidied_and_the_raw_line_stays() -> None:
    bastille = of("blog").cards[1].points[2]
    assert bastille.text == "The Bastille fell on 14 July 1799."
    assert bastille.raw == "  3.\u00a0 \u00a0 The Bastille fell on 14 July 1799."


def test_a_dash_that_touches_its_word_and_curly_quotes_stay_in_the_text() -> None:
    first, second, _ = of("blog").cards[0].points
    assert "“taille”" in first.text
    assert "war –nobody would" in second.text


def test_a_quotation_names_who_says_it_and_terms_are_none() -> None:
    first, second, third = of("blog").quotes
    assert (first.who, first.text) == ("Georges Lefebvre", "a revolution of their very own")
    assert (first.work, first.year) == ("The Coming of the French Revolution", 1939)
    assert first.around == "the peasants had"
    assert (second.who, second.work, second.year) == ("William Doyle", None, None)
    assert (third.who, third.around, third.line) == ("Alfred Cobban", "it was", 34)


LETTERS = [
    (
        "Where they are",
        [
            "Along plate edges",
            "-Constructive edges",
            "--Iceland grows by two centimetres a year",
            "--The magma is thin and runny",
            "-Destructive edges",
            "--The ring round the Pacific",
            "Over hot spots",
            "-Hawaii",
        ],
    ),
    ("Hazards", ["Lava", "Ash", "-Roofs fall in", "-Planes are grounded", "Lahars"]),
]


@pytest.mark.parametrize("step", [" ", "  ", "   ", "\t", "        ", "\u00a0\u00a0"])
def test_any_indent_tells_three_levels(step: str) -> None:
    letters = page("outline/letters").text.replace("\t", step)
    assert shape(read(text(letters))) == LETTERS
    assert codes(read(text(letters))) == []


@pytest.mark.parametrize(
    ("one", "two", "three"),
    [
        ("{}.", "{}.", "{}."),
        ("({})", "({})", "({})"),
        ("{})", "({})", "{}."),
        ("{}.", "{})", "({})"),
    ],
)
def test_any_signs_round_numbers_and_letters_tell_three_levels(
    one: str, two: str, three: str
) -> None:
    written = page("outline/letters").text
    for number in ("1", "2", "3"):
        written = written.replace(f"\t{number}) ", f"\t{one.format(number)} ")
    for letter in ("a", "b"):
        written = written.replace(f"\t{letter}. ", f"\t{two.format(letter)} ")
    for roman in ("ii", "i"):
        written = written.replace(f"\t{roman}. ", f"\t{three.format(roman)} ")
    assert shape(read(text(written))) == LETTERS
    assert sniff(text(written))


def test_without_indents_the_kind_of_number_tells_the_level() -> None:
    cells = of("letters_no_indent")
    assert shape(cells)[0][1] == [
        "The nucleus holds the genes",
        "-It has a double membrane",
        "--Pores let RNA out",
        "--The nucleolus makes ribosomes",
        "-It divides before the cell does",
        "Mitochondria release energy",
        "-Their folds are called cristae",
    ]
    assert codes(cells) == []


def test_numbers_alone_are_read_only_where_they_tell_the_level() -> None:
    clear = of("stripped_clear")
    assert [point[:1] == "-" for point in shape(clear)[0][1]] == [
        *[False, False, False],
        *[True, True, False],
    ]
    assert codes(clear) == [("INDENT_LOST", 5)]
    lost = of("stripped_lost")
    assert not lost.cards
    assert [problem.line for problem in lost.problems] == [7]


def test_romans_and_capitals_are_levels_and_initials_are_none() -> None:
    american = of("american")
    assert shape(american)[1] == (
        "Effects",
        [
            *["Migration", "-Two and a half million left", "Relief", "-Shelter belts were planted"],
            "-A. J. Liebling wrote about none of it",
        ],
    )
    written = "Titles\n\nOne\n1. a\nA. J. P. Taylor wrote it\n2. b\n1. c\n\nTwo\n1. d\n2. e\n"
    assert "A. J. P. Taylor" in str(read(text(written)).cards[0].points[0].text)


def test_decimals_tell_their_level_and_fronts() -> None:
    assert shape(of("decimals")) == [
        (
            "Erosion",
            [
                *["Plucking tears blocks away", "Abrasion polishes the bed"],
                "-Striations show the direction",
            ],
        ),
        (
            "Deposition",
            [
                *["Moraines", "-Terminal ones mark the furthest ice"],
                *["-Lateral ones line the valley", "Drumlins"],
            ],
        ),
    ]


def test_amounts_are_no_decimal_numbers() -> None:
    written = "War\n\nCosts\n  1. Dead\n    1. Many\n  2. Lost\n3.5 million men\n  3. Ruined\n"
    assert shape(read(text(written)))[0][1][2:] == ["Lost 3.5 million men", "Ruined"]


def test_wrapped_lines_join_their_item_at_any_indent() -> None:
    first, second = of("wrapped").cards
    assert first.points[0].joins == (5, 6)
    assert first.points[1].subs[1].text == "Scotland laughed at first, then raided, and caught it"
    assert second.points[1].text == "Miasma, that is to say foul air"
    assert len(second.points) == 4


@pytest.mark.parametrize("hang", [0, 3])
@pytest.mark.parametrize("width", [36, 44, 60, 72, 90])
def test_a_page_may_be_wrapped_at_any_width(width: int, hang: int) -> None:
    lines: list[str] = []
    for line in page("outline/blog").lines:
        deep = " " * (len(line) - len(line.lstrip(" ")) + hang if hang else 0)
        lines += textwrap.wrap(line, width, subsequent_indent=deep, break_on_hyphens=False) or [""]
    draft = read(text("\n".join(lines)))
    assert shape(draft) == shape(of("blog"))
    assert [(quote.who, quote.text, quote.work, quote.year) for quote in draft.quotes] == [
        (quote.who, quote.text, quote.work, quote.year) for quote in of("blog").quotes
    ]


def test_a_line_that_breaks_at_its_hyphen_joins_without_a_space() -> None:
    written = "T\n\nH\n  1. the South-\n     Western coast\n  2. b\n    1. c\n    2. d\n  3. e\n"
    assert shape(read(text(written)))[0][1][0] == "the South-Western coast"


def test_headings_need_no_blank_line() -> None:
    draft = of("no_blank_lines")
    assert [card.front for card in draft.cards] == [
        *["Light reactions", "Dark reactions", "Limiting factors"],
    ]
    assert codes(draft) == []


def test_a_heading_that_may_be_a_wrapped_line_is_said_to_be_guessed() -> None:
    written = "T\n\nOne\n1. a long\nline\n2. b\nTwo\n1. c\n2. d\n3. e\n"
    draft = read(text(written))
    assert [card.front for card in draft.cards] == ["One", "Two"]
    assert codes(draft) == [("HEADING_GUESSED", 7)]


def test_prose_is_kept_in_its_section_and_told() -> None:
    draft = of("prose")
    assert shape(draft)[1] == (
        "Strengths",
        ["The constitution gave women the vote and everyone free speech."],
    )
    assert codes(draft) == [("LOOSE_TEXT", 3), ("LOOSE_TEXT", 9), ("NUMBERING", 22)]
    assert draft.cards[0].points[2].kind is PointKind.PARA


def test_quotations_come_in_many_shapes_and_may_be_wrapped() -> None:
    draft = of("quotes")
    assert [(quote.who, quote.work, quote.year, quote.joins) for quote in draft.quotes] == [
        ("A. J. P. Taylor", None, None, ()),
        ("Jane Marlow", "Ends of Empire", 1994, ()),
        ("Ruth Adeyemi", None, 2001, (18,)),
    ]
    assert "peace between two men" in draft.cards[2].points[0].text


def test_a_blog_page_loses_its_furniture_and_no_name_is_shown() -> None:
    draft = of("wordpress")
    assert (draft.title, len(draft.cards)) == ("The Tudors in ten minutes", 2)
    assert [len(point.subs) for point in draft.cards[1].points] == [2, 0, 0]
    told = str(dropped(draft))
    assert "missokafor" not in told
    assert "Whitlock" not in told
    assert "saved me" not in told
    assert codes(draft) == []


def test_bullets_are_a_level_below_their_number() -> None:
    assert shape(of("middle_dots"))[0] == (
        "Upper course",
        [
            *["Vertical erosion", "-V-shaped valleys", "-Interlocking spurs"],
            *["Waterfalls", "-Hard rock over soft rock"],
        ],
    )


def test_numbers_that_line_up_at_their_end_are_one_level() -> None:
    labours = of("two_digits").cards[0]
    assert [len(point.subs) for point in labours.points] == [0] * 11 + [2]


def test_old_encodings_and_no_break_indents_are_read() -> None:
    assert shape(of("cp1252_crlf"))[1] == (
        "Abroad",
        ["Korea ended in 1953", "‘Massive retaliation’", "-Dulles’s phrase"],
    )
    assert codes(of("cp1252_crlf")) == [("ENCODING", 1)]
    assert [len(point.subs) for point in of("bom_nbsp").cards[0].points] == [1, 2]


def test_missing_headings_stand_under_the_name_of_the_file() -> None:
    draft = read(text("1. a\n  1. b\n  2. c\n2. d, which is long enough to be no heading.\n3. e\n"))
    assert [(card.front, card.front_kind) for card in draft.cards] == [
        ("page", FrontKind.SYNTHETIC)
    ]
    assert codes(draft) == [("NO_HEADING", 1)]


@pytest.mark.parametrize(
    "written",
    [
        "1. What is it?\nA. one\nB. two\nC. three\n2. And that?\nA. one\nB. two\n",
        "What was it?\n- a\n- b\nWhen was it?\n- c\n- d\n",
        "Cards (2)\n\n1. a\n2. b\n1. c\n2. d\n3. e\n",
        "1. a\n2. b\n1 of 2\n1. c\n2. d\n3. e\n2 of 2\n",
        "# One\n1. a\n2. b\n3. c\n# Two\n1. d\n2. e\n",
        "• front\n  1. a\n  2. b\n• front\n  1. c\n  2. d\n  3. e\n",
    ],
    ids=["quiz", "questions", "cards", "slides", "markdown", "flashcards"],
)
def test_other_lists_are_no_outlines(written: str) -> None:
    assert not sniff(text(written))


@pytest.mark.parametrize("name", [name for name in pages("outline") if name not in REFUSED])
def test_no_line_vanishes_and_all_have_a_reason(name: str) -> None:
    draft = read(page(name))
    wrapped = {line for quote in draft.quotes for line in quote.joins}
    assert set(vanished(page(name), draft)) <= wrapped
    assert all(each.reason for each in draft.dropped)
    assert draft == read(page(name))
