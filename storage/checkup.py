"""Looks a database file over without changing it, whether or not the bot is running.

Must not repair anything; it only tells what is there.
"""

import shutil
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from storage.backup import check
from storage.migrate import check_version, migrations
from storage.opening import open_reader
from storage.ownership import ownership
from storage.trouble import DatabaseBusy, named

OLDEST_SQLITE = (3, 37, 0)
"""Strict tables came with this release."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What a database holds: its schema's version of those known, bytes, and rows that matter."""

    version: int
    known: int
    size: int
    learners: int
    questions: int
    reviews: int


def look(database: Path) -> Looked:
    """Read the whole database and count. Raises DatabaseTrouble that says what is the matter."""
    try:
        with open_reader(database) as reader:
            version = check_version(reader)
            check(reader)
            counts = [
                int(reader.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
                for table in ("learners", "questions", "reviews")
            ]
    except sqlite3.Error as error:
        raise named(error, database) from error
    return Looked(version, len(migrations()), database.stat().st_size, *counts)


def is_running(database: Path) -> bool:
    """Return whether a bot has this database open. Raises DatabaseUnreachable for its folder."""
    try:
        with ownership(database):
            return False
    except DatabaseBusy:
        return True


def sqlite_version() -> tuple[str, bool]:
    """Return the version of SQLite this Python carries and whether it is new enough."""
    return sqlite3.sqlite_version, sqlite3.sqlite_version_info >= OLDEST_SQLITE


def free_space(database: Path) -> int:
    """Return the bytes free where the database is or will be."""
    folder = database.parent
    while not folder.exists():
        folder = folder.parent
    return shutil.disk_usage(folder).free
