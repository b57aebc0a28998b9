"""The daily question as transcripts: a class, its clock, and what the place sees when."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.domain.daily import DailyState
from bot.domain.question import Chosen, Mark
from bot.domain.replies import (
    Answered,
    Asked,
    DailyShown,
    Marked,
    Problem,
    Refused,
    Revealed,
    Source,
    Undone,
)
from bot.usecases.daily_settings import Wish
from tests import decks
from tests.fakes import FakeClock
from tests.usecases.daily_life import asked, hours, newest, said, tick, until
from tests.usecases.world import ANN, BEN, CAT, World, expect, open_world

RIGHT, WRONG = Chosen((0,)), Chosen((1,))
FIVE = Wish(hour=17)


@pytest.fixture
async def world(tmp_path: Path, clock: FakeClock) -> AsyncIterator[World]:
    """Sixty choices, and a class with Ann, its owner, Ben and Cat, on a Wednesday at nine."""
    async with open_world(tmp_path / "world.db", clock, decks.long_deck(60)) as opened:
        await opened.enter("Ann", "Ben", "Cat")
        yield opened


async def test_from_setup_to_reveal(world: World, rebuilt: None) -> None:
    shown = expect(await world.daily.setup(ANN, world.place, FIVE), DailyShown)
    assert shown.state is DailyState.ON
    assert shown.next_at == datetime(2026, 3, 4, 17, tzinfo=UTC)
    assert shown.zone == "Europe/London"
    await until(world, 4, 16, 59)
    assert await said(world) == []
    await until(world, 4, 17)
    posed = await newest(world)
    assert posed.source is Source.DAILY
    assert posed.daily is not None
    assert posed.daily.day == date(2026, 3, 4)
    assert posed.daily.reveal_at == datetime(2026, 3, 5, 17, tzinfo=UTC)
    assert expect(await world.daily.current(BEN, world.place), Asked) == posed

    kept = expect(await world.study.answer(ANN, posed.ask, WRONG), Answered)
    assert (kept.answered, kept.changes_left) == (1, 1)
    expect(await world.study.answer(ANN, posed.ask, RIGHT), Answered)
    refused = await world.study.answer(ANN, posed.ask, WRONG)
    assert refused == Refused(Problem.NO_CHANGES_LEFT)
    await hours(world, 6)
    expect(await world.study.answer(BEN, posed.ask, WRONG), Answered)
    assert (await world.dump("reviews"))["reviews"] == []
    assert len(await said(world)) == 1

    await until(world, 5, 17)
    _, second, third = await said(world)
    revealed = expect(second.reply, Revealed)
    assert (revealed.answered, revealed.right, revealed.right_names) == (2, 1, ("Ann",))
    assert [tally.count for tally in revealed.tallies] == [1, 1, 0, 0]
    assert revealed.daily is not None
    assert (revealed.daily.streak, revealed.daily.lit, revealed.daily.members) == (1, True, 3)
    assert [(row.name, row.rank) for row in revealed.daily.board] == [("Ann", 1), ("Ben", 2)]
    assert expect(third.reply, Asked).ask != posed.ask
    assert await world.daily.revealed(CAT, world.place) == revealed
    mine = expect(await world.study.mine(BEN, posed.ask), Marked)
    assert mine.verdict.mark is Mark.WRONG
    late = await world.study.answer(CAT, posed.ask, RIGHT)
    assert late == Refused(Problem.ASK_CLOSED)


async def test_an_answer_is_one_review_of_the_day_it_was_given(world: World, rebuilt: None) -> None:
    await world.daily.setup(ANN, world.place, FIVE)
    await until(world, 4, 17)
    await world.study.answer(ANN, (await newest(world)).ask, RIGHT)
    await until(world, 5, 17, 30)
    days_of_ann = (await world.dump("learner_days"))["learner_days"]
    assert [row[1] for row in days_of_ann] == [date(2026, 3, 4).toordinal()]
    board = (await world.dump("class_days"))["class_days"]
    assert [row[1] for row in board] == [date(2026, 3, 5).toordinal()]
    (memory,) = (await world.dump("memories"))["memories"]
    assert memory[5] == date(2026, 3, 4).toordinal()


async def test_what_was_studied_since_stands(world: World, rebuilt: None) -> None:
    """Ann answers the question once more before its reveal, in a review she had open since noon."""
    await world.daily.setup(ANN, world.place, FIVE)
    review = expect(await world.study.next(ANN), Asked)
    await until(world, 4, 17)
    posed = await newest(world)
    await world.study.answer(ANN, posed.ask, RIGHT)
    assert review.posed.question == posed.posed.question
    expect(await world.study.answer(ANN, review.ask, WRONG), Marked)
    before = await world.dump("memories")
    await until(world, 5, 17)
    assert await world.dump("memories") == before
    outcome = expect(await world.study.mine(ANN, posed.ask), Marked)
    assert (outcome.counted, outcome.points) == (False, 0)
    assert await world.study.undo(ANN) == Refused(Problem.NOTHING_TO_UNDO)
    review = expect(await world.study.next(ANN), Asked)
    expect(await world.study.answer(ANN, review.ask, RIGHT), Marked)
    expect(await world.study.undo(ANN), Undone)


async def test_its_answer_is_not_to_be_had_in_a_review(world: World) -> None:
    before = expect(await world.study.next(BEN), Asked)
    await world.daily.setup(ANN, world.place, FIVE)
    await until(world, 4, 17)
    posed = await newest(world)
    for who in (ANN, BEN, CAT):
        review = expect(await world.study.next(who), Asked)
        assert review.posed.question != posed.posed.question
    assert before.posed.question == posed.posed.question  # what was open has made room
    await until(world, 5, 17)
    served = set()
    for _ in range(3):
        review = expect(await world.study.next(BEN), Asked)
        served.add(review.posed.question)
        await world.study.answer(BEN, review.ask, WRONG)
    assert posed.posed.question in served


async def test_a_fortnight_over_the_spring_change(world: World) -> None:
    """17:00 stays 17:00 when the clocks go forward on 29 March; nothing comes at weekends."""
    world.clock.now = datetime(2026, 3, 22, 12, tzinfo=UTC)
    await world.daily.setup(ANN, world.place, Wish(hour=17, weekdays=(0, 1, 2, 3, 4)))
    await until(world, 4, 23, month=4)
    posts = await asked(world)
    assert [one.at.day for one in posts] == [23, 24, 25, 26, 27, 30, 31, 1, 2, 3]
    assert {(one.at.hour, one.at.minute) for one in posts} == {(17, 0)}
    questions = [one.reply.posed.question for one in posts if isinstance(one.reply, Asked)]
    assert len(set(questions)) == len(questions)
    # Friday's question stays open over the weekend.
    friday = expect(posts[4].reply, Asked)
    assert friday.daily is not None
    assert friday.daily.reveal_at == datetime(2026, 3, 30, 16, tzinfo=UTC)


async def test_the_reveal_may_come_after_some_hours(world: World) -> None:
    await world.daily.setup(ANN, world.place, Wish(hour=10, reveal_hours=2))
    await until(world, 4, 10)
    posed = await newest(world)
    assert posed.closes_at == posed.opened_at + timedelta(hours=2)
    await world.study.answer(BEN, posed.ask, RIGHT)
    await until(world, 4, 12)
    revealed = expect((await said(world))[-1].reply, Revealed)
    assert revealed.right_names == ("Ben",)
    assert await world.daily.current(BEN, world.place) == Refused(Problem.NO_DAILY)
    await until(world, 5, 10)
    assert len(await said(world)) == 3


async def test_extra_time_does_not_stretch_a_day(world: World) -> None:
    await world.settings.change(BEN, "time", "2")
    await world.daily.setup(ANN, world.place, Wish(hour=10, reveal_hours=2))
    await until(world, 4, 10)
    posed = await newest(world)
    world.clock.forward(hours=2, seconds=2)
    assert await world.study.answer(BEN, posed.ask, RIGHT) == Refused(Problem.ASK_CLOSED)
    await tick(world)
    assert isinstance((await said(world))[-1].reply, Revealed)


async def test_pause_and_resume(world: World) -> None:
    await world.daily.setup(ANN, world.place, FIVE)
    await until(world, 4, 18)
    paused = expect(await world.daily.pause(ANN, world.place), DailyShown)
    assert (paused.state, paused.next_at) == (DailyState.PAUSED, None)
    await until(world, 7, 18)
    question, answer = await said(world)
    assert isinstance(question.reply, Asked)
    assert isinstance(answer.reply, Revealed)
    assert (answer.at.day, answer.at.hour) == (5, 17)  # when it was promised
    resumed = expect(await world.daily.resume(ANN, world.place), DailyShown)
    assert resumed.next_at == datetime(2026, 3, 8, 17, tzinfo=UTC)
    await until(world, 8, 17)
    assert [one.at.day for one in await asked(world)] == [4, 8]


async def test_hidden_and_gone_learners_are_in_no_reveal(world: World) -> None:
    await world.daily.setup(ANN, world.place, FIVE)
    await world.settings.change(BEN, "hide", "on")
    await until(world, 4, 17)
    posed = await newest(world)
    for who in (ANN, BEN, CAT):
        await world.study.answer(who, posed.ask, RIGHT)
    await until(world, 5, 17)
    revealed = expect(await world.daily.revealed(ANN, world.place), Revealed)
    assert (revealed.answered, revealed.right_names) == (3, ("Ann", "Cat"))
    assert revealed.daily is not None
    assert [row.name for row in revealed.daily.board] == ["Ann", "Cat"]
    await world.privacy.delete(CAT, "DELETE")
    after = expect(await world.daily.revealed(ANN, world.place), Revealed)
    assert after.right_names == ("Ann",)
    assert after.daily is not None
    assert [row.name for row in after.daily.board] == ["Ann"]


async def test_a_row_breaks_where_too_few_answer(world: World) -> None:
    await world.daily.setup(ANN, world.place, FIVE)
    rows: list[tuple[int, bool]] = []
    for day, answering in ((4, (ANN, BEN)), (5, (ANN, CAT)), (6, (ANN,)), (7, (BEN, CAT))):
        await until(world, day, 17)
        for who in answering:
            await world.study.answer(who, (await newest(world)).ask, RIGHT)
        await until(world, day + 1, 17)
        outcome = expect(await world.daily.revealed(ANN, world.place), Revealed).daily
        assert outcome is not None
        rows.append((outcome.streak, outcome.lit))
    assert rows == [(1, True), (2, True), (0, False), (1, True)]
