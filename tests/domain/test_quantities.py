"""Numbers as people type them, and how they are marked."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.judge_number import mark_amount, target_of
from bot.domain.quantities import measure
from bot.domain.question import Because, Mark, Number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("14", "14"),
        ("fourteen", "14"),
        ("forteen", "14"),
        ("one hundred and fifty-three", "153"),
        ("two hundred thousand", "200000"),
        ("27m", "27000000"),
        ("27 mln", "27000000"),
        ("1.5 billion", "1500000000"),
        ("27 000 000", "27000000"),
        ("27.000.000", "27000000"),
        ("2,5", "2.5"),
        ("two and a half million", "2500000"),
        ("half a million", "500000"),
        ("a dozen", "12"),
        ("−40", "-40"),
        ("minus forty", "-40"),
        ("£5m", "5000000"),
        ("37 per cent", "37"),
    ],
)
def test_a_number_is_read(text: str, value: str) -> None:
    assert [amount.value for amount in measure(text).amounts] == [Decimal(value)]


@given(st.text(max_size=60))
def test_any_text_is_measured(text: str) -> None:
    assert len(measure(text).amounts) <= len(text)


def _mark(text: str, kind: Number, question: str = "") -> tuple[Mark, Because]:
    verdict = mark_amount(text, (target_of(kind),), f"{question} {kind.unit}", frozenset())
    return verdict.mark, verdict.reason.because


DEAD = Number("27 million", 26_000_000, 28_000_000)


@pytest.mark.parametrize(
    ("text", "mark", "because"),
    [
        ("27 million", Mark.RIGHT, Because.EXACT),
        ("26.5m", Mark.RIGHT, Because.IN_RANGE),
        ("29 million", Mark.WRONG, Because.NUMBER),
        ("27", Mark.CLOSE, Because.UNIT),
        ("27 thousand", Mark.WRONG, Because.NUMBER),
        ("over 27 million", Mark.CLOSE, Because.NEAR),
        ("26 or 29 million", Mark.WRONG, Because.TWO_ANSWERS),
        ("not 27 million", Mark.WRONG, Because.NEGATED),
        ("27 million roubles", Mark.CLOSE, Because.UNIT),
        ("no idea", Mark.WRONG, Because.EMPTY),
        ("many", Mark.WRONG, Because.DIFFERENT),
    ],
)
def test_a_range(text: str, mark: Mark, because: Because) -> None:
    assert _mark(text, DEAD) == (mark, because)


def test_the_unit_may_be_typed_or_left_out_but_not_changed() -> None:
    kind = Number("8848", 8840, 8850, "m")
    assert _mark("8848", kind)[0] is Mark.RIGHT
    assert _mark("8848 m", kind)[0] is Mark.RIGHT
    assert _mark("8848 metres", kind)[0] is Mark.RIGHT
    assert _mark("8848 km", kind)[0] is Mark.CLOSE


def test_bounds_may_be_written_in_the_scale_of_the_value() -> None:
    kind = Number("27 million", 26, 28)
    assert _mark("26.5 million", kind)[0] is Mark.RIGHT
    assert _mark("27,000,000", kind)[0] is Mark.RIGHT


def test_a_scale_in_the_question_may_be_left_out() -> None:
    kind = Number("27", 27, 27, "million")
    assert _mark("27", kind)[0] is Mark.RIGHT
    assert _mark("27 million", kind)[0] is Mark.RIGHT
    assert _mark("27 thousand", kind)[0] is Mark.WRONG
