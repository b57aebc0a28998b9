"""Strangers' SQLite databases, read with care, and our own, written: those of Anki's collections.

A database comes in opened read-only; its views, triggers, functions and generated columns are not
trusted, and its work and its text are counted. Must not know what the rows mean. This is the only
module outside of storage that may open SQLite, since a collection is a file to import.
"""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from operator import itemgetter
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from content.bounds import MAX_UNPACKED
from content.draft import Unreadable

Database = sqlite3.Connection
MOST_STEPS = 100_000_000
"""Steps of SQLite's machine; 50,000 notes take about 5 million."""
MOST_BYTES = 32 << 20
"""Bytes of one value."""

BROKEN = "The collection in this package is broken or is none of Anki's."

_TABLE = re.compile(r'CREATE TABLE ["`\[]?\w+["`\]]?\s*\(', re.IGNORECASE)
_STEP = 10_000
_TOO_MUCH = "The collection in this package holds too much text. Please export it in parts."


@contextmanager
def reading(data: bytes) -> Iterator[Database]:
    """Open a database for reading. What is wrong with it within is raised as Unreadable."""
    try:
        with TemporaryDirectory() as folder:
            path = Path(folder) / "collection"
            path.write_bytes(data)
            with closing(_opened(path)) as database:
                yield database
    except sqlite3.OperationalError as error:
        if "interrupted" in str(error):
            raise Unreadable("The collection in this package takes too long to read.") from error
        raise Unreadable(BROKEN) from error
    except (
        sqlite3.Error,
        msgspec.MsgspecError,
        ValueError,
        OverflowError,
        RecursionError,
    ) as error:
        if isinstance(error, Unreadable):
            raise
        raise Unreadable(BROKEN) from error


def _opened(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
    steps = iter(range(MOST_STEPS // _STEP))
    database.set_progress_handler(lambda: next(steps, None) is None, _STEP)
    database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MOST_BYTES)
    database.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    database.text_factory = _Metered().text
    database.create_collation("unicase", _unicase)
    for pragma in ("trusted_schema=OFF", "query_only=ON", "cell_size_check=ON", "mmap_size=0"):
        database.execute(f"PRAGMA {pragma}")
    return database


class _Metered:
    """Counts the text that is read: pages can be shared, so that a small file has endless text."""

    def __init__(self) -> None:
        self._room = MAX_UNPACKED

    def text(self, raw: bytes) -> str:
        self._room -= len(raw)
        if self._room < 0:
            raise Unreadable(_TOO_MUCH)
        return raw.decode("utf-8", "replace")


def _unicase(one: str, other: str) -> int:
    first, second = one.casefold(), other.casefold()
    return (first > second) - (first < second)


def sorted_rows(
    database: Database, query: str, most: int, what: str, keys: int = 1
) -> list[tuple[object, ...]]:
    """Return rows in the order of their first ``keys`` columns, which are whole numbers.

    Sorted here, not by SQLite: its sorter would write rows of any size to the disk.
    """
    rows: list[tuple[object, ...]] = []
    room = MAX_UNPACKED  # for binary values; texts are metered anyway
    for row in database.execute(f"{query} LIMIT {most + 1}"):
        room -= sum(len(each) for each in row if isinstance(each, bytes))
        if room < 0:
            raise Unreadable(_TOO_MUCH)
        rows.append(row)
    if len(rows) > most:
        raise Unreadable(f"This package holds more than {most:,} {what}. Please split it.")
    if not all(isinstance(each, int) for row in rows for each in row[:keys]):
        raise Unreadable(BROKEN)
    return sorted(rows, key=itemgetter(slice(keys)))


def check_tables(database: Database, *names: str) -> None:
    """Raise Unreadable unless all of these are plain tables.

    A view or a generated column could do anything, also for hours within one step of SQLite's.
    """
    for name in names:
        found = database.execute(
            "SELECT type, sql FROM sqlite_master WHERE name = ? COLLATE NOCASE", (name,)
        ).fetchall()
        if len(found) != 1 or found[0][0] != "table" or not _TABLE.match(text_of(found[0][1])):
            raise Unreadable(BROKEN)
        columns = database.execute(f"PRAGMA table_xinfo({name})")  # none hidden nor generated
        if any(column[6] for column in columns):
            raise Unreadable(BROKEN)


def text_of(value: object) -> str:
    """Return a value that should be a text. Raises Unreadable if it is none."""
    if isinstance(value, str):
        return value
    if isinstance(value, int | float):
        return str(value)
    raise Unreadable(BROKEN)


Row = tuple[int | str, ...]
_TABLES = {
    "col": "id crt mod scm ver dty usn ls conf models decks dconf tags",
    "notes": "id guid mid mod usn tags flds sfld csum flags data",
    "cards": "id nid did ord mod usn type queue due ivl factor reps lapses left odue odid flags"
    " data",
    "revlog": "id cid usn ease ivl lastIvl factor time type",
    "graves": "usn oid type",
}
_AS_TEXT = frozenset(["conf", "models", "decks", "dconf", "tags", "guid", "flds", "data"])
_INDEXES = {
    "ix_notes_usn": "notes (usn)",
    "ix_cards_usn": "cards (usn)",
    "ix_revlog_usn": "revlog (usn)",
    "ix_cards_nid": "cards (nid)",
    "ix_cards_sched": "cards (did, queue, due)",
    "ix_revlog_cid": "revlog (cid)",
    "ix_notes_csum": "notes (csum)",
}


def database_of(col: Row, notes: list[Row], cards: list[Row]) -> bytes:
    """Return a collection of schema 11 with these rows, the same bytes for the same rows."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "collection"
        with closing(sqlite3.connect(path)) as database:
            database.execute("PRAGMA journal_mode=OFF")
            database.execute("PRAGMA synchronous=OFF")
            for table, columns in _TABLES.items():
                database.execute(
                    f"CREATE TABLE {table} ({', '.join(map(_column, columns.split()))})"
                )
            for name, where in _INDEXES.items():
                database.execute(f"CREATE INDEX {name} ON {where}")
            for table, rows in (("col", [col]), ("notes", notes), ("cards", cards)):
                marks = ", ".join("?" * len(_TABLES[table].split()))
                insert = f"INSERT INTO {table} VALUES ({marks})"  # noqa: S608 - our own tables
                database.executemany(insert, rows)
            database.commit()
        return path.read_bytes()


def _column(name: str) -> str:
    if name == "id":
        return "id integer PRIMARY KEY"
    return f"{name} {'text' if name in _AS_TEXT else 'integer'} NOT NULL"
