"""Mark schemes: cues credit points, guards hold them back, and the rest is only proposed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.cues import mark_points
from bot.domain.question import Because, Cue, Mark, Point, Points, Verdict

ASKED = "Give three reasons why Stalin signed a pact with Hitler in August 1939."
SCHEME = Points(
    need=3,
    points=(
        Point(
            "Stalin needed time to rearm after the purges",
            (
                Cue(any_of=("time", "delay"), all_of=("rearm",)),
                Cue(any_of=("buy time", "play for time", "army was weak", "army not ready")),
            ),
        ),
        Point(
            "Stalin did not trust Britain and France after Munich",
            (
                Cue(any_of=("distrust", "not trust", "no faith", "suspicio"), all_of=("britain",)),
                Cue(any_of=("munich",), none_of=("munich putsch",)),
            ),
            confusions=("Stalin trusted Britain",),
        ),
        Point(
            "The USSR gained land: eastern Poland, the Baltic states and Bessarabia",
            (Cue(any_of=("eastern poland", "half of poland", "baltic", "land", "territor")),),
        ),
        Point(
            "The Red Army was fighting 57,000 Japanese at Khalkhin Gol",
            (Cue(any_of=("two front", "japan", "khalkhin gol")),),
        ),
        Point(
            "France got Alsace from Germany",
            (Cue(all_of=("alsace",), any_of=("france", "french")),),
            exemplars=("the French took back Elsass",),
        ),
    ),
)


def _mark(text: str, ticked: tuple[int, ...] = ()) -> Verdict:
    return mark_points(SCHEME, text, ticked, ASKED)


def _made(text: str) -> list[int]:
    return [place for place, mark in enumerate(_mark(text).parts) if mark is Mark.RIGHT]


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("He wanted to buy time.", [0]),
        ("delay so that he could rearm", [0]),
        ("the delay let the army go on rearming", [0]),
        ("he was playing for time", [0]),
        ("He distrusted Britain", [1]),
        ("no faith in France or in Britain after what happened", [1]),
        ("Munich had shown him that the West was weak", [1]),
        ("to get eastern Poland", [2]),
        ("he got teritory", [2]),
        ("fear of a two-front war with Japan", [3]),
        ("Japanese attacks: 57,000 men at Khalkhin Gol", [3]),
        ("1) buy time 2) eastern Poland 3) war with Japan", [0, 2, 3]),
        ("To buy time, to win the Baltic and because of Japan", [0, 2, 3]),
        ("- buy time\n- land", [0, 2]),
        ("France got Alsace from Germany", [4]),
        ("the french took back elsass", [4]),
    ],
)
def test_cues_credit_points(text: str, made: list[int]) -> None:
    assert _made(text) == made


@pytest.mark.parametrize(
    "text",
    [
        "Stalin trusted Britain and France",  # the point, turned round
        "he did not want to buy time",
        "it was not about land",
        "the munich putsch",
        "Germany got Alsace from France",  # roles reversed
        "Khalkhin Gol, where 5,700 Japanese fought",  # another number
        "Stalin signed a pact with Hitler in August 1939",  # the question again
        "Give three reasons why Stalin signed",
        "because he wanted to",
        "world revolution",
        "",
    ],
)
def test_guards_hold_points_back(text: str) -> None:
    assert _made(text) == []


def test_a_negation_elsewhere_does_not_matter() -> None:
    assert _made("France would not help, so he had to buy time") == [0]


def test_what_is_less_certain_is_only_proposed() -> None:
    verdict = _mark("he did not want to buy time")
    assert (verdict.mark, verdict.proposed) == (Mark.CLOSE, (0,))
    assert verdict.reason.because is Because.TICK


def test_a_point_in_the_words_of_the_scheme_is_proposed() -> None:
    assert _mark("Bessarabia and other states in the Baltic region").parts[2] is Mark.RIGHT
    assert _mark("he gained Bessarabia and some Poland states").proposed == (2,)


def test_ticked_points_count() -> None:
    verdict = _mark("he wanted to buy time", ticked=(2, 3))
    assert (verdict.mark, verdict.credit) == (Mark.RIGHT, 1.0)
    assert verdict.reason.about == ("3", "3")


def test_some_points_are_partly_right() -> None:
    verdict = _mark("buy time; land")
    assert (verdict.mark, verdict.reason.about) == (Mark.PARTLY, ("2", "3"))
    assert verdict.credit == pytest.approx(2 / 3)


@pytest.mark.parametrize(
    ("text", "because"),
    [
        ("", Because.EMPTY),
        ("Stalin signed a pact", Because.ECHO),
        ("he liked caviar", Because.NO_PARTS),
    ],
)
def test_nothing_made(text: str, because: Because) -> None:
    verdict = _mark(text)
    assert (verdict.mark, verdict.reason.because) == (Mark.WRONG, because)


@given(st.text(max_size=200), st.sets(st.integers(0, 4)).map(tuple))
def test_any_text_is_marked_and_ticked_points_always_count(
    text: str, ticked: tuple[int, ...]
) -> None:
    verdict = mark_points(SCHEME, text, ticked, ASKED)
    assert len(verdict.parts) == len(SCHEME.points)
    assert all(verdict.parts[place] is Mark.RIGHT for place in ticked)
    assert not set(verdict.proposed) & set(ticked)


@given(st.text(alphabet="abe nrtimy,.;123\n", max_size=120))
def test_an_answer_never_loses_points_by_a_further_sentence(text: str) -> None:
    assert set(_made("He wanted to buy time")) <= set(_made(f"He wanted to buy time.\n{text}"))
