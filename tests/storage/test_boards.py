"""Boards are kept ranked, equal a rebuild, and never tell of who hides."""

from collections.abc import Iterable
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.boards import most_improved
from bot.domain.calendar import window
from bot.domain.ids import ClassId, DeckId, LearnerId
from bot.domain.replies import Role, Span
from storage import boards, classes
from storage.database import Tx
from tests.storage.values import ANN, BEN, NOON, TODAY

CAT, DAN = LearnerId(3), LearnerId(4)
DECK, MAPS = DeckId("treaties"), DeckId("maps")
WINDOWS = (Span.WEEK, Span.MONTH, Span.TERM, Span.ALL)


@pytest.fixture
def room(tx: Tx) -> ClassId:
    tx.executemany(
        "INSERT INTO learners (id, name, created_at) VALUES (?, ?, 0)",
        [(n, f"Learner {n}") for n in range(3, 9)],
    )
    return classes.create(tx, "History", "UTC", NOON).id


def score(
    tx: Tx,
    room: ClassId,
    learner: int,
    points: int,
    day: date = TODAY,
    deck: DeckId = DECK,
    answers: int = 1,
) -> None:
    boards.add(
        tx, room, day, LearnerId(learner), deck, answers=answers, right=answers, points=points
    )


def hide(tx: Tx, learner: LearnerId) -> None:
    tx.execute("UPDATE learners SET hidden = 1 WHERE id = ?", (learner,))


def start(span: Span, day: date = TODAY) -> date | None:
    days = window(span, day)
    return days[0] if days else None


def seen(rows: Iterable[boards.Row]) -> list[tuple[int, int]]:
    return [(row.learner, row.points) for row in rows]


@pytest.mark.parametrize("span", WINDOWS)
def test_points_add_up_in_every_window(tx: Tx, room: ClassId, span: Span) -> None:
    score(tx, room, ANN, 10)
    score(tx, room, ANN, 5, deck=MAPS)
    score(tx, room, BEN, 20)
    assert seen(boards.top(tx, room, span, start(span), 10)) == [(BEN, 20), (ANN, 15)]
    assert boards.total(tx, room, span, start(span)) == boards.Total(2, 35, 2)


def test_windows_end(tx: Tx, room: ClassId) -> None:
    for back in (0, 7, 31, 150):
        score(tx, room, ANN, 1, TODAY - timedelta(days=back))
    totals = {span: boards.points_of(tx, room, span, start(span), ANN) for span in WINDOWS}
    assert totals == {Span.WEEK: 1, Span.MONTH: 1, Span.TERM: 3, Span.ALL: 4}


def test_another_class_has_its_own_board(tx: Tx, room: ClassId) -> None:
    other = classes.create(tx, "Maths", "UTC", NOON).id
    score(tx, room, ANN, 10)
    assert boards.top(tx, other, Span.ALL, None, 10) == []
    assert boards.total(tx, other, Span.ALL, None) == boards.Total(0, 0, 0)


def test_ranks_are_shared_and_do_not_tell_of_who_hides(tx: Tx, room: ClassId) -> None:
    for learner, points in ((1, 30), (2, 20), (3, 20), (4, 10)):
        score(tx, room, learner, points)
    ranks = [boards.rank_of(tx, room, Span.ALL, None, points) for points in (30, 20, 10)]
    assert ranks == [1, 2, 4]
    classes.add_member(tx, room, ANN, Role.MEMBER, NOON)
    hide(tx, ANN)
    assert seen(boards.top(tx, room, Span.ALL, None, 10)) == [(BEN, 20), (CAT, 20), (DAN, 10)]
    assert boards.rank_of(tx, room, Span.ALL, None, 20) == 1
    assert boards.total(tx, room, Span.ALL, None) == boards.Total(3, 80, 4)
    score(tx, room, ANN, 5, TODAY - timedelta(days=400))
    score(tx, room, BEN, 1, TODAY - timedelta(days=400))
    start_of_last = start(Span.TERM, TODAY - timedelta(days=400))
    gained = boards.improved(tx, room, Span.TERM, start(Span.TERM), start_of_last, 3)
    assert ANN not in gained


