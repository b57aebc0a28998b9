"""Personal study, told as conversations."""

import asyncio
from datetime import timedelta

import pytest

from bot.domain.ids import AskId
from bot.domain.question import (
    Because,
    Chosen,
    Filled,
    Given,
    Grade,
    Listed,
    Mark,
    Matched,
    Ordered,
    Passed,
    Question,
    Skill,
    Wrote,
)
from bot.domain.replies import (
    Asked,
    CloseCall,
    HintGiven,
    Marked,
    NothingDue,
    PointsProposed,
    Problem,
    Refused,
    SelfGrade,
    Skipped,
)
from bot.usecases.answering import LONGEST_FACT
from bot.usecases.filters import Filters, Pick
from tests import decks
from tests.decks import long_deck
from tests.usecases.world import ANN, BEN, CAT, World, expect

RIGHT_ANSWERS: list[tuple[Question, Given]] = [
    (decks.CHOICE, Chosen((0,))),
    (decks.SEVERAL, Chosen((1, 0))),
    (decks.TRUEFALSE, Chosen((1,))),
    (decks.TYPED, Wrote("vyacheslav molotov")),
    (decks.NUMBER, Wrote("46%")),
    (decks.DATE, Wrote("June 22nd, 1941")),
    (decks.ORDER, Ordered((0, 1, 2, 3))),
    (decks.MATCH, Matched((0, 1))),
    (decks.CLOZE, Filled(("Social",))),
    (decks.POINTS, Listed("He wanted time to prepare. He also gained land in the Baltic.")),
]


@pytest.mark.parametrize(
    ("question", "given"), RIGHT_ANSWERS, ids=[question.id for question, _ in RIGHT_ANSWERS]
)
async def test_every_kind_is_asked_answered_and_remembered(
    world: World, question: Question, given: Given
) -> None:
    marked = await world.answer(ANN, question, given)
    assert marked.verdict.mark is Mark.RIGHT
    assert marked.points == 20
    assert marked.counted
    assert marked.next_days is not None
    assert marked.next_days >= 1
    assert marked.solution.explanation


async def test_a_card_is_turned_and_graded_by_hand(world: World) -> None:
    asked = await world.ask(ANN, decks.RECALL)
    turned = expect(await world.study.reveal(ANN, asked.ask), SelfGrade)
    assert turned.back == "States act together."
    assert [grade for grade, _ in turned.intervals] == list(Grade)
    days = dict(turned.intervals)
    assert days[Grade.AGAIN] <= days[Grade.HARD] <= days[Grade.GOOD] <= days[Grade.EASY]
    marked = expect(await world.study.grade(ANN, asked.ask, Grade.EASY), Marked)
    assert marked.next_days == days[Grade.EASY]


async def test_the_key_is_not_in_what_is_shown(world: World) -> None:
    asked = await world.ask(ANN, decks.CHOICE)
    assert {option.text for option in asked.posed.options} == {
        "Treaty of Rapallo",
        "Treaty of Berlin",
        "Treaty of Versailles",
        "Locarno Treaties",
    }
    assert "explanation" not in repr(asked).lower()


async def test_a_wrong_answer_says_why_it_tempted_and_comes_back_today(world: World) -> None:
    marked = await world.answer(ANN, decks.CHOICE, Chosen((1,)))
    assert marked.verdict.mark is Mark.WRONG
    assert (1, "That was 1926.") in marked.solution.notes
    again = expect(await world.study.next(ANN, Filters(pick=Pick.DUE)), Asked)
    assert again.posed.question == decks.CHOICE.id
    repeat = expect(await world.study.answer(ANN, again.ask, Chosen((0,))), Marked)
    assert not repeat.counted
    assert repeat.points == 0
    assert isinstance(await world.study.next(ANN, Filters(pick=Pick.DUE)), NothingDue)


async def test_the_open_question_is_still_open_after_a_reload(world: World) -> None:
    first = expect(await world.study.next(ANN), Asked)
    second = expect(await world.study.next(ANN), Asked)
    assert first == second


