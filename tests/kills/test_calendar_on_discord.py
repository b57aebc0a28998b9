"""Whatever moment a bot dies at, Discord has one reminder of a day and one digest of a week."""

from pathlib import Path

import pytest

from bot.domain.ids import Account
from bot.domain.question import KindName
from bot.domain.replies import Asked
from bot.usecases.filters import Filters
from tests.kills import scenes
from tests.kills.lives import Nursery
from tests.kills.scenes import HALF_PAST_FIVE, MONDAY, die_everywhere
from tests.kills.test_on_discord import Scene, after
from tests.on_discord.hall import Hall
from tests.on_discord.test_calendar import account, study, switched_on, told
from tests.usecases.world import RIGHT

REMINDING, DIGESTING = ("reminding",), ("digesting",)


async def something_due(hall: Hall) -> None:
    """Let Ben have questions that are due tomorrow, and a reminder of them at half past five."""
    await hall.set_up()
    ben = hall.come("Ben")
    await switched_on(hall, ben)
    await study(hall, ben)
    hall.clock.now = HALF_PAST_FIVE


async def a_reminder(scene: Scene, at: int) -> list[str]:
    """Ben is reminded once, wherever the bot dies, and one question is open for it."""
    points = await scenes.due(scene, at, HALF_PAST_FIVE)
    reminders = [m for m in told(scene.hall.come("Ben")) if "due, about" in m.text]
    assert len(reminders) == 1, points[-1:]
    assert scene.rows(scenes.REMINDED) == [(1, 1, 1)], points[-1:]
    return points


async def right_once(hall: Hall, who: Account) -> None:
    """Let somebody answer a choice, rightly."""
    asked = await hall.world.study.next(who, Filters(kinds=(KindName.CHOICE,)))
    assert isinstance(asked, Asked)
    await hall.world.study.answer(who, asked.ask, RIGHT[asked.posed.question])


async def a_week(hall: Hall) -> None:
    """Let Ben have studied in a week whose digest comes on Monday."""
    teacher = await hall.set_up()
    ben = hall.come("Ben")
    await ben.command("/stats")
    await right_once(hall, account(ben))
    await teacher.command("/daily digest", day="Monday", time="8:00")
    hall.clock.now = MONDAY


async def a_digest(scene: Scene, at: int) -> list[str]:
    """The week is summed up once, wherever the bot dies."""
    points = await scenes.due(scene, at, MONDAY)
    assert len([m for m in scene.hall.public if "Together" in m.text]) == 1, points[-1:]
    assert scene.rows(scenes.SUMMED_UP) == [(1,)], points[-1:]
    return points


@pytest.mark.slow
async def test_a_reminder_at_every_point(nursery: Nursery, tmp_path: Path) -> None:
    opened = after(nursery, something_due, REMINDING)
    points = await die_everywhere(opened, tmp_path, a_reminder, 1)
    assert any("POST /channels" in point for point in points)
    assert len(points) > 10


@pytest.mark.slow
async def test_a_digest_at_every_point(nursery: Nursery, tmp_path: Path) -> None:
    opened = after(nursery, a_week, DIGESTING)
    points = await die_everywhere(opened, tmp_path, a_digest, 1)
    assert any("POST /channels" in point for point in points)
    assert len(points) > 10
