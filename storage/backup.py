"""Copies the database while the bot runs, and puts a copy back while it does not.

A copy is checked before it counts and appears under its name in one step, so a kill leaves
either the old file or the new one. Must not know what the tables mean.
"""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from shutil import copy2

from storage.batch import Tx
from storage.migrate import check_version, migrate
from storage.opening import open_reader
from storage.ownership import ownership
from storage.trouble import DatabaseCorrupt, DatabaseTrouble, named

PAGES = 2_048
"""Pages copied between two looks at whether to stop: some milliseconds' worth."""
INSTRUCTIONS = 200_000
"""Steps of SQLite's machine between two such looks while a copy is checked."""


def never() -> bool:
    """Return that nobody wants a copy to stop."""
    return False


class Stopped(DatabaseTrouble):
    """The copy was stopped before it was complete: there is none."""


class TargetExists(DatabaseTrouble):
    """There is a file of that name already: choose another, or ask to overwrite it."""


@dataclass(frozen=True, slots=True)
class Copied:
    """A copy that was made and checked: where, how many bytes, and the version of its schema."""

    path: Path
    size: int
    version: int


def back_up(
    database: Path,
    target: Path,
    *,
    overwrite: bool = False,
    stopped: Callable[[], bool] = never,
) -> Copied:
    """Copy ``database`` as it is now to ``target``; the bot may be writing meanwhile.

    ``stopped`` is asked now and then, in this thread, whether to give up. Raises TargetExists,
    Stopped, or another DatabaseTrouble; ``target`` is then as it was.
    """
    same = target.exists() and database.exists() and target.samefile(database)
    if same or (target.exists() and not overwrite):
        raise TargetExists(f"({target})")
    part = _part_of(target)
    try:
        version = _copy(database, part, stopped)
        _into_place(part, target)
    finally:
        _remove(part)
    return Copied(target, target.stat().st_size, version)


def restore(
    backup: Path,
    database: Path,
    kept_as: Path,
    settle: Callable[[Tx, Tx | None], None] = lambda new, old: None,
) -> Copied:
    """Put ``backup`` in the place of ``database``, which is kept as ``kept_as``.

    The copy is brought up to date first; then ``settle(new, old)`` may carry over what must
    outlive a restore, in one transaction of the new; ``old`` is None if there is none that can
    be read. Raises DatabaseBusy while the bot runs, TargetExists, or another DatabaseTrouble;
    ``database`` is then as it was.
    """
    with ownership(database):
        if kept_as.exists():
            raise TargetExists(f"({kept_as})")
        part = _part_of(database)
        try:
            _copy(backup, part)
            _set_aside(database, kept_as)
            version = _settle(part, kept_as, settle)
            _drop_log(database)
        except BaseException:
            _remove(kept_as)
            raise
        else:  # from here on what is kept may be all there is of it
            _into_place(part, database)
        finally:
            _remove(part)
    return Copied(database, database.stat().st_size, version)


def check(connection: sqlite3.Connection) -> None:
    """Read the whole database. Raises DatabaseCorrupt with what was found to be wrong."""
    try:
        found = [row[0] for row in connection.execute("PRAGMA integrity_check(5)")]
        broken = connection.execute("PRAGMA foreign_key_check").fetchmany(5)
    except sqlite3.Error as error:
        raise named(error) from error
    if found != ["ok"]:
        raise DatabaseCorrupt(f"({'; '.join(found)})")
    if broken:
        raise DatabaseCorrupt(f"(Rows that point nowhere: {', '.join(row[0] for row in broken)}.)")


def _copy(source: Path, part: Path, stopped: Callable[[], bool] = never) -> int:
    """Copy a database into one plain file, check that, and return its schema's version."""

    def look(_status: int, _remaining: int, _total: int) -> None:
        if stopped():
            raise Stopped

    _remove(part)
    part.parent.mkdir(parents=True, exist_ok=True)
    part.touch(mode=0o600)
    try:
        with open_reader(source) as reader, closing(sqlite3.connect(part)) as writer:
            reader.execute("BEGIN")  # one moment of it: else every write would begin the copy anew
            check_version(reader)
            reader.backup(writer, pages=PAGES, progress=look, sleep=0)
            writer.set_progress_handler(stopped, INSTRUCTIONS)
            writer.execute("PRAGMA journal_mode=DELETE").fetchall()
            check(writer)
            return check_version(writer)
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_INTERRUPT:
            raise Stopped from error
        raise named(error, source) from error


def _set_aside(database: Path, kept_as: Path) -> None:
    """Copy the database with its log, as they are: nobody is writing."""
    for suffix in ("", "-wal"):
        each = database.with_name(database.name + suffix)
        if each.exists():
            copy2(each, kept_as.with_name(kept_as.name + suffix))


def _settle(part: Path, kept_as: Path, settle: Callable[[Tx, Tx | None], None]) -> int:
    old = _readable(kept_as)
    try:
        with closing(sqlite3.connect(part, isolation_level=None)) as new:
            new.execute("PRAGMA secure_delete=ON")
            migrate(new)
            new.execute("PRAGMA foreign_keys=ON")
            new.execute("BEGIN IMMEDIATE")
            settle(new, old)
            new.execute("COMMIT")
            return check_version(new)
    except sqlite3.Error as error:
        raise named(error) from error
    finally:
        if old is not None:
            old.close()


def _readable(kept_as: Path) -> Tx | None:
    """Return the replaced database in a transaction that is never kept; None if it is ruined."""
    try:
        with open_reader(kept_as) as reader:  # for others SQLite would throw a ruined log away
            check_version(reader)
        old = sqlite3.connect(kept_as, isolation_level=None)
        old.execute("BEGIN")
    except (sqlite3.Error, DatabaseTrouble):
        return None
    return old


def _drop_log(database: Path) -> None:
    """Fold the log into the database about to be replaced: it must not meet another one."""
    if database.exists():
        with suppress(sqlite3.Error), closing(sqlite3.connect(database)) as old:
            old.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    for suffix in ("-wal", "-shm"):
        database.with_name(database.name + suffix).unlink(missing_ok=True)


def _part_of(target: Path) -> Path:
    return target.with_name(f".{target.name}.part")


def _into_place(part: Path, target: Path) -> None:
    """Give a finished file its name in one step, durably."""
    _sync(part)
    part.replace(target)
    if os.name == "posix":  # elsewhere a folder cannot be synced, nor needs it
        _sync(target.parent)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _remove(part: Path) -> None:
    for suffix in ("", "-journal", "-wal", "-shm"):
        part.with_name(part.name + suffix).unlink(missing_ok=True)
