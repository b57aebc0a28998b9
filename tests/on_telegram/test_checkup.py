"""What `studyhall doctor` hears from Telegram itself."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from bot.config import Config
from bot.doctor import report
from bot.on_telegram.checkup import REFUSED, look
from tests.on_telegram.fake import TOKEN, FakeTelegram

HOOK = "https://study.example.org/telegram"


async def test_a_token_that_is_accepted(telegram: FakeTelegram) -> None:
    lines = await look(TOKEN, request=telegram.request())
    assert all(fine for _, fine in lines)
    assert "@studyhall_bot" in lines[0][0]
    assert "startgroup" in lines[1][0]


async def test_a_token_that_is_not(telegram: FakeTelegram) -> None:
    lines = await look("7654321:AAnobody_knows_this_one_000000000", request=telegram.request())
    assert lines == [(REFUSED, False)]


async def test_a_telegram_that_cannot_be_reached(telegram: FakeTelegram) -> None:
    telegram.cut("getMe")
    [(said, fine)] = await look(TOKEN, request=telegram.request())
    assert not fine
    assert "is this machine online" in said
    telegram.delay("getMe", 5.0)
    [(said, fine)] = await look(TOKEN, request=telegram.request(), patience=0.01)
    assert not fine
    assert "has not answered" in said


async def test_updates_that_are_brought_elsewhere(telegram: FakeTelegram) -> None:
    telegram.api.webhook.update(url="https://old.example.org/x", secret="")
    lines = await look(TOKEN, request=telegram.request())
    assert "old.example.org" in lines[-1][0]
    assert "fetched" in lines[-1][0]
    telegram.api.webhook.update(url=HOOK)
    lines = await look(TOKEN, webhook=HOOK, request=telegram.request())
    assert lines[-1] == ("Updates are brought to the webhook.", True)


@pytest.mark.parametrize("token", ["", TOKEN])
async def test_the_doctor_asks_where_there_is_a_token(
    telegram: FakeTelegram, tmp_path: Path, token: str
) -> None:
    config = Config(data=tmp_path, port=0, telegram_token=token)
    lines = await _beside(lambda: [said for said, _ in report(config, request=telegram.request())])
    assert any(("@studyhall_bot" if token else "No Telegram") in line for line in lines)
    assert TOKEN not in "\n".join(lines)


async def _beside(work: Callable[[], list[str]]) -> list[str]:
    found: Awaitable[list[str]] = asyncio.to_thread(work)
    return await found
