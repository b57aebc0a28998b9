"""Memory: our plain step beside the package's own, whole days, and the scatter of due dates."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from timeit import repeat

import fsrs
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.domain import memory as room
from bot.domain.memory import Memory, grade_of, intervals, recall, review, seed_of
from bot.domain.question import Grade, Mark

START = date(2026, 1, 1)
TOP = 2**64 - 1  # the seed that scatters furthest
PEER = fsrs.Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)

grades = st.sampled_from(Grade)
gaps = st.integers(0, 30) | st.integers(0, 2000)
histories = st.lists(st.tuples(gaps, grades), min_size=1, max_size=12)
retentions = st.integers(700, 970)
seeds = st.integers(0, TOP)


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def lived(
    history: list[tuple[int, Grade]], retention: int = 900, seed: int = 7
) -> tuple[Memory, date]:
    """Return the memory after a history of (days waited, grade), and its last day."""
    day, memory = START, None
    for gap, grade in history:
        day += timedelta(days=gap)
        memory = review(memory, grade, day, retention=retention, seed=seed)
    assert memory is not None
    return memory, day


@settings(max_examples=400)
@given(histories)
@example([(0, Grade.AGAIN)] * 12)
@example([(0, Grade.EASY)] * 12)
@example([(0, Grade.GOOD), (2000, Grade.AGAIN), (0, Grade.AGAIN), (1, Grade.HARD)])
def test_the_plain_step_is_the_packages_own(history: list[tuple[int, Grade]]) -> None:
    card = fsrs.Card(card_id=1)
    state: tuple[float, float] | None = None
    day = START
    for gap, grade in history:
        day += timedelta(days=gap)
        card, _ = PEER.review_card(card, fsrs.Rating(grade), noon(day))
        state = room._initial(grade) if state is None else room._next(*state, gap, grade)
        assert state == pytest.approx((card.stability, card.difficulty), rel=1e-9, abs=0)


@given(histories, retentions, seeds)
def test_a_review_is_the_packages_rounded(
    history: list[tuple[int, Grade]], retention: int, seed: int
) -> None:
    peer = fsrs.Scheduler(
        desired_retention=retention / 1000,
        learning_steps=(),
        relearning_steps=(),
        enable_fuzzing=False,
    )
    memory, day = lived(history, retention, seed)
    for grade in Grade:
        card = fsrs.Card(
            card_id=1,
            state=fsrs.State.Review,
            stability=memory.stability,
            difficulty=memory.difficulty,
            last_review=noon(memory.last),
        )
        card, _ = peer.review_card(card, fsrs.Rating(grade), noon(day + timedelta(days=3)))
        ours = review(memory, grade, day + timedelta(days=3), retention=retention, seed=seed)
        assert card.stability is not None
        assert card.difficulty is not None
        assert abs(ours.stability - card.stability) <= 0.5001e-4
        assert abs(ours.difficulty - card.difficulty) <= 0.5001e-4
        wanted = (card.due - noon(ours.last)).days
        shortest, _ = room._scatter(max(1, wanted - 1))
        _, longest = room._scatter(min(wanted + 1, room.LONGEST_INTERVAL))
        assert shortest <= (ours.due - ours.last).days <= longest


def test_stability_is_the_days_until_nine_tenths() -> None:
    memory = Memory(12.0, 5.0, START, START, 1, 0)
    assert recall(memory, START + timedelta(days=12)) == pytest.approx(0.9)
    assert recall(memory, START) == 1.0
    assert recall(memory, START - timedelta(days=1)) == 1.0  # a traveller
    assert recall(None, START) is None


@given(histories, st.integers(0, 5000))
def test_recall_is_the_packages_own(history: list[tuple[int, Grade]], later: int) -> None:
    memory, day = lived(history)
    card = fsrs.Card(
        card_id=1,
        state=fsrs.State.Review,
        stability=memory.stability,
        difficulty=memory.difficulty,
        last_review=noon(memory.last),
    )
    then = day + timedelta(days=later)
    assert recall(memory, then) == pytest.approx(PEER.get_card_retrievability(card, noon(then)))


@given(histories, retentions, seeds)
def test_a_memory_is_sound(history: list[tuple[int, Grade]], retention: int, seed: int) -> None:
    memory, day = lived(history, retention, seed)
    assert memory.stability >= 0.001
    assert 1 <= memory.difficulty <= 10
    assert memory.last == day
    assert memory.reps == len(history)
    assert memory.lapses == sum(grade is Grade.AGAIN for _, grade in history[1:])
    assert 1 <= (memory.due - day).days <= 36_500


@given(histories)
def test_whole_ten_thousandths_come_back_bit_for_bit(history: list[tuple[int, Grade]]) -> None:
    memory, _ = lived(history)
    for value in (memory.stability, memory.difficulty):
        kept = round(value * 10_000)
        assert kept / 10_000 == value


@given(histories, retentions, seeds, gaps)
def test_a_better_grade_is_never_given_fewer_days(
    history: list[tuple[int, Grade]], retention: int, seed: int, gap: int
) -> None:
    memory, day = lived(history, retention, seed)
    row = intervals(memory, day + timedelta(days=gap), retention=retention, seed=seed)
    assert [grade for grade, _ in row] == list(Grade)
    assert all(one <= other for (_, one), (_, other) in pairwise(row))


@given(st.none() | histories.map(lambda history: lived(history)[0]), grades, seeds)
def test_intervals_tell_what_a_review_will_do(
    memory: Memory | None, grade: Grade, seed: int
) -> None:
    day = START + timedelta(days=30_000)
    told = dict(intervals(memory, day, retention=900, seed=seed))[grade]
    assert review(memory, grade, day, retention=900, seed=seed).due == day + timedelta(days=told)


@given(histories, seeds, st.integers(700, 969))
def test_who_wishes_to_recall_more_is_asked_no_later(
    history: list[tuple[int, Grade]], seed: int, retention: int
) -> None:
    memory, day = lived(history)
    easier = dict(intervals(memory, day, retention=retention, seed=seed))
    harder = dict(intervals(memory, day, retention=retention + 1, seed=seed))
    assert all(harder[grade] <= easier[grade] for grade in Grade)


@pytest.mark.parametrize("retention", [0, 699, 971, 1000])
def test_an_impossible_retention_is_a_bug(retention: int) -> None:
    with pytest.raises(ValueError, match="retention"):
        review(None, Grade.GOOD, START, retention=retention, seed=1)


def test_the_longest_interval() -> None:
    ancient = Memory(1e6, 1.0, START, START, 9, 0)
    later = review(ancient, Grade.EASY, START + timedelta(days=9999), retention=700, seed=TOP)
    assert (later.due - later.last).days == 36_500


def test_scatter_has_the_packages_reach(monkeypatch: pytest.MonkeyPatch) -> None:
    peer = fsrs.Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=True)
    for days in range(1, 400):
        shortest, longest = room._scatter(days)
        monkeypatch.setattr("fsrs.scheduler.random", lambda: 0.0)
        assert peer._get_fuzzed_interval(interval=timedelta(days=days)).days == shortest
        # The package rounds where it should cut, so its longest is a day beyond its own range.
        monkeypatch.setattr("fsrs.scheduler.random", lambda: 1 - 1e-12)
        beyond = days >= 3
        assert peer._get_fuzzed_interval(interval=timedelta(days=days)).days == longest + beyond


def test_seeds_scatter_evenly_over_the_whole_reach() -> None:
    memory = Memory(50.0, 5.0, START, START, 5, 0)
    day = START + timedelta(days=50)
    found = [
        (review(memory, Grade.GOOD, day, retention=900, seed=seed_of(7, question, day)).due - day)
        for question in range(3000)
    ]
    shortest, longest = min(found).days, max(found).days
    kinds = longest - shortest + 1
    assert kinds > 10
    counts = [found.count(timedelta(days=days)) for days in range(shortest, longest + 1)]
    assert min(counts) > 0.6 * 3000 / kinds


def test_short_intervals_are_not_scattered() -> None:
    for seed in (0, TOP):
        memory = review(None, Grade.GOOD, START, retention=900, seed=seed)
        assert memory.due == START + timedelta(days=2)


def test_a_seed_is_the_same_in_every_process() -> None:
    assert seed_of(1, 2, date(2026, 1, 1)) == 5019770132195689558
    assert seed_of(2, 1, date(2026, 1, 1)) == 8275386790427536307


@given(st.integers(1, 2**40), st.integers(1, 2**40), st.dates(date(2000, 1, 1)))
def test_a_seed_has_64_bits_and_changes_with_each_part(
    learner: int, question: int, day: date
) -> None:
    seed = seed_of(learner, question, day)
    assert 0 <= seed <= TOP
    others = {seed_of(learner + 1, question, day), seed_of(learner, question + 1, day)}
    assert seed not in others


@pytest.mark.parametrize(
    ("mark", "hinted", "late", "grade"),
    [
        (Mark.RIGHT, False, False, Grade.GOOD),
        (Mark.RIGHT, True, False, Grade.HARD),
        (Mark.RIGHT, False, True, Grade.HARD),
        (Mark.PARTLY, False, False, Grade.HARD),
        (Mark.PARTLY, True, True, Grade.HARD),
        (Mark.CLOSE, False, False, Grade.HARD),
        (Mark.WRONG, False, False, Grade.AGAIN),
        (Mark.WRONG, True, True, Grade.AGAIN),
    ],
)
def test_grades(mark: Mark, hinted: bool, late: bool, grade: Grade) -> None:
    assert grade_of(mark, hinted=hinted, late=late) is grade


def test_a_review_costs_well_under_thirty_microseconds() -> None:
    memory = review(None, Grade.GOOD, START, retention=900, seed=1)
    day = START + timedelta(days=3)
    calls = 300
    best = min(
        repeat(
            lambda: review(memory, Grade.GOOD, day, retention=900, seed=TOP), number=calls, repeat=9
        )
    )
    assert best / calls < 30e-6
