"""Whatever moment a bot dies at, a group on Telegram misses nothing; one post comes twice at most.

Telegram has no way to say "the same as before": whoever dies between sending and noting it
cannot know, and sends again. Nothing else may come twice, and no kept answer is lost.
"""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.domain.ids import Platform
from tests.fakes import FakeClock
from tests.kills.lives import Life, Nursery, rows
from tests.on_telegram.fake import CannotDo, FakeTelegram, NoAnswer, Person, open_telegram
from tests.on_telegram.fake.sockets import served
from tests.on_telegram.fake.state import Message
from tests.on_telegram.hall import Hall, one_of_each, open_hall

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
FIVE = datetime(2026, 3, 5, 17, 0, 1, tzinfo=UTC)
RIGHT = "Treaty of Rapallo"
AFTER_THE_LEASE = timedelta(minutes=3)
A_FEW = 13
"""Every so many points die in the quick test; all of them in the slow one."""


@dataclass(slots=True)
class Scene:
    """A platform and a file in the state from which a bot is started to die."""

    telegram: FakeTelegram
    hall: Hall
    file: Path
    nursery: Nursery
    socket: Path

    async def life(self, now: datetime, points: int = -1) -> Life:
        self.hall.clock.now = max(now, self.hall.clock.now)
        return await self.nursery.bear(Platform.TELEGRAM, self.socket, self.file, now, points)

    def rows(self, sql: str) -> list[tuple[object, ...]]:
        return rows(self.file, sql)


async def die_everywhere(
    nursery: Nursery,
    folder: Path,
    prepare: Callable[[Hall], Awaitable[None]],
    play: Callable[[Scene, int], Awaitable[list[str]]],
    step: int,
) -> list[str]:
    """Play a scene until its bot outlives it, dying later each time; return the points."""
    at = 0
    while True:
        clock, file = FakeClock(NOON), folder / f"{at}.db"
        async with open_telegram(clock) as telegram:
            async with open_hall(telegram, file, clock, one_of_each()) as hall:
                await prepare(hall)
            async with served(telegram) as socket:
                points = await play(Scene(telegram, hall, file, nursery, socket.path), at)
            telegram.forgive()  # what the dead one left unanswered
        file.unlink()
        if len(points) < at + 1:
            return points
        at += step


async def two_days(hall: Hall) -> None:
    """Let yesterday's question be out and answered by two, and today's be due."""
    teacher = await hall.set_up()
    await teacher.command("/daily setup 17:00")
    await hall.pass_time(hours=5, seconds=1)
    for name in ("Ben", "Cat"):
        await hall.come(name).press(hall.last, RIGHT)
    await hall.quiet()
    hall.clock.now = FIVE


async def a_post(scene: Scene, at: int) -> list[str]:
    """Let a bot die over today's post and another one follow; return the points it came to."""
    before = {message.id: message.said for message in scene.hall.public}
    life = await scene.life(FIVE, at)
    await life.quiet()
    points = life.points
    await life.stop()
    second = await scene.life(FIVE + AFTER_THE_LEASE)
    assert await second.quiet()
    await second.stop()
    new = [m.said for m in scene.hall.public if before.get(m.id) != m.said]
    where = f"{new} after dying {points[-1:]}"
    counted = Counter(new)
    assert sum(count - 1 for count in counted.values()) <= 1, where
    assert any("Ben" in text and "Cat" in text for text in counted), where
    assert any("Question of the day" in text and "Ben" not in text for text in counted), where
    kept = "SELECT count(*), count(DISTINCT learner) FROM reviews"
    assert scene.rows(kept) == [(2, 2)], where
    assert scene.rows("SELECT count(*) FROM daily_days WHERE what = 'posted'") == [(2,)], where
    return points


async def a_question(hall: Hall) -> None:
    """Let a round's only question be open."""
    teacher = await hall.set_up()
    await hall.start_round(teacher, "1 calm choice")


async def an_answer(scene: Scene, at: int) -> list[str]:
    """Let a bot die while Ben answers and while the round is revealed; another one follows."""
    now, question = scene.hall.clock.now, scene.hall.last
    ben, cat = scene.hall.come("Ben"), scene.hall.come("Cat")
    life = await scene.life(now, at)
    told = await _pressed(ben, question, life)
    if told:
        await life.quiet()
        life.jump()
        await life.quiet()
    points = life.points
    await life.stop()
    second = await scene.life(now + timedelta(seconds=2))
    heard = await _pressed(cat, question, second)
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
    texts = Counter(message.said for message in scene.hall.public)
    assert sum(count - 1 for count in texts.values()) <= 1, (where, texts)
    assert any(all(name in text for name in names) for text in texts), where
    return points


async def _pressed(person: Person, question: Message, life: Life) -> bool:
    """Press the answer; whether somebody was left to say that it is kept."""
    pressing = asyncio.create_task(person.press(question, RIGHT))
    while not pressing.done() and not life.dead:
        await asyncio.wait({pressing}, timeout=0.05)
    if not pressing.done():
        pressing.cancel()
    with suppress(asyncio.CancelledError, CannotDo, NoAnswer):
        return "Rapallo" in (await pressing).alert
    return False


async def test_a_post(nursery: Nursery, tmp_path: Path) -> None:
    points = await die_everywhere(nursery, tmp_path, two_days, a_post, A_FEW)
    assert any("sendMessage" in point for point in points)


async def test_an_answer(nursery: Nursery, tmp_path: Path) -> None:
    points = await die_everywhere(nursery, tmp_path, a_question, an_answer, A_FEW)
    assert any("answerCallbackQuery" in point for point in points)


@pytest.mark.slow
async def test_a_post_at_every_point(nursery: Nursery, tmp_path: Path) -> None:
    points = await die_everywhere(nursery, tmp_path, two_days, a_post, 1)
    assert len(points) > 10


@pytest.mark.slow
async def test_an_answer_at_every_point(nursery: Nursery, tmp_path: Path) -> None:
    points = await die_everywhere(nursery, tmp_path, a_question, an_answer, 1)
    assert len(points) > 10
