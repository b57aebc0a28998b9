"""Warnings about points that disagree with each other or with known facts."""

import time

import pytest
from hypothesis import given, settings

from content.contradicting import CONTRADICTION, FACT_DISAGREES, Facts, contradictions, doubtful
from content.draft import Card, Draft, FrontKind, Point, PointKind
from content.reference import EntryKind, EntryRecord, EventRecord, Exactness
from content.schema import FactRecord, Verdict
from tests.content.notes import drafts, notes

NOTHING = Facts()
TEA = Facts(
    statements=(
        FactRecord(
            id="TEA-01",
            says="Catherine brought tea to England in 1672",
            verdict=Verdict.WRONG,
            correction="It was sold there before she came in 1662",
            misread=("1672",),
        ),
        FactRecord(
            id="TEA-02",
            says="The Boston merchants drowned the tea",
            verdict=Verdict.WRONG,
            correction="The Sons of Liberty did",
        ),
        FactRecord(id="TEA-03", says="Assam tea grew wild in hills", verdict=Verdict.RIGHT),
    ),
    names=(
        EntryRecord(
            name="Treaty of Nanking",
            kind=EntryKind.TREATY,
            means="It ended the First Opium War",
            accept=("Nanking Treaty",),
            date="1842-08-29",
        ),
    ),
    events=(
        EventRecord(
            date="1839", precision=Exactness.YEAR, event="Lin burns the opium", facts=("TEA-09",)
        ),
    ),
)


def codes(draft: Draft, facts: Facts | None = NOTHING) -> list[tuple[str, int]]:
    return [(each.code, each.line) for each in contradictions(draft, facts)]


def test_two_years_for_one_treaty() -> None:
    draft = notes(
        ("Peace", "1748 Treaty of Aachen, Silesia stays Prussian", "Peace in Europe"),
        ("Maria Theresa", "She signed the Aachen Treaty in 1784"),
    )
    [found] = contradictions(draft, NOTHING)
    assert (found.code, found.line) == (CONTRADICTION, 2)
    assert "1748" in found.detail
    assert "line 5" in found.detail
    assert "1784" in found.detail
    assert doubtful(draft, NOTHING) == {2, 5}


def test_the_year_of_a_front_is_that_of_its_points() -> None:
    draft = notes(
        ("Changes at court 1671", "The king sends corrupt royal ministers into exile abroad"),
        ("Weakness", "1670 king sends corrupt ministers and their wives into exile abroad"),
    )
    assert codes(draft) == [(CONTRADICTION, 2)]


def test_a_slip_of_the_decade_below_a_point() -> None:
    below = Point("On that morning in June 1815 the ground was wet", PointKind.NUMBERED, (3, 3))
    point = Point("The battle was on June 18 1805", PointKind.NUMBERED, (2, 2), subs=(below,))
    card = Card(
        id="c-1", front="Waterloo", front_kind=FrontKind.TOPIC, points=(point,), lines=(1, 3)
    )
    assert codes(Draft(format="outline", cards=(card,))) == [(CONTRADICTION, 2)]


def test_two_shares_of_one_thing() -> None:
    draft = notes(
        ("Harvest", "70% of grain exports left through Odessa port"),
        ("Trade", "Through Odessa port 90% of grain exports left"),
    )
    assert codes(draft) == [(CONTRADICTION, 2)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Victoria was born in 1819", "Victoria died in 1901"),
        ("1854 Crimean War", "The Crimean War 1853-6"),
        ("First Opium War began in 1839", "Second Opium War began in 1856"),
        ("1689 Bill of Rights", "In 1701 the Act of Settlement"),
        (
            "In 1796 Princess Charlotte, heir of the Regent, was born at Carlton House",
            "Princess Charlotte, heir of the Regent, died at Carlton House in 1817",
        ),
        (
            "In 1774 the First Continental Congress met in a Philadelphia hall",
            "In 1775 the Second Continental Congress met in a Philadelphia hall",
        ),
        ("The tax of 1765 on paper", "The tax of 1767 on glass"),
        ("By 1850 rail had come to Leeds", "Rail came to Leeds in 1834"),
    ],
)
def test_what_does_not_clash_is_left_alone(one: str, other: str) -> None:
    assert codes(notes(("Dates", one), ("More", other))) == []


