"""Dumps of a database with a row in every table, one for each version there ever was.

``python -m tests.storage.dumps`` writes the one of the present version. Once a version is
released its dump stays as it is: it stands for the databases out there.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

from storage.migrate import migrate, version_of

FOLDER = Path(__file__).parent / "data"
_VALUES: dict[str, int | str | bytes] = {"INTEGER": 1, "TEXT": "x", "BLOB": b"\x01"}


def tables(connection: sqlite3.Connection) -> list[str]:
    """Return the names of the tables, in the order they were made."""
    rows = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        " ORDER BY rowid"
    )
    return [row[0] for row in rows]


def counts(connection: sqlite3.Connection) -> dict[str, int]:
    """Return how many rows each table has."""
    return {
        name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0]
        for name in tables(connection)
    }


def fill(connection: sqlite3.Connection) -> None:
    """Put a row into every table, each pointing at the others' rows."""
    for name in tables(connection):
        columns = connection.execute(f"SELECT type FROM pragma_table_info('{name}')").fetchall()
        row = [_VALUES[kind] for (kind,) in columns]
        connection.execute(f"INSERT INTO {name} VALUES ({', '.join('?' * len(row))})", row)


def load(dump: Path, into: Path) -> None:
    """Make the database that a dump is of."""
    with closing(sqlite3.connect(into, isolation_level=None)) as connection:
        connection.executescript(dump.read_text(encoding="utf-8"))


def main() -> None:
    """Write the dump of the present version."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        migrate(connection)
        connection.execute("PRAGMA foreign_keys=ON")
        fill(connection)
        version = version_of(connection)
        owner = connection.execute("PRAGMA application_id").fetchone()[0]
        marks = f"PRAGMA application_id={owner};\nPRAGMA user_version={version};\n"
        text = "\n".join(connection.iterdump()) + "\n" + marks
        (FOLDER / f"v{version:04}.sql").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
