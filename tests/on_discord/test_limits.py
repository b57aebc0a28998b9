"""Each of Discord's limits, at its edge: what fits stays, what does not is cut with a sign."""

from collections.abc import Callable
from datetime import UTC, datetime
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import press as p
from bot.domain.ids import AskId, DeckId
from bot.domain.question import KindName
from bot.domain.replies import Asked, DataExported, Posed, Shown, Source
from bot.on_discord import limits, themes
from bot.on_discord.files import TOO_LARGE, file_name, upload
from bot.on_discord.forms import Form, any_of, labelled, line_input, one_of
from bot.on_discord.layouts import (
    MORE,
    Item,
    Layout,
    Rendered,
    Upload,
    Viewer,
    button,
    card,
    line,
    menu,
    option,
    rows,
    said,
    shown,
)
from bot.on_discord.limits import fit, short, size
from bot.on_discord.markup import literal
from bot.on_discord.paging import LINES, page_of, pager
from bot.on_discord.render import render
from content import bank
from tests.any_reply import posed
from tests.on_discord.fake import components as fake
from tests.on_discord.fake.shapes import Json
from tests.on_discord.reading import payload, texts

ASK = AskId(1)
NOW = datetime(2026, 3, 4, 9, tzinfo=UTC)
PERSON = "\U0001f9d1"  # one character, two units of UTF-16


def test_the_fake_discord_knows_the_same_limits() -> None:
    assert limits.TEXT == fake.TEXT
    assert (limits.TEXT_BYTES, limits.TEXT_OVERHEAD) == (fake.TEXT_BYTES, fake.TEXT_OVERHEAD)
    assert limits.COMPONENTS == fake.COMPONENTS
    assert limits.CUSTOM_ID == fake.CUSTOM_ID
    assert limits.BUTTON_LABEL == fake.BUTTON_LABEL
    assert limits.SELECT_OPTIONS == fake.OPTIONS
    assert limits.OPTION_LABEL == fake.OPTION_TEXT == limits.OPTION_VALUE
    assert limits.PLACEHOLDER == fake.PLACEHOLDER
    assert limits.ALT_TEXT == fake.ALT_TEXT
    assert limits.CUSTOM_ID >= p.MAX_BYTES


def test_text_is_counted_as_discord_counts() -> None:
    assert size("Ann") == 3
    assert size(PERSON) == 2
    assert size("\ud800") == 1


@given(st.text(max_size=300), st.integers(1, 120), st.sampled_from([str, literal]))
def test_a_text_always_fits_and_is_cut_with_a_sign(
    text: str, most: int, write: Callable[[str], str]
) -> None:
    written = fit(text, most, write)
    assert size(written) <= most
    if size(write(text.strip())) > most:
        assert written.endswith("…")


def test_a_long_text_is_cut_after_a_sentence() -> None:
    assert fit("One thing. Another thing that is far too long.", 18) == "One thing. …"


def labelled_button(text: str) -> str:
    made = button(p.Hint(ASK), text)
    assert made is not None
    return made["label"]


@pytest.mark.parametrize(
    ("said_on", "most"),
    [
        (labelled_button, limits.BUTTON_LABEL),
        (lambda text: option(text, "1").label, limits.OPTION_LABEL),
    ],
)
def test_a_label_keeps_all_that_fits(said_on: Callable[[str], str], most: int) -> None:

    assert said_on("x" * most) == "x" * most
    assert said_on("x" * (most + 1)) == "x" * (most - 1) + "…"
    assert size(said_on(PERSON * most)) <= most
    assert said_on(" \n ") == "…"


def test_a_press_that_no_button_can_carry_is_no_button() -> None:
    assert button(p.Again(DeckId("Ä deck")), "Play") is None
    assert rows(button(p.Again(DeckId("Ä deck")), "Play")) == []


def inside(row: Item) -> list[Json]:
    assert row["type"] == 1
    return list(map(dict, row["components"]))


