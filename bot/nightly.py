"""Makes a backup each night, beside the running bot or in a process of its own.

Once a minute it asks whether one is due; a backup that failed is tried again later, and said.
Must not know where backups are kept or which are dropped.
"""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

import structlog

from bot.config import Config
from bot.usecases.backups import Backups, Retention
from storage.backup import Stopped
from storage.trouble import DatabaseTrouble

log = structlog.get_logger(__name__)

EVERY = 60.0
"""Seconds between two looks at whether a backup is due."""

AGAIN = timedelta(minutes=15)
"""After a backup that failed, the next try."""


class Nightly:
    """Looks whether a backup is due, and makes it. ``stop`` gives up one that is being made."""

    def __init__(
        self, backups: Backups, clock: Callable[[], datetime], hour: int, zone: str
    ) -> None:
        self._backups = backups
        self._clock = clock
        self._hour = hour
        self._zone = zone
        self._since = clock()
        self._not_before = self._since
        self._stopping = threading.Event()

    def look(self) -> bool:
        """Make a backup if one is due; return whether one was made. Never raises for the world."""
        now = self._clock()
        try:
            if now < self._not_before or not self._due(now):
                return False
            copied = self._backups.make(now, self._stopping.is_set)
        except Stopped:
            return False
        except (DatabaseTrouble, OSError) as trouble:
            self._not_before = now + AGAIN
            log.error("a backup failed", trouble=str(trouble), again_at=self._not_before)
            return False
        log.info("backed up", file=copied.path.name, size=copied.size)
        return True

    def _due(self, now: datetime) -> bool:
        return self._backups.due(now, self._hour, self._zone, self._since)

    def stop(self) -> None:
        """Give up a backup that is being made, from any thread."""
        self._stopping.set()


def backups_of(config: Config) -> Backups:
    """Return the folder of backups that the settings name."""
    retention = Retention(config.backup_days, config.backup_weeks)
    return Backups(config.database, config.backups, retention)


@asynccontextmanager
async def nightly(
    config: Config, backups: Backups, clock: Callable[[], datetime], every: float = EVERY
) -> AsyncIterator[None]:
    """Look every minute while inside, in a thread, if the settings have an hour for it."""
    if config.backup_hour is None:
        yield
        return
    looks = Nightly(backups, clock, config.backup_hour, config.zone)
    task = asyncio.create_task(_keep_looking(looks, every), name="nightly")
    try:
        yield
    finally:
        looks.stop()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _keep_looking(looks: Nightly, every: float) -> None:
    while True:
        looking = asyncio.create_task(asyncio.to_thread(looks.look))
        try:
            await asyncio.shield(looking)
            await asyncio.sleep(every)
        except asyncio.CancelledError:
            await looking  # it was told to stop: the thread ends before its loop does
            raise
        except Exception:
            log.exception("the nightly backup went wrong")
            await asyncio.sleep(every)
