"""Folding the log: one step at a time, all at once, and put right later."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import local_day, zone_of
from bot.domain.folding import amended, fold, step
from bot.domain.ids import AskId, LearnerId, QuestionKey
from bot.domain.memory import Memory, grade_of
from bot.domain.question import Grade, Mark
from bot.domain.replies import Source
from bot.domain.review import Amendment, Review

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
DAY = timedelta(days=1)


def a_review(
    at: datetime,
    mark: Mark = Mark.RIGHT,
    *,
    grade: Grade | None = None,
    question: int = 1,
    day: date | None = None,
    retention: int = 900,
) -> Review:
    zone = zone_of("Europe/London")
    assert zone is not None
    return Review(
        learner=LearnerId(1),
        question=QuestionKey(question),
        version=1,
        ask=AskId(1),
        at=at,
        day=day or local_day(at, zone),
        mark=mark,
        credit={Mark.RIGHT: 1000, Mark.PARTLY: 500}.get(mark, 0),
        grade=grade or grade_of(mark),
        retention=retention,
        source=Source.REVIEW,
        seconds=10,
    )


def an_amendment(
    review: Review, mark: Mark = Mark.RIGHT, *, grade: Grade | None = Grade.GOOD
) -> Amendment:
    return Amendment(
        learner=review.learner,
        question=review.question,
        at=review.at,
        mark=mark,
        credit=1000,
        grade=grade,
        cause="claim",
        made_at=review.at + DAY,
    )


def memory_after(*reviews: Review) -> Memory:
    memory, _ = fold(reviews)
    assert memory is not None
    return memory


@st.composite
def logs(draw: st.DrawFn) -> list[Review]:
    """Draw reviews of one question, some on one day, some on a traveller's day before."""
    at, log = MONDAY, []
    for _ in range(draw(st.integers(0, 15))):
        at += draw(st.timedeltas(timedelta(milliseconds=1), timedelta(days=40)))
        mark = draw(st.sampled_from([Mark.RIGHT, Mark.PARTLY, Mark.WRONG]))
        grade = draw(st.sampled_from(Grade))
        day = at.date() - draw(st.sampled_from([0, 0, 0, 1])) * DAY
        retention = draw(st.sampled_from([700, 900, 970]))
        log.append(a_review(at, mark, grade=grade, day=day, retention=retention))
    return log


@given(logs())
def test_a_fold_is_its_steps(log: list[Review]) -> None:
    memory, outcomes = fold(log)
    stepped: Memory | None = None
    for review, outcome in zip(log, outcomes, strict=True):
        assert step(stepped, review) == outcome
        stepped = outcome.memory
    assert stepped == memory


@given(logs())
def test_a_step_from_the_kept_integers_is_the_same_bit_for_bit(log: list[Review]) -> None:
    kept: Memory | None = None
    for review in log:
        after = step(kept, review).memory
        assert after is not None
        kept = replace(
            after,
            stability=round(after.stability * 10_000) / 10_000,
            difficulty=round(after.difficulty * 10_000) / 10_000,
        )
    assert kept == fold(log)[0]


@given(logs())
def test_one_counted_exposure_and_its_points_a_day(log: list[Review]) -> None:
    _, outcomes = fold(log)
    counted = [review.day for review, done in zip(log, outcomes, strict=True) if done.counted]
    assert counted == sorted(set(counted))
    assert all(1 <= done.points <= 20 if done.counted else done.points == 0 for done in outcomes)


@given(logs(), logs())
def test_a_fold_may_be_interrupted(log: list[Review], more: list[Review]) -> None:
    both = sorted({review.at: review for review in log + more}.values(), key=lambda r: r.at)
    memory, _ = fold(both[: len(log)])
    for review in both[len(log) :]:
        memory = step(memory, review).memory
    assert memory == fold(both)[0]


def test_nothing_folds_to_nothing() -> None:
    assert fold([]) == (None, ())


def test_the_first_answer_ever() -> None:
    outcome = step(None, a_review(MONDAY))
    assert outcome.counted
    assert outcome.recall_before is None
    assert outcome.points == 20


def test_ten_easy_on_one_day_move_nothing() -> None:
    due = [a_review(MONDAY), a_review(MONDAY + 2 * DAY), a_review(MONDAY + 13 * DAY)]
    last = due[-1].at
    again = [a_review(last + timedelta(minutes=n), grade=Grade.EASY) for n in range(1, 11)]
    memory, outcomes = fold(due + again)
    assert memory == memory_after(*due)
    assert [outcome.points for outcome in outcomes[3:]] == [0] * 10
    assert not any(outcome.counted for outcome in outcomes[3:])


