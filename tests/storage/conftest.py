"""A connection with the whole schema, for tests of functions that take a transaction."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from storage.database import Tx
from storage.migrate import migrate


@pytest.fixture
def tx(tmp_path: Path) -> Iterator[Tx]:
    """An open transaction on a new database file."""
    with closing(sqlite3.connect(tmp_path / "tx.db", isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        migrate(connection)
        connection.execute("BEGIN")
        yield connection
