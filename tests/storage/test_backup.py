"""A copy is whole or not there; putting it back loses neither the old nor the new."""

# ruff: noqa: ASYNC240 -- nothing else is waiting in a test
import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest

from storage import backup
from storage.backup import Stopped, TargetExists, back_up, restore
from storage.database import Database, Tx, open_database
from storage.migrate import migrations
from storage.trouble import (
    DatabaseBusy,
    DatabaseCorrupt,
    DatabaseTooNew,
    DatabaseTrouble,
    DatabaseUnreachable,
    NotADatabase,
)
from tests.storage import dumps
from tests.storage.values import add_learners


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "hall.db"


@pytest.fixture
async def running(path: Path) -> AsyncIterator[Database]:
    async with open_database(path, synchronous="OFF") as database:
        await database.transaction(lambda tx: add_learners(tx, 50))
        yield database


async def _make(path: Path, learners: int) -> None:
    async with open_database(path, synchronous="OFF") as database:
        await database.transaction(lambda tx: add_learners(tx, learners))


def learners_in(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("SELECT count(*) FROM learners").fetchone()[0])


async def test_a_copy_of_a_running_bot_is_one_whole_file(
    running: Database, path: Path, tmp_path: Path
) -> None:
    target = tmp_path / "copies" / "copy.db"
    copied = await asyncio.to_thread(back_up, path, target)
    assert learners_in(target) == 50
    assert (copied.path, copied.version) == (target, len(migrations()))
    assert copied.size == target.stat().st_size
    assert [each.name for each in target.parent.iterdir()] == ["copy.db"]
    assert target.stat().st_mode & 0o077 == 0
    await running.transaction(lambda tx: tx.execute("DELETE FROM learners WHERE id = 1"))


async def test_a_copy_while_answers_pour_in_is_a_moment_between_two(
    running: Database, path: Path, tmp_path: Path
) -> None:
    done = asyncio.Event()

    async def pour() -> None:
        def pair(tx: Tx) -> None:
            for _ in range(2):
                tx.execute("INSERT INTO learners (name, created_at) VALUES ('x', 0)")

        while not done.is_set():
            await running.transaction(pair)

    pouring = asyncio.ensure_future(pour())
    for n in range(3):
        await asyncio.to_thread(back_up, path, tmp_path / f"{n}.db")
    done.set()
    await pouring
    for n in range(3):
        assert learners_in(tmp_path / f"{n}.db") % 2 == 0


async def test_unbroken_writing_never_makes_a_copy_begin_anew(
    running: Database, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup, "PAGES", 1)
    looks = 0

    def write_meanwhile() -> bool:
        nonlocal looks
        looks += 1
        with closing(sqlite3.connect(path, timeout=9)) as other:  # as the bot would
            other.execute("INSERT INTO learners (name, created_at) VALUES ('x', 0)")
            other.commit()
        return looks > 10_000

    pages = await running.transaction(lambda tx: tx.execute("PRAGMA page_count").fetchone()[0])
    await asyncio.to_thread(back_up, path, tmp_path / "copy.db", stopped=write_meanwhile)
    assert learners_in(tmp_path / "copy.db") == 50
    assert pages <= looks <= pages + 20


@pytest.mark.parametrize("instructions", [1, 1_000_000_000])
async def test_a_copy_can_be_stopped_and_leaves_nothing(
    running: Database,
    path: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    instructions: int,
) -> None:
    monkeypatch.setattr(backup, "INSTRUCTIONS", instructions)
    target = tmp_path / "copies" / "copy.db"
    allowed = 1 if instructions == 1 else 0  # stopped while it is checked, or copied

    def stopped() -> bool:
        nonlocal allowed
        allowed -= 1
        return allowed < 0

    with pytest.raises(Stopped):
        await asyncio.to_thread(back_up, path, target, stopped=stopped)
    assert list(target.parent.iterdir()) == []
    await asyncio.to_thread(back_up, path, target)
    assert learners_in(target) == 50


