"""Whatever moment a bot dies at, Discord sees each post once and no kept answer is lost."""

import asyncio
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
from tests.kills.scenes import A_FEW, FIVE, RIGHT, Opened, die_everywhere
from tests.on_discord.fake import CannotDo, FakeDiscord, NoAnswer, open_discord
from tests.on_discord.fake.state import Message
from tests.on_discord.hall import Hall, one_of_each, open_hall


@dataclass(slots=True)
class Scene:
    """A platform and a file in the state from which a bot is started to die."""

    discord: FakeDiscord
    hall: Hall
    file: Path
    nursery: Nursery
    rings: tuple[str, ...] = ROUNDS_AND_DAILY

    async def life(self, now: datetime, points: int = -1) -> Life:
        self.discord.clock.source = lambda: now
        birth = (Platform.DISCORD, self.discord.path, self.file, now, points, self.rings)
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
        async with open_discord(clock) as discord:
            async with open_hall(discord, file, clock, one_of_each()) as hall:
                await prepare(hall)
            yield Scene(discord, hall, file, nursery, rings)
            discord.forgive()  # what the dead one left unanswered

    return opened


async def two_days(hall: Hall) -> None:
    """Let yesterday's question be out and answered by two, and today's be due."""
    teacher = await hall.set_up()
    await teacher.command("/daily setup", time="17:00")
    await hall.pass_time(hours=5, seconds=1)
    for name in ("Ben", "Cat"):
        await hall.come(name).press(hall.last, RIGHT)
    await hall.quiet()
    hall.clock.now = FIVE


async def a_post(scene: Scene, at: int) -> list[str]:
    """Today's post is out once, and yesterday's is revealed, wherever the bot dies."""
    before = len(scene.hall.public)
    points = await scenes.post(scene, at)
    new = scene.hall.public[before:]
    assert len(new) == 1, f"{len(new)} posts after dying {points[-1:]}"
    revealed = scene.hall.public[before - 1].text
    assert "Ben" in revealed, points[-1:]
    assert "Cat" in revealed, points[-1:]
    return points


async def a_question(hall: Hall) -> None:
    """Let a round's only question be open."""
    teacher = await hall.set_up()
    await hall.start_round(teacher, questions=1, kinds="choice")


async def an_answer(scene: Scene, at: int) -> list[str]:
    """Who was told that an answer is kept is named at the reveal, and nothing is said twice."""
    hall, question = scene.hall, scene.hall.last
    press = partial(_pressed, hall, question)
    points, names = await scenes.answer(scene, at, hall.clock.now, press)
    where = points[-1:]
    assert all(name in question.text for name in names), where
    texts = [message.text for message in hall.public]
    assert len(set(texts)) == len(texts) == 3, where  # that it began, the question, the podium
    return points


async def _pressed(hall: Hall, question: Message, name: str, life: Life) -> bool:
    """Press the answer; whether somebody was left to say that it is kept."""
    with suppress(asyncio.CancelledError, CannotDo, NoAnswer):
        pressing = hall.come(name).press(question, RIGHT)
        return "Rapallo" in (await scenes.unless_dead(pressing, life)).text
    return False


async def test_a_post(nursery: Nursery, tmp_path: Path) -> None:
    points = await die_everywhere(after(nursery, two_days), tmp_path, a_post, A_FEW)
    assert any("POST /channels" in point for point in points)


@pytest.mark.slow
async def test_a_post_at_every_point(nursery: Nursery, tmp_path: Path) -> None:
    points = await die_everywhere(after(nursery, two_days), tmp_path, a_post, 1)
    assert len(points) > 10


@pytest.mark.slow
async def test_an_answer_at_every_point(nursery: Nursery, tmp_path: Path) -> None:
    points = await die_everywhere(after(nursery, a_question), tmp_path, an_answer, 1)
    assert any("callback" in point for point in points)
    assert len(points) > 10
