"""How large and how long the benchmarks are, and where they work."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Sizes of one run. ``folder`` is a scratch folder on the disk that is measured."""

    folder: Path
    quick: bool
    rounds: int
    answers: int  # of one contestant in one round, one at a time
    each: int  # of each of those at once in one round
    cards: tuple[int, ...]
    learners: tuple[int, int]  # growth from, to
    events: int

    @property
    def at_once(self) -> int:
        """Return how many learners answer at once."""
        return 64


def full(folder: Path) -> Plan:
    """Return the plan of ``make bench``."""
    return Plan(
        folder=folder,
        quick=False,
        rounds=9,
        answers=200,
        each=6,
        cards=(10_000, 100_000),
        learners=(1_000, 100_000),
        events=1_000_000,
    )


def quick(folder: Path) -> Plan:
    """Return a plan for a first look: fewer rounds, smaller towns."""
    return Plan(
        folder=folder,
        quick=True,
        rounds=3,
        answers=100,
        each=6,
        cards=(10_000,),
        learners=(1_000, 10_000),
        events=200_000,
    )
