"""The voice: nothing unsaid, nothing blaming, days and counts as people say them."""

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import wording as w
from bot.domain import replies as r
from bot.domain.question import (
    Because,
    Grade,
    KindName,
    Mark,
    Precision,
    Reason,
    Skill,
)
from tests.any_reply import HOSTILE, posed

BLAME = re.compile(
    r"\b(invalid|illegal|errors?|fail(ed|ure|s)?|you must|wrong|incorrect|bad|mistakes?)\b",
    re.IGNORECASE,
)
ENDING = re.compile(r"[.!?…][”’)]?$")
ABOUTS = [(), ("",), ("1922",), ("Rapallo", "Berlin"), ("goal", "900", "1 to 240 minutes")]
ABOUTS += [(HOSTILE,) * 3, ("{0}", "{1}", "%d")]


def assert_good_sentence(text: str) -> None:
    assert text == text.strip()
    assert 0 < len(text) <= 300, text
    assert ENDING.search(text), text
    assert "  " not in text
    assert "\n" not in text


# --- each member of each closed set has its words ---------------------------------------------


@pytest.mark.parametrize("about", ABOUTS, ids=lambda about: str(len(about)))
@pytest.mark.parametrize("because", Because)
def test_every_reason_has_a_sentence(because: Because, about: tuple[str, ...]) -> None:
    assert_good_sentence(w.reason_line(Reason(because, about)))


@pytest.mark.parametrize("about", ABOUTS, ids=lambda about: str(len(about)))
@pytest.mark.parametrize("problem", r.Problem)
def test_every_problem_has_a_sentence(problem: r.Problem, about: tuple[str, ...]) -> None:
    assert_good_sentence(w.refusal(r.Refused(problem, about)))


@pytest.mark.parametrize("said", [*Because, *r.Problem], ids=str)
def test_nothing_blames(said: Because | r.Problem) -> None:
    for about in ABOUTS[:5]:
        if isinstance(said, Because):
            assert not BLAME.search(w.reason_line(Reason(said, about)))
        else:
            assert not BLAME.search(w.refusal(r.Refused(said, about)))


def test_sentences_are_told_apart() -> None:
    reasons = {w.reason_line(Reason(because)) for because in Because}
    refusals = {w.refusal(r.Refused(problem)) for problem in r.Problem}
    assert (len(reasons), len(refusals)) == (len(Because), len(r.Problem))
    assert all(text[0].isupper() for text in reasons | refusals)


def test_every_name_is_there_and_no_two_are_alike() -> None:
    for names in (
        [w.kind_name(kind) for kind in KindName],
        [w.skill_name(skill) for skill in Skill],
        [w.difficulty_name(difficulty) for difficulty in (1, 2, 3)],
        [w.span_name(span) for span in r.Span],
        [w.pace_name(pace) for pace in r.Pace],
        [w.role_name(role) for role in r.Role],
        [w.source_name(source) for source in r.Source],
        [w.grade_name(grade) for grade in Grade],
        [w.verdict_word(mark) for mark in Mark],
        [w.verdict_mark(mark) for mark in Mark],
        [w.setting_label(field) for field in w.SETTINGS],
    ):
        assert all(names)
        assert len(set(names)) == len(names)
    for field in w.SETTINGS:
        assert_good_sentence(w.setting_help(field))
    for label in w.Label:
        assert 0 < len(label) <= 20
        assert not BLAME.search(label)


@pytest.mark.parametrize(
    ("reason", "expected"),
    [
        (
            Reason(Because.SLIP, ("Rapallo",)),
            "Accepted: a small slip, it is spelt “Rapallo”.",
        ),
        (Reason(Because.SOME_PARTS, ("2", "5")), "2 of 5 parts are right."),
        (Reason(Because.WHICH, ("Which Roosevelt?",)), "Which Roosevelt?"),
        (Reason(Because.CHOICE, ("That was *Berlin*, 1926",)), "That was Berlin, 1926."),
        (
            Reason(Because.FULL_DATE, ("day",)),
            "Good so far. Can you give the full date: day, month and year?",
        ),
        (
            Reason(Because.WHICH_DATE, ("1939-09-08", "1939-08-09")),
            "Do you mean 8 September 1939 or 9 August 1939?",
        ),
    ],
)
def test_reasons_say_what_they_are_about(reason: Reason, expected: str) -> None:
    assert w.reason_line(reason) == expected


