"""Brings a database file to the version this program knows, one numbered script at a time.

Knows the scripts in ``migrations/`` and the file's ``user_version``; nothing of what the tables
mean. Each script runs as one transaction with its version, so a kill in the middle leaves the
version before. ``python -m storage.migrate`` writes ``schema.sql`` anew.
"""

import re
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from storage.trouble import DatabaseTooNew, NotADatabase

MIGRATIONS = Path(__file__).parent / "migrations"
SCHEMA = Path(__file__).parent / "schema.sql"
APPLICATION_ID = 0x53747968  # "Styh" in the file's header: says whose file it is
_NAME = re.compile(r"(\d{4})_[a-z0-9_]+\.sql")


@dataclass(frozen=True, slots=True)
class Migration:
    """One step: the version it leads to and its statements."""

    version: int
    name: str
    script: str


def migrations(folder: Path = MIGRATIONS) -> tuple[Migration, ...]:
    """Return the steps in order. Raises ValueError for a bad name, a gap or a number used twice."""
    found: list[Migration] = []
    for path in sorted(folder.glob("*.sql")):
        match = _NAME.fullmatch(path.name)
        if match is None:
            raise ValueError(f"{path.name}: a migration is called NNNN_what_it_does.sql")
        found.append(Migration(int(match[1]), path.name, path.read_text(encoding="utf-8")))
    for expected, step in enumerate(found, start=1):
        if step.version != expected:
            raise ValueError(f"{step.name}: migrations count up by one; expected {expected:04}")
    return tuple(found)


def version_of(connection: sqlite3.Connection) -> int:
    """Return the version of this file, 0 when it is new. Raises NotADatabase for a foreign one."""
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    owner = int(connection.execute("PRAGMA application_id").fetchone()[0])
    tables = int(connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])
    if owner != APPLICATION_ID and (owner or version or tables):
        raise NotADatabase("(It belongs to another program.)")
    return version


def check_version(connection: sqlite3.Connection, folder: Path = MIGRATIONS) -> int:
    """Return the file's version. Raises DatabaseTooNew if this program does not know it yet."""
    version, known = version_of(connection), len(migrations(folder))
    if version > known:
        raise DatabaseTooNew(
            f"(The file is at version {version}; this program knows versions up to {known}.)"
        )
    return version


def migrate(connection: sqlite3.Connection, folder: Path = MIGRATIONS) -> int:
    """Bring the file up to date and return how many steps it took, 0 when it was.

    The connection is in autocommit mode with foreign keys off, since a step may rebuild a table.
    Raises DatabaseTooNew, NotADatabase, or what a broken step raises, after rolling it back.
    """
    version = check_version(connection, folder)
    steps = migrations(folder)[version:]
    for step in steps:
        _run(connection, step)
    return len(steps)


def _run(connection: sqlite3.Connection, step: Migration) -> None:
    try:
        connection.executescript(
            f"BEGIN IMMEDIATE;\n{step.script}\n;"
            f"PRAGMA application_id={APPLICATION_ID};PRAGMA user_version={step.version};COMMIT;"
        )
    except BaseException:
        if connection.in_transaction:
            connection.rollback()
        raise


def schema_of(connection: sqlite3.Connection) -> str:
    """Return every statement that makes this schema, in the order things were created."""
    rows = connection.execute(
        "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'"
        " ORDER BY rowid"
    )
    return "\n\n".join(f"{row[0]};" for row in rows) + "\n"


def fresh_schema(folder: Path = MIGRATIONS) -> str:
    """Return the schema all migrations lead to, from an empty file."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        migrate(connection, folder)
        return "-- Written by `python -m storage.migrate`: what the migrations lead to.\n\n" + (
            schema_of(connection)
        )
    finally:
        connection.close()


if __name__ == "__main__":
    SCHEMA.write_text(fresh_schema(), encoding="utf-8")
