"""One reminder a local date and one digest a week: over changes of clocks, by several workers."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.domain.ids import Place, Platform
from bot.domain.question import Passed
from bot.domain.replies import Asked, Digest, Reminded, SettingsShown
from bot.usecases import digest_posting, reminder_posting
from bot.usecases.digesting import Digesting
from bot.usecases.reminding import Reminding
from storage import reminders
from tests import decks
from tests.domain.zones import ODD_CHANGES, edges, zone
from tests.fakes import FakeClock
from tests.usecases.world import ANN, World, expect, open_world

CHAT = Place(Platform.WEB, "user-ann", "own")
QUARTER = timedelta(minutes=15)
DAY = timedelta(days=1)
RECENT = [(name, year) for name, year in ODD_CHANGES if year >= 2016]


@pytest.fixture
async def world(tmp_path: Path, clock: FakeClock) -> AsyncIterator[World]:
    async with open_world(tmp_path / "world.db", clock, decks.long_deck(20)) as opened:
        await opened.enter("Ann")
        yield opened


async def learn(world: World, count: int = 5) -> None:
    """Let Ann meet some questions; they are due from the next day on, and stay so."""
    for _ in range(count):
        asked = expect(await world.study.next(ANN), Asked)
        await world.study.answer(ANN, asked.ask, Passed())


async def came(world: World, place: Place, where: ZoneInfo) -> list[datetime]:
    posts = await world.posting.since(place, 0, 500)
    return [
        post.created_at.astimezone(where)
        for post in posts
        if isinstance(post.reply, Reminded | Digest)
    ]


async def never_ignored(world: World) -> None:
    """Let the last reminder count as heard, without an answer that would move anything."""

    def work(tx: object) -> None:
        tx.execute("UPDATE reminders SET ignored = 0")  # type: ignore[attr-defined]

    await world.database.transaction(work)


@pytest.mark.parametrize(("name", "year"), RECENT)
@pytest.mark.parametrize("at", ["00:10", "02:30", "12:00"])
async def test_once_a_date_over_every_change(world: World, name: str, year: int, at: str) -> None:
    where = zone(name)
    changes = sorted(set(edges(where, date(year, 1, 1), date(year, 12, 31))))
    world.clock.now = datetime.combine(changes[0] - 4 * DAY, time(12), UTC)
    await learn(world)
    expect(await world.settings.change(ANN, "zone", name), SettingsShown)
    await world.reminding.change(ANN, CHAT, f"{at} quiet off")
    world.clock.now += 2 * DAY
    for first in changes[:1]:
        world.clock.now = datetime.combine(first, time(0), where).astimezone(UTC)
        end = world.clock.now + 4 * DAY
        while world.clock.now < end:
            world.clock.now += 2 * QUARTER
            await world.reminding.tick()
            await never_ignored(world)
    counted = Counter(at.date() for at in await came(world, CHAT, where))
    inner = [first + n * DAY for first in changes[:1] for n in (1, 2)]
    assert {day: counted[day] for day in inner if exists(day, where)} == {
        day: 1 for day in inner if exists(day, where)
    }
    assert max(counted.values()) == 1


def exists(day: date, where: ZoneInfo) -> bool:
    """Return whether a local date has any noon (Samoa had no 30 December 2011)."""
    noon = datetime.combine(day, time(12), where)
    return noon.astimezone(UTC).astimezone(where).date() == day


async def test_several_workers_share_one_database(world: World) -> None:
    await learn(world)
    await world.reminding.change(ANN, CHAT, "18:00")
    await world.digesting.setup(ANN, world.place)
    database, clock, library, posting = world.database, world.clock, world.library, world.posting
    workers = [
        kind(database=database, clock=clock, library=library, posting=posting)
        for kind in (Reminding, Reminding, Reminding, Digesting, Digesting, Digesting)
    ]
    where = zone("Europe/London")
    for at in (datetime(2026, 3, 5, 18, tzinfo=UTC), datetime(2026, 3, 9, 8, tzinfo=UTC)):
        clock.now = at
        await asyncio.gather(*(worker.tick() for worker in workers))
    assert len(await came(world, CHAT, where)) == 1
    assert len(await came(world, world.place, where)) == 1


async def test_a_date_is_claimed_before_anything_is_posted(world: World) -> None:
    await learn(world)
    await world.reminding.change(ANN, CHAT, "18:00")
    await world.digesting.setup(ANN, world.place)
    rows = await world.dump("learners")
    (learner, *_rest), *_ = rows["learners"]

    def somebody_was_first(tx: object) -> None:
        reminders.claim(tx, learner, date(2026, 3, 5), world.clock.now)  # type: ignore[arg-type]
        tx.execute(  # type: ignore[attr-defined]
            "INSERT INTO weekly_weeks SELECT place, ?, 0 FROM weeklies",
            (date(2026, 3, 2).toordinal(),),
        )

    await world.database.transaction(somebody_was_first)
    for at in (datetime(2026, 3, 5, 18, tzinfo=UTC), datetime(2026, 3, 9, 8, tzinfo=UTC)):
        world.clock.now = at
        await world.reminding.tick()
        await world.digesting.tick()
    where = zone("Europe/London")
    assert [at.day for at in await came(world, CHAT, where)] == []
    assert await came(world, world.place, where) == []


async def test_one_that_goes_wrong_holds_nobody_up_and_is_tried_again(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    await learn(world)
    await world.reminding.change(ANN, CHAT, "18:00")
    world.clock.now = datetime(2026, 3, 5, 18, tzinfo=UTC)
    with monkeypatch.context() as broken:
        broken.setattr(reminder_posting, "said", lambda *_a, **_k: 1 / 0)
        assert await world.reminding.tick() == 1
    assert "went wrong" in caplog.text
    assert await world.reminding.tick() == 0  # it waits a minute
    world.clock.now += timedelta(minutes=1)
    assert await world.reminding.tick() == 1
    (at,) = await came(world, CHAT, zone("Europe/London"))
    assert (at.hour, at.minute) == (18, 1)


async def test_a_digest_that_goes_wrong_is_tried_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await learn(world)
    await world.digesting.setup(ANN, world.place)
    world.clock.now = datetime(2026, 3, 9, 8, tzinfo=UTC)
    with monkeypatch.context() as broken:
        broken.setattr(digest_posting, "summed_up", lambda *_a, **_k: 1 / 0)
        await world.digesting.tick()
    world.clock.now += timedelta(minutes=2)
    await world.digesting.tick()
    assert len(await came(world, world.place, zone("Europe/London"))) == 1


async def test_a_clock_that_goes_back_for_good_is_followed(world: World) -> None:
    await learn(world)
    await world.reminding.change(ANN, CHAT, "18:00")
    world.clock.now = datetime(2026, 3, 20, 12, tzinfo=UTC)  # a wrong clock, and nobody answers
    await world.reminding.tick()
    await world.reminding.change(ANN, CHAT, "18:00")
    world.clock.now = datetime(2026, 3, 5, 12, tzinfo=UTC)
    await world.reminding.tick()
    world.clock.now = datetime(2026, 3, 5, 18, tzinfo=UTC)
    await world.reminding.tick()
    assert [at.day for at in await came(world, CHAT, zone("Europe/London"))] == [5]
