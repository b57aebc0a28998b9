"""The fake Telegram, and what a test must not leave behind on it."""

from collections.abc import AsyncIterator

import pytest

from tests.fakes import FakeClock
from tests.on_telegram.fake import FakeTelegram, open_telegram


@pytest.fixture
async def telegram(clock: FakeClock) -> AsyncIterator[FakeTelegram]:
    """An empty Telegram; a call it had to refuse, or an error nobody caught, fails the test.

    A test that expects either takes it away with ``telegram.forgive()``.
    """
    async with open_telegram(clock) as opened:
        yield opened
        wrong = opened.forgive()
    assert not wrong, "\n".join(["the bot did what it must not:", *wrong])
