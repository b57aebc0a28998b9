"""The way in: one writer, transactions in the order they arrive, committed in groups.

A transaction is a plain function of a connection, run in aiosqlite's thread. Whatever is waiting
when the thread falls free shares one commit, and so one wait for the disk; nobody is told of a
result before it is durable. Knows nothing of the tables.
"""

import asyncio
import logging
import sqlite3
from bisect import bisect_left
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import TypeVar, cast

import aiosqlite

from storage.batch import Job, Tx, run_batch
from storage.opening import open_keeper, open_writer
from storage.ownership import ownership
from storage.trouble import DatabaseClosed, DatabaseTrouble, named

__all__ = ["Database", "Statistics", "Tx", "open_database"]

T = TypeVar("T")
LARGEST_BATCH = 256
"""Works in one commit: beyond this the first would wait long for the last."""
ROWS_A_CHECKPOINT = 4_000
"""Rows changed before the log is copied into the main file, beside the writer."""
LONGEST_LOG = 4_096
"""Pages of log (8 MiB) from which the writer pauses for a moment to let it begin again: writing
over a log costs a third less than making it longer."""

STEPS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5)
"""Seconds up to which batches are counted together."""

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Statistics:
    """What the writer has done since it was opened, for tests, benchmarks and whoever watches."""

    transactions: int = 0
    batches: int = 0  # each is one commit
    checkpoints: int = 0
    catch_ups: int = 0  # checkpoints for which the writer paused
    seconds: float = 0.0  # spent in batches, the wait for the disk included
    by_length: list[int] = field(default_factory=lambda: [0] * (len(STEPS) + 1))  # of batches


