"""Scripted learners, who remember by FSRS itself with noise, and whose days have habits.

What a pupil truly remembers is a memory of its own that nobody else sees; the bot's estimate of
it comes from the answers alone. Must not know how answers reach the bot.
"""

import random
import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from bot.domain.ids import Account
from bot.domain.memory import Memory, recall_after, review
from bot.domain.question import Chosen, Given, Grade, Wrote
from bot.domain.replies import Posed
from bot.simulating.plan import RIGHT

GUESS = 0.3
"""The chance of knowing, or guessing, what was never seen."""

NAMED = re.compile(r"Pupil\d+x")
"""The shape of every pupil's own name: no question, deck or class looks like one."""

SPREAD = 0.35
"""Standard deviation of the logarithm of how much better or worse a pupil remembers than FSRS."""


class Shows(StrEnum):
    """How a pupil is shown to others."""

    NAME = "name"
    ALIAS = "alias"
    NOTHING = "nothing"


@dataclass(slots=True)
class Pupil:
    """A learner with habits. ``diligence`` (0 to 1) is the chance of answering a post."""

    account: Account
    name: str
    shows: Shows
    alias: str
    diligence: float
    strength: float  # times the stability FSRS gives
    dice: random.Random
    memories: dict[str, Memory] = field(default_factory=dict)
    seen: int = 0  # answers to what was met before
    known: int = 0  # those of them that were right
    expected: float = 0.0  # the sum of their true recall

    @property
    def secret(self) -> str:
        """Return the name that others must never read; "" if it may be shown."""
        return "" if self.shows is Shows.NAME else self.name

    def answer(self, posed: Posed, day: date) -> Given:
        """Answer a question as well as it is remembered on a day, and learn from it."""
        key = posed.stem
        memory = self.memories.get(key)
        right = self.dice.random() < self._chance(memory, day)
        if memory is not None:
            self.seen += 1
            self.known += right
        grade = Grade.GOOD if right else Grade.AGAIN
        seed = self.dice.getrandbits(63)
        self.memories[key] = review(memory, grade, day, retention=900, seed=seed)
        if not posed.options:
            return Wrote(RIGHT if right else "Treaty of Berlin")
        wrong = [shown.index for shown in posed.options if shown.text != RIGHT]
        sure = [shown.index for shown in posed.options if shown.text == RIGHT]
        return Chosen((sure[0] if right else self.dice.choice(wrong),))

    def _chance(self, memory: Memory | None, day: date) -> float:
        if memory is None:
            return GUESS
        chance = recall_after(memory.stability * self.strength, (day - memory.last).days)
        self.expected += chance
        return chance

    def delay(self) -> timedelta:
        """Return how long after a post it is seen: mostly within the hour, at times much later."""
        minutes = self.dice.expovariate(1 / 25) if self.dice.random() < 0.8 else 60 * 9
        return timedelta(minutes=minutes, seconds=self.dice.random() * 60)


def pupil(account: Account, name: str, seed: str) -> Pupil:
    """Return a pupil; the same for the same seed."""
    dice = random.Random(seed)  # noqa: S311 - a script, no secret
    shows = dice.choices((Shows.NAME, Shows.ALIAS, Shows.NOTHING), (6, 2, 2))[0]
    return Pupil(
        account=account,
        name=name,
        shows=shows,
        alias=f"Owl {dice.randrange(10_000)}",
        diligence=dice.betavariate(3, 4),
        strength=dice.lognormvariate(0, SPREAD),
        dice=dice,
    )
