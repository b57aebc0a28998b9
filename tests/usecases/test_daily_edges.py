"""The daily question when things go wrong: outages, crashes, two workers, odd clocks."""

import asyncio
import logging
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.ids import Account, Place, Platform, SubscriptionId
from bot.domain.question import Chosen
from bot.domain.replies import (
    Answered,
    Asked,
    ClassShown,
    DailyShown,
    Revealed,
)
from bot.usecases import daily_posting
from bot.usecases.daily import Daily
from bot.usecases.daily_settings import Wish
from bot.usecases.library import Library
from storage import dailies
from storage.dailies import What
from storage.database import Tx
from tests import decks
from tests.domain.zones import zone_names
from tests.fakes import FakeClock
from tests.usecases.daily_life import asked, days, hours, newest, said, tick, until
from tests.usecases.world import ANN, BEN, World, expect, open_world

FIVE = Wish(hour=17)
RIGHT = Chosen((0,))
HOUR = timedelta(hours=1)


@pytest.fixture
async def world(tmp_path: Path, clock: FakeClock) -> AsyncIterator[World]:
    """Sixty choices and a class of two, with a daily question at five."""
    async with open_world(tmp_path / "world.db", clock, decks.long_deck(60)) as opened:
        await opened.enter("Ann", "Ben")
        await opened.daily.setup(ANN, opened.place, FIVE)
        yield opened


async def test_two_hours_away_is_late(world: World) -> None:
    world.clock.now = datetime(2026, 3, 4, 19, tzinfo=UTC)
    await tick(world)
    await until(world, 5, 18)
    assert [(one.at.day, one.at.hour) for one in await asked(world)] == [(4, 19), (5, 17)]


async def test_four_hours_away_is_missed(world: World) -> None:
    world.clock.now = datetime(2026, 3, 4, 21, tzinfo=UTC)
    await tick(world)
    assert await said(world) == []
    assert await days(world) == {date(2026, 3, 4): What.MISSED}
    shown = expect(await world.daily.show(BEN, world.place), DailyShown)
    assert shown.next_at == datetime(2026, 3, 5, 17, tzinfo=UTC)


async def test_two_days_away_is_no_burst(world: World) -> None:
    await until(world, 4, 18)
    first = await newest(world)
    await world.study.answer(BEN, first.ask, RIGHT)
    world.clock.now = datetime(2026, 3, 6, 18, tzinfo=UTC)
    await tick(world)
    posts = await said(world)
    assert [type(one.reply) for one in posts] == [Asked, Revealed, Asked]
    assert expect(posts[1].reply, Revealed).right_names == ("Ben",)
    assert await days(world) == {date(2026, 3, 4): What.POSTED, date(2026, 3, 6): What.POSTED}
    await tick(world)
    assert len(await said(world)) == 3


async def test_missed_leaves_the_question_open(world: World) -> None:
    await until(world, 4, 18)
    first = await newest(world)
    world.clock.now = datetime(2026, 3, 6, 9, tzinfo=UTC)
    await tick(world)
    expect(await world.study.answer(BEN, first.ask, RIGHT), Answered)
    await until(world, 6, 18)
    assert [type(one.reply) for one in await said(world)] == [Asked, Revealed, Asked]


async def test_a_crash_in_the_middle_leaves_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """After the claim and the reveal, before the post: all of it is taken back, then done."""
    await until(world, 4, 18)
    ask = (await newest(world)).ask
    await world.study.answer(BEN, ask, RIGHT)
    world.clock.now = datetime(2026, 3, 5, 17, tzinfo=UTC)
    before = await world.dump("daily_days", "reviews", "asks", "outbox", "alarms")
    told = daily_posting.told

    def crash(*_args: object) -> Asked:
        raise RuntimeError("the lights went out")

    monkeypatch.setattr(daily_posting, "told", crash)
    with caplog.at_level(logging.ERROR):
        await tick(world)
    assert "went wrong" in caplog.text
    assert await world.dump("daily_days", "reviews", "asks", "outbox", "alarms") == before
    monkeypatch.setattr(daily_posting, "told", told)
    await tick(world)
    assert len(await said(world)) == 1  # it waits a minute
    world.clock.forward(minutes=1)
    await tick(world)
    assert [type(one.reply) for one in await said(world)] == [Asked, Revealed, Asked]
    assert len((await world.dump("reviews"))["reviews"]) == 1


