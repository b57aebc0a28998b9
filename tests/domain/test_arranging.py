"""Steps of an order or a match become its answer, and nothing else does."""

from dataclasses import replace

import pytest

from bot.domain.arranging import NONE, Picks, arranged, completed, fits, one_back
from bot.domain.question import KindName, Matched, Ordered
from bot.domain.replies import Problem, Refused, Shown
from tests.any_reply import posed

LEFTS = tuple(Shown(index, text) for index, text in enumerate(("Rapallo", "Locarno", "Genoa")))
RIGHTS = tuple(Shown(index, text) for index, text in enumerate(("1922", "1925", "1926", "1930")))
ORDER = posed(KindName.ORDER, options=(Shown(2, "c"), Shown(0, "a"), Shown(1, "b")))
MATCH = posed(KindName.MATCH, options=LEFTS, rights=(RIGHTS[3], *RIGHTS[:3]))
UNFIT = Refused(Problem.UNFIT_ANSWER)


def test_an_order_is_its_picks() -> None:
    assert arranged(ORDER, (0, 1, 2)) == Ordered((0, 1, 2))
    assert arranged(ORDER, (0, 1)) == UNFIT


def test_the_last_item_of_an_order_needs_no_choosing() -> None:
    assert completed(ORDER, (0, 1)) == (0, 1, 2)
    assert completed(ORDER, (0,)) == (0,)
    assert completed(MATCH, (0, 1)) == (0, 1)
    assert one_back(ORDER, (0, 1, 2)) == (0,)
    assert one_back(ORDER, (0,)) == ()
    assert one_back(MATCH, (0, 1, 2)) == (0, 1)


def test_a_match_is_told_in_the_stored_order_and_may_leave_gaps() -> None:
    assert arranged(MATCH, (0, NONE, 2)) == Matched((0, -1, 2))
    swapped = replace(MATCH, options=(LEFTS[1], LEFTS[0], LEFTS[2]))
    assert arranged(swapped, (1, 0, 2)) == Matched((0, 1, 2))
    assert arranged(MATCH, (NONE,) * 3) == Refused(Problem.EMPTY)


@pytest.mark.parametrize("picks", [(9,), (0, 0), (0, 1, 2, 3), (NONE,)])
def test_picks_of_another_question_fit_nothing(picks: Picks) -> None:
    assert not fits(ORDER, picks)
    assert arranged(ORDER, picks) == UNFIT


def test_no_other_kind_is_arranged() -> None:
    assert arranged(posed(KindName.CHOICE, options=LEFTS), (0, 1, 2)) == UNFIT
    assert fits(MATCH, (0, NONE, 2))
    assert not fits(MATCH, (0, 0, NONE))
