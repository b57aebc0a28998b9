"""What `studyhall doctor` hears from Discord itself."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import aiohttp
import pytest

from bot.config import Config
from bot.doctor import report
from bot.on_discord.checkup import NAMED, PAGE, look
from bot.on_discord.invite import NEEDED, PERMISSIONS
from tests.on_discord.fake import TOKEN, FakeDiscord, open_discord
from tests.on_discord.fake.building import THE_BOT_MAY

MEMBERS_INTENT = 1 << 14


@pytest.fixture
async def discord() -> AsyncIterator[FakeDiscord]:
    """An empty Discord."""
    async with open_discord() as opened:
        yield opened


async def asked(discord: FakeDiscord, token: str = TOKEN) -> tuple[str, list[str]]:
    """Return everything that is said, and what is wrong of it."""
    lines = await look(token, discord.connector)
    return "\n".join(line for line, _ in lines), [line for line, fine in lines if not fine]


async def test_a_good_token_and_no_server_yet(discord: FakeDiscord) -> None:
    said, wrong = await asked(discord)
    assert not wrong
    assert f"application {discord.world.app}" in said
    assert f"permissions={PERMISSIONS.value}" in said
    assert "in no server yet" in said
    assert "none is needed" in said
    assert TOKEN not in said


async def test_each_server_says_what_it_does_not_grant(discord: FakeDiscord) -> None:
    good, bad = discord.guild("Year 9"), discord.guild("Year\n10")
    for guild, may in ((good, PERMISSIONS.value), (bad, THE_BOT_MAY)):
        next(r for r in guild.roles.values() if r.managed).permissions = may
        guild.roles[guild.id].permissions = 0
    said, wrong = await asked(discord)
    (line,) = wrong
    assert "pin messages" in line
    assert line.startswith("Year")
    assert "\n" not in line
    assert "1 server that grants all" in said


async def test_an_administrator_lacks_nothing(discord: FakeDiscord) -> None:
    guild = discord.guild("Year 9")
    next(r for r in guild.roles.values() if r.managed).permissions = 1 << 3
    assert not (await asked(discord))[1]


async def test_many_servers_are_named_up_to_a_number(discord: FakeDiscord) -> None:
    for number in range(PAGE + 3):
        discord.guild(f"School {number}")
    said, wrong = await asked(discord)
    assert len(wrong) == NAMED + 1
    assert f"{PAGE + 3 - NAMED} more servers" in said


async def test_what_about_the_application_is_in_the_way_is_told(discord: FakeDiscord) -> None:
    discord.world.endpoint, discord.world.flags = "https://example.org/", MEMBERS_INTENT
    said, wrong = await asked(discord)
    assert "endpoint" in wrong[0]
    assert "server members" in said


async def test_a_token_that_is_not_accepted(discord: FakeDiscord) -> None:
    _, (wrong,) = await asked(discord, "no." + TOKEN)
    assert "does not accept the token" in wrong
    assert TOKEN not in wrong


async def test_offline_it_says_so(tmp_path: Path) -> None:
    ((said, fine),) = await look(TOKEN, lambda: aiohttp.UnixConnector(str(tmp_path / "nobody")))
    assert not fine
    assert "cannot be reached" in said
    assert TOKEN not in said


async def test_an_answer_that_does_not_come_is_not_waited_for(tmp_path: Path) -> None:
    path = str(tmp_path / "s")
    with closing(socket.socket(socket.AF_UNIX)) as silent:
        silent.bind(path)
        silent.listen()
        ((said, fine),) = await look(TOKEN, lambda: aiohttp.UnixConnector(path), patience=0.05)
    assert not fine
    assert "not answered within 0.05 seconds" in said


async def test_trouble_of_discords_own_is_told_apart(discord: FakeDiscord) -> None:
    discord.fail("GET /users/@me/guilds", 403, 50001, "Missing Access")
    _, wrong = await asked(discord)
    assert "answers 403" in wrong[-1]
    assert set(NEEDED)


async def test_the_doctor_asks_discord_where_there_is_a_token(
    discord: FakeDiscord, tmp_path: Path
) -> None:
    (tmp_path / "bank").mkdir()
    config = Config(data=tmp_path, bank=tmp_path / "bank", port=0, discord_token=TOKEN)
    lines = await asyncio.to_thread(lambda: list(report(config, discord.connector)))
    said = "\n".join(line for line, _ in lines)
    assert "Discord accepts the token" in said
    assert TOKEN not in said
