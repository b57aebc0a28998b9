"""The nightly backup beside the bot: made once, tried again, given up when the bot closes."""

import asyncio
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.config import Config
from bot.domain.ids import Account, Platform
from bot.nightly import AGAIN, Nightly, backups_of, nightly
from bot.usecases.backups import FIRST, Backups
from bot.usecases.classes import Classes
from storage.database import open_database
from tests.fakes import FakeClock

HOUR = 3


async def begin(config: Config) -> None:
    async with open_database(config.database, synchronous="OFF") as database:
        await Classes(database, FakeClock(), "UTC").enter(Account(Platform.WEB, "ann"), "Ann")


@pytest.fixture
async def config(tmp_path: Path) -> Config:
    config = Config(data=tmp_path, backup_days=3, backup_weeks=0)
    await begin(config)
    return config


def looks_of(config: Config, clock: FakeClock) -> tuple[Nightly, Backups]:
    backups = backups_of(config)
    return Nightly(backups, clock, HOUR, config.zone), backups


async def test_a_month_of_nights(config: Config) -> None:
    clock = FakeClock(datetime(2026, 3, 1, 12, 0, tzinfo=UTC))
    looks, backups = looks_of(config, clock)
    made = 0
    for _ in range(30 * 24):
        clock.forward(hours=1)
        made += looks.look()
    assert made == 1 + 30  # the first an hour after the start
    assert len(backups.made()) == 3
    assert backups.last() == datetime(2026, 3, 31, 2, 0, tzinfo=UTC)  # 03:00 in summer time


async def test_a_restart_does_not_make_another(config: Config) -> None:
    clock = FakeClock()
    looks, _ = looks_of(config, clock)
    clock.forward(FIRST)
    assert looks.look()
    for _ in range(3):
        again, _ = looks_of(config, clock)
        clock.forward(minutes=5)
        assert not again.look()


async def test_what_fails_is_said_and_tried_again(config: Config) -> None:
    clock = FakeClock()
    looks, backups = looks_of(config, clock)
    clock.forward(FIRST)
    config.backups.write_text("a file where the folder should be")
    assert not looks.look()
    config.backups.unlink()
    assert not looks.look()  # not at once
    clock.forward(AGAIN)
    assert looks.look()
    assert len(backups.made()) == 1


class AskedClock(FakeClock):
    """A clock that says when it was asked; ``meanwhile`` happens before it answers."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = threading.Semaphore(0)
        self.meanwhile: list[Callable[[], object]] = []

    def __call__(self) -> datetime:
        self.asked.release()
        if self.meanwhile:
            self.meanwhile.pop()()
        return super().__call__()

    async def looks(self, times: int) -> None:
        """Wait until it was asked so many times more."""
        for _ in range(times):
            assert await asyncio.to_thread(self.asked.acquire, timeout=10)


async def test_it_looks_while_the_bot_runs_and_ends_with_it(config: Config) -> None:
    clock = AskedClock()
    async with nightly(config, backups_of(config), clock, every=0.001):
        await clock.looks(2)
        clock.forward(FIRST + timedelta(seconds=1))
        await clock.looks(3)  # the look before the last has come to its end
        assert backups_of(config).last() is not None
    assert not [task for task in asyncio.all_tasks() if task.get_name() == "nightly"]


async def test_a_bot_that_closes_gives_up_its_copy(config: Config) -> None:
    clock, reached, go_on = AskedClock(), threading.Event(), threading.Event()

    def wait() -> None:
        reached.set()
        assert go_on.wait(10)

    async with nightly(config, backups_of(config), clock, every=0.001):
        await clock.looks(1)
        clock.meanwhile.append(wait)
        clock.forward(FIRST)
        await asyncio.to_thread(reached.wait, 10)
        asyncio.get_running_loop().call_later(0.05, go_on.set)
    assert not config.backups.exists() or list(config.backups.iterdir()) == []


async def test_whoever_wants_none_gets_none(tmp_path: Path) -> None:
    config = Config(data=tmp_path, backup_hour=None)
    async with nightly(config, backups_of(config), FakeClock(), every=0.001):
        assert not [task for task in asyncio.all_tasks() if task.get_name() == "nightly"]


async def test_a_fault_of_ours_does_not_end_it(config: Config) -> None:
    clock = AskedClock()

    def fail() -> None:
        raise ZeroDivisionError

    async with nightly(config, backups_of(config), clock, every=0.001):
        await clock.looks(1)
        clock.meanwhile.append(fail)
        clock.forward(FIRST)
        await clock.looks(5)
        assert not clock.meanwhile
        assert backups_of(config).last() is not None
