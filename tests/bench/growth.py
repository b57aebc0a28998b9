"""Growth: the same answers in a small town and in a large one, in turn."""

import random
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from functools import partial

from bot.app import App
from tests.bench import core, town
from tests.bench.findings import Finding, Goal
from tests.bench.laps import Contestant, Laps, in_turn, joined, ratio, run_at_once
from tests.bench.plan import Plan
from tests.bench.town import Town

KNOWN = 30
"""Questions that each learner knows; all are due, so that nobody runs out."""


class Crowd:
    """Learners of one town, drawn anew by chance for each round."""

    def __init__(self, app: App, learners: int, seed: int) -> None:
        self._app = app
        order = list(range(1, learners + 1))
        random.Random(seed).shuffle(order)
        self._order = order
        self._place = 0

    async def uniform(self, answers: int) -> Laps:
        """Time one answer of each of many learners, one after the other."""
        players = [await self._next() for _ in range(answers)]
        laps = [await run_at_once([player.apart], 1) for player in players]
        return joined(laps)

    async def at_once(self, learners: int, each: int) -> Laps:
        """Time learners who answer at once."""
        players = [await self._next() for _ in range(learners)]
        return await run_at_once([player.apart for player in players], each)

    async def _next(self) -> core.Player:
        """Seat the next learner, from the start again after the last."""
        number = self._order[self._place % len(self._order)]
        self._place += 1
        (player,) = await core.seated(self._app, range(number, number + 1))
        return player


async def growth(plan: Plan) -> list[Finding]:
    """Compare a small and a large town, one at a time and 64 at once."""
    async with AsyncExitStack() as stack:
        small, large = [await _town(stack, plan, learners) for learners in plan.learners]
        alone: list[Contestant] = [
            partial(large.uniform, plan.answers // 2),
            partial(small.uniform, plan.answers // 2),
        ]
        together: list[Contestant] = [
            partial(large.at_once, plan.at_once, plan.each // 2),
            partial(small.at_once, plan.at_once, plan.each // 2),
        ]
        rounds = await in_turn(plan.rounds, [*alone, *together])
    return _told(plan, rounds)


async def _town(stack: AsyncExitStack, plan: Plan, learners: int) -> Crowd:
    file = plan.folder / f"town-{learners}"
    made = Town(learners=learners, questions=KNOWN, due=KNOWN)
    await town.build(file, made, datetime.now(UTC))
    return Crowd(await stack.enter_async_context(core.opened(file)), learners, seed=learners)


def _told(plan: Plan, rounds: list[list[Laps]]) -> list[Finding]:
    large, small, large_rate, small_rate = rounds
    sizes = f"{plan.learners[1] // 1000} k learners"
    beside = f"{plan.learners[0] // 1000} k"
    return [
        Finding(
            name=f"growth, one at a time, {sizes}, median",
            ours=joined(large).p50,
            unit="µs",
            beside=beside,
            theirs=joined(small).p50,
            ratio=ratio(large, small, lambda laps: laps.p50),
            goal=Goal(1.2),
        ),
        Finding(
            name=f"growth, 64 at once, {sizes}, a second",
            ours=joined(large_rate).rate,
            beside=beside,
            theirs=joined(small_rate).rate,
            ratio=ratio(small_rate, large_rate, lambda laps: laps.rate),
            goal=Goal(1.5),
        ),
    ]
