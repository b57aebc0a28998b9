"""The benchmarks' own arithmetic: ratios of rounds, goals, the table. Nothing here is timed."""

import json
from pathlib import Path

import pytest

from tests.bench.findings import Finding, Goal, keep, short, table
from tests.bench.laps import Laps, in_turn, joined, ratio, run_at_once, run_sync


def laps(*micros: float, seconds: float = 1.0) -> Laps:
    return Laps(micros, seconds)


def test_a_round_knows_its_median_mean_tail_and_rate() -> None:
    one = laps(*range(1, 101), seconds=0.5)
    assert (one.p50, one.mean, one.p99, one.rate) == (50.5, 50.5, 100, 200)


def test_rounds_are_joined_with_their_time() -> None:
    both = joined([Laps((1, 2), 1.0, 0.5), Laps((3, 4), 2.0, 0.25)])
    assert both == Laps((1, 2, 3, 4), 3.0, 0.75)
    assert both.work == 187_500


def test_a_ratio_is_the_median_over_paired_rounds() -> None:
    ours, theirs = [laps(1), laps(10), laps(300)], [laps(2), laps(10), laps(100)]
    assert ratio(ours, theirs, lambda one: one.p50) == 1


async def test_contestants_run_in_turn_and_the_first_round_does_not_count() -> None:
    order: list[str] = []

    async def contestant(name: str) -> Laps:
        order.append(name)
        return laps(len(order))

    first, second = await in_turn(2, [lambda: contestant("a"), lambda: contestant("b")])
    assert order == ["a", "b"] * 3
    assert (first, second) == ([laps(3), laps(5)], [laps(4), laps(6)])


async def test_every_step_is_timed() -> None:
    async def step() -> None: ...

    assert len((await run_at_once([step] * 3, 4)).micros) == 12
    assert len(run_sync(lambda: None, 5).micros) == 5


@pytest.mark.parametrize(
    ("goal", "met", "said"),
    [
        (Goal(5, at_least=True), True, "≥ 5.00 ×"),
        (Goal(7, at_least=True), False, "≥ 7.00 ×"),
        (Goal(1.2), False, "≤ 1.20 ×"),
        (Goal(120, of_ratio=False), True, "≤ 120"),
        (Goal(80, of_ratio=False), False, "≤ 80.0"),
        (None, None, "None"),
    ],
)
def test_a_goal_bounds_the_ratio_or_the_figure(
    goal: Goal | None, met: bool | None, said: str
) -> None:
    assert Finding(name="x", ours=100, ratio=6, goal=goal).met is met
    assert str(goal) == said


def test_a_ratio_goal_without_a_ratio_is_neither_met_nor_missed() -> None:
    assert Finding(name="x", ours=1, goal=Goal(2)).met is None


@pytest.mark.parametrize(
    ("figure", "said"), [(0.834, "0.83"), (12.34, "12.3"), (39253.4, "39,253")]
)
def test_figures_have_three_digits(figure: float, said: str) -> None:
    assert short(figure) == said


def test_the_table_is_aligned_and_the_file_complete(tmp_path: Path) -> None:
    found = [
        Finding(name="answers", ours=5000, beside="Anki", theirs=800, ratio=6.25, goal=Goal(5)),
        Finding(name="memory", ours=64.2, unit="MB"),
    ]
    head, rule, first, second = table(found).splitlines()
    assert first.index("5,000") + len("5,000") == second.index("64.2 MB") + len("64.2 MB")
    assert head.split() == ["what", "here", "beside", "it", "ratio", "goal"]
    assert set(rule) == {"-"}
    keep(found, {"python": "3"}, tmp_path / "deep" / "bench.json")
    kept = json.loads((tmp_path / "deep" / "bench.json").read_text(encoding="utf-8"))
    assert kept["about"] == {"python": "3"}
    assert [row["met"] for row in kept["findings"]] == [False, None]