async def test_other_filters_put_the_open_question_aside(world: World) -> None:
    first = expect(await world.study.next(ANN, Filters(theme="west")), Asked)
    second = expect(await world.study.next(ANN, Filters(theme="comintern")), Asked)
    assert second.posed.question == decks.CLOZE.id
    for reply in (
        await world.study.answer(ANN, first.ask, Passed()),
        await world.study.hint(ANN, first.ask),
        await world.study.skip(ANN, first.ask),
    ):
        assert reply == Refused(Problem.ASK_GONE), "she never answered it"


async def test_a_near_miss_asks_once_and_costs_nothing(world: World) -> None:
    asked = await world.ask(ANN, decks.DATE)
    near = expect(await world.study.answer(ANN, asked.ask, Wrote("June 1941")), CloseCall)
    assert near.reason.because is Because.FULL_DATE
    marked = expect(await world.study.answer(ANN, asked.ask, Wrote("22.6.1941")), Marked)
    assert marked.verdict.mark is Mark.RIGHT
    assert marked.points == 20


async def test_a_near_miss_twice_is_settled(world: World) -> None:
    asked = await world.ask(ANN, decks.DATE)
    await world.study.answer(ANN, asked.ask, Wrote("June 1941"))
    marked = expect(await world.study.answer(ANN, asked.ask, Wrote("1941")), Marked)
    assert marked.verdict.mark is Mark.PARTLY


async def test_points_not_sure_of_are_ticked_by_the_learner(world: World) -> None:
    asked = await world.ask(ANN, decks.POINTS)
    shown = expect(await world.study.reveal(ANN, asked.ask), PointsProposed)
    assert shown.need == 2
    assert len(shown.points) == 3
    marked = expect(await world.study.tick(ANN, asked.ask, (0, 2)), Marked)
    assert marked.verdict.mark is Mark.RIGHT


async def test_words_that_no_cue_knows_are_ticked_not_turned_down(world: World) -> None:
    asked = await world.ask(ANN, decks.POINTS)
    words = Listed("He was not ready for it")
    shown = expect(await world.study.answer(ANN, asked.ask, words), PointsProposed)
    assert (shown.credited, shown.yours) == ((), words.text)
    marked = expect(await world.study.tick(ANN, asked.ask, (0,)), Marked)
    assert marked.verdict.mark is Mark.PARTLY


async def test_a_hint_halves_the_points_and_is_at_most_hard(world: World) -> None:
    asked = await world.ask(ANN, decks.CHOICE)
    hint = expect(await world.study.hint(ANN, asked.ask), HintGiven)
    assert hint.hint == "A town in Italy."
    hinted = expect(await world.study.answer(ANN, asked.ask, Chosen((0,))), Marked)
    plain = await world.answer(BEN, decks.CHOICE, Chosen((0,)))
    assert hinted.points == 10
    assert hinted.next_days is not None
    assert plain.next_days is not None
    assert hinted.next_days < plain.next_days


async def test_a_question_without_a_hint_says_so(world: World) -> None:
    asked = await world.ask(ANN, decks.NUMBER)
    assert await world.study.hint(ANN, asked.ask) == Refused(Problem.NO_HINT)


async def test_somebody_elses_button(world: World) -> None:
    asked = await world.ask(ANN, decks.CHOICE)
    assert await world.study.answer(BEN, asked.ask, Chosen((0,))) == Refused(Problem.NOT_YOURS)
    assert await world.study.hint(BEN, asked.ask) == Refused(Problem.NOT_YOURS)


async def test_a_stranger_and_a_button_that_never_was(world: World) -> None:
    asked = await world.ask(ANN, decks.CHOICE)
    assert await world.study.answer(CAT, asked.ask, Passed()) == Refused(Problem.NEEDS_NAME)
    assert await world.study.answer(ANN, AskId(9999), Passed()) == Refused(Problem.ASK_GONE)


async def test_two_tabs_answer_at_once_and_one_counts(world: World) -> None:
    asked = await world.ask(ANN, decks.CHOICE)
    both = await asyncio.gather(
        world.study.answer(ANN, asked.ask, Chosen((0,))),
        world.study.answer(ANN, asked.ask, Chosen((1,))),
    )
    assert sum(isinstance(reply, Marked) for reply in both) == 1
    assert Refused(Problem.ALREADY_ANSWERED) in both
    reviews = await world.dump("reviews")
    assert len(reviews["reviews"]) == 1


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        (Wrote("x" * (LONGEST_FACT + 1)), Problem.TOO_LONG),
        (Wrote("  "), Problem.EMPTY),
        (Chosen((0,)), Problem.UNFIT_ANSWER),
        (Ordered((0, 0, 7)), Problem.UNFIT_ANSWER),
    ],
)
async def test_what_cannot_be_marked_is_refused_and_costs_nothing(
    world: World, given: Given, problem: Problem
) -> None:
    asked = await world.ask(ANN, decks.TYPED)
    refused = expect(await world.study.answer(ANN, asked.ask, given), Refused)
    assert refused.problem is problem
    marked = expect(await world.study.answer(ANN, asked.ask, Wrote("Molotov")), Marked)
    assert marked.points == 20


