"""Names are fit to show, told apart, and follow their owners in what was posted."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.ids import AskId, RoundId
from bot.domain.replies import (
    AnswerCount,
    BoardShown,
    Help,
    Pace,
    Reply,
    RoundOver,
    RoundStarted,
    Span,
    Standing,
)
from bot.usecases.naming import clean_name, renamed


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("  Ann \t Lee\n", "Ann Lee"),
        ("A\u0301nn", "Ánn"),
        ("An\u200bn\u202e", "Ann"),
        ("Ann\u00a0Lee", "Ann Lee"),
        ("Z" + "\u0336" * 20, "Z" + "\u0336" * 3),
        ("\u202e\u2066\u200f", ""),
        ("\u3164", ""),
        ("\u0301", ""),
        ("🦊", "🦊"),
        ("<b>Ann</b>", "<b>Ann</b>"),
        ("Łukasz Ω 李", "Łukasz Ω 李"),
    ],
)
def test_names_are_cleaned(typed: str, name: str) -> None:
    assert clean_name(typed) == name


@given(st.text(max_size=80))
def test_a_clean_name_is_clean(typed: str) -> None:
    name = clean_name(typed)
    assert clean_name(name) == name
    assert name == name.strip()
    assert not any(unicodedata.category(char)[0] == "C" for char in name)


STARTED = RoundStarted(RoundId(1), "Treaties", 10, Pace.CALM, "Ann")
OVER = RoundOver(
    round=RoundId(1),
    stopped=True,
    asked=3,
    standings=(Standing(1, "Ann", 9), Standing(2, "Ben", 3)),
    missed=(),
    players=2,
    by="Ann",
)
BOARD = BoardShown(
    class_name="Ann",
    span=Span.WEEK,
    first_day=None,
    last_day=None,
    deck_title=None,
    top=(Standing(1, "Ann", 9), Standing(2, "Anna", 3)),
    around=(Standing(1, "Ann", 9),),
    learners=2,
    team_points=12,
    team_goal=20,
    most_improved=("Ben", "Ann"),
    streak=1,
    hidden=False,
)


@pytest.mark.parametrize("reply", [STARTED, OVER, BOARD])
def test_a_name_and_back_again(reply: Reply) -> None:
    changed = renamed(reply, "Ann", "Zoë")
    assert changed != reply
    assert renamed(changed, "Zoë", "Ann") == reply


def test_a_name_is_taken_out() -> None:
    started = renamed(STARTED, "Ann", None)
    assert isinstance(started, RoundStarted)
    assert started.by == ""
    over = renamed(OVER, "Ann", None)
    assert isinstance(over, RoundOver)
    assert (over.by, over.standings) == ("", (Standing(2, "Ben", 3),))
    board = renamed(BOARD, "Ann", None)
    assert isinstance(board, BoardShown)
    assert (board.top, board.around, board.most_improved) == (
        (Standing(2, "Anna", 3),),
        (),
        ("Ben",),
    )


@pytest.mark.parametrize("reply", [Help("Ann"), AnswerCount(AskId(1), 1, 2), STARTED])
def test_what_does_not_name_them_stays(reply: Reply) -> None:
    assert renamed(reply, "An", None) is reply