def test_a_row_holds_five_buttons() -> None:
    made = rows(*(button(p.Hint(AskId(number)), "Hint") for number in range(1, 7)))
    assert [len(inside(each)) for each in made] == [5, 1]


def test_a_select_holds_twenty_five_options_of_a_hundred() -> None:
    [row] = menu(p.Answer(ASK, ()), "?" * 151, [option("x", str(n)) for n in range(26)], most=26)
    select = inside(row)[0]
    assert len(select["options"]) == select["max_values"] == limits.SELECT_OPTIONS
    assert len(select["placeholder"]) == limits.PLACEHOLDER
    assert option("x", "v" * 100, "d" * 101).description == "d" * 99 + "…"
    with pytest.raises(ValueError, match="value of an option"):
        option("x", "v" * 101)
    assert menu(p.Answer(ASK, ()), "none", []) == []


def shown_texts(layout: Layout) -> list[str]:
    return fake.texts(payload(Rendered(view=layout)))


def test_the_texts_of_a_message_fit_together() -> None:
    assert shown_texts(card(said("a" * 2_000), said("b" * 2_000))) == ["a" * 2_000, "b" * 2_000]
    lines = [f"{number} " + "x" * 97 for number in range(30)]
    cut = shown_texts(card(said(*lines), said(*lines)))
    assert sum(map(size, cut)) <= limits.TEXT
    assert all(text.endswith(MORE) for text in cut)
    assert sum(map(size, shown_texts(line("x\n" * 3_000)))) <= limits.TEXT