@pytest.mark.parametrize("earlier", [timedelta(minutes=30), timedelta(hours=4)])
def test_earlier_on_the_next_day_is_still_the_next_day(earlier: timedelta) -> None:
    early = memory_after(a_review(MONDAY), a_review(MONDAY + DAY - earlier))
    late = memory_after(a_review(MONDAY), a_review(MONDAY + DAY + earlier))
    assert early == late
    assert early.reps == 2


def test_after_midnight_is_still_the_same_day() -> None:
    evening = a_review(MONDAY.replace(hour=22))
    night = a_review(MONDAY.replace(hour=2) + DAY)
    assert memory_after(evening, night) == memory_after(evening)


def test_a_day_before_the_last_one_is_a_repeat() -> None:
    first = a_review(MONDAY)
    travelled = a_review(MONDAY + timedelta(hours=1), day=first.day - DAY)
    outcome = step(memory_after(first), travelled)
    assert not outcome.counted
    assert outcome.points == 0
    assert outcome.memory == memory_after(first)


def test_the_same_question_forgotten_is_worth_more_when_known_again() -> None:
    soon = fold([a_review(MONDAY), a_review(MONDAY + DAY)])[1][-1]
    late = fold([a_review(MONDAY), a_review(MONDAY + 90 * DAY)])[1][-1]
    assert soon.points < late.points


def test_a_farmer_earns_less_than_who_clears_what_is_due() -> None:
    farmed = 0
    for question in range(5):
        log = [a_review(MONDAY - 3 * DAY, question=question)]
        log += [
            a_review(MONDAY + timedelta(seconds=n), question=question, grade=Grade.EASY)
            for n in range(1000)
        ]
        farmed += sum(outcome.points for outcome in fold(log)[1][1:])
    cleared = sum(
        fold([a_review(MONDAY - 3 * DAY, question=n), a_review(MONDAY, question=n)])[1][1].points
        for n in range(30)
    )
    assert farmed < cleared / 5


def test_without_amendments_nothing_changes() -> None:
    log = [a_review(MONDAY), a_review(MONDAY + DAY)]
    assert amended(log, []) == tuple(log)


def test_a_claim_puts_a_review_right() -> None:
    wrong = a_review(MONDAY, Mark.WRONG)
    (put_right,) = amended([wrong], [an_amendment(wrong)])
    assert put_right == a_review(MONDAY, Mark.RIGHT)


def test_the_last_amendment_counts() -> None:
    review = a_review(MONDAY, Mark.WRONG)
    taken_back = an_amendment(review, grade=None)
    assert amended([review], [an_amendment(review), taken_back]) == ()
    assert amended([review], [taken_back, an_amendment(review)]) == (a_review(MONDAY),)


def test_an_undone_answer_leaves_the_exact_state_before() -> None:
    log = [a_review(MONDAY), a_review(MONDAY + 2 * DAY), a_review(MONDAY + 9 * DAY, Mark.WRONG)]
    kept = amended(log, [an_amendment(log[-1], grade=None)])
    assert fold(kept) == fold(log[:-1])


def test_an_undone_answer_lets_the_next_one_of_the_day_count() -> None:
    slip, second = a_review(MONDAY, Mark.WRONG), a_review(MONDAY + timedelta(minutes=5))
    kept = amended([slip, second], [an_amendment(slip, grade=None)])
    assert [outcome.counted for outcome in fold(kept)[1]] == [True]


def test_an_amendment_touches_its_own_line_only() -> None:
    log = [a_review(MONDAY, Mark.WRONG), a_review(MONDAY, Mark.WRONG, question=2)]
    strange = an_amendment(a_review(MONDAY + DAY))
    assert amended(log, [an_amendment(log[1]), strange]) == (log[0], a_review(MONDAY, question=2))


@given(logs(), st.data())
def test_amending_twice_is_amending_once(log: list[Review], data: st.DataObject) -> None:
    chosen = data.draw(st.lists(st.sampled_from(log))) if log else []
    amendments = [
        an_amendment(review, grade=data.draw(st.none() | st.sampled_from(Grade)))
        for review in chosen
    ]
    once = amended(log, amendments)
    assert amended(once, amendments) == once
    assert amended(log, amendments + amendments[-1:]) == once
    assert [review.at for review in once] == sorted(review.at for review in once)


def test_another_meaning_is_learnt_afresh() -> None:
    log = [a_review(MONDAY), a_review(MONDAY + 9 * DAY)]
    third = replace(a_review(MONDAY + 20 * DAY), version=2)
    memory, outcomes = fold([*log, third], version=2)
    alone, [first_ever] = fold([third], version=2)
    assert memory == alone
    assert outcomes[2] == first_ever
    assert outcomes[:2] == fold(log)[1]


def test_what_was_learnt_of_an_older_meaning_is_no_memory() -> None:
    log = [a_review(MONDAY)]
    assert fold(log, version=1)[0] is not None
    assert fold(log, version=2) == (None, fold(log)[1])
