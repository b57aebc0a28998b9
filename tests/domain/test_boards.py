"""Ranking, neighbours, improvement, and names that may be shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.boards import (
    LEAST_HEADS,
    around,
    class_standings,
    most_improved,
    standings,
    team_goal,
    visible_name,
)
from bot.domain.ids import ClassId, LearnerId
from bot.domain.replies import Standing

names = st.sampled_from(["Ada", "ada", "Bo", "Chidi", "Émile", "Zoë"])
tables = st.dictionaries(
    st.integers(1, 50).map(LearnerId), st.tuples(names, st.integers(0, 30)), max_size=20
).map(lambda table: [(learner, name, points) for learner, (name, points) in table.items()])


def rows(*points: int) -> list[tuple[LearnerId, str, int]]:
    return [(LearnerId(n), f"L{n}", score) for n, score in enumerate(points, start=1)]


def test_equal_points_share_a_rank() -> None:
    found = standings(rows(10, 30, 20, 20, 5), LearnerId(3))
    assert found == (
        Standing(1, "L2", 30),
        Standing(2, "L3", 20, you=True),
        Standing(2, "L4", 20),
        Standing(4, "L1", 10),
        Standing(5, "L5", 5),
    )


def test_equal_points_stand_by_name() -> None:
    table = [(LearnerId(1), "zoe", 5), (LearnerId(2), "Ben", 5), (LearnerId(3), "amy", 5)]
    assert [standing.name for standing in standings(table, None)] == ["amy", "Ben", "zoe"]


def test_right_answers_are_shown_where_they_are_known() -> None:
    found = standings(rows(10, 20), None, {LearnerId(2): 2})
    assert [(standing.name, standing.right) for standing in found] == [("L2", 2), ("L1", 0)]


def test_nobody_is_no_board() -> None:
    assert standings([], LearnerId(1)) == ()
    assert around(()) == ()


@given(tables, st.randoms(use_true_random=False), st.integers(1, 50).map(LearnerId))
def test_a_ranking_is_sound(
    table: list[tuple[LearnerId, str, int]], random: st.DataObject, you: LearnerId
) -> None:
    found = standings(table, you)
    shuffled = list(table)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert standings(shuffled, you) == found
    assert sorted(s.points for s in found) == sorted(points for *_, points in table)
    for standing in found:
        better = sum(points > standing.points for *_, points in table)
        assert standing.rank == better + 1
    assert sum(s.you for s in found) == sum(learner == you for learner, *_ in table)


@pytest.mark.parametrize(
    ("you", "ranks"),
    [(1, [1, 2, 3]), (2, [1, 2, 3, 4]), (4, [2, 3, 4, 5, 6]), (7, [5, 6, 7]), (99, [])],
)
def test_you_and_two_either_side(you: int, ranks: list[int]) -> None:
    table = rows(70, 60, 50, 40, 30, 20, 10)
    assert [s.rank for s in around(standings(table, LearnerId(you)))] == ranks


@given(tables, st.integers(1, 50).map(LearnerId), st.integers(0, 5))
def test_neighbours_are_a_slice_with_you_in_it(
    table: list[tuple[LearnerId, str, int]], you: LearnerId, radius: int
) -> None:
    found = standings(table, you)
    near = around(found, radius)
    assert len(near) <= 2 * radius + 1
    assert any(s.you for s in near) == any(s.you for s in found)


def test_most_improved() -> None:
    this = {"Ada": 50, "Bo": 40, "Chidi": 90, "Dee": 30, "Eve": 22}
    last = {"Ada": 20, "Bo": 45, "Dee": 10, "Eve": 20, "Fay": 99}
    assert most_improved(this, last) == ("Ada", "Dee", "Eve")
    assert most_improved(this, last, limit=1) == ("Ada",)


def test_nobody_new_is_most_improved_and_ties_keep_their_order() -> None:
    assert most_improved({"new": 500}, {}) == ()
    assert most_improved({"new": 500}, {"new": 0}) == ()
    assert most_improved({"b": 3, "a": 3}, {"a": 1, "b": 1}) == ("b", "a")


@pytest.mark.parametrize(
    ("last_points", "learners", "goal"),
    [(1, 0, 10), (1, 5, 50), (1000, 5, 1100), (1001, 5, 1110), (100, 30, 300), (10, 1, 20)],
)
def test_team_goals(last_points: int, learners: int, goal: int) -> None:
    assert team_goal(last_points, learners) == goal


@given(st.integers(1, 10**9), st.integers(0, 10**5), st.integers(1, 366))
def test_a_goal_is_round_and_above_the_last_window(
    last_points: int, learners: int, days: int
) -> None:
    goal, weeks = team_goal(last_points, learners, days), -(-days // 7)
    assert goal % 10 == 0
    assert goal > last_points
    assert goal >= 10 * learners * weeks
    assert goal <= max(last_points * 1.1, 10 * learners * weeks, 10 * weeks) + 10


@given(st.integers(0, 10**5), st.integers(1, 366))
def test_nothing_to_do_better_than_is_no_goal(learners: int, days: int) -> None:
    assert team_goal(0, learners, days) == 0


def test_a_term_asks_for_more_than_a_week() -> None:
    assert team_goal(20, 3, 122) == 540


@pytest.mark.parametrize(
    ("alias", "hidden", "is_you", "shown"),
    [
        (None, False, False, "Ada"),
        ("", False, False, "Ada"),
        ("Comet", False, False, "Comet"),
        ("Comet", False, True, "Comet"),
        ("Comet", True, False, None),
        (None, True, False, None),
        ("Comet", True, True, "Comet"),
        (None, True, True, "Ada"),
    ],
)
def test_visible_names(alias: str | None, hidden: bool, is_you: bool, shown: str | None) -> None:
    assert visible_name("Ada", alias, hidden, is_you=is_you) == shown


rooms = st.lists(st.tuples(names, st.integers(0, 200), st.integers(0, 12)), max_size=8).map(
    lambda found: [(ClassId(n), *row) for n, row in enumerate(found, start=1)]
)


@given(rooms, st.integers(2, 5))
def test_no_class_wins_by_its_size(found: list[tuple[ClassId, str, int, int]], times: int) -> None:
    ranked = class_standings(found, ClassId(1))
    larger = [
        (room, name, points * times, heads * times)
        for room, name, points, heads in found
        if heads >= LEAST_HEADS
    ]
    again = class_standings(larger, ClassId(1))
    assert [(each.rank, each.name) for each in ranked] == [(each.rank, each.name) for each in again]
    averages = [each.average for each in ranked]
    assert averages == sorted(averages, reverse=True)
    assert all(each.members >= LEAST_HEADS for each in ranked)
    assert len(ranked) == sum(heads >= LEAST_HEADS for *_, heads in found)


def test_equal_averages_share_a_rank() -> None:
    found = [(ClassId(1), "A", 30, 3), (ClassId(2), "B", 40, 4), (ClassId(3), "C", 9, 3)]
    ranked = class_standings(found, ClassId(3))
    assert [(each.rank, each.name, each.yours) for each in ranked] == [
        (1, "A", False),
        (1, "B", False),
        (3, "C", True),
    ]
