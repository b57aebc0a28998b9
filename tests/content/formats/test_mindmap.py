"""Mind maps: guessed and marked headings, wrapped nodes, broken words, levels of other sites."""

import pytest

from content.draft import Draft, FrontKind, PointKind, Unreadable
from content.formats.mindmap import read, sniff
from content.formats.scanned import scanned
from tests.content.formats.fixture_pages import codes, page, pages, shape, text, vanished

REFUSED = ["mindmap/one_line"]


def of(name: str) -> Draft:
    return read(page(f"mindmap/{name}"))


def found(draft: Draft, code: str) -> list[int]:
    return [line for each, line in codes(draft) if each == code]


def test_a_flat_map_has_its_title_and_guessed_headings() -> None:
    draft = of("coggle")
    assert draft.title == "The Weimar Republic, 1919-33 - Coggle Diagram"
    assert [card.front for card in draft.cards] == [
        *["1918", "Birht pains", "Terms of Versailles", "Year of crises"],
        *["Recovery abroad, 1925", "Golden years and their critics"],
    ]
    assert [each.line for each in draft.dropped] == [1, 2, 3, 4]
    assert found(draft, "HEADING_GUESSED") == [5, 7, 11, 15, 24, 27]
    assert {card.front_kind for card in draft.cards} == {FrontKind.HEADING}


def test_what_looks_like_a_heading_and_is_a_node_stays_a_node() -> None:
    nodes = {point.text for card in of("coggle").cards for point in card.points}
    assert "Kaiser flees" in nodes  # right below a heading
    assert "signed the armistice two days later" in nodes  # begins with a small letter
    assert "Demanding reparations of 132 billion marks" in nodes
    assert "Stresemann joined the cabinet" in nodes  # has a verb
    assert "1925 Locarno" in nodes  # begins with a number


def test_wrapped_nodes_are_joined_and_told() -> None:
    draft = of("coggle")
    joins = [point.joins for card in draft.cards for point in card.points if point.joins]
    assert joins == [(18, 19), (21, 22)]
    assert found(draft, "JOINED") == [17, 20]
    assert found(draft, "FRAGMENT") == [17]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("his speech of November 1922,", "Held in a hall in Munich"),
        ("He fled to the", "Dutch border by train"),
        ("He feared a Soviet", "Union that rearmed"),
        ("They had talks about the South-", "Western states"),
        ("Laws (passed in", "March) came first"),
        ("It was later known as March", "Enabling Act."),
        ("The elders of the party he joined", "had never met him"),
    ],
)
def test_each_sign_of_a_wrapped_node_joins(one: str, two: str) -> None:
    draft = read(text(f"X - Coggle Diagram\nX\nEarly days\nsome node here\n{one}\n{two}\nend it\n"))
    assert [point.joins for point in draft.cards[0].points] == [(), (6,), ()]


def test_a_bracket_that_nobody_closes_joins_nothing() -> None:
    lines = "".join(f"node {n} is there\n" for n in range(20))
    draft = read(text(f"X - Coggle Diagram\nX\nEarly days\na (bracket here\n{lines}"))
    assert len(draft.cards[0].points) == 21
    assert found(draft, "UNBALANCED_PAREN") == [4]


def test_years_are_mended_and_words_only_when_both_halves_are_none() -> None:
    draft = of("coggle")
    assert found(draft, "OCR_DIGITS") == [12, 16]
    assert found(draft, "OCR_WORD") == [18]
    assert found(draft, "OCR_QUOTE") == [26]
    versailles = draft.cards[2].points[0]
    assert versailles.text.startswith("1919 Germany")
    assert versailles.raw.startswith("1 919 Germany")


@pytest.mark.parametrize(
    ("broken", "text", "told"),
    [
        ("September 1 939, they", "September 1939, they", ["OCR_DIGITS"]),
        ("on 1 September 1939", "on 1 September 1939", []),
        ("1 900 tanks and 21 939 guns", "1 900 tanks and 21 939 guns", []),
        ("increasi ngly so", "increasingly so", ["OCR_WORD"]),
        ("a ny and Fran ce", "a ny and Fran ce", ["OCR_WORD", "OCR_WORD"]),
        ("RA in France", "RA in France", []),
        ("their ' its' part", "their ' its' part", ["OCR_QUOTE"]),
        ("the peasants' land and the nobles' rights", "", []),
    ],
)
def test_breaks_of_a_scan(broken: str, text: str, told: list[str]) -> None:
    mended, cautions = scanned(broken, 1)
    assert mended == (text or broken)
    assert [caution.code for caution in cautions] == told


def test_a_long_heading_is_asked_about_and_a_hash_decides() -> None:
    draft = of("coggle_long_heading")
    assert len(draft.cards) == 2
    assert found(draft, "HEADING_POSSIBLE") == [7]
    marked = of("hashes")
    assert shape(marked) == [
        ("What they do", ["speed up reactions without being used up", "Catalysts"]),
        (
            "The lock and key model of enzyme action, in short",
            ["substrate fits the active site"],
        ),
        ("Rate", ["40 degrees is best for most"]),
    ]
    assert codes(marked) == []


