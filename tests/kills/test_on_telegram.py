"""Whatever moment a bot dies at, a group on Telegram misses nothing; one post comes twice at most.

Telegram has no way to say "the same as before": whoever dies between sending and noting it
cannot know, and sends again. Nothing else may come twice, and no kept answer is lost.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest

from bot.domain.ids import Platform
from tests.fakes import FakeClock
from tests.kills import scenes
from tests.kills.lives import Life, Nursery, rows
from tests.kills.nursery import ROUNDS_AND_DAILY
from tests.kills.scenes import FIVE, RIGHT, Opened, die_everywhere
from tests.on_telegram.fake import CannotDo, NoAnswer, open_telegram
from tests.on_telegram.fake.sockets import served
from tests.on_telegram.fake.state import Message
from tests.on_telegram.hall import Hall, one_of_each, open_hall


@dataclass(slots=True)
class Scene:
    """A platform and a file in the state from which a bot is started to die."""

    hall: Hall
    file: Path
    nursery: Nursery
    socket: Path
    rings: tuple[str, ...] = ROUNDS_AND_DAILY

    async def life(self, now: datetime, points: int = -1) -> Life:
        self.hall.clock.now = max(now, self.hall.clock.now)
        birth = (Platform.TELEGRAM, self.socket, self.file, now, points, self.rings)
        return await self.nursery.bear(*birth)

    def rows(self, sql: str) -> list[tuple[object, ...]]:
        return rows(self.file, sql)


def after(
    nursery: Nursery,
    prepare: Callable[[Hall], Awaitable[None]],
    rings: tuple[str, ...] = ROUNDS_AND_DAILY,
) -> Opened[Scene]:
    """Return how to open a scene in which something has happened before."""

    @asynccontextmanager
    async def opened(clock: FakeClock, file: Path) -> AsyncIterator[Scene]:
        async with open_telegram(clock) as telegram:
            async with open_hall(telegram, file, clock, one_of_each()) as hall:
                await prepare(hall)
            async with served(telegram) as socket:
                yield Scene(hall, file, nursery, socket.path, rings)
            telegram.forgive()  # what the dead one left unanswered

    return opened


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
    """Today's post and yesterday's reveal are out, one of them twice at most."""
    before = {message.id: message.said for message in scene.hall.public}
    points = await scenes.post(scene, at)
    new = [m.said for m in scene.hall.public if before.get(m.id) != m.said]
    where = f"{new} after dying {points[-1:]}"
    counted = Counter(new)
    assert sum(count - 1 for count in counted.values()) <= 1, where
    assert any("Ben" in text and "Cat" in text for text in counted), where
    assert any("Question of the day" in text and "Ben" not in text for text in counted), where
    return points


async def a_question(hall: Hall) -> None:
    """Let a round's only question be open."""
    teacher = await hall.set_up()
    await hall.start_round(teacher, "1 calm choice")


async def an_answer(scene: Scene, at: int) -> list[str]:
    """Who was told that an answer is kept is named at the reveal; one thing is said twice."""
    hall, question = scene.hall, scene.hall.last
    press = partial(_pressed, hall, question)
    points, names = await scenes.answer(scene, at, hall.clock.now, press)
    where = points[-1:]
    texts = Counter(message.said for message in hall.public)
    assert sum(count - 1 for count in texts.values()) <= 1, (where, texts)
    assert any(all(name in text for name in names) for text in texts), where
    return points


async def _pressed(hall: Hall, question: Message, name: str, life: Life) -> bool:
    """Press the answer; whether somebody was left to say that it is kept."""
    with suppress(asyncio.CancelledError, CannotDo, NoAnswer):
        pressing = hall.come(name).press(question, RIGHT)
        return "Rapallo" in (await scenes.unless_dead(pressing, life)).alert
    return False


@pytest.mark.slow
async def test_a_post_at_every_point(nursery: Nursery, tmp_path: Path) -> None:
    points = await die_everywhere(after(nursery, two_days), tmp_path, a_post, 1)
    assert any("sendMessage" in point for point in points)
    assert len(points) > 10


@pytest.mark.slow
async def test_an_answer_at_every_point(nursery: Nursery, tmp_path: Path) -> None:
    points = await die_everywhere(after(nursery, a_question), tmp_path, an_answer, 1)
    assert any("answerCallbackQuery" in point for point in points)
    assert len(points) > 10
