"""One group in ten thousand is due: what a look costs, then and when nobody is, beside a scan.

The scan is what a bot does that keeps its groups' hours and looks through all of them each time.
Ours is every tick of the scheduler, with the whole post where one is due: the choice, the ask,
the outbox, a durable commit.
"""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from bot.app import App, look, open_app
from bot.config import Config
from bot.domain.ids import Platform, SubscriptionId
from bot.domain.slots import Wall
from bot.usecases.daily_choosing import wall_of
from storage import subscriptions
from storage.database import Tx
from tests.bench import town
from tests.bench.findings import Finding
from tests.bench.laps import run, run_sync
from tests.bench.plan import Plan
from tests.bench.town import Town
from tests.fakes import FakeClock

GROUPS, FEWER = 10_000, 1_000
NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
POSTS, LOOKS, SCANS = 40, 200, 5
APART = timedelta(minutes=1)
"""Between two groups' times, so that one look finds one of them due; most are due tomorrow."""


@dataclass(frozen=True, slots=True)
class Looked:
    """Medians in microseconds: a look that finds nothing, one that posts, and a scan."""

    idle: float
    posting: float
    scan: float


async def due(plan: Plan) -> list[Finding]:
    """Compare looks at many groups with looks at fewer, and with a scan."""
    groups = FEWER if plan.quick else GROUPS
    few = await _looked(plan.folder / "due-few", FEWER)
    many = await _looked(plan.folder / "due", groups)
    return [
        Finding(
            name=f"a look that finds nothing due, {groups:,} groups",
            ours=many.idle,
            unit="µs",
            beside=f"{FEWER:,} groups",
            theirs=few.idle,
            ratio=many.idle / few.idle,
        ),
        Finding(
            name=f"  one in {groups:,} is due: the look with its post, durable",
            ours=many.posting,
            unit="µs",
            beside=f"{FEWER:,} groups",
            theirs=few.posting,
            ratio=many.posting / few.posting,
        ),
        Finding(
            name="  what finding it costs otherwise: a scan of all groups",
            ours=many.scan,
            unit="µs",
            beside="a look",
            theirs=many.idle,
            ratio=many.scan / many.idle,
        ),
    ]


async def _looked(folder: Path, groups: int) -> Looked:
    file = await town.build(folder, Town(learners=groups, questions=40, due=0, typed=False), NOON)
    _subscribe(file, groups)
    clock = FakeClock(NOON)
    async with open_app(Config(data=folder), clock) as app:
        await look(app)
        idle = await run(partial(look, app), LOOKS)
        posting = await run(partial(_next, app, clock), POSTS)
        scan = run_sync(partial(_scan, _walls(file), NOON), SCANS)
        posted = await app.database.transaction(_posted)
    if posted != POSTS:
        raise RuntimeError(f"{posted} posts, not {POSTS}")
    return Looked(idle.p50, posting.p50, scan.p50)


async def _next(app: App, clock: FakeClock) -> None:
    """Let the next group be due, and look."""
    clock.forward(APART)
    await look(app)


def _posted(tx: Tx) -> int:
    return int(tx.execute("SELECT count(*) FROM daily_days WHERE what = 'posted'").fetchone()[0])


def _subscribe(file: Path, groups: int) -> None:
    """Give each group a class of one, a place, and an hour: due one after the other."""
    with sqlite3.connect(file) as connection:
        connection.execute("DELETE FROM members")
        connection.execute("DELETE FROM classes")
        connection.executemany(
            "INSERT INTO classes (id, name, code, created_at) VALUES (?, ?, ?, 0)",
            ((n, f"Group {n}", f"G{n:05}") for n in range(1, groups + 1)),
        )
        connection.executemany(
            "INSERT INTO members (class, learner, joined_at) VALUES (?, ?, 0)",
            ((n, n) for n in range(1, groups + 1)),
        )
        connection.executemany(
            "INSERT INTO places (id, platform, chat_id, class) VALUES (?, ?, ?, ?)",
            ((n, Platform.TELEGRAM, str(-n), n) for n in range(1, groups + 1)),
        )
        connection.executemany(
            "INSERT INTO subscriptions (place, zone, hour, minute, slot_at, next_at)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            _rows(groups),
        )
    connection.close()


def _rows(groups: int) -> Iterator[tuple[int, str, int, int, int, int]]:
    for number in range(1, groups + 1):
        at = NOON + APART * number
        if number > POSTS:
            at = NOON + timedelta(hours=14) + APART * (number % 500)
        yield number, "UTC", at.hour, at.minute, *(int(at.timestamp() * 1000),) * 2


def _walls(file: Path) -> list[Wall]:
    with sqlite3.connect(file) as connection:
        rows = [
            subscriptions.get(connection, SubscriptionId(number)) for (number,) in _ids(connection)
        ]
    connection.close()
    return [wall_of(row.terms) for row in rows if row is not None]


def _ids(connection: sqlite3.Connection) -> list[tuple[int]]:
    return connection.execute("SELECT id FROM subscriptions").fetchall()


def _scan(walls: list[Wall], now: datetime) -> int:
    """Return how many of all groups are due at a minute, asking each of them."""
    return sum(wall.next(now - timedelta(minutes=1)) <= now for wall in walls)
