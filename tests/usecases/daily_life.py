"""What the tests of the daily question share: hours that pass, and what was posted when."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.replies import Asked, Reply, Revealed
from storage.dailies import What
from tests.usecases.world import World

LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True, slots=True)
class Said:
    """A post of a daily question, at its local time in London."""

    at: datetime
    reply: Reply


async def tick(world: World) -> None:
    """Ring what is due, as the metronome does."""
    await world.rounds.tick()
    await world.daily.tick()


async def hours(world: World, count: float, step: float = 0.5) -> None:
    """Let hours pass, with a look at what is due every so often."""
    end = world.clock.now + timedelta(hours=count)
    while world.clock.now < end:
        world.clock.now = min(end, world.clock.now + timedelta(hours=step))
        await tick(world)


async def until(world: World, day: int, hour: int, minute: int = 0, month: int = 3) -> None:
    """Let time pass until it is so late in London."""
    wanted = datetime(2026, month, day, hour, minute, tzinfo=LONDON)
    away = (wanted - world.clock.now) / timedelta(hours=1)
    await hours(world, away)


async def said(world: World) -> list[Said]:
    """Return every post of the daily question."""
    posts = await world.posts()
    return [
        Said(post.created_at.astimezone(LONDON), post.reply)
        for post in posts
        if isinstance(post.reply, Asked | Revealed)
    ]


async def asked(world: World) -> list[Said]:
    """Return every daily question as it was posted."""
    return [one for one in await said(world) if isinstance(one.reply, Asked)]


async def newest(world: World) -> Asked:
    """Return the daily question that was posted last."""
    reply = (await asked(world))[-1].reply
    assert isinstance(reply, Asked)
    return reply


async def days(world: World) -> dict[date, What]:
    """Return what became of each local date."""
    rows = await world.dump("daily_days")
    return {date.fromordinal(int(str(row[1]))): What(str(row[2])) for row in rows["daily_days"]}
