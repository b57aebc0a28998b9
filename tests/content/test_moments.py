"""Dates within sentences of notes."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.moments import moments
from tests.content.notes import texts


@pytest.mark.parametrize(
    ("text", "value", "until"),
    [
        ("1215 Magna Carta", "1215", ""),
        ("Battle of Hastings – 1066", "1066", ""),
        ("March 1917, the Tsar gives up", "1917-03", ""),
        ("ended on 11 November 1918.", "1918-11-11", ""),
        ("ended on November 11th, 1918", "1918-11-11", ""),
        ("1848 February: Paris", "1848-02", ""),
        ("Crimean War 1853-6", "1853", "1856"),
        ("1756 – 1763 at sea", "1756", "1763"),
        ("between 1618 and 1648", "1618", "1648"),
        ("1848/49", "1848", "1849"),
        ("on 1969-07-20", "1969-07-20", ""),
    ],
)
def test_a_date_is_found_as_exact_as_it_is(text: str, value: str, until: str) -> None:
    [found] = moments(text)
    assert (found.value, found.until, found.vague) == (value, until, False)


@pytest.mark.parametrize(
    "text",
    [
        "by 1924 it was over",
        "c. 1450 in Mainz",
        "the mid-1920s",
        "since 1871",
        "early in 1917",
        "14 July in Paris",
        "in the 19th century",
        "44 BC or 1066 AD",
        "31 February 1934",
        "pre-1914",
        "before the 1832 act",
    ],
)
def test_a_vague_date_says_so(text: str) -> None:
    assert moments(text)
    assert all(found.vague for found in moments(text))


@pytest.mark.parametrize("text", ["1500 soldiers died", "room 12", "£1800", "1,900 men", "v1.2000"])
def test_a_number_is_no_date(text: str) -> None:
    assert moments(text) == ()


def test_two_years_are_two_moments() -> None:
    assert [found.value for found in moments("in 1830 and 1848")] == ["1830", "1848"]


def test_a_span_knows_its_last_year() -> None:
    [found] = moments("1939-45")
    assert (found.year, found.last_year) == (1939, 1945)


@given(texts | st.text())
def test_any_text_can_be_read_and_moments_are_in_order(text: str) -> None:
    found = moments(text)
    assert all(one.end <= other.start for one, other in itertools.pairwise(found))
    assert all(text[each.start : each.end].strip() for each in found)
    assert all(each.value or each.vague for each in found)
