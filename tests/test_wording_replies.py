"""Every reply in plain words: never empty, within the limit, and with the facts in it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot import wording as w
from bot.domain import replies as r
from bot.domain.ids import AskId, QuestionId, RoundId
from bot.domain.question import Because, Grade, KindName, Mark, Reason, Verdict
from bot.wording.transcript import _plain
from tests.any_reply import REPLIES, any_of, posed

TODAY = date(2027, 3, 10)  # a Wednesday


@pytest.mark.parametrize("kind", REPLIES, ids=lambda kind: str(kind).rpartition(".")[2])
@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(data=st.data())
def test_every_reply_has_plain_words_within_the_limit(kind: object, data: st.DataObject) -> None:
    reply = data.draw(any_of(kind))
    assert isinstance(reply, r.Reply)
    for today in (None, TODAY):
        text = w.plain(reply, today=today)
        assert text.strip()
        assert len(text) <= w.PLAIN_LIMIT
        assert not set(text) & {"\x00", "\u202e"}


def biggest() -> list[r.Reply]:
    """Replies with everything at its longest."""
    long = "word " * 200
    many = tuple(r.Shown(index, long) for index in range(25))
    big = posed(
        KindName.MATCH, stem=long, options=many, rights=many, deck_title=long, theme_title=long
    )
    choice = posed(KindName.CHOICE, stem=long, options=many)
    notes = tuple((index, long) for index in range(25))
    solution = r.Solution((long,), (0,), notes, long, (long,) * 9)
    opened = datetime(2027, 3, 10, tzinfo=UTC)
    standings = tuple(r.Standing(rank, long, 10**9) for rank in range(1, 500))
    return [
        r.Asked(ask=AskId(1), posed=big, source=r.Source.REVIEW, opened_at=opened),
        r.Revealed(
            ask=AskId(1),
            posed=choice,
            solution=solution,
            tallies=tuple(r.Tally(long, 3, correct=False) for _ in range(25)),
            answered=500,
            right=400,
            right_names=(long,) * 400,
        ),
        r.RoundOver(
            round=RoundId(1),
            stopped=False,
            asked=50,
            standings=standings,
            missed=(r.Missed(QuestionId("x"), long, long, 1, 9),) * 40,
            players=500,
        ),
        r.PointsProposed(AskId(1), big, (long,) * 25, (0,), (1,), 4, long * 20),
    ]


@pytest.mark.parametrize("reply", biggest(), ids=lambda reply: type(reply).__name__)
def test_the_biggest_replies_are_not_cut_at_their_end(reply: r.Reply) -> None:
    """The parts are shortened, not the whole: what matters often comes last."""
    assert w.plain(reply) == _plain(reply, None, None)


@pytest.mark.parametrize(
    ("kind", "answer", "correct", "shown"),
    [
        (KindName.TRUEFALSE, "It was 1926.", (1,), "False: It was 1926."),
        (KindName.TRUEFALSE, "", (0,), "True."),
        (KindName.DATE, "1941-06-22", (), "22 June 1941"),
        (KindName.TYPED, "Molotov", (), "Molotov"),
        (None, "1941-06-22", (), "1941-06-22"),
    ],
)
def test_what_most_missed_is_answered_as_at_its_reveal(
    kind: KindName | None, answer: str, correct: tuple[int, ...], shown: str
) -> None:
    missed = r.Missed(QuestionId("x"), "When?", answer, 1, 9, kind, correct)
    assert w.missed_source(missed) == shown


def test_a_question_as_a_transcript() -> None:
    opened = datetime(2027, 3, 10, tzinfo=UTC)
    asked = r.Asked(
        ask=AskId(1),
        posed=posed(
            KindName.CHOICE,
            options=(r.Shown(2, "Rapallo"), r.Shown(0, "*Berlin*")),
            has_hint=True,
        ),
        source=r.Source.ROUND,
        opened_at=opened,
        closes_at=opened + timedelta(seconds=30),
        step=r.RoundStep(RoundId(1), 3, 10, r.Pace.CALM),
    )
    assert w.plain(asked).splitlines() == [
        "Question 3 of 10 · Stalin's foreign policy · Germany · essential",
        "Where did Germany and Soviet Russia sign?",
        "Choose one.",
        "1. Rapallo",
        "2. Berlin",
        "You have 30 seconds.",
        "There is a hint: press “Hint”.",
    ]


def test_a_marked_answer_as_a_transcript() -> None:
    marked = r.Marked(
        ask=AskId(1),
        posed=posed(KindName.TYPED),
        verdict=Verdict(Mark.RIGHT, Reason(Because.SLIP, ("Rapallo",)), 1.0),
        yours=("Rappalo",),
        solution=r.Solution(("Rapallo",), explanation="Both were outcasts of Versailles."),
        points=12,
        next_due=TODAY + timedelta(days=6),
        next_days=6,
        recall_before=0.8,
        due_left=4,
        streak=3,
        first_today=True,
        counted=True,
        can_claim=False,
    )
    assert w.plain(marked).splitlines() == [
        "✓ Right. Accepted: a small slip, it is spelt “Rapallo”.",
        "You said: Rappalo",
        "Answer: Rapallo",
        "Both were outcasts of Versailles.",
        "12 points. It comes back in 6 days. My forecast that you would know it: 80%.",
        "Streak: 3 days.",
        "4 more questions due.",
    ]


def test_parts_are_signed_one_by_one() -> None:
    marks = (Mark.RIGHT, Mark.WRONG)
    reply = r.Marked(
        ask=AskId(1),
        posed=posed(KindName.CLOZE, gaps=2),
        verdict=Verdict(Mark.PARTLY, Reason(Because.SOME_PARTS, ("1", "2")), 0.5, marks),
        yours=("1922", "Berlin"),
        solution=r.Solution(("1922", "Rapallo")),
        points=5,
        next_due=None,
        next_days=None,
        recall_before=None,
        due_left=0,
        streak=0,
        first_today=False,
        counted=False,
        can_claim=True,
    )
    text = w.plain(reply)
    assert "✓ 1922 (right)\n✗ Berlin (not this time)" in text
    assert "◐ Partly right. 1 of 2 parts is right." in text
    assert "next date stays" in text
    assert "I was right" in text


def test_who_hides_is_counted_among_the_right_and_not_named() -> None:
    revealed = r.Revealed(
        ask=AskId(1),
        posed=posed(KindName.TYPED),
        solution=r.Solution(("Rapallo",)),
        tallies=(),
        answered=5,
        right=3,
        right_names=("Ann", "Ben"),
    )
    assert w.who_line(revealed) == "3 of 5 got it, among them Ann and Ben."
    assert w.who_line(replace(revealed, right=2)) == "2 of 5 got it: Ann and Ben."
    assert w.who_line(replace(revealed, right_names=())) == "3 of 5 got it."
    nobody = replace(revealed, right=0, right_names=())
    assert w.who_line(nobody) == "None of 5 got it this time."
    assert w.who_line(replace(nobody, answered=1)) == "Nobody got it this time."


def test_only_a_round_that_goes_on_asks_for_the_next_question() -> None:
    by_hand = r.Revealed(
        ask=AskId(1),
        posed=posed(KindName.TYPED),
        solution=r.Solution(("Rapallo",)),
        tallies=(),
        answered=0,
        right=0,
        right_names=(),
    )
    assert "Press “Next” to go on." in w.plain(by_hand)
    assert "Next" not in w.plain(replace(by_hand, last=True))


def test_a_kept_answer_is_a_line_or_a_line_for_each_part_that_has_commas() -> None:
    kept = r.Answered(AskId(1), ("Berlin", "Munich"), changes_left=1, answered=2)
    assert w.plain(kept).splitlines()[0] == "Kept: Berlin and Munich."
    pairs = replace(kept, yours=("Mao — the party, from 1935", "Chiang — Guomindang"), changed=True)
    lines = ["Changed:", "• Mao — the party, from 1935", "• Chiang — Guomindang"]
    assert w.plain(pairs).splitlines()[:3] == lines
    passed = replace(kept, yours=())
    assert w.plain(passed).splitlines()[0] == "Kept: you don't know this one yet."
    reasons = replace(kept, yours=("time to rearm\n\nland in the west",))
    lines = ["Kept:", "• time to rearm", "• land in the west"]
    assert w.plain(reasons).splitlines()[:3] == lines


def test_a_kept_flashcard_says_the_grade_that_was_given() -> None:
    kept = r.Answered(AskId(1), (), changes_left=1, answered=2, grade=Grade.GOOD)
    assert w.plain(kept).splitlines()[0] == "Kept: Good."


def test_the_answer_of_a_day_is_called_by_its_day() -> None:
    assert w.answer_title(TODAY, TODAY) == "Today's answer"
    assert w.answer_title(TODAY - timedelta(days=1), TODAY) == "Yesterday's answer"
    assert w.answer_title(TODAY - timedelta(days=3), TODAY) == "The answer of 7 March"


def test_a_share_of_the_class_has_the_sign_of_its_mark() -> None:
    signs = [
        w.tally_sign(r.Tally(mark.value, 1, correct=mark is Mark.RIGHT))
        for mark in (Mark.RIGHT, Mark.PARTLY, Mark.WRONG)
    ]
    assert signs == ["✓", "◐", "✗"]
    assert w.tally_sign(r.Tally("partly", 1, correct=False, index=0)) == "✗"


def test_who_had_answered_nothing_is_not_told_that_nothing_is_gone() -> None:
    assert "12 reviews and everything else" in w.plain(r.DataDeleted(12), today=TODAY)
    assert "0 reviews" not in w.plain(r.DataDeleted(0), today=TODAY)
