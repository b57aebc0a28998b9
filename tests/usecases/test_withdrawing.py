"""What could not go out in time is taken back; a platform that comes back is told no old news."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.domain.ids import Place, Platform, QuestionId
from bot.domain.question import Chosen
from bot.domain.replies import Asked, DailyShown, Digest, Marked, Reminded, Revealed
from bot.usecases.daily_settings import Wish
from bot.usecases.delivering import Delivering, Parcel
from storage.dailies import What
from tests import decks
from tests.fakes import FakeClock
from tests.usecases.daily_life import days, tick
from tests.usecases.world import ANN, BEN, World, expect, open_world

CHAT = Place(Platform.DISCORD, "99")
PRIVATE = Place(Platform.DISCORD, "4711", "dm")
RIGHT = Chosen((0,))
HOUR = timedelta(hours=1)


@pytest.fixture
async def world(tmp_path: Path, clock: FakeClock) -> AsyncIterator[World]:
    """Ann and Ben's class in a chat, with a daily question at five that may be an hour late."""
    async with open_world(tmp_path / "world.db", clock, decks.long_deck(60)) as opened:
        await opened.enter("Ann", "Ben")
        await opened.classes.link_place(ANN, opened.place.chat_id, CHAT)
        await opened.daily.setup(ANN, CHAT, Wish(hour=17, late_hours=1))
        yield opened


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=UTC)


async def be(world: World, *moments: datetime) -> None:
    """Let it be so late, one after the other, with a look at what is due."""
    for moment in moments:
        world.clock.now = moment
        await tick(world)
        await world.reminding.tick()
        await world.digesting.tick()


async def out(world: World) -> list[Parcel]:
    """Let all that waits go out; the world of platforms is there again."""
    sender, found = Delivering(world.database, world.clock), list[Parcel]()
    while parcels := await sender.lease(Platform.DISCORD):
        for parcel in parcels:
            await sender.delivered(parcel.id, f"m{parcel.id}")
        found += parcels
    return found


async def test_a_week_without_the_platform_is_no_burst(world: World) -> None:
    await be(world, at(4, 17))
    (first,) = await out(world)
    await world.study.answer(BEN, expect(first.reply, Asked).ask, RIGHT)
    await be(world, *(at(day, hour) for day in range(5, 12) for hour in (9, 17, 18, 20)))
    await be(world, at(12, 17))
    reveal, today = await out(world)
    assert expect(reveal.reply, Revealed).right_names == ("Ben",)
    asked = expect(today.reply, Asked)
    assert asked.daily is not None
    assert asked.daily.day == date(2026, 3, 12)
    came = await days(world)
    assert {day.day for day, what in came.items() if what is What.POSTED} == {4, 12}
    assert {day.day for day, what in came.items() if what is What.MISSED} == set(range(5, 12))
    # Days that never came break no row, and nothing that nobody saw counts as asked.
    await world.study.answer(BEN, asked.ask, RIGHT)
    await be(world, at(13, 17))
    outcome = expect((await out(world))[0].reply, Revealed).daily
    assert outcome is not None
    assert outcome.streak == 2


async def test_an_hour_is_late_and_more_is_too_late(world: World) -> None:
    await be(world, at(4, 17), at(4, 18, 9))
    assert len(await out(world)) == 1
    await be(world, at(5, 17), at(5, 18, 11))
    (reveal,) = await out(world)
    assert isinstance(reveal.reply, Revealed)
    assert (await days(world))[date(2026, 3, 5)] is What.MISSED
    posted = expect(await world.daily.now(ANN, CHAT), Asked)  # whoever leads may still post it
    assert [parcel.reply for parcel in await out(world)] == [posted]


async def test_the_restart_of_a_sender_after_days_sends_no_old_news(world: World) -> None:
    """Also where the sender looks before anything else does."""
    await be(world, at(4, 17))
    world.clock.now = at(7, 12)
    assert await out(world) == []


async def test_never_late_is_on_time_all_the_same(world: World) -> None:
    """No clock is looked at on the dot: half a second is not late, ten minutes are."""
    await world.daily.setup(ANN, CHAT, Wish(late_hours=0))
    await be(world, at(4, 17) + timedelta(seconds=0.4))
    assert len(await out(world)) == 1
    await be(world, at(5, 17, 11))
    assert (await days(world))[date(2026, 3, 5)] is What.MISSED


async def test_what_a_worker_may_have_sent_is_not_taken_back(world: World) -> None:
    await be(world, at(4, 17))
    (parcel,) = await Delivering(world.database, world.clock).lease(Platform.DISCORD)
    await be(world, at(4, 22))  # it died; whether it had sent the post, nobody knows
    (again,) = await out(world)
    assert again.id == parcel.id


async def test_what_somebody_has_answered_goes_out_however_late(world: World) -> None:
    await be(world, at(4, 17))
    asked = expect(await world.daily.current(BEN, CHAT), Asked)
    await world.study.answer(BEN, asked.ask, RIGHT)
    await be(world, at(4, 22))
    assert [expect(parcel.reply, Asked).ask for parcel in await out(world)] == [asked.ask]


