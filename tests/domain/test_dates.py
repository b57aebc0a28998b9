"""Dates as people type them, and how they are marked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.dates import Day, Span, read_date
from bot.domain.judge_date import aim_of, mark_date
from bot.domain.question import Because, Date, Mark, Precision

PACT = Day(1939, 8, 23)


@pytest.mark.parametrize(
    "text",
    [
        "23 August 1939",
        "23 Aug 1939",
        "August 23rd, 1939",
        "23/8/1939",
        "23.08.1939",
        "1939-08-23",
        "8/23/1939",
        "the 23rd of August, 1939",
        "twenty-third of August nineteen thirty-nine",
        "Wednesday 23 August 1939",
        "23Aug1939",
        "23 Augst 1939",
    ],
)
def test_a_full_date(text: str) -> None:
    assert read_date(text).readings == (Span(PACT),)


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("August 1939", Span(Day(1939, 8))),
        ("1939-08", Span(Day(1939, 8))),
        ("23 August", Span(Day(None, 8, 23))),
        ("in 1939.", Span(Day(1939))),
        ("'39", Span(Day(39, short=True))),
        ("44 B.C.", Span(Day(-44, era=True))),
        ("AD 43", Span(Day(43, era=True))),
        ("nineteen oh five", Span(Day(1905))),
        ("two thousand and one", Span(Day(2001))),
        ("1939-45", Span(Day(1939), Day(1945))),
        ("1928-9", Span(Day(1928), Day(1929))),
        ("1936/39", Span(Day(1936), Day(1939))),
        ("between 1936 and 1939", Span(Day(1936), Day(1939))),
        ("3-10 July 1936", Span(Day(1936, 7, 3), Day(1936, 7, 10))),
        ("Sept–Oct 1938", Span(Day(1938, 9), Day(1938, 10))),
    ],
)
def test_a_date_or_span(text: str, span: Span) -> None:
    assert read_date(text).readings == (span,)


@pytest.mark.parametrize("text", ["", "Rapallo", "31 June 1939", "19?39", "1922 1923", "1-2-3-4"])
def test_no_date(text: str) -> None:
    assert read_date(text).readings == ()


def test_a_decade_is_no_year() -> None:
    assert read_date("the 1960s").decade


def test_day_and_month_may_be_swapped() -> None:
    readings = read_date("8/9/39").readings
    assert [(span.start.day, span.start.month) for span in readings] == [(8, 9), (9, 8)]


@given(st.text(alphabet="0123456789/-–. '’abcdJuneAugst", max_size=40))
def test_any_text_can_be_tried(text: str) -> None:
    assert len(read_date(text).readings) <= 2


@given(st.dates())
def test_iso_dates_come_back(day: object) -> None:
    assert len(read_date(str(day)).readings) == 1


def _mark(text: str, kind: Date, question: str = "") -> tuple[Mark, Because]:
    verdict = mark_date(text, (aim_of(kind),), question)
    return verdict.mark, verdict.reason.because


DAY = Date("1939-08-23", Precision.DAY)


@pytest.mark.parametrize(
    ("text", "mark", "because"),
    [
        ("23/8/39", Mark.RIGHT, Because.VARIANT),
        ("August 1939", Mark.CLOSE, Because.FULL_DATE),
        ("1939", Mark.CLOSE, Because.FULL_DATE),
        ("23 August", Mark.CLOSE, Because.FULL_DATE),
        ("24 August 1939", Mark.WRONG, Because.NUMBER),
        ("September 1939", Mark.WRONG, Because.NUMBER),
        ("before 23 August 1939", Mark.WRONG, Because.DIFFERENT),
        ("23 or 24 August 1939", Mark.WRONG, Because.TWO_ANSWERS),
        ("not 23 August 1939", Mark.WRONG, Because.NEGATED),
        ("pass", Mark.WRONG, Because.EMPTY),
        ("Stalin", Mark.WRONG, Because.DIFFERENT),
    ],
)
def test_a_day_is_asked(text: str, mark: Mark, because: Because) -> None:
    assert _mark(text, DAY) == (mark, because)


def test_the_year_may_come_from_the_question() -> None:
    assert _mark("23 August", DAY, "On which day of 1939 was it signed?")[0] is Mark.RIGHT


def test_a_date_right_only_month_first_is_asked_about() -> None:
    verdict = mark_date("9/8/39", (aim_of(Date("1939-09-08", Precision.DAY)),), "")
    assert verdict.reason.because is Because.WHICH_DATE
    assert verdict.reason.about == ("9 August 1939", "8 September 1939")
    assert _mark("8/9/39", Date("1939-09-08", Precision.DAY))[0] is Mark.RIGHT


def test_the_era_is_asked_about() -> None:
    kind = Date("-0044", Precision.YEAR)
    assert _mark("44 BC", kind)[0] is Mark.RIGHT
    assert _mark("44", kind) == (Mark.CLOSE, Because.WHICH_DATE)
    assert _mark("44", kind, "In which year BC was it?")[0] is Mark.RIGHT
    assert _mark("44 AD", kind)[0] is Mark.WRONG


def test_more_exact_than_asked_is_right() -> None:
    assert _mark("23 August 1939", Date("1939", Precision.YEAR))[0] is Mark.RIGHT
    assert _mark("23 August 1939", Date("1939-08", Precision.MONTH))[0] is Mark.RIGHT


@pytest.mark.parametrize(
    ("value", "precision", "near", "far"),
    [
        ("1922", Precision.YEAR, "1924", "1925"),
        ("1922-01", Precision.MONTH, "November 1921", "October 1921"),
        ("1922-03-01", Precision.DAY, "27 February 1922", "26 February 1922"),
    ],
)
def test_tolerance(value: str, precision: Precision, near: str, far: str) -> None:
    kind = Date(value, precision, tolerance=2)
    assert _mark(near, kind) == (Mark.RIGHT, Because.IN_RANGE)
    assert _mark(far, kind)[0] is Mark.WRONG


def test_spans() -> None:
    both = Date("1936", Precision.YEAR, until="1939")
    either = Date("1936", Precision.YEAR, until="1939", either_end=True)
    assert _mark("1936-39", both)[0] is Mark.RIGHT
    assert _mark("1936", both) == (Mark.WRONG, Because.INCOMPLETE)
    assert _mark("1939", either)[0] is Mark.RIGHT
    assert _mark("1937", either)[0] is Mark.WRONG
    assert _mark("1936-1940", both)[0] is Mark.WRONG


MONTH_ASKED = Date("1927-04", Precision.MONTH)
DAY_ASKED = Date("1939-08-23", Precision.DAY)
YEAR_ASKED = Date("1939", Precision.YEAR)


@pytest.mark.parametrize(
    ("asked", "given_", "expected", "because"),
    [
        (MONTH_ASKED, "04/1927", Mark.RIGHT, Because.VARIANT),
        (MONTH_ASKED, "4.1927", Mark.RIGHT, Because.VARIANT),
        (MONTH_ASKED, "05/1927", Mark.WRONG, Because.NUMBER),
        (DAY_ASKED, "08/1939", Mark.CLOSE, Because.FULL_DATE),
        (DAY_ASKED, "23 August 1 939", Mark.RIGHT, Because.VARIANT),
        (DAY_ASKED, "23 August 939", Mark.CLOSE, Because.CENTURY),
        (DAY_ASKED, "24 August 939", Mark.WRONG, Because.NUMBER),
        (DAY_ASKED, "23/8/1839", Mark.CLOSE, Because.CENTURY),
        (DAY_ASKED, "23 August 1939", Mark.RIGHT, Because.EXACT),
        (DAY_ASKED, "1939-08-23", Mark.RIGHT, Because.EXACT),
        (DAY_ASKED, "August 23, 1939", Mark.RIGHT, Because.VARIANT),
        (YEAR_ASKED, "1939", Mark.RIGHT, Because.EXACT),
        (YEAR_ASKED, "in 1939", Mark.RIGHT, Because.VARIANT),
        (YEAR_ASKED, "1 939", Mark.RIGHT, Because.VARIANT),
        (YEAR_ASKED, "2039", Mark.CLOSE, Because.CENTURY),
        (YEAR_ASKED, "1239", Mark.WRONG, Because.NUMBER),
        (YEAR_ASKED, "193", Mark.WRONG, Because.NUMBER),
        (YEAR_ASKED, "19399", Mark.WRONG, Because.NUMBER),
    ],
)
def test_a_torn_year_is_mended_and_a_century_is_asked_about(
    asked: Date, given_: str, expected: Mark, because: Because
) -> None:
    verdict = mark_date(given_, (aim_of(asked),), "When was it?")
    assert (verdict.mark, verdict.reason.because) == (expected, because)
