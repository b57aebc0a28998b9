"""A week that is over stays as it was, and its board is what the log said when it was closed."""

from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.ids import Account
from bot.domain.question import Chosen, KindName
from bot.domain.replies import Asked, BoardShown, Marked, Span
from bot.domain.review import Amendment
from bot.usecases import recording
from bot.usecases.board_words import BoardWish
from bot.usecases.filters import Filters
from storage import learners, reviews, weeks
from storage.database import Tx
from tests.decks import CHOICE, DECK, TRUEFALSE
from tests.fakes import FakeClock
from tests.usecases.world import ANN, BEN, World, expect, open_world

LAST = BoardWish(before=True)
RIGHT, WRONG = Chosen((0,)), Chosen((1,))


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    async with open_world(tmp_path / "db", FakeClock()) as opened:
        await opened.enter("Ann", "Ben")
        yield opened


async def last_week(world: World, who: Account = ANN) -> BoardShown:
    return expect(await world.boards.see(who, None, LAST), BoardShown)


def points(board: BoardShown) -> dict[str, int]:
    return {row.name: row.points for row in board.top}


async def to_next_week(world: World) -> None:
    world.clock.forward(days=7 - world.clock.now.weekday())
    await world.boards.tick()


async def take_back(world: World, who: Account) -> None:
    """Take a learner's last answer back, however old it is."""

    def work(tx: Tx) -> None:
        learner = learners.find(tx, who)
        review = reviews.last_of(tx, learner.id) if learner else None
        assert review is not None
        amendment = Amendment(
            learner=review.learner,
            question=review.question,
            at=review.at,
            mark=review.mark,
            credit=0,
            grade=None,
            cause="undo",
            made_at=world.clock.now,
        )
        recording.amend(tx, amendment, DECK)

    await world.database.transaction(work)


async def rebuilt(world: World) -> None:
    """Hold the folds against their rebuild from the log."""
    before = await world.dump()
    await world.database.transaction(recording.rebuild)
    assert await world.dump() == before


async def test_a_week_is_closed_once_it_is_over(world: World) -> None:
    await world.answer(ANN, CHOICE, RIGHT)
    await world.boards.tick()
    assert not (await last_week(world)).closed
    await to_next_week(world)
    board = await last_week(world)
    assert (board.closed, board.before) == (True, True)
    assert (board.first_day, board.last_day) == (date(2026, 3, 2), date(2026, 3, 8))
    assert points(board) == {"Ann": 20}
    assert await world.boards.tick() == 0, "nothing more is due this week"
    await rebuilt(world)


async def test_what_is_put_right_later_leaves_a_closed_week_alone(world: World) -> None:
    await world.answer(ANN, CHOICE, RIGHT)
    await world.answer(BEN, CHOICE, RIGHT)
    await to_next_week(world)
    world.clock.forward(minutes=1)
    await take_back(world, ANN)
    assert points(await last_week(world)) == {"Ann": 20, "Ben": 20}
    term = expect(await world.boards.show(ANN, None, Span.TERM), BoardShown)
    assert points(term) == {"Ben": 20}, "every other window follows"
    await rebuilt(world)
    assert points(await last_week(world)) == {"Ann": 20, "Ben": 20}


async def test_what_was_put_right_before_counts(world: World) -> None:
    await world.answer(ANN, CHOICE, RIGHT)
    await world.study.undo(ANN)
    await world.answer(BEN, CHOICE, RIGHT)
    await to_next_week(world)
    assert points(await last_week(world)) == {"Ben": 20}
    await rebuilt(world)


async def test_a_clock_that_goes_back_into_a_closed_week(world: World) -> None:
    await world.answer(ANN, CHOICE, RIGHT)
    world.clock.forward(days=7)
    await world.boards.tick()
    world.clock.forward(days=-6)
    await world.answer(BEN, CHOICE, RIGHT)
    assert points(await last_week(world)) == {}, "the present week is the closed one now"
    await rebuilt(world)
    await world.study.undo(BEN)
    await rebuilt(world)


async def test_names_are_as_people_want_them_now(world: World) -> None:
    await world.answer(ANN, CHOICE, RIGHT)
    await world.answer(BEN, CHOICE, RIGHT)
    await to_next_week(world)
    await world.settings.change(ANN, "alias", "Ace")
    await world.settings.change(BEN, "hide", "on")
    board = await last_week(world)
    assert points(board) == {"Ace": 20}
    assert board.team_points == 40
    await world.classes.leave(BEN)
    assert (await last_week(world)).team_points == 20, "who leaves is off the boards for good"


async def test_another_zone_has_another_end_of_the_week(world: World) -> None:
    await world.answer(ANN, CHOICE, RIGHT)
    await world.boards.tick()
    end = world.clock.now.replace(hour=4, minute=0) + timedelta(days=7 - 2)
    world.clock.now = end - timedelta(minutes=1)  # Monday, shortly before four in London
    assert await world.boards.tick() == 0
    await world.classes.set_zone(ANN, "Asia/Tokyo")
    assert await world.boards.tick() == 1
    assert (await last_week(world)).closed


DEEDS = st.lists(
    st.tuples(
        st.sampled_from(["right", "wrong", "undo", "close", "hours", "days", "back"]),
        st.sampled_from([ANN, BEN]),
    ),
    max_size=14,
)


async def answered(world: World, who: Account) -> bool:
    def work(tx: Tx) -> bool:
        learner = learners.find(tx, who)
        return learner is not None and reviews.last_of(tx, learner.id) is not None

    return await world.database.transaction(work)


async def do(world: World, deed: str, who: Account) -> None:
    match deed:
        case "undo" if await answered(world, who):
            await take_back(world, who)
        case "close":
            await world.boards.tick()
        case "hours":
            world.clock.forward(hours=30)
        case "days":
            world.clock.forward(days=4)
        case "back":
            world.clock.forward(days=-3)
        case "right" | "wrong":
            asked = await world.study.next(who, Filters(kinds=(KindName.CHOICE,)))
            if isinstance(asked, Asked):
                picked = RIGHT if deed == "right" else WRONG
                expect(await world.study.answer(who, asked.ask, picked), Marked)


@given(deeds=DEEDS)
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
async def test_any_history_equals_its_rebuild(
    tmp_path_factory: pytest.TempPathFactory, deeds: list[tuple[str, Account]]
) -> None:
    path = tmp_path_factory.mktemp("weeks") / "db"
    async with open_world(path, FakeClock()) as world:
        await world.enter("Ann", "Ben")
        for deed in deeds:
            await do(world, *deed)
        await world.boards.tick()
        await rebuilt(world)


async def test_linking_two_accounts_counts_a_closed_week_anew(world: World) -> None:
    await world.answer(ANN, CHOICE, RIGHT)
    await world.answer(BEN, TRUEFALSE, RIGHT)
    await to_next_week(world)
    code = await world.settings.link_code(ANN)
    await world.settings.link(BEN, getattr(code, "code", ""))
    board = await last_week(world)
    assert len(board.top) == 1
    assert board.team_points == board.top[0].points == 21
    await rebuilt(world)


async def test_who_is_deleted_is_in_no_closed_week(world: World) -> None:
    await world.answer(ANN, CHOICE, RIGHT)
    await to_next_week(world)
    await world.privacy.delete(ANN, "delete")

    def left(tx: Tx) -> int:
        return int(tx.execute("SELECT count(*) FROM board_totals").fetchone()[0])

    assert await world.database.transaction(left) == 0
    assert await world.database.transaction(lambda tx: weeks.due(tx, world.clock.now, 9)) == []
