"""Bytes: what one review takes in our log and in Anki's, after real answers on both sides."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from tests.bench import core, peer, town
from tests.bench.findings import Finding, Goal
from tests.bench.plan import Plan
from tests.bench.town import Town

DUE = 2_000
LEARNERS = 8
OUR_LOG = ("reviews", "tallies")
ANKIS_LOG = ("revlog", "ix_revlog_usn", "ix_revlog_cid")


async def bytes_a_review(plan: Plan) -> list[Finding]:
    """Answer the same number on both sides, then weigh the pages of the log."""
    answers = DUE // 4 if plan.quick else DUE
    collection, folder = plan.folder / "weighed.anki2", plan.folder / "weighed"
    peer.build(collection, answers * 2, answers)
    with peer.opened(collection) as anki:
        for _ in range(answers):
            anki.answer()
    each = answers // LEARNERS
    ours = await town.build(
        folder, Town(learners=LEARNERS, questions=2 * each, due=each + 1), datetime.now(UTC)
    )
    before = file_size(ours)
    async with core.opened(folder) as app:
        for player in await core.seated(app, range(1, LEARNERS + 1)):
            for _ in range(each - 1):
                await player.apart()
            await player.answer()
    log, theirs = weight(ours, OUR_LOG) / answers, weight(collection, ANKIS_LOG) / answers
    return [
        Finding(
            name="bytes for each review, the log and its indexes",
            ours=log,
            unit="bytes",
            beside="Anki",
            theirs=theirs,
            ratio=theirs / log,
            goal=Goal(2.5, at_least=True),
        ),
        Finding(
            name="  everything one answer leaves behind (its ask, folds, boards)",
            ours=(file_size(ours) - before) / answers,
            unit="bytes",
        ),
    ]


def weight(file: Path, tables: Sequence[str]) -> float:
    """Return the bytes of all pages of some tables and indexes."""
    marks = ", ".join("?" * len(tables))
    with closing(sqlite3.connect(file)) as connection:
        row = connection.execute(
            f"SELECT sum(pgsize) FROM dbstat WHERE name IN ({marks})", tables
        ).fetchone()
    return float(row[0])


def file_size(file: Path) -> float:
    """Return the bytes of a database's pages in use."""
    with closing(sqlite3.connect(file)) as connection:
        pages, free, size = (
            connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("page_count", "freelist_count", "page_size")
        )
    return float((pages - free) * size)
