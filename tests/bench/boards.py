"""A leaderboard of a thousand learners: our read, the whole Reply, and a scan of the events."""

import random
import sqlite3
from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import partial
from itertools import cycle
from pathlib import Path

from bot.domain.calendar import window
from bot.domain.ids import ClassId
from bot.domain.replies import BoardShown, Span
from storage import boards
from tests.bench import core, town
from tests.bench.findings import Finding, Goal
from tests.bench.laps import Laps, run, run_sync
from tests.bench.plan import Plan
from tests.bench.town import DECK, Town

LEARNERS = 1_000
DAYS = 120
CLASS = ClassId(1)
SPANS = (Span.WEEK, Span.MONTH, Span.TERM, Span.ALL)
SCAN = (
    "SELECT learner, sum(points) AS total FROM events WHERE class = 1"
    " GROUP BY learner ORDER BY total DESC LIMIT 10"
)
Event = tuple[int, int, int]
"""A learner, a day, and points."""


async def leaderboard(plan: Plan) -> list[Finding]:
    """Compare reading a ranked window with adding the events up."""
    now = datetime.now(UTC)
    today = town.today_of(now)
    folder = plan.folder / "board"
    file = await town.build(folder, Town(learners=LEARNERS, questions=2, due=0), now)
    events = list(_events(plan.events, today))
    _fill(file, events, today)
    scan = _scan(plan, events)
    top = _top(file, today)
    reply = await _reply(folder)
    name = f"top 10 of {LEARNERS:,} learners, {len(events):,} events"
    return [
        Finding(
            name=f"{name}, median",
            ours=top.p50,
            unit="µs",
            beside="a scan",
            theirs=scan.p50,
            ratio=scan.p50 / top.p50,
            goal=Goal(1_000, at_least=True),
        ),
        Finding(name="  the same", ours=top.p50, unit="µs", goal=Goal(100, of_ratio=False)),
        Finding(
            name="  the whole reply, through the core",
            ours=reply.p50,
            unit="µs",
            beside="a scan",
            theirs=scan.p50,
            ratio=scan.p50 / reply.p50,
        ),
    ]


def _events(count: int, today: date) -> Iterator[Event]:
    """Yield one event for each answer of a term or so, spread by chance."""
    chance = random.Random(1939)
    last = today.toordinal()
    for _ in range(count):
        yield chance.randint(1, LEARNERS), last - chance.randrange(DAYS), chance.randint(1, 20)


def _scan(plan: Plan, events: list[Event]) -> Laps:
    """Time the sum over all events, kept as a log keeps them: in the order they came."""
    connection = sqlite3.connect(plan.folder / "events", isolation_level=None)
    try:
        connection.execute("CREATE TABLE events (class INT, learner INT, day INT, points INT)")
        connection.execute("BEGIN")
        connection.executemany("INSERT INTO events VALUES (1, ?, ?, ?)", events)
        connection.execute("COMMIT")
        return run_sync(lambda: connection.execute(SCAN).fetchall(), 5)
    finally:
        connection.close()


def _fill(file: Path, events: list[Event], today: date) -> None:
    """Write the class's days and ranked windows, as the answers would have."""
    days: dict[tuple[int, int], list[int]] = {}
    for learner, day, points in events:
        total = days.setdefault((day, learner), [0, 0])
        total[0] += 1
        total[1] += points
    connection = sqlite3.connect(file, isolation_level=None)
    try:
        connection.execute("BEGIN")
        connection.execute("UPDATE members SET class = 1")
        for (day, learner), (answers, points) in sorted(days.items()):
            boards.add(
                connection,
                CLASS,
                date.fromordinal(day),
                learner,  # type: ignore[arg-type]
                DECK,
                answers=answers,
                right=answers,
                points=points,
            )
        connection.execute("COMMIT")
    finally:
        connection.close()


def _top(file: Path, today: date) -> Laps:
    """Time the read in place, over every window in turn."""
    connection = sqlite3.connect(file, isolation_level=None)
    try:
        spans = [(span, window(span, today)) for span in SPANS]
        starts = [(span, days[0] if days else None) for span, days in spans]
        reads = cycle(partial(boards.top, connection, CLASS, *at, 10) for at in starts)
        return run_sync(lambda: next(reads)(), 1_000)
    finally:
        connection.close()


async def _reply(folder: Path) -> Laps:
    """Time the whole Reply: the reader's class, top, around them, team, most improved."""
    async with core.opened(folder) as app:

        async def step() -> None:
            reply = await app.boards.show(town.account(500), span=Span.TERM)
            assert isinstance(reply, BoardShown), reply

        return await run(step, 100)
