"""Lines taken apart: indents, markers, tidied text, wrapped lines put together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.draft import PointKind
from content.formats.notes import all_joined, joined, line_of, tidy


@pytest.mark.parametrize(
    ("raw", "marker", "text"),
    [
        ("  • one", "•", "one"),
        ("-one", "-", "one"),
        ("-1926 one", "-", "1926 one"),
        ("– one", "–", "one"),
        ("* one", "*", "one"),
        ("o\tone", "o", "one"),
        ("➢ one", "➢", "one"),
        ("1. one", "1.", "one"),
        ("10) one", "10)", "one"),
        ("(a) one", "(a)", "one"),
        ("iv. one", "iv.", "one"),
        ("1.2 One", "1.2", "One"),
        ("3. \u00a0one", "3.", "one"),
    ],
)
def test_markers_come_off(raw: str, marker: str, text: str) -> None:
    line = line_of(1, raw)
    assert (line.marker, line.text, line.raw) == (marker, text, raw)


@pytest.mark.parametrize(
    "raw", ["1924. one", "J. P. Taylor", "**one** two", "-5 °C", "---", "1.5 million", "one", "ox"]
)
def test_what_is_no_marker_stays(raw: str) -> None:
    line = line_of(1, raw)
    assert (line.marker, line.kind, line.text) == ("", PointKind.PARA, raw)


@pytest.mark.parametrize(
    ("raw", "columns"), [("a", 0), (" a", 1), ("\ta", 4), ("  \ta", 4), ("\u00a0\u00a0a", 2)]
)
def test_indents_are_columns(raw: str, columns: int) -> None:
    assert line_of(1, raw).indent == columns


def test_wrapped_texts_join_with_a_space_unless_a_hyphen_ends_the_line() -> None:
    assert joined("South-", "Western Europe") == "South-Western Europe"
    assert joined("1929 -", "the crash") == "1929 - the crash"
    assert all_joined(["a", "", "b-", "c"]) == "a b-c"


@given(st.text())
def test_tidying_twice_changes_nothing_more(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


@given(st.lists(st.text(st.sampled_from("ab- ")).map(tidy)))
def test_joining_all_is_joining_one_by_one(texts: list[str]) -> None:
    whole = ""
    for each in texts:
        whole = joined(whole, each)
    assert all_joined(texts) == whole
