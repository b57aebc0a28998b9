"""The fake Telegram, and what a test must not leave behind on it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.fakes import FakeClock
from tests.on_telegram.fake import FakeTelegram, open_telegram
from tests.on_telegram.hall import Hall, one_of_each, open_hall


@pytest.fixture
async def telegram(clock: FakeClock) -> AsyncIterator[FakeTelegram]:
    """An empty Telegram; a call it had to refuse, or an error nobody caught, fails the test.

    A test that expects either takes it away with ``telegram.forgive()``.
    """
    async with open_telegram(clock) as opened:
        yield opened
        wrong = opened.forgive()
    assert not wrong, "\n".join(["the bot did what it must not:", *wrong])


@pytest.fixture
async def hall(tmp_path: Path, clock: FakeClock) -> AsyncIterator[Hall]:
    """The whole bot in a group of a Telegram that shares its clock; only the owner is there."""
    async with open_telegram(clock) as opened:
        async with open_hall(opened, tmp_path / "hall.db", clock, one_of_each()) as made:
            yield made
        wrong = opened.forgive()
    assert not wrong, "\n".join(["the bot did what it must not:", *wrong])