async def test_a_copy_of_a_bot_that_was_killed_has_its_log(path: Path, tmp_path: Path) -> None:
    await _make(path, 3)
    crashed = tmp_path / "crashed.db"
    with closing(sqlite3.connect(path)) as writer:
        writer.execute("INSERT INTO learners (name, created_at) VALUES ('x', 0)")
        writer.commit()
        for suffix in ("", "-wal"):
            crashed.with_name(f"crashed.db{suffix}").write_bytes(
                path.with_name(f"hall.db{suffix}").read_bytes()
            )
    back_up(crashed, tmp_path / "copy.db")
    assert learners_in(tmp_path / "copy.db") == 4


async def test_an_existing_file_is_not_overwritten_unless_asked(path: Path, tmp_path: Path) -> None:
    await _make(path, 3)
    target = tmp_path / "copy.db"
    target.write_text("dear to somebody")
    with pytest.raises(TargetExists, match=r"copy\.db"):
        back_up(path, target)
    assert target.read_text() == "dear to somebody"
    back_up(path, target, overwrite=True)
    assert learners_in(target) == 3
    with pytest.raises(TargetExists):
        back_up(path, path, overwrite=True)


async def test_what_cannot_be_copied_leaves_no_file(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "copies" / "copy.db"
    with pytest.raises(DatabaseUnreachable):
        back_up(path, target)
    await _make(path, 400)
    content = bytearray(path.read_bytes())
    content[-6000:] = b"\xff" * 6000
    path.write_bytes(content)
    with pytest.raises(DatabaseCorrupt):
        back_up(path, target)
    (tmp_path / "text").write_text("no database " * 99)
    with pytest.raises(NotADatabase):
        back_up(tmp_path / "text", target)
    assert list(target.parent.iterdir()) == []


async def test_a_copy_is_put_back_and_the_old_is_kept(path: Path, tmp_path: Path) -> None:
    await _make(path, 3)
    back_up(path, tmp_path / "copy.db")
    async with open_database(path, synchronous="OFF") as database:
        await database.transaction(lambda tx: tx.execute("DELETE FROM learners WHERE id > 1"))
    kept = path.with_name("kept.db")
    restored = restore(tmp_path / "copy.db", path, kept)
    assert (restored.path, restored.version) == (path, len(migrations()))
    assert (learners_in(path), learners_in(kept)) == (3, 1)
    assert sorted(each.name for each in path.parent.iterdir()) == [
        "hall.db",
        "hall.db.lock",
        "kept.db",
    ]
    async with open_database(path, synchronous="OFF") as database:
        mode = await database.transaction(lambda tx: tx.execute("PRAGMA journal_mode").fetchone())
    assert mode == ("wal",)


async def test_a_running_bot_is_not_replaced(running: Database, path: Path, tmp_path: Path) -> None:
    await _make(tmp_path / "other.db", 3)
    with pytest.raises(DatabaseBusy, match="another Studyhall"):
        restore(tmp_path / "other.db", path, path.with_name("kept.db"))
    await running.transaction(lambda tx: tx.execute("SELECT 1"))
    assert not path.with_name("kept.db").exists()


async def test_where_nothing_was_a_copy_is_just_put(path: Path, tmp_path: Path) -> None:
    await _make(tmp_path / "copy.db", 3)
    restore(tmp_path / "copy.db", path, path.with_name("kept.db"))
    assert learners_in(path) == 3
    assert not path.with_name("kept.db").exists()


async def test_a_copy_of_an_older_version_comes_up_to_date(path: Path, tmp_path: Path) -> None:
    dumps.load(dumps.FOLDER / "v0001.sql", tmp_path / "old.db")
    assert restore(tmp_path / "old.db", path, path.with_name("kept.db")).version == len(
        migrations()
    )
    assert learners_in(path) == 1


async def test_what_cannot_be_put_back_changes_nothing(path: Path, tmp_path: Path) -> None:
    await _make(path, 3)
    before = path.read_bytes()
    kept = path.with_name("kept.db")
    newer, damaged, text = (tmp_path / name for name in ("newer", "damaged", "text"))
    for copy in (newer, damaged):
        back_up(path, copy)
    with closing(sqlite3.connect(newer)) as connection:
        connection.execute("PRAGMA user_version=99")
    damaged.write_bytes(before[:8000] + b"\xff" * (len(before) - 8000))
    text.write_text("no database " * 99)
    for bad, kind in (
        (newer, DatabaseTooNew),
        (damaged, DatabaseCorrupt),
        (text, NotADatabase),
        (tmp_path / "missing", DatabaseUnreachable),
    ):
        with pytest.raises(kind):
            restore(bad, path, kept)
    assert path.read_bytes() == before
    assert not kept.exists()
    assert not list(path.parent.glob("*.part*"))


async def test_a_damaged_database_is_replaced_and_kept_as_it_is(path: Path, tmp_path: Path) -> None:
    await _make(tmp_path / "copy.db", 3)
    path.parent.mkdir()
    path.write_bytes(b"ruined" * 5000)
    path.with_name("hall.db-wal").write_bytes(b"its log")
    seen: list[Tx | None] = []
    kept = path.with_name("kept.db")
    restore(tmp_path / "copy.db", path, kept, lambda new, old: seen.append(old))
    assert seen == [None]
    assert learners_in(path) == 3
    assert kept.read_bytes() == b"ruined" * 5000
    assert path.with_name("kept.db-wal").read_bytes() == b"its log"


async def test_what_outlives_a_restore_is_settled_before_it_counts(
    path: Path, tmp_path: Path
) -> None:
    await _make(path, 1)
    await _make(tmp_path / "copy.db", 3)

    def fails(new: Tx, old: Tx | None) -> None:
        assert old is not None
        assert old.execute("SELECT count(*) FROM learners").fetchone() == (1,)
        new.execute("DELETE FROM learners")
        raise KeyError

    with pytest.raises(KeyError):
        restore(tmp_path / "copy.db", path, path.with_name("kept.db"), fails)
    assert learners_in(path) == 1


def test_rows_that_point_nowhere_are_found(tx: Tx) -> None:
    backup.check(tx)
    tx.execute("COMMIT")
    tx.execute("PRAGMA foreign_keys=OFF")
    tx.execute("INSERT INTO members (class, learner, joined_at) VALUES (404, 1, 0)")
    with pytest.raises(DatabaseCorrupt, match="members"):
        backup.check(tx)


def test_every_refusal_is_a_trouble() -> None:
    assert issubclass(TargetExists, DatabaseTrouble)


async def test_the_log_of_a_killed_bot_is_kept_and_never_meets_another_database(
    path: Path, tmp_path: Path
) -> None:
    await _make(tmp_path / "copy.db", 3)
    await _make(tmp_path / "running.db", 1)
    path.parent.mkdir()
    with closing(sqlite3.connect(tmp_path / "running.db")) as writer:
        writer.executemany(
            "INSERT INTO learners VALUES (?, 'x', '', 0, '', 0, 0, 0, 0, 0)",
            [(n,) for n in range(2, 200)],
        )
        writer.commit()
        for suffix in ("", "-wal"):
            path.with_name(f"hall.db{suffix}").write_bytes(
                (tmp_path / f"running.db{suffix}").read_bytes()
            )
    kept = path.with_name("kept.db")
    restore(tmp_path / "copy.db", path, kept)
    assert (learners_in(path), learners_in(kept)) == (3, 199)


async def test_what_was_replaced_is_kept_whatever_happens_then(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await _make(tmp_path / "copy.db", 3)
    await _make(path, 1)
    sync = backup._sync

    def interrupted(target: Path) -> None:
        sync(target)
        if target.is_dir():
            raise KeyboardInterrupt

    monkeypatch.setattr(backup, "_sync", interrupted)
    kept = path.with_name("kept.db")
    with pytest.raises(KeyboardInterrupt):
        restore(tmp_path / "copy.db", path, kept)
    assert (learners_in(path), learners_in(kept)) == (3, 1)
