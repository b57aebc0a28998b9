"""How answers are handed over: shortly, counted where they are refused, on the client's lines."""

import asyncio
from pathlib import Path

import pytest

from bot.on_discord.budget import ALLOWED
from tests.fakes import FakeClock
from tests.on_discord.fake import open_discord
from tests.on_discord.hall import Hall, open_bot, said

ANSWER = "POST /interactions/*/*/callback"


async def test_discord_is_not_asked_for_the_message_it_was_just_given(hall: Hall) -> None:
    ben = hall.come("Ben")
    shown = await ben.command("/help")
    asked = await ben.command("/review")
    said(await ben.press(asked.message, "Skip"))
    assert shown.private
    assert [call.query for call in hall.discord.called(ANSWER)] == [{}, {}, {}]


async def test_an_answer_that_discord_refuses_is_counted(hall: Hall) -> None:
    await hall.set_up()
    for _ in range(ALLOWED - 1):
        hall.client.budget.note(401)
    assert not hall.client.budget.spent()
    hall.discord.fail(ANSWER, 403, 50001, "Missing Access")
    await hall.come("Ben").command("/stats")
    assert hall.client.budget.spent()
    hall.discord.forgive()


async def test_a_file_goes_the_same_way(hall: Hall) -> None:
    exported = await hall.come("Ben").command("/privacy export")
    assert exported.message.files
    assert not hall.discord.called(ANSWER)[-1].query


async def test_a_client_can_be_closed_and_opened_again(tmp_path: Path, clock: FakeClock) -> None:
    async with open_discord(clock) as discord:
        channel = next(iter(discord.guild().channels.values()))
        for name in ("Ben", "Cat"):
            async with open_bot(discord, tmp_path / "x.db", clock):
                assert (await discord.person(name, channel).command("/help")).private
        assert discord.forgive() == []


@pytest.mark.parametrize("status", [429, 502])
async def test_an_answer_that_comes_at_a_bad_moment_is_sent_again(hall: Hall, status: int) -> None:
    ben = hall.come("Ben")
    if status == 429:
        hall.discord.slow_down(ANSWER)
    else:
        hall.discord.fail(ANSWER, status)
    said(await ben.command("/help"))
    assert len(hall.discord.called(ANSWER)) == 2


async def test_an_answer_that_is_not_wanted_is_not_sent_again(hall: Hall) -> None:
    ben = hall.come("Ben")
    asked = await ben.command("/review")
    before = len(hall.discord.called(ANSWER))
    hall.discord.fail(ANSWER, 404, 10062, "Unknown interaction")
    pressing = asyncio.create_task(ben.press(asked.message, "Skip"))
    await hall.discord.wait(lambda: len(hall.discord.called(ANSWER)) > before)
    await hall.quiet()
    pressing.cancel()
    assert len(hall.discord.called(ANSWER)) == before + 1
