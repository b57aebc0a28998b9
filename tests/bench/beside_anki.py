"""The core beside Anki's own engine, in turn, on files of as many cards, both durable.

Anki's collection is one learner's; ours is shared by 64, who answer all at once or one at a
time. One more learner alone knows as many questions as Anki has cards, each met for the first
time since the start, so that nothing of it is at hand.
"""

from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial

from tests.bench import core, peer, town
from tests.bench.disk import sync_laps
from tests.bench.findings import Finding, Goal
from tests.bench.laps import Contestant, Laps, in_turn, joined, ratio, run, run_at_once
from tests.bench.plan import Plan
from tests.bench.town import Town

HALF_DUE = 5_000
"""Due at the start, on both sides: more than the run answers, less than Anki's daily limit."""


async def beside_anki(plan: Plan) -> list[Finding]:
    """Measure each size of collection."""
    found: list[Finding] = []
    for cards in plan.cards:
        found += _told(f"{cards // 1000} k cards", await _paired(plan, cards))
    return found


@dataclass(frozen=True, slots=True)
class Paired:
    """The rounds of each contestant, and of the disk itself."""

    anki: list[Laps]
    at_once: list[Laps]
    alone: list[Laps]
    alone_apart: list[Laps]
    all_new: list[Laps]
    disk: list[Laps]


async def _paired(plan: Plan, cards: int) -> Paired:
    """Build both sides and let them answer in turn."""
    now = datetime.now(UTC)
    collection = plan.folder / f"{cards}.anki2"
    ones, crowds = plan.folder / f"one-{cards}", plan.folder / f"crowd-{cards}"
    peer.build(collection, cards, HALF_DUE)
    await town.build(ones, Town(learners=1, questions=cards, due=HALF_DUE), now)
    a_head, due = cards // plan.at_once, min(cards, 2 * HALF_DUE) // plan.at_once
    many = Town(learners=plan.at_once, questions=a_head, due=due)
    await town.build(crowds, many, now)
    async with AsyncExitStack() as stack:
        anki = stack.enter_context(peer.opened(collection))
        one = await stack.enter_async_context(core.opened(ones))
        crowd = await stack.enter_async_context(core.opened(crowds))
        (learner,) = await core.seated(one, range(1, 2))
        learners = await core.seated(crowd, range(1, plan.at_once + 1))
        together = [player.together for player in learners]
        apart = [player.apart for player in learners]
        few = plan.answers // 2
        contestants: list[Contestant] = [
            partial(anki.round, plan.answers),
            partial(run_at_once, apart, plan.each),
            partial(run, core.in_rotation(together), few),
            partial(run, core.in_rotation(apart), few),
            partial(run, learner.together, few),
            partial(_disk, plan),
        ]
        return Paired(*await in_turn(plan.rounds, contestants))


async def _disk(plan: Plan) -> Laps:
    return sync_laps(plan, 50)


def _told(size: str, rounds: Paired) -> list[Finding]:
    """Return what the rounds say, the goals first."""
    anki = rounds.anki
    return [
        _rate(f"durable answer + next, 64 at once, {size}, a second", rounds.at_once, anki),
        _figure("  processor time of one", rounds.at_once, anki, lambda laps: laps.work),
        Finding(name="  p99 of both waits", ours=joined(rounds.at_once).p99, unit="µs"),
        _median(f"durable answer + next, one at a time, {size}, median", rounds.alone, anki),
        _median("  as two presses, each waiting for the disk", rounds.alone_apart, anki),
        Finding(
            name="  beside the disk's own floor",
            ours=joined(rounds.alone).p50,
            unit="µs",
            beside="fdatasync",
            theirs=joined(rounds.disk).p50,
            ratio=ratio(rounds.alone, rounds.disk, lambda laps: laps.p50),
            goal=Goal(4),
        ),
        _figure("  of questions not met since the start", rounds.all_new, anki, lambda x: x.p50),
        _figure("  its mean", rounds.alone, anki, lambda laps: laps.mean),
        _figure("  its p99", rounds.alone, anki, lambda laps: laps.p99),
    ]


def _rate(name: str, ours: list[Laps], anki: list[Laps]) -> Finding:
    return Finding(
        name=name,
        ours=joined(ours).rate,
        beside="Anki",
        theirs=joined(anki).rate,
        ratio=ratio(ours, anki, lambda laps: laps.rate),
        goal=Goal(5, at_least=True),
    )


def _median(name: str, ours: list[Laps], anki: list[Laps]) -> Finding:
    return replace(_figure(name, ours, anki, lambda laps: laps.p50), goal=Goal(1 / 1.2))


def _figure(
    name: str, ours: list[Laps], anki: list[Laps], figure: Callable[[Laps], float]
) -> Finding:
    return Finding(
        name=name,
        ours=figure(joined(ours)),
        unit="µs",
        beside="Anki",
        theirs=figure(joined(anki)),
        ratio=ratio(ours, anki, figure),
    )
