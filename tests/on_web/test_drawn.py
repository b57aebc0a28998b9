"""A board as a picture over HTTP: for its class alone, drawn once, and asked about each time."""

from collections.abc import AsyncIterator
from dataclasses import replace
from html import unescape
from pathlib import Path
from re import search

import pytest
from aiohttp import ClientResponse

from bot.domain.question import Chosen
from bot.domain.replies import Asked
from bot.drawing.canvas import WIDTH
from bot.drawing.easel import Easel
from bot.on_web import Classroom
from bot.on_web.client import open_classroom
from bot.on_web.drawn import PATH
from tests.decks import CHOICE, small_deck
from tests.drawing.reading import seen
from tests.fakes import FakeClock
from tests.on_web.school import School, desk_of, open_school
from tests.on_web.visitor import Visitor, visiting
from tests.usecases.world import BEN, open_world


@pytest.fixture
async def school(tmp_path: Path, clock: FakeClock) -> AsyncIterator[School]:
    async with open_school(tmp_path / "school.db", clock, small_deck((CHOICE,))) as opened:
        await opened.world.enter("Ben")
        asked = await opened.world.study.next(BEN)
        assert isinstance(asked, Asked)
        await opened.world.study.answer(BEN, asked.ask, Chosen((0,)))
        yield opened


async def got(visitor: Visitor, query: str = "", **headers: str) -> tuple[ClientResponse, bytes]:
    """Ask for the picture of a board."""
    url = f"{visitor.address}{PATH}{query}"
    async with visitor.session.get(url, headers=headers) as reply:
        return reply, await reply.read()


async def test_the_panel_shows_it_with_its_words_and_the_address_leads_to_it(
    school: School,
) -> None:
    async with visiting(school.address, "Ann") as visitor, visitor.tab() as line:
        await line.say("/leaderboard picture")
        frame = await line.until("drawn-light", region="panel")
        html = str(frame["html"])
        assert "<table" not in html
        found = search(r'src="([^"]+look=dark[^"]*)"', html)
        assert found is not None
        assert "1. Ben, 20 points" in unescape(html)
        reply, data = await got(visitor, unescape(found[1]).removeprefix(PATH))
        assert (reply.status, reply.content_type) == (200, "image/png")
        assert seen(data).width == WIDTH
        assert seen(data).is_dark
        assert not seen((await got(visitor))[1]).is_dark


async def test_it_is_asked_about_each_time_and_sent_only_when_it_changed(school: School) -> None:
    async with visiting(school.address, "Ann") as visitor:
        first, data = await got(visitor)
        assert first.headers["Cache-Control"] == "private, no-cache"
        assert first.headers["Vary"] == "Cookie"
        assert first.headers["X-Content-Type-Options"] == "nosniff"
        tag = first.headers["ETag"]
        same, nothing = await got(visitor, **{"If-None-Match": tag})
        assert (same.status, nothing) == (304, b"")
        assert same.headers["ETag"] == tag
        school.world.clock.forward(days=30)
        other, changed = await got(visitor, **{"If-None-Match": tag})
        assert other.status == 200
        assert changed != data


async def test_strangers_get_nothing_and_another_class_its_own_board(school: School) -> None:
    async with visiting(school.address) as stranger:
        reply, data = await got(stranger)
        assert reply.status == 404
        assert not data.startswith(b"\x89PNG")
    async with visiting(school.address, "Eve") as eve:
        here = (await got(eve))[1]
        async with eve.tab() as line:
            await line.say("/class new Elsewhere")
            await line.until(type="visit")
        assert (await got(eve))[1] != here


@pytest.mark.parametrize("query", ["?deck=no-such-deck", "?deck=%00%ff&span=week"])
async def test_a_deck_that_is_not_there(school: School, query: str) -> None:
    async with visiting(school.address, "Ann") as visitor:
        assert (await got(visitor, query))[0].status == 404


async def test_odd_words_are_the_week(school: School) -> None:
    async with visiting(school.address, "Ann") as visitor:
        usual = (await got(visitor))[1]
        assert (await got(visitor, "?span=century&look=%3Cb%3E&before=2"))[1] == usual


async def test_when_too_many_wait_the_words_stay_and_it_may_be_asked_again(
    tmp_path: Path, clock: FakeClock
) -> None:
    async with open_world(tmp_path / "w.db", clock) as world:
        desk = replace(desk_of(world), easel=Easel(most_waiting=0))
        room = Classroom(desk, secret=b"s" * 32, pictures={})
        async with (
            open_classroom(room, "127.0.0.1", 0) as address,
            visiting(address, "Ann") as visitor,
        ):
            reply, data = await got(visitor)
    assert (reply.status, data) == (503, b"")
    assert int(reply.headers["Retry-After"]) > 0
    assert reply.headers["Cache-Control"] == "no-store"
