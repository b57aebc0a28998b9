"""The daily question as transcripts: a class, its clock, and what the place sees when."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.domain.daily import DailyState, Why
from bot.domain.ids import QuestionId
from bot.domain.question import Chosen, Mark
from bot.domain.replies import (
    Answered,
    Asked,
    DailyChosen,
    DailyPreview,
    DailyShown,
    Marked,
    Problem,
    Refused,
    Revealed,
    Source,
    Undone,
)
from bot.usecases.daily_settings import Wish
from storage.dailies import What
from tests import decks
from tests.fakes import FakeClock
from tests.usecases.daily_life import asked, days, hours, newest, said, tick, until
from tests.usecases.world import ANN, BEN, CAT, World, expect, open_world

RIGHT, WRONG = Chosen((0,)), Chosen((1,))
FIVE = Wish(hour=17)


def coming(preview: DailyPreview) -> list[DailyChosen]:
    """Return what would be asked, date by date."""
    return [day.chosen for day in preview.days if day.chosen is not None]


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
    """The question comes up in Ann's reviews after she answered it, before its reveal."""
    await world.daily.setup(ANN, world.place, FIVE)
    await until(world, 4, 17)
    posed = await newest(world)
    await world.study.answer(ANN, posed.ask, RIGHT)
    review = expect(await world.study.next(ANN), Asked)
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


async def test_skip_a_date_and_give_it_back(world: World) -> None:
    await world.daily.setup(ANN, world.place, FIVE)
    preview = expect(await world.daily.skip(ANN, world.place), DailyPreview)
    assert [day.skipped for day in preview.days] == [True] + [False] * 6
    shown = expect(await world.daily.show(BEN, world.place), DailyShown)
    assert shown.next_at == datetime(2026, 3, 5, 17, tzinfo=UTC)
    await world.daily.skip(ANN, world.place, date(2026, 3, 6))
    await world.daily.skip(ANN, world.place, date(2026, 3, 7))
    await world.daily.unskip(ANN, world.place, date(2026, 3, 7))
    await until(world, 8, 12)
    assert [one.at.day for one in await asked(world)] == [5, 7]
    first = expect((await asked(world))[0].reply, Asked)
    assert first.daily is not None
    assert first.daily.reveal_at == datetime(2026, 3, 7, 17, tzinfo=UTC)
    too_late = await world.daily.skip(ANN, world.place, date(2026, 3, 7))
    assert expect(too_late, Refused).problem is Problem.BAD_VALUE
    await until(world, 8, 18)
    out = await world.daily.skip(ANN, world.place, date(2026, 3, 8))
    assert out == Refused(Problem.DAILY_OUT)


async def test_now_takes_the_place_of_todays(world: World) -> None:
    await world.daily.setup(ANN, world.place, FIVE)
    posted = expect(await world.daily.now(ANN, world.place), Asked)
    assert posted.daily is not None
    assert posted.daily.reveal_at == datetime(2026, 3, 5, 17, tzinfo=UTC)
    assert await world.daily.now(ANN, world.place) == Refused(Problem.DAILY_OUT)
    await until(world, 5, 18)
    assert [(one.at.day, one.at.hour) for one in await asked(world)] == [(4, 9), (5, 17)]
    assert await days(world) == {date(2026, 3, 4): What.FORCED, date(2026, 3, 5): What.POSTED}


async def test_now_goes_before_a_skip(world: World) -> None:
    await world.daily.setup(ANN, world.place, FIVE)
    await world.daily.skip(ANN, world.place)
    expect(await world.daily.now(ANN, world.place), Asked)
    assert await days(world) == {date(2026, 3, 4): What.FORCED}


async def test_the_queue_goes_first(world: World) -> None:
    await world.daily.setup(ANN, world.place, FIVE)
    queued = QuestionId("lng-00042")
    shown = expect(await world.daily.queue_question(ANN, world.place, queued), DailyShown)
    assert [one.question for one in shown.queue] == [queued]
    assert expect(await world.daily.show(BEN, world.place), DailyShown).queue == ()
    unknown = await world.daily.queue_question(ANN, world.place, QuestionId("nowhere-1"))
    assert expect(unknown, Refused).problem is Problem.NO_SUCH_QUESTION
    await world.daily.queue_question(ANN, world.place, QuestionId("lng-00041"))
    await world.daily.unqueue(ANN, world.place, QuestionId("lng-00041"))
    preview = expect(await world.daily.preview(ANN, world.place), DailyPreview)
    ahead = coming(preview)
    assert (ahead[0].question, ahead[0].reason.why) == (queued, Why.QUEUED)
    assert queued not in [chosen.question for chosen in ahead[1:]]
    await until(world, 5, 18)
    first, second = await asked(world)
    assert expect(first.reply, Asked).posed.question == queued
    assert expect(second.reply, Asked).posed.question == "lng-00000"


