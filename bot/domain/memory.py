"""How well one learner remembers one question, and when it is due: FSRS-6 in whole local days.

The only module that knows ``fsrs``. Its published weights are read from the package; the step
itself is plain floats, some six times as fast as ``Scheduler.review_card``, and a property test
holds it to the package's own. It must not know instants, zones, chance or the database: a day is
a local date, and the little scatter of due dates comes from a seed.
"""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from math import exp

from fsrs import Scheduler
from fsrs.scheduler import FUZZ_RANGES, MAX_DIFFICULTY, MIN_DIFFICULTY, STABILITY_MIN

from bot.domain.question import Grade, Mark

LONGEST_INTERVAL = 36_500
"""Days a question can be put off at most."""

RETENTION_MIN, RETENTION_MAX = 700, 970
"""The recall, per mille, a learner may wish to have when a question comes due."""

_SCALE = 10_000  # parts of a day, and of a difficulty, that are kept
_W = Scheduler().parameters
_DECAY = -_W[20]
_FACTOR = 0.9 ** (1 / _DECAY) - 1  # makes stability the days until recall is 90 %
_GROWTH = exp(_W[8])
_BONUS = {Grade.HARD: _W[15], Grade.GOOD: 1.0, Grade.EASY: _W[16]}
_LAPSE_CAP = exp(-_W[17] * _W[18])  # after a lapse no more than this share of stability is left
_MASK = 2**64 - 1
_UNFUZZED = FUZZ_RANGES[0]["start"]


@dataclass(frozen=True, slots=True)
class Memory:
    """The state of one learner for one question.

    ``stability`` is the days until predicted recall falls to 90 %; ``difficulty`` is 1 to 10.
    Both are whole multiples of 1/10,000, so that the database's integers return them bit for
    bit. ``last`` is the local day of the exposure that moved it, ``lapses`` how often it was
    known and then forgotten.
    """

    stability: float
    difficulty: float
    due: date
    last: date
    reps: int
    lapses: int


def recall(memory: Memory | None, day: date) -> float | None:
    """Return the predicted recall, 0 to 1, on a local day; None for what was never seen."""
    if memory is None:
        return None
    return _recall(memory.stability, _elapsed(memory, day))


def recall_after(stability: float, days: int) -> float:
    """Return the predicted recall, 0 to 1, so many local days after an exposure."""
    return _recall(stability, max(0, days))


def review(memory: Memory | None, grade: Grade, day: date, *, retention: int, seed: int) -> Memory:
    """Return the memory after one scheduled exposure on a local day.

    ``retention`` is per mille, 700 to 970; ``seed`` (see `seed_of`) scatters due dates so that
    what was learnt together does not come back together. Raises ValueError for a retention out
    of range.
    """
    if memory is None:
        stability, difficulty = _initial(grade)
    else:
        stability, difficulty = _next(
            memory.stability, memory.difficulty, _elapsed(memory, day), grade
        )
    stability = round(stability * _SCALE) / _SCALE
    return Memory(
        stability,
        round(difficulty * _SCALE) / _SCALE,
        date.fromordinal(day.toordinal() + _interval(stability, retention, seed)),
        day,
        1 if memory is None else memory.reps + 1,
        0 if memory is None else memory.lapses + (grade is Grade.AGAIN),
    )


def intervals(
    memory: Memory | None, day: date, *, retention: int, seed: int
) -> tuple[tuple[Grade, int], ...]:
    """Return each grade with the days until the question would come back."""
    return tuple(
        (grade, (review(memory, grade, day, retention=retention, seed=seed).due - day).days)
        for grade in Grade
    )


def grade_of(mark: Mark, *, hinted: bool = False, late: bool = False) -> Grade:
    """Return the grade a marked answer earns; never Easy, which only a learner can claim.

    A near miss left as it is counts like a partly right answer.
    """
    if mark is Mark.WRONG:
        return Grade.AGAIN
    return Grade.GOOD if mark is Mark.RIGHT and not hinted and not late else Grade.HARD


