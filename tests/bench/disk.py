"""The floor: what one wait for this disk costs, and what sharing it among many buys."""

import asyncio
import os
from functools import partial

from storage.database import Database, Tx, open_database
from tests.bench.findings import Finding, Goal
from tests.bench.laps import Laps, in_turn, joined, ratio, run_at_once, run_sync
from tests.bench.plan import Plan

PAGE = b"\0" * 4096
SYNCS = 300


def sync_laps(plan: Plan, times: int = SYNCS) -> Laps:
    """Time a page written in place and waited for: no durable answer can be quicker."""
    file = os.open(plan.folder / "floor.bin", os.O_RDWR | os.O_CREAT)
    try:
        os.pwrite(file, PAGE, 0)

        def step() -> None:
            os.pwrite(file, PAGE, 0)
            os.fdatasync(file)

        return run_sync(step, times)
    finally:
        os.close(file)


async def floor(plan: Plan) -> list[Finding]:
    """Measure the wait for the disk."""
    laps = sync_laps(plan)
    return [
        Finding(name="the disk: one fdatasync, median", ours=laps.p50, unit="µs"),
        Finding(name="the disk: one fdatasync, p99", ours=laps.p99, unit="µs"),
    ]


def _insert(tx: Tx) -> None:
    tx.execute("INSERT INTO secrets (name, value) VALUES (hex(randomblob(16)), x'00')")


async def group_commit(plan: Plan) -> list[Finding]:
    """Compare one commit for all who wait with one commit each; both durable, 64 at once."""
    async with open_database(plan.folder / "group.sqlite3") as database:
        together = partial(_at_once, database, plan)
        one_each = partial(_in_line, database, plan)
        shared, single = await in_turn(plan.rounds, [together, one_each])
    return [
        Finding(
            name="group commit, 64 at once, a second",
            ours=joined(shared).rate,
            beside="one commit each",
            theirs=joined(single).rate,
            ratio=ratio(shared, single, lambda laps: laps.rate),
            goal=Goal(8, at_least=True),
        ),
    ]


async def _at_once(database: Database, plan: Plan) -> Laps:
    step = partial(database.transaction, _insert)
    return await run_at_once([step] * plan.at_once, plan.each)


async def _in_line(database: Database, plan: Plan) -> Laps:
    """Do the same through a lock, so that nobody ever shares a commit."""
    line = asyncio.Lock()

    async def step() -> None:
        async with line:
            await database.transaction(_insert)

    return await run_at_once([step] * plan.at_once, max(1, plan.each // 4))