def test_two_either_side(tx: Tx, room: ClassId) -> None:
    for learner, points in enumerate((70, 60, 50, 50, 50, 30, 20), start=1):
        score(tx, room, learner, points)
    around = boards.around(tx, room, Span.ALL, None, DAN)
    assert seen(around) == [(2, 60), (3, 50), (4, 50), (5, 50), (6, 30)]
    assert seen(boards.around(tx, room, Span.ALL, None, ANN)) == [(1, 70), (2, 60), (3, 50)]
    assert boards.around(tx, room, Span.ALL, None, LearnerId(8)) == []


def test_who_hides_sees_themself_and_no_other_who_does(tx: Tx, room: ClassId) -> None:
    for learner, points in enumerate((50, 40, 30, 20), start=1):
        score(tx, room, learner, points)
    hide(tx, BEN)
    hide(tx, CAT)
    assert seen(boards.around(tx, room, Span.ALL, None, CAT)) == [(1, 50), (3, 30), (4, 20)]


def test_an_alias_is_what_a_board_shows(tx: Tx, room: ClassId) -> None:
    score(tx, room, ANN, 10)
    tx.execute("UPDATE learners SET alias = 'Ace' WHERE id = 1")
    assert [row.name for row in boards.top(tx, room, Span.ALL, None, 1)] == ["Ace"]


def test_days_and_decks_add_up(tx: Tx, room: ClassId) -> None:
    yesterday = TODAY - timedelta(days=1)
    score(tx, room, ANN, 10)
    score(tx, room, ANN, 7, yesterday, MAPS)
    score(tx, room, BEN, 9, yesterday)
    assert seen(boards.by_days(tx, room, yesterday, TODAY)) == [(ANN, 17), (BEN, 9)]
    assert seen(boards.by_days(tx, room, TODAY, TODAY)) == [(ANN, 10)]
    assert seen(boards.by_days(tx, room, yesterday, TODAY, "maps")) == [(ANN, 7)]


def test_a_day_counts_different_learners(tx: Tx, room: ClassId) -> None:
    old = TODAY - timedelta(days=9)
    for learner, day in ((ANN, TODAY), (ANN, TODAY), (BEN, TODAY), (ANN, old)):
        score(tx, room, learner, 1, day)
    score(tx, room, ANN, 1, deck=MAPS)
    assert boards.active_days(tx, room, TODAY - timedelta(days=1)) == {TODAY: 2}
    assert boards.active_days(tx, room, old) == {TODAY: 2, old: 1}


def test_a_row_without_answers_goes(tx: Tx, room: ClassId) -> None:
    score(tx, room, ANN, 10)
    score(tx, room, ANN, 0)  # a repeat: it keeps its row when the other is taken back
    score(tx, room, ANN, -10, answers=-1)
    assert seen(boards.top(tx, room, Span.WEEK, start(Span.WEEK), 5)) == [(ANN, 0)]
    score(tx, room, ANN, 0, answers=-1)
    assert dump(tx) == {"class_days": [], "board_totals": []}


