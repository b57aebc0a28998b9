"""Leaving a room: every tab goes along, the one that asked says why, and nobody is stuck."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.domain.ids import AskId
from bot.press import presses as p
from tests.fakes import FakeClock
from tests.on_web.school import School, open_school
from tests.on_web.visitor import visiting


@pytest.fixture
async def school(tmp_path: Path, clock: FakeClock) -> AsyncIterator[School]:
    async with open_school(tmp_path / "school.db", clock) as opened:
        yield opened


async def test_leaving_a_class_takes_every_tab_along(school: School) -> None:
    async with (
        visiting(school.address, "Ann"),
        visiting(school.address, "Ben") as ben,
        ben.tab() as here,
        ben.tab() as there,
    ):
        await here.push(p.Go("class leave"))
        visit = await here.until(type="visit", path="/")
        assert "Your own progress stays with you." in str(visit["said"])
        assert "said" not in await there.until(type="visit", path="/")


async def test_a_new_class_takes_every_tab_along(school: School) -> None:
    async with (
        visiting(school.address, "Ann") as ann,
        ann.tab() as here,
        ann.tab() as there,
    ):
        await here.push(p.Go("class new"), ("words", "History 11B"))
        visit = await here.until(type="visit", panel="class")
        await there.until(type="visit", path=visit["path"])


async def test_somebody_deleted_elsewhere_is_shown_the_door(school: School) -> None:
    async with visiting(school.address, "Ann") as ann, ann.tab() as line:
        await line.until('data-stage="welcome"')
        await line.say("/privacy delete DELETE")
        await line.until(type="visit")
        await line.say("/review")
        await line.until(type="visit", path="/")


async def test_a_press_for_everybody_is_heard_at_once(school: School) -> None:
    async with visiting(school.address, "Ann") as ann, ann.tab() as line:
        await line.push(p.Go("quiz"), ("questions", "2"))
        await line.until(type="heard")


async def test_somebody_elses_skip_is_no_vote_on_the_rooms_question(school: School) -> None:
    async with (
        visiting(school.address, "Ann") as ann,
        visiting(school.address, "Ben") as ben,
        ann.tab() as at_ann,
        ben.tab() as at_ben,
    ):
        await at_ann.say("/review")
        mine = await at_ann.until('data-stage="asked"', region="own")
        await at_ann.say("/quiz 2")
        await at_ben.until("starts a round", region="live")
        await school.world.pass_time(seconds=4)
        ours = await at_ben.until('data-stage="asked"', region="live")
        await at_ben.push(p.Skip(AskId(int(str(mine["ask"])))))
        await at_ben.until("earlier question", region="toast")
        await at_ben.push(p.Skip(AskId(int(str(ours["ask"])))))
        await at_ben.until("1 of 2 votes", region="note")


@pytest.mark.parametrize("text", ["/class new", "/settings name"])
async def test_an_empty_name_is_no_empty_answer(school: School, text: str) -> None:
    async with visiting(school.address, "Ann") as ann, ann.tab() as line:
        await line.say(text)
        told = await line.until("is still empty", region="toast")
        assert "answer" not in str(told["html"])
