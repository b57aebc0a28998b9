"""Every database there ever was comes up to date with its rows, whole or not at all."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from storage.database import open_database
from storage.migrate import (
    MIGRATIONS,
    SCHEMA,
    fresh_schema,
    migrate,
    migrations,
    schema_of,
    version_of,
)
from tests.storage import dumps

LATEST = len(migrations())


def statements(schema: str) -> list[str]:
    """Return a schema's statements in no particular order: a dump makes tables first."""
    return sorted(schema.strip().split("\n\n"))


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(tmp_path / "hall.db", isolation_level=None)) as opened:
        yield opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Our migrations and a next one, to be written by the test."""
    copy = tmp_path / "migrations"
    copy.mkdir()
    for path in MIGRATIONS.glob("*.sql"):
        (copy / path.name).write_bytes(path.read_bytes())
    return copy


def test_schema_sql_is_what_the_migrations_lead_to() -> None:
    assert SCHEMA.read_text(encoding="utf-8") == fresh_schema(), "run python -m storage.migrate"


def test_there_is_a_dump_of_every_version() -> None:
    names = sorted(path.name for path in dumps.FOLDER.glob("*.sql"))
    assert names == [f"v{version:04}.sql" for version in range(1, LATEST + 1)]


def test_the_present_dump_is_of_the_present_schema(tmp_path: Path) -> None:
    path = tmp_path / "hall.db"
    dumps.load(dumps.FOLDER / f"v{LATEST:04}.sql", path)
    with closing(sqlite3.connect(path)) as loaded, closing(sqlite3.connect(":memory:")) as fresh:
        migrate(fresh)
        assert statements(schema_of(loaded)) == statements(schema_of(fresh)), (
            "run python -m tests.storage.dumps"
        )


@pytest.mark.parametrize("version", range(LATEST + 1))
async def test_from_every_version_with_its_rows(tmp_path: Path, version: int) -> None:
    path = tmp_path / "hall.db"
    before: dict[str, int] = {}
    if version:
        dumps.load(dumps.FOLDER / f"v{version:04}.sql", path)
        with closing(sqlite3.connect(path)) as old:
            before = dumps.counts(old)
            assert set(before.values()) == {1}
    async with open_database(path, synchronous="OFF"):
        pass
    with closing(sqlite3.connect(path)) as now:
        assert version_of(now) == LATEST
        assert now.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert now.execute("PRAGMA foreign_key_check").fetchall() == []
        after = dumps.counts(now)
        assert {name: after[name] for name in before if name in after} == {
            name: count for name, count in before.items() if name in after
        }
        assert statements(schema_of(now)) == statements(fresh_schema().split("\n\n", 1)[1])


def test_up_to_date_is_left_alone(connection: sqlite3.Connection) -> None:
    assert migrate(connection) == LATEST
    changes = connection.execute("PRAGMA data_version").fetchone()
    assert migrate(connection) == 0
    assert connection.execute("PRAGMA data_version").fetchone() == changes


def test_a_broken_step_leaves_the_version_before(
    connection: sqlite3.Connection, folder: Path
) -> None:
    migrate(connection)
    before = schema_of(connection)
    script = "CREATE TABLE half (n); INSERT INTO half VALUES (1); INSERT INTO nowhere VALUES (1);"
    (folder / f"{LATEST + 1:04}_broken.sql").write_text(script)
    with pytest.raises(sqlite3.OperationalError, match="nowhere"):
        migrate(connection, folder)
    assert version_of(connection) == LATEST
    assert schema_of(connection) == before
    assert not connection.in_transaction


def test_a_kill_in_the_middle_leaves_the_version_before(tmp_path: Path, folder: Path) -> None:
    path = tmp_path / "hall.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        migrate(connection)
    endless = (
        "CREATE TABLE half (n); INSERT INTO half WITH RECURSIVE c (n) AS"
        " (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT n FROM c;"
    )
    (folder / f"{LATEST + 1:04}_endless.sql").write_text(endless)
    code = (
        "import sqlite3, sys; from pathlib import Path; from storage.migrate import migrate;"
        "c = sqlite3.connect(sys.argv[1], isolation_level=None); c.execute('PRAGMA cache_size=5');"
        "print('go', flush=True); migrate(c, Path(sys.argv[2]))"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(path), str(folder)], stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        log = path.with_name("hall.db-wal")
        while not (log.exists() and log.stat().st_size > 1 << 20):
            assert process.poll() is None
        os.kill(process.pid, signal.SIGKILL)
    with closing(sqlite3.connect(path)) as after:
        assert version_of(after) == LATEST
        assert "half" not in dumps.tables(after)


@pytest.mark.parametrize(
    ("name", "complaint"),
    [
        (f"{LATEST + 2:04}_gap.sql", "count up by one"),
        (f"{LATEST:04}_twice.sql", "count up by one"),
        ("later.sql", "NNNN_what_it_does"),
        ("2_short.sql", "NNNN_what_it_does"),
    ],
)
def test_gaps_and_doubles_are_refused(folder: Path, name: str, complaint: str) -> None:
    (folder / name).write_text("SELECT 1;")
    with pytest.raises(ValueError, match=complaint):
        migrations(folder)


def test_a_script_may_end_in_a_comment(connection: sqlite3.Connection, folder: Path) -> None:
    (folder / f"{LATEST + 1:04}_remark.sql").write_text("CREATE TABLE extra (n) -- the last")
    assert migrate(connection, folder) == LATEST + 1
    assert version_of(connection) == LATEST + 1