Change = tuple[int, int, DeckId, int]
changes = st.lists(
    st.tuples(
        st.integers(1, 3), st.integers(0, 200), st.sampled_from((DECK, MAPS)), st.integers(0, 20)
    ),
    max_size=12,
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(kept=changes, taken_back=changes, shuffle=st.randoms(use_true_random=False))
def test_what_is_taken_back_leaves_no_trace(
    tx: Tx,
    room: ClassId,
    kept: list[Change],
    taken_back: list[Change],
    shuffle: Random,
) -> None:
    boards.forget_all(tx)
    for change in kept:
        apply(tx, room, change)
    fresh = dump(tx)
    boards.forget_all(tx)
    steps = [*kept, *taken_back]
    shuffle.shuffle(steps)
    for change in steps:
        apply(tx, room, change)
    for change in taken_back:
        apply(tx, room, change, sign=-1)
    assert dump(tx) == fresh


def apply(tx: Tx, room: ClassId, change: Change, sign: int = 1) -> None:
    learner, days, deck, points = change
    day = TODAY - timedelta(days=days)
    score(tx, room, learner, sign * points, day, deck, answers=sign)


def test_a_learner_is_forgotten_alone(tx: Tx, room: ClassId) -> None:
    score(tx, room, ANN, 10)
    score(tx, room, BEN, 10)
    boards.forget(tx, ANN)
    assert seen(boards.top(tx, room, Span.ALL, None, 5)) == [(BEN, 10)]
    assert boards.active_days(tx, room, TODAY) == {TODAY: 1}


def test_the_top_is_read_by_its_index(tx: Tx, room: ClassId) -> None:
    statements: list[str] = []
    tx.set_trace_callback(statements.append)
    boards.top(tx, room, Span.WEEK, start(Span.WEEK), 10)
    boards.rank_of(tx, room, Span.WEEK, start(Span.WEEK), 10)
    tx.set_trace_callback(None)
    ranked = [statement for statement in statements if "FROM members" not in statement]
    assert len(ranked) == 2, "and the list of those who hide, which the writer keeps"
    for statement in ranked:
        plan = [row[3] for row in tx.execute(f"EXPLAIN QUERY PLAN {statement}")]
        plan = [step for step in plan if "json_each" not in step]
        assert any("board_ranks" in step for step in plan), plan
        assert not any("TEMP B-TREE" in step or step.startswith("SCAN") for step in plan), plan


def test_an_answer_costs_two_statements(tx: Tx, room: ClassId) -> None:
    score(tx, room, ANN, 10)
    statements: list[str] = []
    tx.set_trace_callback(statements.append)
    score(tx, room, ANN, 10)
    tx.set_trace_callback(None)
    assert len(statements) == 2


def dump(tx: Tx) -> dict[str, list[tuple[object, ...]]]:
    return {
        table: tx.execute(f"SELECT * FROM {table} ORDER BY 1, 2, 3, 4").fetchall()
        for table in ("class_days", "board_totals")
    }


@given(
    st.lists(
        st.tuples(st.sampled_from([1, 2]), st.sampled_from([0, 1]), st.sampled_from([DECK, MAPS])),
        max_size=12,
    ),
    st.data(),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
def test_how_many_learners_a_day_had_follows_its_rows(
    tx: Tx, room: ClassId, answers: list[tuple[int, int, DeckId]], data: st.DataObject
) -> None:
    boards.forget_all(tx)
    for learner, ago, deck in answers:
        score(tx, room, learner, 5, TODAY - timedelta(days=ago), deck)
    for learner, ago, deck in answers[: data.draw(st.integers(0, len(answers)))]:
        score(tx, room, learner, -5, TODAY - timedelta(days=ago), deck, answers=-1)
    if data.draw(st.booleans()):
        boards.forget(tx, BEN)
    counted = tx.execute(
        "SELECT day, count(DISTINCT learner) FROM class_days WHERE class = ? GROUP BY day", (room,)
    ).fetchall()
    assert boards.active_days(tx, room, date.min) == {
        date.fromordinal(day): learners for day, learners in counted
    }


def test_a_learner_who_is_deleted_is_not_counted_in_any_day(tx: Tx, room: ClassId) -> None:
    score(tx, room, ANN, 5)
    score(tx, room, BEN, 5)
    tx.execute("DELETE FROM learners WHERE id = ?", (BEN,))
    assert boards.active_days(tx, room, date.min) == {TODAY: 1}


@given(st.lists(st.tuples(st.integers(1, 6), st.booleans(), st.integers(0, 30)), max_size=20))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
def test_who_improved_most_is_by_the_rule(
    tx: Tx, room: ClassId, scores: list[tuple[int, bool, int]]
) -> None:
    boards.forget_all(tx)
    now, before = start(Span.WEEK), start(Span.WEEK, TODAY - timedelta(days=7))
    this: dict[int, int] = {}
    last: dict[int, int] = {}
    for learner, late, points in scores:
        score(tx, room, learner, points, TODAY if late else TODAY - timedelta(days=7))
        window_ = this if late else last
        window_[learner] = window_.get(learner, 0) + points
    ranked = dict(sorted(this.items(), key=lambda item: (-item[1], item[0])))
    found = boards.improved(tx, room, Span.WEEK, now, before, 3)
    assert tuple(found) == most_improved(ranked, last, 3)
