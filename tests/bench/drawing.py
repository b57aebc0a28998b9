"""Pictures: what one costs, what its twin costs, and what an answer waits while many are drawn."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import count

from bot.domain.replies import Asked, BoardShown, Span, Standing
from bot.domain.sheets import BoardSheet
from bot.drawing.easel import Easel, paint
from bot.drawing.palettes import Look
from bot.wording.pictures import board_sheet
from tests.bench import core, town
from tests.bench.findings import Finding, Goal
from tests.bench.laps import run, run_sync
from tests.bench.plan import Plan
from tests.bench.town import Town


def sheet(learners: int = 10) -> BoardSheet:
    """Return the board of a class."""
    top = tuple(Standing(n, f"Learner {n}", 500 - 20 * n) for n in range(1, learners + 1))
    shown = BoardShown(
        class_name="History 11B",
        span=Span.WEEK,
        first_day=date(2026, 11, 16),
        last_day=date(2026, 11, 22),
        deck_title=None,
        top=top,
        around=(),
        learners=learners,
        team_points=3_900,
        team_goal=4_200,
        most_improved=("Learner 3",),
        streak=4,
        hidden=False,
        members=30,
        quorum=15,
        pictured=True,
    )
    return board_sheet(shown)


async def drawing(plan: Plan) -> list[Finding]:
    """Time a picture of a board, the same from what is kept, and reviews beside the drawing."""
    easel, one = Easel(), sheet()
    data = paint(one, Look.DARK)
    laps = run_sync(lambda: paint(one, Look.DARK), 5 if plan.quick else 30)
    await easel.draw(one, Look.DARK)
    kept = await run(lambda: easel.draw(one, Look.DARK), 200)
    idle, busy = await _beside(plan, easel)
    return [
        Finding(name="a picture of a board, processor time", ours=laps.work / 1000, unit="ms"),
        Finding(name="  its size", ours=len(data) / 1000, unit="kB"),
        Finding(name="  the same once more, from what is kept", ours=kept.p50, unit="µs"),
        Finding(
            name="an answer while pictures are drawn, p99",
            ours=busy,
            unit="µs",
            beside="at rest",
            theirs=idle,
            ratio=busy / idle,
            goal=Goal(2),
        ),
    ]


async def _beside(plan: Plan, easel: Easel) -> tuple[float, float]:
    """Return the p99 of "next question" at rest, and while one picture after another is drawn."""
    now = datetime.now(UTC)
    folder = plan.folder / "drawn"
    await town.build(folder, Town(learners=50, questions=40, due=40), now)
    laps = 100 if plan.quick else 600
    async with core.opened(folder) as app:
        numbers = count()

        async def step() -> None:
            reply = await app.study.next(town.account(1 + next(numbers) % 50))
            assert isinstance(reply, Asked), reply

        async def draw() -> None:
            for number in count():
                await easel.draw(replace(sheet(), title=f"Class {number}"), Look.DARK)

        idle = await run(step, laps)
        artist = asyncio.create_task(draw())
        busy = await run(step, laps)
        artist.cancel()
    return idle.p99, busy.p99
