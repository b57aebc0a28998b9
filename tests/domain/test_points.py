"""Points: what an answer is worth."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.points import points_for
from bot.domain.question import Mark

marks = st.sampled_from(Mark)
credits_ = st.integers(0, 1000)
recalls = st.none() | st.floats(0, 1)


@pytest.mark.parametrize(
    ("mark", "credit", "recall", "points"),
    [
        (Mark.RIGHT, 1000, None, 20),  # never seen
        (Mark.RIGHT, 1000, 0.0, 20),
        (Mark.RIGHT, 1000, 0.9, 11),
        (Mark.RIGHT, 1000, 0.5, 15),
        (Mark.RIGHT, 1000, 1.0, 10),
        (Mark.RIGHT, 500, 0.9, 6),  # with a hint
        (Mark.PARTLY, 500, 0.9, 6),
        (Mark.PARTLY, 500, None, 10),
        (Mark.PARTLY, 10, 0.9, 1),  # the floor
        (Mark.PARTLY, 0, None, 1),
        (Mark.WRONG, 0, None, 1),
        (Mark.WRONG, 300, 0.2, 1),
    ],
)
def test_table(mark: Mark, credit: int, recall: float | None, points: int) -> None:
    assert points_for(mark, credit, recall, repeat=False) == points
    assert points_for(mark, credit, recall, repeat=True) == 0


@given(marks, credits_, recalls)
def test_within_bounds(mark: Mark, credit: int, recall: float | None) -> None:
    assert 1 <= points_for(mark, credit, recall, repeat=False) <= 20


@given(recalls)
def test_a_right_answer_is_worth_at_least_ten(recall: float | None) -> None:
    assert points_for(Mark.RIGHT, 1000, recall, repeat=False) >= 10


@given(marks, credits_, st.floats(0, 1), st.floats(0, 1))
def test_what_was_nearer_to_forgotten_is_worth_no_less(
    mark: Mark, credit: int, one: float, other: float
) -> None:
    nearer, further = sorted((one, other))
    assert points_for(mark, credit, nearer, repeat=False) >= points_for(
        mark, credit, further, repeat=False
    )


@given(credits_, credits_, recalls)
def test_more_right_is_worth_no_less(one: int, other: int, recall: float | None) -> None:
    less, more = sorted((one, other))
    partly = points_for(Mark.PARTLY, less, recall, repeat=False)
    assert partly <= points_for(Mark.PARTLY, more, recall, repeat=False)
    assert partly <= points_for(Mark.RIGHT, 1000, recall, repeat=False)
