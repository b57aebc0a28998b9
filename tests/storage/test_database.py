"""One writer, group commits, and nothing acknowledged that is not kept."""

import asyncio
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from storage import database as room
from storage.database import Database, Tx, open_database
from storage.trouble import DatabaseBusy, DatabaseClosed, DiskFull
from tests.storage.values import add_learners


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with open_database(tmp_path / "hall.db", synchronous="OFF", patience=0.05) as opened:
        await opened.transaction(lambda tx: tx.execute("CREATE TABLE notes (n INTEGER UNIQUE)"))
        yield opened


def note(n: int) -> Callable[[Tx], int]:
    """Return work that writes a number and returns it."""

    def write(tx: Tx) -> int:
        tx.execute("INSERT INTO notes VALUES (?)", (n,))
        return n

    return write


def notes(tx: Tx) -> list[int]:
    return [row[0] for row in tx.execute("SELECT n FROM notes ORDER BY rowid")]


async def test_who_waits_together_commits_together(database: Database) -> None:
    before = database.statistics.batches
    results = await asyncio.gather(*(database.transaction(note(n)) for n in range(64)))
    assert results == list(range(64))
    assert database.statistics.batches - before == 1
    assert database.statistics.transactions == 65


async def test_works_arriving_during_a_commit_share_the_next(database: Database) -> None:
    async def several(first: int) -> None:
        for n in range(first, first + 5):
            await database.transaction(note(n))

    before = database.statistics.batches
    await asyncio.gather(*(several(10 * i) for i in range(16)))
    assert database.statistics.batches - before <= 10


async def test_works_run_in_the_order_of_their_calls(database: Database) -> None:
    calls = [database.transaction(note(n)) for n in range(600)]
    tasks = [asyncio.ensure_future(call) for call in calls]
    await asyncio.gather(*tasks)
    assert await database.transaction(notes) == list(range(600))
    assert database.statistics.batches >= 600 // room.LARGEST_BATCH


async def test_a_failing_work_takes_back_its_own_writes_only(database: Database) -> None:
    def fails(tx: Tx) -> None:
        tx.execute("INSERT INTO notes VALUES (100)")
        raise KeyError("mine")

    results = await asyncio.gather(
        database.transaction(note(1)),
        database.transaction(fails),
        database.transaction(note(1)),  # against the unique key
        database.transaction(note(2)),
        return_exceptions=True,
    )
    assert results[0] == 1
    assert isinstance(results[1], KeyError)
    assert isinstance(results[2], sqlite3.IntegrityError)
    assert results[3] == 2
    assert await database.transaction(notes) == [1, 2]


async def test_a_work_failing_alone_leaves_nothing(database: Database) -> None:
    def fails(tx: Tx) -> None:
        tx.execute("INSERT INTO notes VALUES (100)")
        raise StopIteration

    with pytest.raises(RuntimeError, match="StopIteration"):
        await database.transaction(fails)
    assert await database.transaction(notes) == []


async def test_a_commit_that_fails_fails_for_everybody(database: Database) -> None:
    await database.transaction(
        lambda tx: tx.execute(
            "CREATE TABLE later (n REFERENCES learners DEFERRABLE INITIALLY DEFERRED)"
        )
    )

    def points_nowhere(tx: Tx) -> None:
        tx.execute("INSERT INTO later VALUES (404)")  # noticed at the commit

    results = await asyncio.gather(
        database.transaction(note(1)),
        database.transaction(points_nowhere),
        database.transaction(note(2)),
        return_exceptions=True,
    )
    assert [type(result) for result in results] == [sqlite3.IntegrityError] * 3
    assert await database.transaction(notes) == []
    assert await database.transaction(note(3)) == 3


async def test_a_work_that_ends_the_transaction_is_found_out(database: Database) -> None:
    with pytest.raises(RuntimeError, match="ended the transaction"):
        await database.transaction(lambda tx: tx.execute("COMMIT"))
    assert await database.transaction(note(1)) == 1


