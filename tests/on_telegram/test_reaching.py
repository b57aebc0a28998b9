"""Telegram is reached, or it is told why it is not."""

import asyncio
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.config import BadConfig
from bot.on_telegram.client import Line, open_client
from tests.fakes import FakeClock
from tests.on_telegram.fake import TOKEN, open_telegram
from tests.on_telegram.hall import Hall, desk_of, no_wait
from tests.usecases.world import open_world


async def test_a_bad_token_is_told_at_once(tmp_path: Path, clock: FakeClock) -> None:
    async with open_telegram(clock) as telegram, open_world(tmp_path / "x.db", clock) as world:
        line = Line(
            token="7654321:AAsome_other_token_for_the_fake_0000",
            request=telegram.request(),
            get_updates=telegram.request(),
        )
        with pytest.raises(BadConfig, match="BotFather"):
            async with open_client(desk_of(world), line):
                raise AssertionError("it was let in")


async def test_telegram_that_cannot_be_reached_at_the_start_is_tried_again(
    tmp_path: Path, clock: FakeClock
) -> None:
    async with open_telegram(clock) as telegram, open_world(tmp_path / "x.db", clock) as world:
        telegram.cut("getMe", times=3)
        line = Line(
            token=TOKEN, request=telegram.request(), get_updates=telegram.request(), sleep=no_wait
        )
        async with open_client(desk_of(world), line) as client:
            assert not client.reached.is_set()
            await telegram.wait(client.reached.is_set)
            ann = telegram.person("Ann")
            with telegram.attending(asyncio.Queue()):
                assert (await ann.command("/help")).messages
        telegram.forgive()


async def test_two_bots_with_one_token_are_told_of(hall: Hall) -> None:
    with capture_logs() as logs:
        hall.telegram.fail("getUpdates", 409, "Conflict: terminated by other getUpdates request")
        await hall.come("Ann").say("/help")
    assert any("is another one running" in log["event"] for log in logs)