async def test_skipping_records_nothing(world: World) -> None:
    asked = expect(await world.study.next(ANN), Asked)
    assert await world.study.skip(ANN, asked.ask) == Skipped(asked.ask)
    assert (await world.dump("reviews"))["reviews"] == []


async def test_due_questions_come_first_and_the_most_forgotten_before_them(world: World) -> None:
    await world.answer(ANN, decks.CHOICE, Chosen((0,)))
    await world.answer(ANN, decks.TYPED, Wrote("nobody knows"))
    world.clock.forward(days=5)
    first = expect(await world.study.next(ANN, Filters(pick=Pick.DUE)), Asked)
    assert first.posed.question == decks.TYPED.id
    assert first.seen_before
    assert first.due_left == 1


async def test_weakest_first_even_when_nothing_is_due(world: World) -> None:
    await world.answer(ANN, decks.CHOICE, Chosen((0,)))
    await world.answer(ANN, decks.TYPED, Passed())
    world.clock.forward(days=1)
    weak = expect(await world.study.next(ANN, Filters(pick=Pick.WEAKEST)), Asked)
    assert weak.posed.question == decks.TYPED.id


async def test_filters_by_theme_kind_and_skill(world: World) -> None:
    asked = expect(await world.study.next(ANN, Filters(theme="Comintern")), Asked)
    assert asked.posed.theme == "comintern"
    none = await world.study.next(ANN, Filters(skill=Skill.EVIDENCE, pick=Pick.UNSEEN))
    assert none == Refused(Problem.NO_QUESTIONS)


async def test_a_deck_nobody_has_names_the_nearest(world: World) -> None:
    refused = expect(await world.study.next(ANN, Filters(deck="comintren")), Refused)
    assert refused.problem is Problem.NO_SUCH_DECK
    assert refused.about == ("comintren", "The Comintern")


async def test_new_questions_come_at_a_steady_rate(world: World) -> None:
    await world.mirror(long_deck(40))
    filters = Filters(deck="long")
    for _ in range(20):
        asked = expect(await world.study.next(ANN, filters), Asked)
        await world.study.answer(ANN, asked.ask, Chosen((0,)))
    done = expect(await world.study.next(ANN, filters), NothingDue)
    assert done.unseen == 20
    assert done.answered_today == 20
    more = await world.study.next(ANN, Filters(deck="long", pick=Pick.UNSEEN))
    assert isinstance(more, Asked)


async def test_half_an_hour_earlier_on_the_next_day_is_a_new_day(world: World) -> None:
    await world.answer(ANN, decks.CHOICE, Chosen((0,)))
    world.clock.forward(timedelta(days=1, minutes=-30))
    weak = expect(await world.study.next(ANN, Filters(pick=Pick.WEAKEST)), Asked)
    marked = expect(await world.study.answer(ANN, weak.ask, Chosen((0,))), Marked)
    assert marked.counted
    assert marked.first_today
    assert marked.streak == 2


async def test_progress_counts_what_was_done(world: World) -> None:
    await world.answer(ANN, decks.CLOZE, Filled(("social",)))
    await world.answer(ANN, decks.RECALL, Passed())
    from bot.domain.replies import Progress

    progress = expect(await world.study.progress(ANN), Progress)
    assert (progress.seen, progress.total) == (2, len(decks.EVERY_KIND))
    assert (progress.answered_today, progress.right_today) == (2, 1)
    assert progress.streak == 1
    assert progress.days[-1][1] == 2
    assert {theme.theme: theme.seen for theme in progress.themes} == {
        "west": 0,
        "comintern": 1,
        "pact": 1,
    }
    assert sum(count for _, count in progress.ahead) >= 1
