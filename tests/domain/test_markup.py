"""Markup: what it means, that nothing visible is lost, and that hostile sources stay cheap."""

import re
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.domain.markup import (
    ELLIPSIS,
    LIMIT,
    Break,
    Bullets,
    Code,
    Gap,
    Paragraph,
    Span,
    Words,
    clean,
    count_gaps,
    escape,
    parse,
    plain,
    shorten,
    spans_of,
    spoken,
)

SOURCES = st.text(
    st.one_of(st.sampled_from("*_`~\\- \n[]()<>!#&@.ab1"), st.characters()), max_size=300
)


def spans(source: str) -> tuple[Span, ...]:
    """The spans of a source that is one paragraph."""
    [paragraph] = parse(source)
    assert isinstance(paragraph, Paragraph)
    return paragraph.spans


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Rapallo", (Words("Rapallo"),)),
        ("*Pravda*", (Words("Pravda", italic=True),)),
        ("_Pravda_", (Words("Pravda", italic=True),)),
        ("**not** so", (Words("not", bold=True), Words(" so"))),
        ("***both***", (Words("both", bold=True, italic=True),)),
        ("~~1930~~", (Words("1930", struck=True),)),
        ("`f(x) = *y*`", (Code("f(x) = *y*"),)),
        ("one\\\ntwo", (Words("one"), Break(), Words("two"))),
        ("one  \ntwo", (Words("one"), Break(), Words("two"))),
        (r"5 \* 3", (Words("5 * 3"),)),
        ("snake_case_name", (Words("snake_case_name"),)),
        ("2 * 3 * 4", (Words("2 * 3 * 4"),)),
    ],
)
def test_a_small_part_of_markdown_is_understood(source: str, expected: tuple[Span, ...]) -> None:
    assert spans(source) == expected


@pytest.mark.parametrize(
    "source",
    [
        "[here](https://example.org)",
        "![x](y.png)",
        "<script>alert(1)</script>",
        "# Heading",
        "> quote",
        "1917. The year",
        "&amp; &lt;",
        "https://example.org/a_b_c",
        "@everyone",
        "<@123>",
        "---",
        "    indented",
        "a | b",
    ],
)
def test_everything_else_is_literal_text(source: str) -> None:
    assert spans(source) == (Words(source.strip()),)


def test_gaps_are_spans_of_their_own_and_counted_over_the_whole_text() -> None:
    source = (
        "In ____ the *____ pact*.\n\n- then ______\n- `____` is code, \\_\\_\\_\\_ is not a gap"
    )
    gaps = [span.number for span in spans_of(parse(source)) if isinstance(span, Gap)]
    assert gaps == [1, 2, 3]
    assert count_gaps(source) == 3
    assert plain("In ____ and ____.") == "In ____ and ____."
    assert spoken("In ____ and ____.") == "In gap 1 and gap 2."


def test_paragraphs_and_lists_keep_their_lines() -> None:
    blocks = parse("Two aims:\n- to *trade*\n- to\n  rearm\nand more\n\nEnd")
    assert [type(block) for block in blocks] == [Paragraph, Bullets, Paragraph, Paragraph]
    assert plain("Two aims:\n- to *trade*\n- to\n  rearm\n\nEnd\nof it") == (
        "Two aims:\n• to trade\n• to rearm\nEnd of it"
    )


@pytest.mark.parametrize("hidden", ["\u202e", "\u2066", "\u200b", "\ufeff", "\x00", "\x1b", "\xad"])
def test_what_nobody_can_see_is_taken_out(hidden: str) -> None:
    assert plain(f"Sta{hidden}lin") == "Stalin"


def test_joined_and_right_to_left_writing_survives() -> None:
    for text in ("می‌خواهم", "👩‍🏫", "שלום‏!"):
        assert plain(text) == text


def test_half_a_surrogate_can_still_be_encoded() -> None:
    assert plain("a\ud800b").encode() == "a\ufffdb".encode()


def visible(text: str) -> str:
    return re.sub(r"[\s*_`~\\•-]", "", clean(text))


@given(SOURCES)
def test_no_visible_character_is_lost_or_made_up(source: str) -> None:
    assert visible(plain(source)) == visible(source)


@given(SOURCES)
@example("- not a list\n- nor this")
@example("* or this\n\n____ ~~no~~ `code` \\")
def test_escaped_text_comes_back_as_it_was(text: str) -> None:
    lines = [line.strip() for line in clean(text).split("\n")]
    assert plain(escape(text)) == "\n".join(line for line in lines if line)
    assert count_gaps(escape(text)) == 0


@given(SOURCES)
def test_words_hold_text_without_newlines(source: str) -> None:
    for span in spans_of(parse(source)):
        if isinstance(span, Words):
            assert span.text
            assert "\n" not in span.text


HOSTILE = ["*", "_", "`", "~~a*", "*a_ ", "**a*", "\\", "- ", "\n- a", "_a *b ", "[(", "a**b c* "]


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_sources_are_cut_and_cheap(piece: str) -> None:
    source = piece * (100_000 // len(piece))
    started = time.process_time()
    text = plain(source)
    assert time.process_time() - started < 1.0
    assert len(text) <= 2 * LIMIT  # a bullet may grow by its sign, nothing else does


@given(st.text(max_size=200), st.integers(1, 80))
@settings(max_examples=200)
def test_shortened_text_fits_and_is_a_beginning(text: str, limit: int) -> None:
    short = shorten(text, limit)
    assert len(short) <= limit
    if short != text.strip():
        assert short.endswith(ELLIPSIS)
        assert text.strip().startswith(short.removesuffix(ELLIPSIS).rstrip())


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("short", 5, "short"),
        ("Berlin signed. Moscow waited a while.", 20, "Berlin signed. …"),
        ("Collective security failed", 22, "Collective security…"),
        ("Collective, security", 12, "Collective…"),
        ("Molotov-Ribbentrop-and-on", 10, "Molotov-R…"),
        ("cafe\u0301s", 5, "caf…"),
    ],
)
def test_a_cut_falls_where_a_reader_would_put_it(text: str, limit: int, expected: str) -> None:
    assert shorten(text, limit) == expected
