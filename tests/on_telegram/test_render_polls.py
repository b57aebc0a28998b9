"""Which questions are native polls, and how: whole, unstyled, closed by our own clock."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot import press as p
from bot.domain.question import KindName, Picture
from bot.domain.replies import DailyPost, Shown, Solution, Source
from bot.on_telegram import limits
from bot.on_telegram.limits import size
from bot.on_telegram.polls import MARGIN, polled
from bot.on_telegram.render import render
from tests.any_reply import posed
from tests.on_telegram.asks import ASK, NOW, ROOM, alone, choice, live
from tests.on_telegram.reading import carried, wrong

PERSON = "\U0001f9d1"  # one character, two units of UTF-16
FAMILY = "👩‍👩‍👧‍👦"


RIGHT = Solution(("option 1",), correct=(1,), explanation="Because. " * 60)


def options(count: int, text: str = "option") -> tuple[Shown, ...]:
    return tuple(Shown(index, f"{index} {text}") for index in range(count))


@pytest.mark.parametrize(
    ("more", "fits"),
    [
        ({"stem": "x" * 300}, True),
        ({"stem": "x" * 301}, False),
        ({"stem": PERSON * 150}, True),
        ({"stem": PERSON * 151}, False),
        ({"stem": "*" + "x" * 298 + "*"}, True),  # markup is not counted
        ({"options": options(12)}, True),
        ({"options": options(13)}, False),
        ({"options": options(2)}, True),
        ({"options": options(4, "x" * 98)}, True),
        ({"options": options(4, "x" * 99)}, False),
        ({"options": (Shown(0, "a"), Shown(1, "A"))}, False),  # Telegram refuses two alike
        ({"options": (Shown(0, ""), Shown(1, "b"))}, False),
        ({"stem": " "}, False),
    ],
)
def test_a_question_fits_a_poll_or_it_does_not(more: dict[str, object], fits: bool) -> None:
    assert (polled(live(choice(**more)), RIGHT, NOW) is not None) is fits


def test_an_explanation_of_a_poll_is_cut_at_a_sentence() -> None:
    poll = polled(live(), RIGHT, NOW)
    assert poll is not None
    assert size(poll.explanation) <= limits.POLL_EXPLANATION
    assert poll.explanation.endswith("Because. …")
    lined = polled(live(), replace(RIGHT, explanation="a\n\nb\n\nc\n\nd\n\ne"), NOW)
    assert lined is not None
    assert lined.explanation.count("\n") <= limits.POLL_EXPLANATION_LINES


@pytest.mark.parametrize(
    ("left", "period"),
    [
        (timedelta(seconds=20), 20 + MARGIN),
        (timedelta(seconds=-9), limits.POLL_SECONDS_LEAST),
        (timedelta(seconds=limits.POLL_SECONDS - MARGIN), limits.POLL_SECONDS),
        (timedelta(seconds=limits.POLL_SECONDS), 0),
        (None, 0),
    ],
)
def test_a_poll_closes_after_our_own_clock(left: timedelta | None, period: int) -> None:
    closes_at = None if left is None else NOW + left
    poll = polled(replace(live(), closes_at=closes_at), RIGHT, NOW)
    assert poll is not None
    assert poll.open_period == period


POLLS = replace(ROOM, polls=True)


def test_a_question_of_a_round_is_a_poll_where_the_class_wants_those() -> None:
    shown = render(live(), POLLS, solution=RIGHT)
    assert shown.poll is not None
    assert shown.poll.question == "Where did Germany and Soviet Russia sign?"
    assert shown.poll.options == ("Rapallo", "Locarno", "Genoa")
    assert (shown.poll.correct, shown.poll.several) == ((1,), False)
    assert "Question 3 of 10" in shown.poll.about
    assert not wrong(shown)
    assert p.GiveUp(ASK) not in carried(shown)  # a vote can be taken back, giving up cannot
    assert p.Answer(ASK, (0,)) not in carried(shown)


def test_it_is_a_keyboard_where_it_cannot_be_a_poll() -> None:
    picture = Picture("map.png", "A map")
    typed = posed(KindName.TYPED)
    for shown in (
        render(live(), ROOM, solution=RIGHT),
        render(live(), POLLS),
        render(live(), replace(POLLS, public=False), solution=RIGHT),
        render(alone(), POLLS, solution=RIGHT),
        render(live(choice(picture=picture)), POLLS, solution=RIGHT),
        render(live(typed), POLLS, solution=RIGHT),
        render(live(), POLLS, solution=replace(RIGHT, correct=())),
        render(live(), POLLS, solution=replace(RIGHT, correct=(0, 1))),
    ):
        assert shown.poll is None
        assert shown.keyboard
        assert not wrong(shown)


def test_a_poll_of_shuffled_options_knows_where_the_right_ones_are() -> None:
    options = (Shown(2, "c"), Shown(0, "a"), Shown(1, "b"))
    several = choice(options=options, several=True)
    shown = render(live(several), POLLS, solution=replace(RIGHT, correct=(0, 2)))
    assert shown.poll is not None
    assert shown.poll.options == ("c", "a", "b")
    assert (shown.poll.correct, shown.poll.several) == ((0, 1), True)
    assert not wrong(shown)


def test_a_statement_is_a_poll_of_true_and_false() -> None:
    options = (Shown(0, "true"), Shown(1, "false"))
    asked = live(posed(KindName.TRUEFALSE, options=options))
    shown = render(asked, POLLS, solution=replace(RIGHT, correct=(1,)))
    assert shown.poll is not None
    assert (shown.poll.options, shown.poll.correct) == (("True", "False"), (1,))


def test_a_poll_of_the_day_is_open_until_the_answer_comes() -> None:
    daily = DailyPost(date(2026, 3, 4), NOW + timedelta(hours=24))
    asked = replace(live(), source=Source.DAILY, step=None, closes_at=None, daily=daily)
    poll = polled(asked, RIGHT, NOW)
    assert poll is not None
    assert poll.open_period == 24 * 3_600 + MARGIN
