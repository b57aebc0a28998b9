"""What can be wrong with the file itself is said in a sentence, and the file is left alone."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from storage import trouble
from storage.database import open_database
from storage.migrate import APPLICATION_ID, migrations
from storage.trouble import (
    DatabaseCorrupt,
    DatabaseTooNew,
    DatabaseTrouble,
    DatabaseUnreachable,
    NotADatabase,
)
from tests.storage.values import add_learners


async def _open(path: Path) -> None:
    async with open_database(path, synchronous="OFF", patience=0.05) as database:
        await database.transaction(lambda tx: tx.execute("SELECT * FROM learners").fetchall())


async def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("Rapallo, 16 April 1922. " * 100)
    before = path.read_bytes()
    with pytest.raises(NotADatabase, match="not a Studyhall database"):
        await _open(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("mark", ["user_version", "application_id", "neither"])
async def test_a_database_of_another_program(tmp_path: Path, mark: str) -> None:
    path = tmp_path / "theirs.db"
    with closing(sqlite3.connect(path)) as theirs:
        theirs.execute("CREATE TABLE cards (id)")
        if mark != "neither":
            theirs.execute(f"PRAGMA {mark}=1")
        theirs.commit()
    with pytest.raises(NotADatabase, match="another program"):
        await _open(path)
    with closing(sqlite3.connect(path)) as theirs:
        assert theirs.execute("SELECT name FROM sqlite_master").fetchall() == [("cards",)]


async def test_a_newer_database_names_both_versions(tmp_path: Path) -> None:
    path = tmp_path / "hall.db"
    await _open(path)
    known = len(migrations())
    with closing(sqlite3.connect(path)) as newer:
        newer.execute(f"PRAGMA user_version={known + 3}")
    with pytest.raises(DatabaseTooNew, match=rf"version {known + 3}; .* up to {known}\."):
        await _open(path)


async def test_a_damaged_database(tmp_path: Path) -> None:
    path = tmp_path / "hall.db"
    async with open_database(path, synchronous="OFF") as database:
        await database.transaction(lambda tx: add_learners(tx, 500))
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    path.write_bytes(content)
    with pytest.raises(DatabaseCorrupt, match="restore the last backup"):
        await _open(path)


async def test_a_database_cut_short(tmp_path: Path) -> None:
    path = tmp_path / "hall.db"
    await _open(path)
    path.write_bytes(path.read_bytes()[:5000])
    with pytest.raises(DatabaseTrouble):
        await _open(path)


async def test_a_folder_where_the_file_should_be(tmp_path: Path) -> None:
    with pytest.raises(DatabaseUnreachable):
        await _open(tmp_path)


async def test_a_file_where_the_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    with pytest.raises(DatabaseUnreachable):
        await _open(tmp_path / "data" / "hall.db")


async def test_a_log_of_nonsense_beside_the_file(tmp_path: Path) -> None:
    path = tmp_path / "hall.db"
    await _open(path)
    path.with_name("hall.db-wal").write_bytes(b"nonsense" * 1000)
    await _open(path)


async def test_an_unknown_care_for_the_disk_is_a_mistake_of_ours(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="FULL, NORMAL or OFF"):
        async with open_database(tmp_path / "hall.db", synchronous="sometimes; DROP"):
            pass


def test_every_trouble_is_a_sentence() -> None:
    kinds = [
        kind
        for kind in vars(trouble).values()
        if isinstance(kind, type) and issubclass(kind, DatabaseTrouble)
    ]
    assert len(kinds) > 6
    for kind in kinds:
        assert str(kind()).endswith(".")
        assert str(kind("(hall.db)")).endswith(". (hall.db)")


def test_a_bug_stays_a_bug() -> None:
    mistake = KeyError("x")
    assert trouble.named(mistake) is mistake
    with closing(sqlite3.connect(":memory:")) as connection:
        with pytest.raises(sqlite3.OperationalError) as caught:
            connection.execute("SELEKT")
        assert trouble.named(caught.value) is caught.value


def test_the_mark_in_the_header_is_ascii() -> None:
    assert APPLICATION_ID.to_bytes(4, "big") == b"Styh"
