"""Runs a plan in several processes, each a bot of its own with its share of the classes."""

import asyncio
import json
import logging
import multiprocessing
import os
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, replace
from itertools import pairwise
from pathlib import Path

import structlog

from bot.simulating.agenda import What
from bot.simulating.checks import problems
from bot.simulating.plan import Plan
from bot.simulating.report import Report, lines, together
from bot.simulating.year import Year


def simulated(
    classes: int, days: int, seed: int, workers: int, *, as_json: bool
) -> tuple[bool, list[str]]:
    """Let a plan happen; return whether every promise was kept, and what to say of it."""
    started = time.monotonic()
    plan = Plan(classes=classes, days=days, seed=seed)
    report = simulate(plan, workers or os.cpu_count() or 1)
    said = [json.dumps(asdict(report), indent=2)] if as_json else []
    return not report.problems, said or list(lines(report, time.monotonic() - started))


def simulate(plan: Plan, workers: int) -> Report:
    """Let a plan happen and return what it came to; ``workers`` processes share the classes."""
    shares = _shares(plan, workers)
    if len(shares) == 1:
        return one_share(shares[0])
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(len(shares), mp_context=fresh) as pool:
        return together(pool.map(one_share, shares))


def _shares(plan: Plan, workers: int) -> list[Plan]:
    count = max(1, min(workers, plan.classes))
    edges = [plan.classes * number // count for number in range(count + 1)]
    return [
        replace(plan, first=plan.first + start, classes=stop - start)
        for start, stop in pairwise(edges)
    ]


def one_share(plan: Plan) -> Report:
    """Let one share happen, in a folder that is gone afterwards."""
    with quiet(), tempfile.TemporaryDirectory(prefix="studyhall-year-") as folder:
        return asyncio.run(_lived(Year(plan, Path(folder))))


async def _lived(year: Year) -> Report:
    try:
        await year.live()
        found, counts = await problems(year)
    finally:
        await year.close()
    pupils = [one for group in year.groups for one in group.pupils]
    return Report(
        classes=len(year.groups),
        days=year.plan.days,
        posted=counts["posted"],
        missed=counts["missed"],
        reminders=counts["reminders"],
        digests=counts["digests"],
        skipped=sum(map(len, year.skipped.values())),
        arrived=len(year.wire.arrived),
        rendered=year.wire.rendered,
        answers=len(year.kept),
        seen=sum(one.seen for one in pupils),
        known=sum(one.known for one in pupils),
        expected=sum(one.expected for one in pupils),
        foreseen=len(year.predicted),
        predicted=sum(chance for chance, _ in year.predicted),
        came_true=sum(right for _, right in year.predicted),
        kills=year.happened[What.KILL],
        outages=year.happened[What.OUTAGE],
        steps_back=year.happened[What.BACK],
        refused=year.wire.refused,
        lost=year.wire.lost,
        duplicates=year.wire.duplicated,
        names=len(year.wire.guarded),
        whispers=year.wire.whispers,
        problems=found,
    )


@contextmanager
def quiet() -> Iterator[None]:
    """Let the bot log nothing: a year of it would fill the screen."""
    level, before = logging.root.manager.disable, structlog.get_config()
    logging.disable(logging.CRITICAL)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    try:
        yield
    finally:
        logging.disable(level)
        structlog.configure(**before)
