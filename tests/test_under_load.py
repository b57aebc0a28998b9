"""A backup while a class answers, and its restore: what was acknowledged is never lost."""

import asyncio
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from bot.app import App, open_app
from bot.config import Config
from bot.domain.ids import Account, Platform
from bot.domain.question import Passed
from bot.domain.replies import Asked, Marked
from bot.nightly import backups_of
from bot.usecases import recording, upkeep
from tests.fakes import FakeClock

CLASS = [Account(Platform.WEB, f"learner-{n}") for n in range(12)]
ALL = ("memories", "learner_days", "class_days", "board_totals")
Log = set[tuple[object, ...]]


def log_of(path: Path) -> Log:
    """Return the answers a database has."""
    with closing(sqlite3.connect(path)) as connection:
        return set(connection.execute("SELECT learner, at, question, mark FROM reviews"))


def folded(path: Path) -> list[list[tuple[object, ...]]]:
    with closing(sqlite3.connect(path)) as connection:
        return [sorted(connection.execute(f"SELECT * FROM {name}")) for name in ALL]


class School:
    """Learners who answer until they are told to stop; every acknowledged answer is counted."""

    def __init__(self, app: App, clock: FakeClock) -> None:
        self.app = app
        self.clock = clock
        self.acknowledged = 0
        self.over = asyncio.Event()
        self._goal = 0
        self._reached = asyncio.Event()

    async def learn(self, who: Account) -> None:
        while not self.over.is_set():
            asked = await self.app.study.next(who)
            assert isinstance(asked, Asked)
            reply = await self.app.study.answer(who, asked.ask, Passed())
            assert isinstance(reply, Marked)
            self.acknowledged += 1
            if self.acknowledged >= self._goal:
                self._reached.set()
            self.clock.forward(milliseconds=40)

    async def more(self, answers: int) -> None:
        """Wait until so many more are acknowledged."""
        self._goal = self.acknowledged + answers
        self._reached.clear()
        await self._reached.wait()


async def test_backups_under_load_and_their_restore_lose_nothing(
    tmp_path: Path, clock: FakeClock
) -> None:
    config = Config(data=tmp_path, synchronous="OFF")
    taken: list[tuple[Path, int, int]] = []
    async with open_app(config, clock) as app:
        for who in CLASS:
            await app.classes.enter(who, who.user_id)
        school = School(app, clock)
        learning = [asyncio.create_task(school.learn(who)) for who in CLASS]
        for night in range(3):
            await school.more(60)
            before = school.acknowledged
            at = clock() + timedelta(days=night)
            copied = await asyncio.to_thread(app.backups.make, at)
            taken.append((copied.path, before, school.acknowledged))
        await school.more(20)
        school.over.set()
        await asyncio.gather(*learning)
    everything = log_of(config.database)
    assert len(everything) == school.acknowledged
    for path, before, after in taken:
        has = log_of(path)
        assert has <= everything
        assert before <= len(has) <= after + len(CLASS)  # one each may be on its way back
    restored = upkeep.restore(taken[-1][0], config.database, clock() + timedelta(days=9))
    assert restored.kept_as is not None
    assert log_of(restored.kept_as) == everything  # what came after the backup is aside
    assert log_of(config.database) == log_of(taken[-1][0])
    before_fold = folded(config.database)
    async with open_app(config, clock) as app:
        await app.database.transaction(recording.rebuild)
    assert folded(config.database) == before_fold
    # And back again: nothing at all is lost by a wrong choice.
    upkeep.restore(restored.kept_as, config.database, clock() + timedelta(days=10))
    assert log_of(config.database) == everything
    assert backups_of(config).last() is not None