def seed_of(learner: int, question: int, day: date) -> int:
    """Return 64 well-mixed bits, the same in every process, for one exposure."""
    mixed = (learner * 0x9E3779B97F4A7C15 + question * 0xC2B2AE3D27D4EB4F + day.toordinal()) & _MASK
    for multiplier in (0xBF58476D1CE4E5B9, 0x94D049BB133111EB):
        mixed = ((mixed ^ mixed >> 30) * multiplier) & _MASK
    return mixed ^ mixed >> 31


def _elapsed(memory: Memory, day: date) -> int:
    """Return whole local days since the last exposure; a traveller's day may lie before it."""
    return max(0, day.toordinal() - memory.last.toordinal())


def _recall(stability: float, elapsed: int) -> float:
    return float((1 + _FACTOR * elapsed / stability) ** _DECAY)


def _raw_difficulty(grade: Grade) -> float:
    return _W[4] - exp(_W[5] * (grade - 1)) + 1


_INITIAL = {
    grade: (
        max(_W[grade - 1], STABILITY_MIN),
        min(max(_raw_difficulty(grade), MIN_DIFFICULTY), MAX_DIFFICULTY),
    )
    for grade in Grade
}
_RESTING = _W[7] * _raw_difficulty(Grade.EASY)  # the pull towards what an easy first time gives


def _initial(grade: Grade) -> tuple[float, float]:
    return _INITIAL[grade]


def _next(stability: float, difficulty: float, elapsed: int, grade: Grade) -> tuple[float, float]:
    """Return stability and difficulty after a further exposure, not yet rounded."""
    if elapsed < 1:
        after = stability * _same_day(stability, grade)
    elif grade is Grade.AGAIN:
        after = _forgotten(stability, difficulty, _recall(stability, elapsed))
    else:
        after = _recalled(stability, difficulty, _recall(stability, elapsed), _BONUS[grade])
    shift = _W[6] * (Grade.GOOD - grade) * (10 - difficulty) / 9
    drifted = _RESTING + (1 - _W[7]) * (difficulty + shift)
    return max(after, STABILITY_MIN), min(max(drifted, MIN_DIFFICULTY), MAX_DIFFICULTY)


def _same_day(stability: float, grade: Grade) -> float:
    growth = float(exp(_W[17] * (grade - Grade.GOOD + _W[18])) * stability ** -_W[19])
    return growth if grade is Grade.AGAIN else max(growth, 1.0)


def _forgotten(stability: float, difficulty: float, recalled: float) -> float:
    relearnt = (
        _W[11]
        * difficulty ** -_W[12]
        * ((stability + 1) ** _W[13] - 1)
        * exp((1 - recalled) * _W[14])
    )
    return float(min(relearnt, stability * _LAPSE_CAP))


def _recalled(stability: float, difficulty: float, recalled: float, bonus: float) -> float:
    surprise = exp((1 - recalled) * _W[10]) - 1
    gain = _GROWTH * (11 - difficulty) * stability ** -_W[9] * surprise * bonus
    return float(stability * (1 + gain))


@lru_cache(maxsize=512)
def _days_per_stability(retention: int) -> float:
    """Return how long recall takes to fall to a retention, in multiples of stability."""
    if not RETENTION_MIN <= retention <= RETENTION_MAX:
        raise ValueError(f"retention {retention} is not within {RETENTION_MIN} to {RETENTION_MAX}")
    return float(((retention / 1000) ** (1 / _DECAY) - 1) / _FACTOR)


def _interval(stability: float, retention: int, seed: int) -> int:
    """Return the days until due, 1 to 36,500, scattered by the seed."""
    wanted = stability * _days_per_stability(retention)
    shortest, longest = _scatter(min(max(round(wanted), 1), LONGEST_INTERVAL))
    # The top bits choose, so a better grade is never given fewer days by the same seed.
    return shortest + ((seed & _MASK) * (longest - shortest + 1) >> 64)


@lru_cache(maxsize=2048)
def _scatter(days: int) -> tuple[int, int]:
    """Return the shortest and longest interval to choose from around one of so many days."""
    if days < _UNFUZZED:
        return days, days
    reach = 1 + sum(
        band["factor"] * max(0.0, min(days, band["end"]) - band["start"]) for band in FUZZ_RANGES
    )
    longest = min(round(days + reach), LONGEST_INTERVAL)
    return min(max(2, round(days - reach)), longest), longest