class Database:
    """One writer; ``transaction()`` is the only way in. Belongs to the loop it was opened on."""

    def __init__(self, writer: aiosqlite.Connection, keeper: aiosqlite.Connection) -> None:
        self.statistics = Statistics()
        self._writer = writer
        self._keeper = keeper
        self._loop = asyncio.get_running_loop()
        self._waiting: deque[Job] = deque()
        self._busy = False  # a batch is in the thread, or about to be
        self._idle = asyncio.Event()
        self._closed = False
        self._rows_logged = 0
        self._catch_up = False
        self._keeping: asyncio.Task[None] | None = None

    async def transaction(self, work: Callable[[Tx], T]) -> T:
        """Run ``work`` in the next group commit and return its result once durable.

        Works run strictly in the order of their calls. What ``work`` raises is raised here, and
        takes back its own writes only. Cancelling the caller does not take back a work that has
        begun. Raises DatabaseTrouble if nothing could be written.
        """
        if self._closed:
            raise DatabaseClosed
        future: asyncio.Future[T] = self._loop.create_future()
        self._waiting.append(Job(work, cast("asyncio.Future[object]", future)))
        if not self._busy:
            self._busy = True
            self._idle.clear()
            # Not at once: whoever else is ready in this turn of the loop shares the commit.
            self._loop.call_soon(self._dispatch)
        return await future

    @property
    def busy(self) -> bool:
        """Return whether a transaction is under way or about to be."""
        return self._busy

    @property
    def waiting(self) -> int:
        """Return how many transactions wait for the thread to fall free."""
        return len(self._waiting)

    async def checkpoint(self) -> None:
        """Move all of the log into the main file and empty it, so that deleted data is gone.

        While somebody is reading (a backup) the log stays until a later checkpoint.
        """
        while self._keeping is not None:
            await self._keeping
        try:
            await self._writer.execute_fetchall("PRAGMA wal_checkpoint(TRUNCATE)")
        except sqlite3.Error as error:
            raise named(error) from error

    async def close(self) -> None:
        """Finish what was begun, empty the log and close. Later transactions are refused."""
        self._closed = True
        while self._busy:
            await self._idle.wait()
        with suppress(DatabaseTrouble):  # the log is as durable as the main file
            await self.checkpoint()
        await self._keeper.close()
        await self._writer.close()

    def _dispatch(self) -> None:
        """Send everybody who is waiting to the thread, in one hop."""
        jobs: list[Job] = []
        while self._waiting and len(jobs) < LARGEST_BATCH:
            job = self._waiting.popleft()
            if not job.future.done():  # cancelled before it began
                jobs.append(job)
        if not jobs:
            self._busy = False
            self._idle.set()
            return
        # The one place that reaches into aiosqlite: its own way in makes a future and a hop for
        # each statement, where a whole batch needs one hop and tells all its callers at once.
        connection = self._writer._conn  # noqa: SLF001
        self._writer._tx.put_nowait((None, partial(self._run, connection, jobs)))  # noqa: SLF001

    def _run(self, tx: Tx, jobs: list[Job]) -> None:
        """Run a batch; in the database thread."""
        before, begun = tx.total_changes, perf_counter()
        if self._catch_up:
            self._catch_up = False
            self.statistics.catch_ups += 1
            with suppress(sqlite3.Error):  # the log only grows a little longer
                tx.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
        try:
            run_batch(tx, jobs)
        finally:
            rows = tx.total_changes - before
            seconds = perf_counter() - begun
            self._loop.call_soon_threadsafe(self._deliver, jobs, rows, seconds)

    def _deliver(self, jobs: list[Job], rows: int, seconds: float) -> None:
        """Tell every caller of a batch, then send the next; on the loop."""
        self.statistics.batches += 1
        self.statistics.transactions += len(jobs)
        self.statistics.seconds += seconds
        self.statistics.by_length[bisect_left(STEPS, seconds)] += 1
        for job in jobs:
            job.deliver()
        self._rows_logged += rows
        free = self._keeping is None and not self._catch_up  # one copies at a time
        if free and self._rows_logged >= ROWS_A_CHECKPOINT:
            self._rows_logged = 0
            self._keeping = self._loop.create_task(self._keep_log_short())
        self._loop.call_soon(self._dispatch)

    async def _keep_log_short(self) -> None:
        """Copy the log into the main file beside the writer; a full log is begun again."""
        try:
            rows = await self._keeper.execute_fetchall("PRAGMA wal_checkpoint(PASSIVE)")
            _busy, pages, copied = next(iter(rows))
            self.statistics.checkpoints += 1
            # Under unbroken load the writer is always a few pages ahead of the copy, and the log
            # would never start again: let the writer copy those few itself, between two batches.
            self._catch_up = pages >= LONGEST_LOG and copied > 0
        except sqlite3.Error as error:
            _log.warning("the log could not be copied into the database: %s", named(error))
        finally:
            self._keeping = None


@asynccontextmanager
async def open_database(
    path: Path | str, *, synchronous: str = "FULL", patience: float = 5.0
) -> AsyncIterator[Database]:
    """Open, and if need be make or bring up to date, the database at ``path``; close it after.

    ``synchronous`` is FULL (an acknowledged write survives a power cut), NORMAL (it survives a
    kill) or OFF; ``patience`` is how many seconds to wait for a foreign lock. Raises
    DatabaseTrouble: busy, full, corrupt, too new, not a database, unreachable.
    """
    path = Path(path)
    with ownership(path):
        writer = await _open(partial(open_writer, path, synchronous, patience))
        try:
            keeper = await _open(partial(open_keeper, path))
        except BaseException:
            await writer.close()
            raise
        database = Database(writer, keeper)
        try:
            yield database
        finally:
            await database.close()


async def _open(connector: Callable[[], sqlite3.Connection]) -> aiosqlite.Connection:
    """Open a connection in a thread of its own. Raises DatabaseTrouble."""
    failures: list[BaseException] = []

    def attempt() -> sqlite3.Connection:
        try:
            return connector()
        except BaseException as error:
            failures.append(error)
            # aiosqlite does not wait for its thread when opening fails; it may outlive the loop.
            return sqlite3.connect(":memory:")

    connection = await aiosqlite.Connection(attempt, iter_chunk_size=64)
    if failures:
        await connection.close()
        raise named(failures[0])
    return connection
