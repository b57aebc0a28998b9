"""What happens around a death, whatever the platform: who goes on, and what has to be kept."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol, TypeVar

from tests.fakes import FakeClock
from tests.kills.lives import Life

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
FIVE = datetime(2026, 3, 5, 17, 0, 1, tzinfo=UTC)
HALF_PAST_FIVE = datetime(2026, 3, 5, 17, 30, 1, tzinfo=UTC)
MONDAY = datetime(2026, 3, 9, 8, 0, 1, tzinfo=UTC)
RIGHT = "Treaty of Rapallo"
REMINDED = (
    "SELECT (SELECT count(*) FROM reminder_days), (SELECT ignored FROM reminders),"
    " (SELECT count(*) FROM asks WHERE closed_at IS NULL)"
)
"""One date, one that was not answered yet, one question that is open: all of it is one."""

SUMMED_UP = "SELECT count(*) FROM weekly_weeks"

AFTER_THE_LEASE = timedelta(minutes=3)
"""A restarted bot delivers what the dead one had taken on when its lease is over."""

A_FEW = 13
"""Every so many points die in the quick test; all of them in the slow one."""

T = TypeVar("T")
S = TypeVar("S", bound="Scene")


class Scene(Protocol):
    """A platform and a file in the state from which a bot is started to die."""

    async def life(self, now: datetime, points: int = -1) -> Life:
        """Start a bot that dies at a point, or not."""

    def rows(self, sql: str) -> list[tuple[object, ...]]:
        """Return what a bot has kept."""


Opened = Callable[[FakeClock, Path], AbstractAsyncContextManager[S]]


async def die_everywhere(
    opened: Opened[S], folder: Path, play: Callable[[S, int], Awaitable[list[str]]], step: int
) -> list[str]:
    """Play a scene until its bot outlives it, dying later each time; return the points."""
    at = 0
    while True:
        file = folder / f"{at}.db"
        async with opened(FakeClock(NOON), file) as scene:
            points = await play(scene, at)
        file.unlink()
        if len(points) < at + 1:
            return points
        at += step


async def due(scene: Scene, at: int, now: datetime) -> list[str]:
    """Let a bot die over what is due and another one follow; return the points it came to."""
    life = await scene.life(now, at)
    await life.quiet()
    points = life.points
    await life.stop()
    second = await scene.life(now + AFTER_THE_LEASE)
    assert await second.quiet()
    await second.stop()
    return points


async def post(scene: Scene, at: int) -> list[str]:
    """Let a bot die over today's post and another one follow; return the points it came to."""
    points = await due(scene, at, FIVE)
    kept = "SELECT count(*), count(DISTINCT learner) FROM reviews"
    assert scene.rows(kept) == [(2, 2)], points[-1:]
    posted = "SELECT count(*) FROM daily_days WHERE what = 'posted'"
    assert scene.rows(posted) == [(2,)], points[-1:]
    return points


Press = Callable[[str, Life], Awaitable[bool]]
"""Let somebody press the answer; whether they were told that it is kept."""


async def answer(scene: Scene, at: int, now: datetime, press: Press) -> tuple[list[str], set[str]]:
    """Let a bot die while Ben answers and while the round is revealed; others follow.

    Return the points it came to, and whose answers are logged.
    """
    life = await scene.life(now, at)
    told = await press("Ben", life)
    if told:
        await life.quiet()
        life.jump()
        await life.quiet()
    points = life.points
    await life.stop()
    second = await scene.life(now + timedelta(seconds=2))
    heard = await press("Cat", second)
    await second.quiet()
    await second.stop()
    third = await scene.life(now + AFTER_THE_LEASE)
    for _ in range(3):  # what is left of the round, a step a minute
        await third.quiet()
        third.jump()
    await third.quiet()
    await third.stop()
    where = points[-1:]
    found = scene.rows("SELECT l.name FROM reviews AS r JOIN learners AS l ON l.id = r.learner")
    names = {str(row[0]) for row in found}
    assert len(found) == len(names), where
    assert {name for name, kept in (("Ben", told), ("Cat", heard)) if kept} <= names, where
    assert scene.rows("SELECT count(*) FROM rounds WHERE ended_at IS NULL") == [(0,)], where
    return points, names


async def unless_dead(pressing: Coroutine[object, object, T], life: Life) -> T:
    """Return what a press comes to. Raises CancelledError when nobody is left to answer."""
    pressed = asyncio.create_task(pressing)
    while not pressed.done() and not life.dead:
        await asyncio.wait({pressed}, timeout=0.05)
    if not pressed.done():
        pressed.cancel()
    return await pressed