@pytest.mark.parametrize(
    ("refused", "part"),
    [
        (r.Refused(r.Problem.UNKNOWN_COMMAND, ("quzi", "quiz")), "Did you mean /quiz?"),
        (r.Refused(r.Problem.UNKNOWN_COMMAND, ("/zz", "")), "I don't know /zz yet. Type /help"),
        (r.Refused(r.Problem.TOO_LONG, ("300",)), "within 300 characters"),
        (r.Refused(r.Problem.NO_SUCH_DECK, ("stalyn", "stalin")), "Did you mean “stalin”?"),
        (
            r.Refused(r.Problem.BAD_VALUE, ("goal", "900", "1 to 240 minutes")),
            "“900” does not work for “Daily goal”. What works: 1 to 240 minutes.",
        ),
        (
            r.Refused(r.Problem.BAD_VALUE, ("word", "", "DELETE")),
            "Nothing has changed: that goes ahead only with the word DELETE.",
        ),
        (r.Refused(r.Problem.NOT_ALLOWED, ("owner",)), "the owners of a class"),
        (
            r.Refused(r.Problem.NOT_ALLOWED, ("owner", "editor")),
            "the owners and editors of a class",
        ),
    ],
)
def test_refusals_say_what_to_do_next(refused: r.Refused, part: str) -> None:
    assert part in w.refusal(refused)


# --- questions ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (posed(KindName.CHOICE), "Choose one."),
        (posed(KindName.CHOICE, several=True), "Choose all that apply."),
        (posed(KindName.NUMBER, unit="km"), "Type a number (km)."),
        (
            posed(KindName.DATE, precision=Precision.DAY),
            "Give the full date: day, month and year.",
        ),
        (posed(KindName.DATE, precision=Precision.YEAR), "Give the year."),
        (posed(KindName.CLOZE, gaps=1), "Fill the gap."),
        (posed(KindName.CLOZE, gaps=2), "Fill 2 gaps."),
        (posed(KindName.POINTS, need=4), "Name 4, in your own words."),
    ],
)
def test_the_prompt_says_what_to_do(question: r.Posed, expected: str) -> None:
    assert w.prompt(question) == expected


@pytest.mark.parametrize("kind", KindName)
def test_every_kind_has_a_prompt(kind: KindName) -> None:
    assert_good_sentence(w.prompt(posed(kind)))


def test_answers_are_said_as_people_say_them() -> None:
    truefalse, dated = posed(KindName.TRUEFALSE), posed(KindName.DATE)
    assert w.option_source(truefalse, r.Shown(1, "")) == "False"
    assert w.answer_sources(truefalse, r.Solution(("It was 1926.",), (1,))) == (
        "False: It was 1926.",
    )
    assert w.answer_sources(truefalse, r.Solution((), (0,))) == ("True.",)
    assert w.answer_sources(dated, r.Solution(("1922-04-16/1922-05",))) == (
        "16 April 1922 to May 1922",
    )
    assert w.tally_source(truefalse, r.Tally("", 3, correct=True, index=0)) == "True"
    assert w.tally_source(dated, r.Tally("partly", 3, correct=False)) == "Partly right"
    assert w.yours_sources(posed(KindName.TYPED), ("*me*",)) == (r"\*me\*",)


# --- days, durations, counts ----------------------------------------------------------------------

TODAY = date(2027, 3, 10)  # a Wednesday


