"""How the bot is doing, for whoever runs it: health, and the numbers behind it.

Everything is read when somebody asks. Must not know anybody, only how many, nor how it is told.
"""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.ids import Platform
from bot.domain.question import Mark
from bot.usecases.counting import Answers
from storage import secrets, vitals
from storage.database import STEPS, Database, Tx
from storage.trouble import DatabaseTrouble

PATIENCE = 2.0
"""Seconds within which the database must have answered."""
FRESH = 5.0
"""Seconds for which a look at the database is believed: anybody may ask, and each look writes."""
SILENCE = 60.0
"""Seconds without a beat after which the metronome has stopped."""
LATE = 300.0
"""Seconds that a post may wait before the outbox counts as late."""

Steady = Callable[[], float]


class Pulse:
    """When the metronome last beat, in seconds of a clock that only goes forward."""

    def __init__(self, steady: Steady = time.monotonic) -> None:
        self._steady = steady
        self._last = steady()

    def beat(self) -> None:
        """Note that a beat went well."""
        self._last = self._steady()

    def silence(self) -> float:
        """Return the seconds since the last beat, or since the start if there was none."""
        return max(0.0, self._steady() - self._last)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Posts of one platform that are not out yet, and the seconds the oldest has waited."""

    platform: Platform
    posts: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Health:
    """Whether the bot does its work. ``trouble`` is what the database has, "" if it is writable.

    A late outbox is told and is not ill: starting anew would not bring a platform back.
    """

    trouble: str
    silence: float
    waiting: tuple[Waiting, ...] = ()
    dailies_due: int = 0
    dailies_late: float = 0.0  # seconds

    @property
    def beating(self) -> bool:
        """Return whether the metronome has beaten lately."""
        return self.silence <= SILENCE

    @property
    def lag(self) -> float:
        """Return the seconds that the oldest post of all has waited."""
        return max((one.seconds for one in self.waiting), default=0.0)

    @property
    def late(self) -> bool:
        """Return whether a post has waited too long."""
        return self.lag > LATE

    @property
    def well(self) -> bool:
        """Return whether what is asked and answered now is kept, and what is due happens."""
        return not self.trouble and self.beating


@dataclass(frozen=True, slots=True)
class Load:
    """What the database has done since it was opened. ``by_length``: batches up to each second."""

    queue: int
    transactions: int
    batches: int
    seconds: float
    by_length: tuple[tuple[float, int], ...]  # cumulative; the last bound is infinite


@dataclass(frozen=True, slots=True)
class Measured:
    """Every number there is, at one moment."""

    health: Health
    load: Load
    answers: dict[tuple[Platform, Mark], int] = field(default_factory=dict)
    last_backup: datetime | None = None


class Watching:
    """Looks at the running bot. ``last_backup`` says when one was made, if that is known."""

    def __init__(
        self,
        database: Database,
        clock: Callable[[], datetime],
        *,
        answers: Answers | None = None,
        steady: Steady = time.monotonic,
        last_backup: Callable[[], datetime | None] = lambda: None,
    ) -> None:
        self.pulse = Pulse(steady)
        self._answers = answers or Answers()
        self._database = database
        self._clock = clock
        self._steady = steady
        self._last_backup = last_backup
        self._looking = asyncio.Lock()
        self._looked: tuple[float, Health] | None = None

    async def health(self) -> Health:
        """Return how the bot is: the database as of a few seconds ago, the metronome as of now."""
        async with self._looking:
            now = self._steady()
            if self._looked is None or now - self._looked[0] > FRESH:
                self._looked = now, await self._look()
        seen = self._looked[1]
        return Health(
            seen.trouble, self.pulse.silence(), seen.waiting, seen.dailies_due, seen.dailies_late
        )

    async def _look(self) -> Health:
        try:
            async with asyncio.timeout(PATIENCE):
                return await self._database.transaction(self._read)
        except DatabaseTrouble as trouble:
            return Health(str(trouble), 0.0)
        except TimeoutError:
            return Health(f"The database has not answered for {PATIENCE:g} seconds.", 0.0)

    def _read(self, tx: Tx) -> Health:
        now = self._clock()
        secrets.secret(tx, "cookie")  # so that there is something to write
        vitals.write(tx)
        waiting = tuple(
            Waiting(one.platform, one.posts, _seconds(now, one.oldest))
            for one in vitals.backlogs(tx, now)
        )
        due, oldest = vitals.dailies_due(tx, now)
        return Health("", 0.0, waiting, due, _seconds(now, oldest) if oldest else 0.0)

    async def measure(self) -> Measured:
        """Return every number; the counts are of this moment."""
        health = await self.health()
        return Measured(health, self._load(), dict(self._answers.counts), self._last_backup())

    def _load(self) -> Load:
        did = self._database.statistics
        bounds, total = [], 0
        for bound, count in zip((*STEPS, float("inf")), did.by_length, strict=True):
            total += count
            bounds.append((bound, total))
        return Load(
            self._database.waiting, did.transactions, did.batches, did.seconds, tuple(bounds)
        )


def _seconds(now: datetime, then: datetime) -> float:
    return max(0.0, (now - then).total_seconds())