def test_lines_above_the_first_hash_stand_under_the_title() -> None:
    draft = read(text("X - Coggle Diagram\nX\nfirst node\n# One\na node\n"))
    assert shape(draft) == [("One", ["a node"])] or draft.cards[0].front_kind is (
        FrontKind.SYNTHETIC
    )
    assert vanished(text("X - Coggle Diagram\nX\nfirst node\n# One\na node\n"), draft) == []


def test_numbers_tell_the_levels_of_a_site_to_any_depth() -> None:
    draft = of("mindmeister")
    assert draft.title == "Plate tectonics"
    assert shape(draft) == [
        (
            "Evidence",
            [
                *["Fit of the coasts", "-Wegener saw it in 1912", "Fossils"],
                "-Mesosaurus on both shores of the Atlantic",
            ],
        ),
        (
            "Margins",
            ["Constructive", "Destructive", "-Trenches", "--Mariana is the deepest"],
        ),
        ("Open questions", []),
    ]
    assert codes(draft) == [("EMPTY_BACK", 27)]
    assert not draft.cards[2].servable


def test_gaps_between_nodes_tell_which_lines_are_one() -> None:
    assert shape(of("mindmeister_old")) == [
        (
            "Evidence",
            [
                "Coasts of Africa and Brazil fit like a puzzle.",
                "The same fossils were found on both sides of the Atlantic",
            ],
        ),
        ("Plate margins", ["Constructive ones make new crust, as in Iceland."]),
    ]


def test_names_of_people_are_not_shown() -> None:
    for name in ("goconqr", "goconqr_chain"):
        draft = of(name)
        assert "Lindqvist" not in str(draft)
        assert "quickfox" not in str(draft)
    assert shape(of("goconqr"))[0] == (
        "Causes",
        ["Reparations fell behind", "coal", "-telegraph poles as well", "French fears"],
    )


@pytest.mark.parametrize(
    ("name", "title", "branches"),
    [
        ("getrevising", "Causes of the English Civil War", ["Money", "Religion", "Power"]),
        ("goconqr_chain", "Arms race", ["Beginnings", "Limits"]),
        ("xmind_tabs", "Respiration", ["Aerobic", "Anaerobic"]),
        ("indent_one", "Respiration", ["Aerobic", "Anaerobic"]),
        ("markdown_levels", "Mindmap: Hormones", ["Insulin", "Adrenaline"]),
        ("mindomo", "Rome - Mind Map", ["Kings", "Republic", "Punic wars", "Empire"]),
        ("cp1252_crlf", "Osmosis - Coggle Diagram", ["Definition", "Plant cells"]),
    ],
)
def test_other_sites_keep_their_branches(name: str, title: str, branches: list[str]) -> None:
    draft = of(name)
    assert draft.title == title
    assert [card.front for card in draft.cards] == branches


@pytest.mark.parametrize("step", [" ", "   ", "    ", "        ", "\u00a0\u00a0"])
def test_any_indent_tells_the_levels(step: str) -> None:
    tabs = page("mindmap/xmind_tabs").text
    assert shape(read(text(tabs.replace("\t", step)))) == shape(of("xmind_tabs"))
    assert sniff(text(tabs.replace("\t", step)))


@pytest.mark.parametrize("bullet", "•-*·‣▪o➢")
def test_any_bullet_tells_the_levels(bullet: str) -> None:
    written = page("mindmap/getrevising").text.replace("•", bullet)
    assert shape(read(text(written))) == shape(of("getrevising"))


def test_headings_may_stand_above_bullets() -> None:
    written = (
        "Mind map: The atom\n\nNucleus\n• Protons\n• Neutrons\nShells\n• Electrons\n  – light\n"
    )
    draft = read(text(written))
    assert shape(draft) == [
        ("Nucleus", ["Protons", "Neutrons"]),
        ("Shells", ["Electrons", "-light"]),
    ]
    assert draft.cards[0].points[0].kind is PointKind.BULLET


def test_a_map_in_one_line_is_refused_with_the_way_out() -> None:
    with pytest.raises(Unreadable, match="download it as text"):
        of("one_line")


def test_a_map_without_headings_says_how_to_mark_them() -> None:
    draft = read(text("X - Coggle Diagram\nX\nit was so\nthen it was otherwise\n"))
    assert [card.front_kind for card in draft.cards] == [FrontKind.SYNTHETIC]
    assert "#" in next(each.detail for each in draft.warnings if each.code == "NO_HEADING")


@pytest.mark.parametrize(
    "written",
    [
        "My shopping\nmilk\nbread\nbutter\neggs\n",
        "term,definition\nmap,diagram\na,b\nc,d\ne,f\n",
        "a: 1\n  b: 2\n    c: 3\n    d: 4\n  e: 5\n  f: 6\n",
        "root\n  <a>\n    <b>\n    </b>\n  </a>\n  <c>\n",
        "Cards (3)\nA diagram\nB\nC\nD\n",
    ],
)
def test_other_texts_are_no_maps(written: str) -> None:
    assert not sniff(text(written))


@pytest.mark.parametrize("name", [name for name in pages("mindmap") if name not in REFUSED])
def test_no_line_vanishes_and_all_have_a_reason(name: str) -> None:
    draft = read(page(name))
    assert vanished(page(name), draft) == []
    assert all(each.reason for each in draft.dropped)
    assert draft == read(page(name))