@pytest.mark.parametrize(
    ("days", "long", "short"),
    [
        (-3, "today", "today"),
        (0, "today", "today"),
        (1, "tomorrow", "1 d"),
        (6, "in 6 days", "6 d"),
        (14, "in 2 weeks", "2 wk"),
        (91, "in 3 months", "3 mo"),
        (365, "in 12 months", "1 y"),
        (550, "in 18 months", "1.5 y"),
        (36_500, "in 100 years", "99.9 y"),
    ],
)
def test_intervals(days: int, long: str, short: str) -> None:
    assert (w.due_in(days), w.interval_short(days)) == (long, short)


@given(st.integers(0, 40_000))
def test_a_longer_interval_never_sounds_shorter(days: int) -> None:
    sizes = {"today": 0, "d": 1, "wk": 7, "mo": 30.44, "y": 365.25}

    def size(text: str) -> float:
        value, _, unit = text.rpartition(" ")
        return float(value or 0) * sizes[unit]

    assert size(w.interval_short(days)) <= size(w.interval_short(days + 1)) * 1.06


@pytest.mark.parametrize(
    ("away", "expected"),
    [
        (-2, "8 March"),
        (-1, "yesterday"),
        (0, "today"),
        (1, "tomorrow"),
        (2, "Friday"),
        (6, "Tuesday"),
        (7, "17 March"),
        (300, "4 January 2028"),
    ],
)
def test_days_are_named_from_today(away: int, expected: str) -> None:
    assert w.day_name(TODAY + timedelta(days=away), TODAY) == expected


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (-1, "0 seconds"),
        (1, "1 second"),
        (59.6, "1 minute"),
        (90, "1 minute 30 seconds"),
        (3_605, "1 hour"),
        (7_500, "2 hours 5 minutes"),
        (200_000, "2 days 7 hours"),
    ],
)
def test_durations(seconds: float, expected: str) -> None:
    assert w.duration(seconds) == expected


def test_clock_times_are_local_or_say_that_they_are_not() -> None:
    at = datetime(2027, 7, 1, 13, 5, tzinfo=UTC)
    assert w.clock_time(at, ZoneInfo("Europe/London")) == "14:05"
    assert w.clock_time(at) == "13:05 UTC"
    assert w.clock_time(datetime.max.replace(tzinfo=UTC), ZoneInfo("Asia/Tokyo"))


def test_counts_and_lists() -> None:
    assert w.count_of(1, "answer") == "1 answer"
    assert w.count_of(1_204, "class", "classes") == "1,204 classes"
    assert w.listed([]) == ""
    assert w.listed(["Ann"]) == "Ann"
    assert w.listed(["Ann", "Ben"]) == "Ann and Ben"
    assert w.listed(["Ann", "Ben", "Cy"], most=2) == "Ann, Ben and Cy"
    assert w.listed(["Ann", "Ben", "Cy", "Di", "Ed"], most=2) == "Ann, Ben and 3 others"
    assert w.date_words("1939–45 and 1922-13") == "1939–45 and 1922-13"


# --- help ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("/quzi", "quiz"),
        ("REVEIW", "review"),
        ("/leaderbord week", "leaderboard"),
        ("help", "help"),
        ("xyzzy", ""),
        ("", ""),
        ("q" * 10_000, ""),
    ],
)
def test_the_nearest_command(typed: str, expected: str) -> None:
    assert w.nearest_command(typed) == expected


def test_the_help_names_every_command_and_knows_each() -> None:
    for command in w.command_list:
        assert f"/{command.name}:" in w.help_text()
        assert command.usage in w.help_text("/" + command.name)
        assert command.example.startswith("/" + command.name)
        assert_good_sentence(command.one_line)
    assert w.help_text("no such thing") == w.help_text()


def test_the_privacy_notice_says_what_why_and_how_long() -> None:
    for opening in ("What I keep:", "Why:", "Who sees it:", "For how long:", "Where:"):
        assert opening in w.privacy_text()


def test_what_the_bot_may_not_do_is_not_said_to_be_here() -> None:
    said = w.refusal(r.Refused(r.Problem.NOT_LET))
    assert "here" not in said.split()
    assert "try again" in said
