"""The folder of backups: one made each night, the old ones dropped, the recent ones kept.

The names of the files are the only memory of it, so a restart knows what is due. Runs outside
the bot's loop; what goes wrong is a DatabaseTrouble or an OSError. Must not touch a file that
it has not named itself.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from itertools import islice
from pathlib import Path

from bot.domain.calendar import zone_of
from bot.usecases.upkeep import back_up, backup_name
from storage.backup import Copied, never
from storage.checkup import free_space
from storage.trouble import DatabaseTrouble

YOUNG = timedelta(days=1)
"""A backup younger than this is never dropped: somebody may have made it before an update."""

FIRST = timedelta(hours=1)
"""A bot that has no backup yet makes its first after so long, whatever the hour."""

SPARE = 64 << 20
"""Bytes that a backup must leave free on its disk, for answers to come."""

_DAY = timedelta(days=1)


class NoRoom(DatabaseTrouble):
    """The disk has no room for a backup: free some space, or keep fewer."""


@dataclass(frozen=True, slots=True)
class Retention:
    """Keep the newest backup of each of so many days, and of each of so many weeks (UTC)."""

    days: int = 7
    weeks: int = 4


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that is there, and the second (UTC) it was made."""

    at: datetime
    path: Path


@dataclass(frozen=True, slots=True)
class Backups:
    """The backups of one database in one folder."""

    database: Path
    folder: Path
    retention: Retention = Retention()

    def made(self) -> list[Made]:
        """Return the backups that are there, the newest first. Raises OSError."""
        if not self.folder.is_dir():
            return []
        return sorted(self._named(), key=lambda one: one.at, reverse=True)

    def last(self) -> datetime | None:
        """Return when the newest backup was made; None if there is none or nobody can tell."""
        try:
            made = self.made()
        except OSError:
            return None
        return made[0].at if made else None

    def _named(self) -> Iterator[Made]:
        stem, suffix = map(re.escape, (self.database.stem, self.database.suffix))
        name = re.compile(rf"{stem}-(\d{{8}}-\d{{6}}){suffix}")
        for path in self.folder.iterdir():
            found = name.fullmatch(path.name)
            if found is None or not path.is_file():
                continue
            try:
                at = datetime.strptime(found[1], "%Y%m%d-%H%M%S").replace(tzinfo=UTC)
            except ValueError:
                continue
            yield Made(at, path)

    def make(self, now: datetime, stopped: Callable[[], bool] = never) -> Copied:
        """Make a backup, checked, also while the bot runs; then drop the old ones.

        Raises NoRoom, another DatabaseTrouble, or OSError; nothing is dropped then.
        """
        target = self.folder / backup_name(self.database, now).name
        self.folder.mkdir(parents=True, exist_ok=True)
        log = self.database.with_name(f"{self.database.name}-wal")
        size = sum(each.stat().st_size for each in (self.database, log) if each.exists())
        if free_space(target) < size + SPARE:
            raise NoRoom(f"({self.folder})")
        copied = back_up(self.database, target, stopped=stopped)
        self.drop_old(now)
        return copied

    def drop_old(self, now: datetime) -> tuple[Path, ...]:
        """Drop what the retention does not keep, and leftovers of copies cut short; return which.

        What is younger than a day stays, and so does the newest.
        """
        made = self.made()
        kept = {one.path for one in made[:1]}
        kept |= {one.path for one in made if one.at > now - YOUNG}
        kept |= _newest_of_each(made, self.retention.days, lambda at: at.date())
        kept |= _newest_of_each(made, self.retention.weeks, lambda at: at.isocalendar()[:2])
        old = tuple(one.path for one in made if one.path not in kept)
        for path in (*old, *self._leftovers(now)):
            path.unlink(missing_ok=True)
        return old

    def _leftovers(self, now: datetime) -> Iterator[Path]:
        """Yield what a kill in the middle of a copy has left, once nobody can be at it any more."""
        for path in self.folder.glob(f".{self.database.stem}-*.part*"):
            if datetime.fromtimestamp(path.stat().st_mtime, UTC) < now - YOUNG:
                yield path

    def due(self, now: datetime, hour: int, zone: str, running_since: datetime) -> bool:
        """Return whether tonight's backup is still to be made, at ``hour`` (0 to 23) of a zone."""
        made = next((one for one in self.made() if one.at <= now + FIRST), None)
        if made is None:
            return now - running_since >= FIRST
        return made.at < last_time(now, hour, zone)


def last_time(now: datetime, hour: int, zone: str) -> datetime:
    """Return the last instant (UTC) at which the clocks of a zone said ``hour``."""
    local = now.astimezone(zone_of(zone) or UTC)
    for back in range(3):
        at = datetime.combine(local.date() - back * _DAY, time(hour), local.tzinfo)
        if at.astimezone(UTC) <= now:
            return at.astimezone(UTC)
    raise AssertionError("an hour comes every day")


def _newest_of_each(
    made: Iterable[Made], count: int, part: Callable[[datetime], object]
) -> set[Path]:
    """Return the newest backup of each of the ``count`` latest days, or weeks, that have one."""
    newest: dict[object, Path] = {}
    for one in made:
        newest.setdefault(part(one.at), one.path)
    return set(islice(newest.values(), count))