def test_a_wrong_statement_is_found_in_other_words() -> None:
    draft = notes(("Tea", "In 1672 it was Queen Catherine who brought the English their tea"))
    [found] = contradictions(draft, TEA)
    assert (found.code, found.line) == (FACT_DISAGREES, 2)
    assert found.detail == "TEA-01: It was sold there before she came in 1662"


def test_a_statement_needs_no_false_value() -> None:
    draft = notes(("Tea party", "Tea was drowned by merchants of Boston"))
    assert codes(draft, TEA) == [(FACT_DISAGREES, 2)]


@pytest.mark.parametrize(
    "text",
    [
        "In 1662 Catherine brought tea to England",
        "It was not in 1672 that Catherine brought tea to England",
        "In 1672 the Dutch fleet was beaten",
        "Assam tea grew wild in the hills",
        "Boston had merchants",
    ],
)
def test_what_is_right_or_another_thing_is_left_alone(text: str) -> None:
    assert codes(notes(("Tea", text)), TEA) == []


@pytest.mark.parametrize(
    "text", ["1852 Treaty of Nanking opened ports", "The Nanking Treaty was signed in 1852"]
)
def test_a_name_with_another_year(text: str) -> None:
    [found] = contradictions(notes(("War", text)), TEA)
    assert found.code == FACT_DISAGREES
    assert "1842-08-29" in found.detail


@pytest.mark.parametrize(
    "text",
    [
        "1842 Treaty of Nanking",
        "In 1943 the Treaty of Nanking was ended",
        "The Treaty of Nanking was broken in 1856",
        "August 1842, Nanking Treaty",
        "More ports closed under the Treaty of Nanking in 1860",
        "After the Treaty of Nanking trade grew until 1856",
    ],
)
def test_a_name_with_its_own_year_or_another_event(text: str) -> None:
    assert codes(notes(("War", text)), TEA) == []


def test_an_event_with_another_year() -> None:
    [found] = contradictions(notes(("War", "Lin burned all the opium in 1836")), TEA)
    assert found.detail == "TEA-09: Lin burns the opium: 1839"


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("Berlin Treaty, signed in 1930", "GER-2"),
        ("On 22 June 1931 Nazi Germany invaded the Soviet Union", "BAR-03"),
        ("The Franco-Soviet Pact (1934) worried Hitler", "COL-1"),
        ("Mussolini had come to power by 1925", "NAZ-17"),
        ("Litvinov, once a Menshevik, liked London", "PEO-07"),
        ("1927: Marshal Pilsudski takes power in Warsaw", "WST-17"),
        ("The German communist party (KDP) grew", "COM-29"),
        ("1938 Nazi-Soviet Pact", "PCT-01"),
        ("The Munich Conference took place in 1939", "MUN-05"),
    ],
)
def test_the_bundled_facts_know_their_subject(text: str, fact: str) -> None:
    found = contradictions(notes(("Stalin's foreign policy", text)))
    assert any(each.detail.startswith(fact) for each in found), found


def test_other_subjects_hear_nothing_of_the_bundled_facts() -> None:
    draft = notes(
        ("Cells", "Mitochondria release energy", "75% of the body is water", "The wall is broken"),
        ("1848", "In March 1848 Berlin rose", "The king broke his word and attacked in 1849"),
        ("Photosynthesis", "Light splits water", "Joseph Priestley found oxygen in 1774"),
        ("Rome", "Caesar broke the pact and attacked Gaul", "The army was purged by Sulla"),
        ("Economics", "Wall Street crashed in 1987", "Trade with Japan grew from 1931"),
        ("Cold War", "1955 Warsaw Pact", "1972 SALT treaty signed in Moscow", "1989 Berlin"),
        ("Vietnam", "1973 Treaty of Paris", "France left in 1954", "Nothing came of it"),
    )
    assert contradictions(draft) == ()


@settings(max_examples=25)
@given(drafts)
def test_no_draft_makes_it_raise_and_it_repeats_itself(draft: Draft) -> None:
    found = contradictions(draft)
    assert found == contradictions(draft)
    assert {each.line for each in found} <= doubtful(draft)


def test_many_cards_take_a_line_of_time() -> None:
    def cards(count: int) -> Draft:
        return notes(
            *((f"Town {n}", f"Town{n} signed a pact in 1{n % 900:03}") for n in range(count))
        )

    contradictions(notes())
    started = time.process_time()
    contradictions(cards(500))
    first = time.process_time() - started
    started = time.process_time()
    contradictions(cards(4_000))
    assert time.process_time() - started < max(20 * first, 2.0)
