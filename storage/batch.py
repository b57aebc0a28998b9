"""A batch of transactions that share one commit: what runs in the database thread.

Knows a connection and pieces of work; nothing of the event loop but the futures it carries,
which it never touches: they belong to the loop.
"""

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import suppress

from storage.kept import forget_everything, make_room
from storage.trouble import named

Tx = sqlite3.Connection


class Job:
    """One caller's work and, once run, what came of it."""

    __slots__ = ("error", "future", "result", "work")

    def __init__(self, work: Callable[[Tx], object], future: asyncio.Future[object]) -> None:
        self.work = work
        self.future = future
        self.result: object = None
        self.error: BaseException | None = None

    def deliver(self) -> None:
        """Tell the caller, on the loop. One who was cancelled is not waiting any more."""
        if self.future.done():
            return
        if self.error is None:
            self.future.set_result(self.result)
        elif isinstance(self.error, StopIteration):  # a future refuses to carry it
            self.future.set_exception(RuntimeError("a transaction raised StopIteration"))
        else:
            self.future.set_exception(self.error)


def run_batch(tx: Tx, jobs: Sequence[Job]) -> None:
    """Run ``jobs`` in order and commit them at once; each job holds its own result or error.

    A job that raises takes back its own writes only. If the whole cannot be committed nothing
    of it is written, and every job that had succeeded holds the reason.
    """
    try:
        if tx.in_transaction:  # a rollback that the disk refused
            tx.rollback()
        make_room(tx)
        tx.execute("BEGIN IMMEDIATE")
        if len(jobs) == 1:
            _alone(tx, jobs[0])
        else:
            for job in jobs:
                _beside_others(tx, job)
        if tx.in_transaction:
            tx.execute("COMMIT")
    except BaseException as error:
        _fail_all(tx, jobs, named(error))


def _alone(tx: Tx, job: Job) -> None:
    try:
        job.result = job.work(tx)
    except BaseException as error:
        job.error = named(error)
        forget_everything(tx)
        if tx.in_transaction:
            tx.execute("ROLLBACK")
    else:
        _still_open(tx)


def _beside_others(tx: Tx, job: Job) -> None:
    tx.execute("SAVEPOINT job")
    try:
        job.result = job.work(tx)
    except BaseException as error:
        job.error = named(error)
        forget_everything(tx)
        if not tx.in_transaction:  # SQLite gave up the whole: a full disk may do that
            raise
        tx.execute("ROLLBACK TO job")
    _still_open(tx)
    tx.execute("RELEASE job")


def _still_open(tx: Tx) -> None:
    if not tx.in_transaction:
        raise RuntimeError("a piece of work ended the transaction it was given")


def _fail_all(tx: Tx, jobs: Sequence[Job], error: BaseException) -> None:
    forget_everything(tx)
    for job in jobs:
        if job.error is None:
            job.error = error
    if tx.in_transaction:
        with suppress(sqlite3.Error):
            tx.rollback()