async def test_cancelling_one_caller_harms_no_other(database: Database) -> None:
    tasks = [asyncio.ensure_future(database.transaction(note(n))) for n in range(8)]
    await asyncio.sleep(0)
    tasks[3].cancel()
    results = await asyncio.gather(*tasks, return_exceptions=True)
    assert isinstance(results.pop(3), asyncio.CancelledError)
    assert results == [0, 1, 2, 4, 5, 6, 7]
    assert 3 not in await database.transaction(notes)


async def test_a_work_that_has_begun_is_kept_though_its_caller_left(database: Database) -> None:
    begun = asyncio.Event()
    loop = asyncio.get_running_loop()

    def slow(tx: Tx) -> None:
        loop.call_soon_threadsafe(begun.set)
        note(1)(tx)

    task = asyncio.ensure_future(database.transaction(slow))
    await begun.wait()
    task.cancel()
    assert await database.transaction(notes) == [1]


async def test_reading_sees_what_was_written_before_it_in_the_batch(database: Database) -> None:
    _, seen = await asyncio.gather(database.transaction(note(1)), database.transaction(notes))
    assert seen == [1]


async def test_a_full_disk_is_said_and_nothing_is_half_written(database: Database) -> None:
    pages = await database.transaction(
        lambda tx: int(tx.execute("PRAGMA page_count").fetchone()[0])
    )
    await database.transaction(
        lambda tx: tx.execute(f"PRAGMA max_page_count={pages + 4}").fetchone()
    )

    def much(tx: Tx) -> None:
        note(7)(tx)
        tx.execute("CREATE TABLE big AS SELECT zeroblob(100000) AS b")

    kept, refused, kept_too = await asyncio.gather(
        database.transaction(note(1)),
        database.transaction(much),
        database.transaction(note(2)),
        return_exceptions=True,
    )
    assert isinstance(refused, DiskFull)
    assert "free some space" in str(refused)
    stored = await database.transaction(notes)
    assert stored == [n for n in (kept, kept_too) if isinstance(n, int)]
    await database.transaction(lambda tx: tx.execute("PRAGMA max_page_count=100000").fetchone())
    assert await database.transaction(note(3)) == 3


async def test_a_foreign_writer_makes_it_busy_and_then_it_goes_on(
    database: Database, tmp_path: Path
) -> None:
    foreign = sqlite3.connect(tmp_path / "hall.db", isolation_level=None)
    foreign.execute("BEGIN IMMEDIATE")
    with pytest.raises(DatabaseBusy, match="Another process"):
        await database.transaction(note(1))
    foreign.execute("ROLLBACK")
    foreign.close()
    assert await database.transaction(note(2)) == 2


async def test_after_closing_it_says_so(tmp_path: Path) -> None:
    async with open_database(tmp_path / "hall.db", synchronous="OFF") as database:
        pass
    with pytest.raises(DatabaseClosed):
        await database.transaction(notes)


async def test_closing_waits_for_what_was_begun_and_folds_the_log_in(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "hall.db"
    async with open_database(path, synchronous="OFF") as database:
        task = asyncio.ensure_future(database.transaction(lambda tx: add_learners(tx, 3)))
        await asyncio.sleep(0)
    await task
    assert sorted(each.name for each in path.parent.iterdir()) == ["hall.db", "hall.db.lock"]
    async with open_database(path, synchronous="OFF") as database:
        count = await database.transaction(
            lambda tx: tx.execute("SELECT count(*) FROM learners").fetchone()[0]
        )
    assert count == 3


async def test_the_log_is_copied_beside_the_writer_and_begun_again(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "ROWS_A_CHECKPOINT", 50)
    monkeypatch.setattr(room, "LONGEST_LOG", 40)
    log = tmp_path / "hall.db-wal"

    def hundred(tx: Tx) -> None:
        first = tx.execute("SELECT count(*) FROM notes").fetchone()[0]
        tx.executemany(
            "INSERT INTO notes VALUES (?)", [((first + n) * 7919 % 99991,) for n in range(100)]
        )

    for _ in range(200):
        await database.transaction(hundred)
        if database._keeping is not None:  # a slow disk would copy less often than we write
            await database._keeping
    assert database.statistics.checkpoints > 10
    assert database.statistics.catch_ups > 2
    assert log.stat().st_size < 4 << 20  # 16 MB without beginning again


async def test_checkpoint_empties_the_log(database: Database, tmp_path: Path) -> None:
    await database.transaction(note(1))
    await database.checkpoint()
    assert (tmp_path / "hall.db-wal").stat().st_size == 0


async def test_settings_that_durability_and_deleting_rest_on(tmp_path: Path) -> None:
    names = ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "page_size")

    def settings(tx: Tx) -> dict[str, object]:
        return {name: tx.execute(f"PRAGMA {name}").fetchone()[0] for name in names}

    async with open_database(tmp_path / "hall.db") as database:
        assert await database.transaction(settings) == {
            "journal_mode": "wal",
            "synchronous": 2,
            "foreign_keys": 1,
            "secure_delete": 1,
            "page_size": 2048,
        }
    assert (tmp_path / "hall.db").stat().st_mode & 0o077 == 0


