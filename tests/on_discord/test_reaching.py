"""Discord away at the start: the rest runs, it is tried again, and then the bot is there."""

import asyncio
from pathlib import Path

import aiohttp
import pytest

from bot.app import open_app
from bot.config import BadConfig, Config
from bot.on_discord.client import Line
from bot.on_discord.reaching import Patience, stay_on
from bot.platforms import discord_adapter
from tests.fakes import FakeClock
from tests.on_discord.fake import TOKEN, FakeDiscord, open_discord
from tests.on_discord.hall import desk_of, said
from tests.usecases.world import open_world

GONE_WRONG = 4013
"""Discord's code for intents that it does not know: no library tries again after it."""

SOON = Patience(answer=5.0, first=0.001, longest=0.002)


class Network:
    """A way to the fake Discord that is closed for the first attempts."""

    def __init__(self, discord: FakeDiscord, nowhere: Path, closed: int) -> None:
        self.discord, self.nowhere, self.closed, self.tried = discord, nowhere, closed, 0

    def __call__(self) -> aiohttp.BaseConnector:
        self.tried += 1
        if self.tried <= self.closed:
            return aiohttp.UnixConnector(str(self.nowhere))
        return self.discord.connector()


def test_waits_grow_and_end_at_the_longest() -> None:
    patience = Patience(first=5, longest=600)
    assert [patience.before(n) for n in range(4)] == [5, 10, 20, 40]
    assert patience.before(10_000) == 600


async def test_it_comes_as_soon_as_discord_can_be_reached(tmp_path: Path, clock: FakeClock) -> None:
    async with open_discord(clock) as discord, open_world(tmp_path / "x.db", clock) as world:
        channel = next(iter(discord.guild("Year 9").channels.values()))
        network = Network(discord, tmp_path / "nobody", closed=3)
        line = Line(token=TOKEN, connect=network, ready_within=0.02)
        async with stay_on(desk_of(world), line, SOON) as client:
            assert client is None
            await discord.wait(lambda: discord.called("PUT /applications/*/commands"))
            await discord.wait(lambda: discord.gateway.identified)
            assert network.tried == 4
            await discord.settle()
            assert said(await discord.person("Ben", channel).command("/help"))
        assert not discord.forgive()


async def test_a_discord_in_trouble_is_tried_again(tmp_path: Path, clock: FakeClock) -> None:
    async with open_discord(clock) as discord, open_world(tmp_path / "x.db", clock) as world:
        discord.fail("GET /gateway/bot", 503)
        discord.fail("GET /users/@me", 501)
        line = Line(token=TOKEN, connect=discord.connector, ready_within=0.02)
        async with stay_on(desk_of(world), line, SOON) as client:
            assert client is None
            await discord.wait(lambda: discord.gateway.identified)


async def test_a_connection_that_ended_for_good_is_made_anew(
    tmp_path: Path, clock: FakeClock, capsys: pytest.CaptureFixture[str]
) -> None:
    async with open_discord(clock) as discord, open_world(tmp_path / "x.db", clock) as world:
        channel = next(iter(discord.guild("Year 9").channels.values()))
        line = Line(token=TOKEN, connect=discord.connector, ready_within=0.02)
        async with stay_on(desk_of(world), line, SOON) as client:
            assert client is not None
            await client.wait_until_ready()
            await discord.gateway.close(GONE_WRONG)
            await discord.wait(lambda: discord.gateway.identified == 2)
            assert client.is_closed(), "another has taken its place"
            await discord.settle()
            assert said(await discord.person("Ben", channel).command("/help"))
        assert not discord.forgive()
    assert "Discord has ended the connection" in capsys.readouterr().out


async def test_a_bad_token_is_told_at_once(tmp_path: Path, clock: FakeClock) -> None:
    async with open_discord(clock) as discord, open_world(tmp_path / "x.db", clock) as world:
        line = Line(token="no." + TOKEN, connect=discord.connector)
        with pytest.raises(BadConfig, match="does not accept the token"):
            async with stay_on(desk_of(world), line, SOON):
                pass


async def test_a_token_that_went_bad_meanwhile_is_not_tried_for_ever(
    tmp_path: Path, clock: FakeClock, capsys: pytest.CaptureFixture[str]
) -> None:
    async with open_discord(clock) as discord, open_world(tmp_path / "x.db", clock) as world:
        network = Network(discord, tmp_path / "nobody", closed=1)
        line = Line(token="no." + TOKEN, connect=network)
        async with stay_on(desk_of(world), line, SOON) as client:
            assert client is None
            (trying,) = (t for t in asyncio.all_tasks() if t.get_name() == "discord-reaching")
            await asyncio.wait([trying], timeout=10)
    assert network.tried == 2
    assert "does not accept the token" in capsys.readouterr().out


async def test_what_is_wrong_with_us_is_not_hidden_as_bad_weather(
    tmp_path: Path, clock: FakeClock
) -> None:
    async with open_discord(clock) as discord, open_world(tmp_path / "x.db", clock) as world:
        discord.fail("PUT /applications/*/commands", 400, 50035, "Invalid Form Body")
        line = Line(token=TOKEN, connect=discord.connector)
        with pytest.raises(Exception, match="upload commands"):
            async with stay_on(desk_of(world), line, SOON):
                pass
        discord.forgive()


async def test_the_program_goes_on_without_discord(tmp_path: Path, clock: FakeClock) -> None:
    (tmp_path / "bank").mkdir()
    config = Config(data=tmp_path, bank=tmp_path / "bank", synchronous="OFF", discord_token=TOKEN)
    nowhere = tmp_path / "nobody"
    async with (
        open_app(config, clock) as app,
        discord_adapter(app, lambda: aiohttp.UnixConnector(str(nowhere))) as told,
    ):
        assert "cannot be reached" in "".join(told)