def test_texts_of_many_bytes_fit_together() -> None:
    whole = "語" * 3_386  # with its overhead exactly what Discord takes
    assert len(whole.encode()) + limits.TEXT_OVERHEAD == limits.TEXT_BYTES
    assert shown_texts(line(whole)) == [whole]
    (cut,) = shown_texts(line(f"{whole[:3_000]}\n{whole[3_000:]}語"))
    assert cut == f"{whole[:3_000]}\n{MORE}"
    room = limits.TEXT_BYTES - 2 * limits.TEXT_OVERHEAD
    several = ["語" * 1_700, "語" * (room // 3 - 1_700)]
    assert shown_texts(card(*map(said, several))) == several
    assert shown_texts(card(*map(said, [several[0], f"{several[1]}語"]))) != several


def test_alt_text_goes_with_a_picture_and_other_files_are_offered() -> None:
    [gallery] = shown(Upload("map.png", b"", "x" * 1_025))
    assert gallery["type"] == 12
    [item] = gallery["items"]
    assert item["description"] == "x" * 1_023 + "…"
    [file] = shown(Upload("map.svg", b"", "A map"))
    assert file["type"] == 13


def test_a_modal_keeps_its_limits() -> None:
    parts = [line_input(f"gap{n}", "x" * 46, about="y" * 101, example="z" * 101) for n in range(5)]
    form = Form(p.Open(ASK), "t" * 46, *parts).to_dict()
    assert len(form["title"]) == limits.MODAL_TITLE
    assert len(form["components"]) == limits.MODAL_PARTS
    label = form["components"][0]
    assert len(label["label"]) == limits.MODAL_LABEL
    assert len(label["description"]) == limits.MODAL_DESCRIPTION
    assert len(label["component"]["placeholder"]) == limits.INPUT_PLACEHOLDER
    with pytest.raises(ValueError, match="exceeded"):
        Form(p.Open(ASK), "t", *parts, line_input("one", "more"))
    with pytest.raises(ValueError, match="does not fit"):
        line_input("text", "Text", default="x" * 4_001)


@pytest.mark.parametrize(("count", "kind"), [(2, 21), (10, 21), (11, 3), (1, 3)])
def test_a_group_of_radios_holds_two_to_ten(count: int, kind: int) -> None:
    part = one_of("option", "Which?", [option("x", str(n)) for n in range(count)])
    assert part.to_component_dict()["component"]["type"] == kind


@pytest.mark.parametrize(("count", "kind"), [(1, 22), (10, 22), (11, 3)])
def test_a_group_of_checkboxes_holds_ten(count: int, kind: int) -> None:
    part = any_of("option", "Which?", [option("x", str(n)) for n in range(count)])
    assert part.to_component_dict()["component"]["type"] == kind


def test_a_file_over_the_limit_is_packed_and_one_beyond_that_is_told_of() -> None:
    edge = limits.ATTACHMENT_BYTES
    whole, packed = upload("all.json", b"x" * edge), upload("all.json", b"x" * (edge + 1))
    assert whole is not None
    assert packed is not None
    assert (whole.name, packed.name) == ("all.json", "all.json.zip")
    assert len(packed.data) < edge
    assert upload("noise", Random(1).randbytes(edge + 1)) is None
    assert TOO_LARGE


def test_drawings_of_the_bank_have_pixels_beside_them() -> None:
    for drawing in bank.bundled().rglob("*.svg"):
        pixels = drawing.with_suffix(".png").read_bytes()
        file = upload(drawing.name, pixels)
        assert file is not None
        assert file.name == f"{drawing.stem}.png"
        [gallery] = shown(file)
        assert gallery["type"] == 12
        assert "description" not in gallery["items"][0]


def test_file_names_are_plain() -> None:
    assert file_name("Ärger über/../Rom.json") == "rger--ber-..-Rom.json"
    assert file_name("…") == "file"
    assert len(file_name("x" * 300 + ".json")) == limits.FILE_NAME
    exported = render(DataExported("a b.json", "{}"), Viewer(NOW))
    assert [each.name for each in exported.files] == ["a-b.json"]


def test_lists_are_paged_and_nothing_is_lost() -> None:
    lines = [f"{number:03} " + "x" * 90 for number in range(200)]
    _, pages, _ = page_of(lines, 0)
    assert [each for page in range(pages) for each in page_of(lines, page)[2]] == lines
    assert all(len(page_of(lines, page)[2]) <= LINES for page in range(pages))
    assert page_of(lines, 99)[0] == pages - 1
    assert page_of([], 0) == (0, 1, [])
    assert page_of(["x" * 3_000] * 40, 35)[2][-1] == "…"  # more pages than a button can count to


def test_pages_turn_both_ways() -> None:
    def turned(page: int, pages: int) -> list[p.Press | None]:
        return [
            p.decode(each["custom_id"])
            for row in pager("deck", page, pages)
            for each in inside(row)
        ]

    assert turned(0, 1) == []
    assert turned(0, 2) == [p.Turn("deck", 1)]
    assert turned(1, 3) == [p.Turn("deck", 0), p.Turn("deck", 2)]


def choice(*options: str) -> Posed:
    return posed(KindName.CHOICE, options=tuple(map(Shown, range(len(options)), options)))


def ask(question: Posed) -> Asked:
    return Asked(ask=ASK, posed=question, source=Source.REVIEW, opened_at=NOW)


def test_options_are_buttons_up_to_the_edge() -> None:
    edge = "x" * limits.SHORT_OPTION
    assert edge not in texts(render(ask(choice(edge, "b")), Viewer(NOW)))
    longer = render(ask(choice(f"{edge}y", "b")), Viewer(NOW))
    assert f"**A** {edge}y" in texts(longer)


def luminance(colour: int) -> float:
    channels = [(colour >> shift & 255) / 255 for shift in (16, 8, 0)]
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("colour", [*themes.COLOURS, themes.HOUSE])
@pytest.mark.parametrize("ground", [0xFFFFFF, 0xF2F3F5, 0x2B2D31, 0x313338, 0x070709])
def test_the_bar_of_a_card_can_be_seen_on_light_and_dark(colour: int, ground: int) -> None:
    dark, light = sorted((luminance(colour), luminance(ground)))
    assert (light + 0.05) / (dark + 0.05) >= 3


def test_a_theme_keeps_its_colour() -> None:
    assert themes.colour_of("germany") == themes.colour_of("germany")
    assert themes.colour_of("") == themes.HOUSE
    assert labelled("x", "", line_input("a", "b").component).description is None
    assert short("a\nb", 10) == "a b"