async def test_a_warm_log_leaves_nothing_behind(tmp_path: Path) -> None:
    async with open_database(tmp_path / "hall.db") as database:
        assert (tmp_path / "hall.db-wal").stat().st_size > 4 << 20
        filler = await database.transaction(
            lambda tx: tx.execute("SELECT 1 FROM sqlite_master WHERE name = 'filler'").fetchone()
        )
    assert filler is None
    assert (tmp_path / "hall.db").stat().st_size < 1 << 20


async def test_a_second_bot_is_refused_with_a_sentence(tmp_path: Path) -> None:
    async with open_database(tmp_path / "hall.db", synchronous="OFF"):
        with pytest.raises(DatabaseBusy, match=r"hall\.db is open in another Studyhall"):
            async with open_database(tmp_path / "hall.db"):
                pass


WRITER = """
import asyncio, sys
from storage.database import open_database

async def client(database, first):
    for n in range(first, 10**9, 8):
        await database.transaction(lambda tx: tx.execute(
            "INSERT INTO learners (id, name, created_at) VALUES (?, 'x', 0)", (n + 1,)))
        print(n + 1, flush=True)

async def main():
    async with open_database(sys.argv[1]) as database:
        await asyncio.gather(*(client(database, first) for first in range(8)))

asyncio.run(main())
"""


def _killed(path: Path, after: int) -> list[int]:
    """Run a writer, kill it once ``after`` writes are acknowledged; return those it had told."""
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True
    ) as writer:
        assert writer.stdout is not None
        told = [int(writer.stdout.readline()) for _ in range(after)]
        os.kill(writer.pid, signal.SIGKILL)
        rest = writer.stdout.read().split("\n")
    return told + [int(line) for line in rest[:-1]]


async def _kept(path: Path) -> set[int]:
    async with open_database(path, synchronous="OFF") as database:
        return await database.transaction(
            lambda tx: {row[0] for row in tx.execute("SELECT id FROM learners")}
        )


async def test_a_kill_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    told = await asyncio.to_thread(_killed, tmp_path / "hall.db", 200)
    assert set(told) <= await _kept(tmp_path / "hall.db")


@pytest.mark.slow
async def test_no_kill_at_any_moment_loses_anything(tmp_path: Path) -> None:
    for after in range(1, 4_000, 131):
        path = tmp_path / f"{after}.db"
        told = await asyncio.to_thread(_killed, path, after)
        kept = await _kept(path)
        assert set(told) <= kept
        assert len(kept) <= len(told) + 8 * 2, "more than its clients could have under way"


async def test_while_a_bot_runs_elsewhere_this_one_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "hall.db"
    with subprocess.Popen(  # noqa: ASYNC220 -- nothing else is waiting
        [sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True
    ) as writer:
        assert writer.stdout is not None
        writer.stdout.readline()
        with pytest.raises(DatabaseBusy):
            async with open_database(path):
                pass
        writer.kill()
    assert await _kept(path)