async def test_a_try_that_waits_is_not_lost_by_a_restart(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def crash(*_args: object) -> Asked:
        raise RuntimeError("the lights went out")

    world.clock.now = datetime(2026, 3, 4, 17, tzinfo=UTC)
    with monkeypatch.context() as patch, caplog.at_level(logging.CRITICAL):
        patch.setattr(daily_posting, "told", crash)
        await tick(world)
    restarted = Daily(
        database=world.database, clock=world.clock, library=world.library, posting=world.posting
    )
    await restarted.tick()
    world.clock.forward(minutes=1)
    await restarted.tick()
    assert [(one.at.day, one.at.hour) for one in await asked(world)] == [(4, 17)]


async def test_whoever_has_not_claimed_the_date_does_not_post(world: World) -> None:
    """The claim alone decides, also for a worker that thinks its time has come."""

    def elsewhere(tx: Tx) -> None:
        day = date(2026, 3, 4)
        assert dailies.claim(tx, SubscriptionId(1), day, What.POSTED, world.clock())

    await tick(world)  # its time is worked out
    await world.database.transaction(elsewhere)
    await until(world, 5, 18)
    assert [one.at.day for one in await asked(world)] == [5]


async def test_one_that_goes_wrong_holds_nobody_up(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    dora = Account(Platform.WEB, "user-dora")
    await world.classes.enter(dora, "Dora", zone="Europe/London")
    await world.classes.create(dora, "Other")
    other = Place(Platform.WEB, expect(await world.classes.show(dora), ClassShown).code)
    await world.daily.setup(dora, other, FIVE)
    post_due = daily_posting.post_due

    def one_breaks(
        tx: Tx, library: Library, subscription: SubscriptionId, now: datetime
    ) -> Place | None:
        if subscription == 1:
            raise RuntimeError("broken")
        return post_due(tx, library, subscription, now)

    monkeypatch.setattr(daily_posting, "post_due", one_breaks)
    with caplog.at_level(logging.ERROR):
        await until(world, 4, 18)
    assert await said(world) == []
    assert len(await world.posting.since(other, 0)) == 1
    monkeypatch.setattr(daily_posting, "post_due", post_due)
    await hours(world, 0.5)
    assert len(await said(world)) == 1


async def test_two_workers_at_once(world: World) -> None:
    """Both look at the same moment, on one database; each date has one post."""
    worker = Daily(
        database=world.database, clock=world.clock, library=world.library, posting=world.posting
    )
    for day in (4, 5, 6):
        world.clock.now = datetime(2026, 3, day, 17, tzinfo=UTC)
        await asyncio.gather(*(daily.tick() for daily in (world.daily, worker) * 3))
    assert [one.at.day for one in await asked(world)] == [4, 5, 6]
    assert len(await said(world)) == 5


async def test_a_restart_goes_on(tmp_path: Path, clock: FakeClock) -> None:
    path = tmp_path / "again.db"
    async with open_world(path, clock, decks.long_deck(60)) as first:
        await first.enter("Ann", "Ben")
        await first.daily.setup(ANN, first.place, FIVE)
        await until(first, 4, 18)
        ask = (await newest(first)).ask
        expect(await first.study.answer(BEN, ask, RIGHT), Answered)
        place = first.place
    async with open_world(path, clock, decks.long_deck(60)) as second:
        second.place = place
        await until(second, 5, 18)
        assert [type(one.reply) for one in await said(second)] == [Asked, Revealed, Asked]
        assert expect((await said(second))[1].reply, Revealed).right_names == ("Ben",)


async def test_a_clock_that_was_ahead_is_followed_back(world: World) -> None:
    """A day that never was got a post; when the clock is right again, so is the calendar."""
    world.clock.now = datetime(2026, 4, 20, 17, tzinfo=UTC)
    await tick(world)
    world.clock.now = datetime(2026, 3, 4, 12, tzinfo=UTC)
    await tick(world)
    shown = expect(await world.daily.show(BEN, world.place), DailyShown)
    assert shown.next_at == datetime(2026, 3, 4, 17, tzinfo=UTC)
    await until(world, 5, 18)
    assert len(await asked(world)) == 3
    assert len(await days(world)) == 3


async def test_a_small_step_back_repeats_nothing(world: World) -> None:
    await until(world, 4, 17)
    world.clock.forward(hours=-2)
    await hours(world, 4)
    assert len(await asked(world)) == 1


async def test_moving_the_hour_or_the_zone_repeats_no_date(world: World) -> None:
    await until(world, 4, 17)
    moved = expect(await world.daily.setup(ANN, world.place, Wish(hour=20)), DailyShown)
    assert moved.next_at == datetime(2026, 3, 5, 20, tzinfo=UTC)
    west = Wish(zone="Pacific/Honolulu", hour=9)
    moved = expect(await world.daily.setup(ANN, world.place, west), DailyShown)
    assert moved.next_at == datetime(2026, 3, 5, 19, tzinfo=UTC)
    await hours(world, 30)
    assert list(await days(world)) == [date(2026, 3, 4), date(2026, 3, 5)]


looks = st.lists(st.timedeltas(timedelta(hours=-30), timedelta(hours=60)), min_size=5, max_size=40)
moves = st.dictionaries(
    st.integers(0, 39), st.tuples(st.sampled_from(zone_names()), st.integers(0, 23))
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    first=st.datetimes(datetime(2026, 1, 1), datetime(2028, 12, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    steps=looks,
    moved=moves,
)
async def test_one_post_a_date_whatever_the_clock_and_the_zone(
    tmp_path_factory: pytest.TempPathFactory,
    first: datetime,
    steps: list[timedelta],
    moved: dict[int, tuple[str, int]],
) -> None:
    clock = FakeClock(first)
    path = tmp_path_factory.mktemp("clock") / "world.db"
    async with open_world(path, clock, decks.long_deck(80)) as world:
        await world.enter("Ann")
        await world.daily.setup(ANN, world.place, Wish(hour=1))
        for number, step in enumerate(steps):
            clock.now += step
            await tick(world)
            if number in moved:
                name, hour = moved[number]
                await world.daily.setup(ANN, world.place, Wish(zone=name, hour=hour))
        posts = [expect(one.reply, Asked) for one in await asked(world)]
        dates = [one.daily.day for one in posts if one.daily]
        assert len(set(dates)) == len(dates) == len(posts)
        shown = expect(await world.daily.show(ANN, world.place), DailyShown)
        assert shown.next_at is not None
        assert shown.next_at - max(clock.now, first) < timedelta(days=80)
