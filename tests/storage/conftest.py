"""A database to work on without a loop: what a transaction is handed."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from storage.database import Tx
from storage.migrate import migrate
from tests.storage.values import add_learners


@pytest.fixture
def tx() -> Iterator[Tx]:
    """An up-to-date database in memory, with learners 1 (Ann) and 2 (Ben)."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        migrate(connection)
        connection.execute("PRAGMA foreign_keys=ON")
        add_learners(connection, 2)
        connection.execute("BEGIN")
        yield connection
