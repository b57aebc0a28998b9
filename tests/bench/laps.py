"""Timing: laps of one contestant, rounds of several in turn, and what is said about them.

This machine is shared and its disk is noisy: an absolute figure says little, so contestants
run in turn (A B A B …) and a ratio is the median over the rounds. Knows nothing of what it times.
"""

import asyncio
import gc
import statistics
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

Step = Callable[[], Awaitable[object]]
"""One thing that is timed."""


@dataclass(frozen=True, slots=True)
class Laps:
    """Durations of the same step, in microseconds, and the seconds that all took together.

    ``cpu`` is the processor time of the whole process meanwhile, in seconds: of all figures the
    one that a noisy disk disturbs least.
    """

    micros: tuple[float, ...]
    seconds: float
    cpu: float = 0.0

    @property
    def p50(self) -> float:
        """Return the median, in microseconds."""
        return statistics.median(self.micros)

    @property
    def p99(self) -> float:
        """Return the 99th percentile, in microseconds."""
        return sorted(self.micros)[min(len(self.micros) - 1, int(len(self.micros) * 0.99))]

    @property
    def mean(self) -> float:
        """Return the mean, in microseconds."""
        return statistics.fmean(self.micros)

    @property
    def work(self) -> float:
        """Return the processor time of one step, in microseconds."""
        return self.cpu / len(self.micros) * 1_000_000

    @property
    def rate(self) -> float:
        """Return how many steps were done a second, whatever ran at once."""
        return len(self.micros) / self.seconds


def joined(rounds: Sequence[Laps]) -> Laps:
    """Return the laps of several rounds as one."""
    micros = tuple(lap for laps in rounds for lap in laps.micros)
    seconds, cpu = sum(laps.seconds for laps in rounds), sum(laps.cpu for laps in rounds)
    return Laps(micros, seconds, cpu)


def run_sync(step: Callable[[], object], times: int) -> Laps:
    """Time a step of plain code."""
    micros = []
    begun, cpu = time.perf_counter(), time.process_time()
    for _ in range(times):
        start = time.perf_counter_ns()
        step()
        micros.append((time.perf_counter_ns() - start) / 1000)
    return Laps(tuple(micros), time.perf_counter() - begun, time.process_time() - cpu)


async def run(step: Step, times: int) -> Laps:
    """Time a step that is awaited, one after the other."""
    return await run_at_once([step], times)


async def run_at_once(steps: Sequence[Step], times: int) -> Laps:
    """Time several steps, all at once, each ``times`` times in a row."""
    micros: list[float] = []

    async def repeat(step: Step) -> None:
        for _ in range(times):
            start = time.perf_counter_ns()
            await step()
            micros.append((time.perf_counter_ns() - start) / 1000)

    begun, cpu = time.perf_counter(), time.process_time()
    await asyncio.gather(*map(repeat, steps))
    return Laps(tuple(micros), time.perf_counter() - begun, time.process_time() - cpu)


Contestant = Callable[[], Awaitable[Laps]]
"""One round of one contestant."""


async def in_turn(rounds: int, contestants: Sequence[Contestant]) -> list[list[Laps]]:
    """Run the contestants in turn, ``rounds`` times; return the rounds of each contestant.

    One more round before them is not counted: it fills caches. Garbage is collected between
    the rounds, and what is left of the preparations is out of the collector's sight, so that
    no contestant pays for another's or for ours.
    """
    gc.collect()
    gc.freeze()
    found: list[list[Laps]] = [[] for _ in contestants]
    for number in range(rounds + 1):
        for place, contestant in enumerate(contestants):
            gc.collect()
            laps = await contestant()
            if number:
                found[place].append(laps)
    gc.unfreeze()
    return found


def ratio(ours: Sequence[Laps], theirs: Sequence[Laps], figure: Callable[[Laps], float]) -> float:
    """Return the median over the rounds of our figure divided by theirs."""
    return statistics.median(
        figure(mine) / figure(other) for mine, other in zip(ours, theirs, strict=True)
    )
