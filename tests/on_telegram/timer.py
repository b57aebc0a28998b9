"""A timer that stands still until it is moved on: what is due on the way happens at its instant."""

import asyncio
import heapq
import itertools
from collections.abc import Callable
from datetime import timedelta

from bot.on_telegram.pacing import Timer
from tests.fakes import FakeClock

BREATHS = 8
"""Rounds of the event loop after which everybody who could go on has gone on."""


class FakeTimer:
    """Seconds that pass when told to."""

    def __init__(self) -> None:
        self.seconds = 1_000.0
        self._calls: list[tuple[float, int, Callable[[], None]]] = []
        self._called_off: set[int] = set()
        self._numbers = itertools.count()

    def timer(self) -> Timer:
        """Return it in the form that is asked for."""
        return Timer(lambda: self.seconds, self._call_at)

    def _call_at(self, when: float, then: Callable[[], None]) -> Callable[[], None]:
        number = next(self._numbers)
        heapq.heappush(self._calls, (when, number, then))
        return lambda: self._called_off.add(number)

    def step(self, until: float = float("inf")) -> bool:
        """Move on to the next instant at which something is to happen; False if there is none."""
        while self._calls:
            if self._calls[0][1] in self._called_off:
                self._called_off.discard(heapq.heappop(self._calls)[1])
                continue
            if self._calls[0][0] > until:
                return False
            when, _, then = heapq.heappop(self._calls)
            self.seconds = max(self.seconds, when)
            then()
            return True
        return False

    async def forward(self, seconds: float) -> None:
        """Let seconds pass, and whoever is woken on the way do what they do."""
        end = self.seconds + seconds
        await breathe()
        while self.step(end):
            await breathe()
        self.seconds = end
        await breathe()


async def breathe(times: int = BREATHS) -> None:
    """Let everybody go on who can."""
    for _ in range(times):
        await asyncio.sleep(0)


class LeisurelyTimer:
    """A timer for a clock that nobody waits for: once everybody stands still, it is moved on.

    ``busy`` tells whether somebody works where the event loop does not see it: in a thread.
    """

    def __init__(self, clock: FakeClock, busy: Callable[[], bool] = lambda: False) -> None:
        self._clock = clock
        self._busy = busy
        self._began = clock.now

    def timer(self) -> Timer:
        """Return it in the form that is asked for."""
        return Timer(self._seconds, self._call_at)

    def _seconds(self) -> float:
        return (self._clock.now - self._began).total_seconds()

    def _call_at(self, when: float, then: Callable[[], None]) -> Callable[[], None]:
        called_off = False

        def call_off() -> None:
            nonlocal called_off
            called_off = True

        async def wait() -> None:
            await breathe(3 * BREATHS)
            while self._busy():
                await breathe(3 * BREATHS)
            if not called_off:
                missing = when - self._seconds()
                if missing > 0:
                    self._clock.forward(timedelta(seconds=missing, microseconds=1))
                then()

        task = asyncio.ensure_future(wait())
        task.set_name("telegram-timer")
        return call_off
