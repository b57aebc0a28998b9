"""What editors do with the daily question: set up, look ahead, leave out, queue, post now."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.domain.daily import DailyState, Why
from bot.domain.ids import QuestionId
from bot.domain.question import Chosen
from bot.domain.replies import (
    Asked,
    DailyChosen,
    DailyPreview,
    DailyShown,
    Marked,
    Problem,
    Refused,
)
from bot.usecases.daily_settings import Wish
from storage.dailies import What
from tests import decks
from tests.fakes import FakeClock
from tests.usecases.daily_life import asked, days, until
from tests.usecases.world import ANN, BEN, World, expect, open_world

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


async def test_a_skip_that_is_told_twice_leaves_out_one_day(world: World) -> None:
    await world.daily.setup(ANN, world.place, FIVE)
    said_at = world.clock.now
    world.clock.forward(seconds=2)
    first = expect(await world.daily.skip(ANN, world.place, asked=said_at), DailyPreview)
    world.clock.forward(minutes=5)  # it comes again, after a restart
    assert await world.daily.skip(ANN, world.place, asked=said_at) == first
    again = await world.daily.skip(ANN, world.place, asked=world.clock.now)
    assert again != first, "asked for anew it is another"


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


async def test_a_question_is_queued_by_its_words(world: World) -> None:
    await world.daily.setup(ANN, world.place, FIVE)
    shown = expect(await world.daily.queue_question(ANN, world.place, "question 42?"), DailyShown)
    assert [one.question for one in shown.queue] == ["lng-00042"]
    several = expect(await world.daily.queue_question(ANN, world.place, "question"), Refused)
    assert several.problem is Problem.BAD_VALUE
    assert several.about[2].startswith("lng-00000 (Question 0?); lng-00001")
    for words in ("nowhere", "", " "):
        nothing = expect(await world.daily.queue_question(ANN, world.place, words), Refused)
        assert nothing.problem is Problem.NO_SUCH_QUESTION


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