async def test_what_was_previewed_is_what_comes(world: World) -> None:
    await world.daily.setup(ANN, world.place, FIVE)
    preview = expect(await world.daily.preview(ANN, world.place), DailyPreview)
    assert [day.day.day for day in preview.days] == [4, 5, 6, 7, 8, 9, 10]
    await until(world, 10, 18)
    came = [one.reply.posed.question for one in await asked(world) if isinstance(one.reply, Asked)]
    assert came == [chosen.question for chosen in coming(preview)]


async def test_only_editors_lead(world: World) -> None:
    await world.daily.setup(ANN, world.place, FIVE)
    daily, place = world.daily, world.place
    refusals = [
        await daily.setup(BEN, place, FIVE),
        await daily.preview(BEN, place),
        await daily.pause(BEN, place),
        await daily.resume(BEN, place),
        await daily.remove(BEN, place),
        await daily.skip(BEN, place),
        await daily.unskip(BEN, place, date(2026, 3, 4)),
        await daily.now(BEN, place),
        await daily.queue_question(BEN, place, QuestionId("lng-00001")),
        await daily.unqueue(BEN, place, QuestionId("lng-00001")),
    ]
    assert {expect(reply, Refused).problem for reply in refusals} == {Problem.NOT_ALLOWED}
    shown = expect(await daily.show(BEN, place), DailyShown)
    assert not shown.may_change


async def test_before_there_is_one(world: World) -> None:
    shown = expect(await world.daily.show(ANN, world.place), DailyShown)
    assert (shown.state, shown.hour, shown.may_change) == (DailyState.OFF, 17, True)
    for reply in (
        await world.daily.pause(ANN, world.place),
        await world.daily.preview(ANN, world.place),
        await world.daily.current(ANN, world.place),
        await world.daily.revealed(ANN, world.place),
    ):
        assert reply == Refused(Problem.NO_DAILY)


async def test_what_cannot_be_wished(world: World) -> None:
    wishes = (
        Wish(hour=24),
        Wish(hour=9, minute=60),
        Wish(zone="Europe/Londres"),
        Wish(weekdays=()),
        Wish(reveal_hours=100),
        Wish(late_hours=24),
    )
    for wish in wishes:
        reply = expect(await world.daily.setup(ANN, world.place, wish), Refused)
        assert reply.problem is Problem.BAD_VALUE
    unknown = await world.daily.setup(ANN, world.place, Wish(topics=("Botany",)))
    assert expect(unknown, Refused).problem is Problem.NO_SUCH_DECK
    assert expect(await world.daily.show(ANN, world.place), DailyShown).state is DailyState.OFF


async def test_removed_and_begun_again_the_same_day(world: World) -> None:
    await world.daily.setup(ANN, world.place, Wish(hour=10))
    await until(world, 4, 11)
    removed = expect(await world.daily.remove(ANN, world.place), DailyShown)
    assert removed.state is DailyState.OFF
    again = expect(await world.daily.setup(ANN, world.place, Wish(hour=13)), DailyShown)
    assert again.next_at == datetime(2026, 3, 5, 13, tzinfo=UTC)
    await until(world, 5, 14)
    assert [(one.at.day, one.at.hour) for one in await asked(world)] == [(4, 10), (5, 13)]


async def test_a_group_about_to_forget(world: World) -> None:
    """Ann and Ben learn four questions; weeks later the one they failed is the first to go."""
    for who in (ANN, BEN):
        for _ in range(4):
            ask = expect(await world.study.next(who), Asked)
            given = WRONG if ask.posed.question == "lng-00003" else RIGHT
            expect(await world.study.answer(who, ask.ask, given), Marked)
    world.clock.forward(days=12)
    await world.daily.setup(ANN, world.place, FIVE)
    preview = expect(await world.daily.preview(ANN, world.place), DailyPreview)
    assert [chosen.reason.why for chosen in coming(preview)] == [
        Why.FADING,
        Why.FADING,
        Why.UNSEEN,
        Why.FADING,
        Why.FADING,
        Why.UNSEEN,
        Why.UNSEEN,
    ]
    first = coming(preview)[0]
    assert first.question == "lng-00003"
    assert (first.reason.knowing, first.reason.members) == (2, 3)
    assert first.reason.recall is not None
    assert first.reason.recall < 0.7


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