async def test_a_day_that_a_place_would_not_take_breaks_no_row(world: World) -> None:
    sender = Delivering(world.database, world.clock)
    await be(world, at(4, 17))
    (first,) = await out(world)
    await world.study.answer(BEN, expect(first.reply, Asked).ask, RIGHT)
    await be(world, at(5, 17))
    await out(world)
    await world.study.answer(BEN, expect(await world.daily.current(BEN, CHAT), Asked).ask, RIGHT)
    await be(world, at(6, 17))
    (reveal,) = await sender.lease(Platform.DISCORD)
    await sender.delivered(reveal.id, "m9")
    assert len(await sender.lease(Platform.DISCORD)) == 1
    await sender.unreachable(CHAT)
    assert (await days(world))[date(2026, 3, 6)] is What.MISSED
    await be(world, at(7, 12))
    assert await sender.reachable(CHAT)
    await be(world, at(7, 17))
    (today,) = await out(world)
    await world.study.answer(BEN, expect(today.reply, Asked).ask, RIGHT)
    await be(world, at(8, 17))
    outcome = expect((await out(world))[0].reply, Revealed).daily
    assert outcome is not None
    assert outcome.streak == 3


async def test_what_was_queued_is_queued_again(world: World) -> None:
    await world.daily.queue_question(ANN, CHAT, QuestionId("lng-00007"))
    await be(world, at(4, 17), at(4, 22))
    shown = expect(await world.daily.show(ANN, CHAT), DailyShown)
    assert [queued.question for queued in shown.queue] == ["lng-00007"]
    await be(world, at(5, 17))
    (today,) = await out(world)
    assert expect(today.reply, Asked).posed.question == "lng-00007"


async def test_an_answer_that_was_to_come_after_hours_does_not_come_alone(world: World) -> None:
    await world.daily.setup(ANN, CHAT, Wish(reveal_hours=1, late_hours=3))
    await be(world, at(4, 17), at(4, 18), at(4, 21))
    assert await out(world) == []
    assert await days(world) == {date(2026, 3, 4): What.MISSED}


async def test_a_digest_half_a_day_late_is_taken_back(world: World) -> None:
    await world.daily.remove(ANN, CHAT)
    await world.digesting.setup(ANN, CHAT)
    asked = expect(await world.study.next(ANN), Asked)
    expect(await world.study.answer(ANN, asked.ask, RIGHT), Marked)
    await be(world, at(9, 8), at(9, 19, 59))
    world.clock.now = at(9, 20)
    assert await out(world) == []
    asked = expect(await world.study.next(ANN), Asked)
    expect(await world.study.answer(ANN, asked.ask, RIGHT), Marked)
    await be(world, at(16, 8), at(16, 19))
    (digest,) = await out(world)
    assert expect(digest.reply, Digest).first_day == date(2026, 3, 9)


async def test_a_reminder_is_taken_back_and_was_not_in_vain(world: World) -> None:
    await world.daily.remove(ANN, CHAT)
    asked = expect(await world.study.next(ANN), Asked)
    expect(await world.study.answer(ANN, asked.ask, Chosen((1,))), Marked)
    await world.reminding.change(ANN, PRIVATE, "18:30")
    await be(world, at(5, 18, 30))
    world.clock.now = at(6, 3)
    assert await out(world) == []  # the sender looks first
    (row,) = (await world.dump("reminders"))["reminders"]
    assert 0 in row
    await be(world, at(6, 18, 30))
    (parcel,) = await out(world)
    assert isinstance(parcel.reply, Reminded)


async def test_a_clock_that_was_ahead_holds_no_post_up(world: World) -> None:
    """What it posted, and what it tried, does not wait until the day that it thought it was."""
    sender = Delivering(world.database, world.clock)
    await be(world, at(6, 17))
    (parcel,) = await sender.lease(Platform.DISCORD)
    await sender.failed(parcel.id, HOUR)
    world.clock.now = at(4, 12)
    assert len(await sender.lease(Platform.DISCORD)) == 1
    world.clock.now = at(3, 12)  # and once more, while a worker has it
    (parcel,) = await Delivering(world.database, world.clock).lease(Platform.DISCORD)
    await sender.delivered(parcel.id, "m1")


async def test_a_post_that_is_to_wait_waits(world: World) -> None:
    sender = Delivering(world.database, world.clock)
    await be(world, at(4, 17))
    (parcel,) = await sender.lease(Platform.DISCORD)
    await sender.failed(parcel.id, HOUR)
    world.clock.now = at(4, 17, 59)
    restarted = Delivering(world.database, world.clock)
    assert await restarted.lease(Platform.DISCORD) == ()
    world.clock.now = at(4, 18)
    assert len(await restarted.lease(Platform.DISCORD)) == 1
