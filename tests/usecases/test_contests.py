"""Class against class, and all classes of a server: who is compared, how, and who is not."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.calendar import local_day, zone_of
from bot.domain.ids import Account, Place, Platform
from bot.domain.replies import BoardShown, ClassesShown, ClassShown, Problem, Refused, Span
from bot.usecases.board_words import BoardWish, wish
from storage import boards, classes, learners
from storage.database import Tx
from tests.decks import DECK
from tests.fakes import FakeClock
from tests.usecases.world import ANN, World, account, expect, open_world

VERSUS = BoardWish(classes=True)
NORTH, SOUTH = account("North0"), account("South0")


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """Two classes of four and three, in channels of one server."""
    async with open_world(tmp_path / "db", FakeClock()) as opened:
        for name, size in (("North", 4), ("South", 3)):
            people = [account(f"{name}{n}") for n in range(size)]
            for n, who in enumerate(people):
                await opened.classes.enter(who, f"{name}{n}", zone="Europe/London")
                await opened.classes.leave(who)
            place = Place(Platform.DISCORD, "100", name)
            made = await opened.classes.create(people[0], name, place=place)
            for who in people[1:]:
                await opened.classes.join(who, expect(made, ClassShown).code)
        yield opened


async def score(world: World, who: Account, points: int, days_ago: int = 0) -> None:
    def work(tx: Tx) -> None:
        learner = learners.find(tx, who)
        assert learner is not None
        room = classes.current_class(tx, learner.id)
        assert room is not None
        zone = zone_of(room.zone)
        assert zone is not None
        day = local_day(world.clock.now, zone) - timedelta(days=days_ago)
        boards.add(tx, room.id, day, learner.id, DECK, answers=1, right=1, points=points)

    await world.database.transaction(work)


async def shown(world: World, who: Account = NORTH) -> ClassesShown:
    return expect(await world.boards.see(who, None, VERSUS), ClassesShown)


def lines(reply: ClassesShown) -> list[tuple[int, str, float, bool]]:
    return [(each.rank, each.name, each.average, each.yours) for each in reply.lines]


async def test_nobody_is_compared_who_did_not_choose_it(world: World) -> None:
    await score(world, NORTH, 40)
    await score(world, SOUTH, 33)
    first = await shown(world)
    assert (first.on, first.may_change, first.code) == (False, True, "")
    assert lines(first) == [(1, "North", 10, True)], "one's own is no secret"
    on = expect(await world.boards.contest(NORTH, None, "on"), ClassesShown)
    assert [name for _, name, _, _ in lines(on)] == ["North"], "South has not chosen it"
    assert [name for _, name, _, _ in lines(await shown(world, SOUTH))] == ["South"]


async def test_classes_of_one_server_by_points_a_head(world: World) -> None:
    await score(world, NORTH, 40)
    await score(world, SOUTH, 33)
    await world.boards.contest(NORTH, None, "on")
    await world.boards.contest(SOUTH, None, "on")
    assert lines(await shown(world)) == [(1, "South", 11, False), (2, "North", 10, True)]
    await world.boards.contest(SOUTH, None, "off")
    assert [name for _, name, _, _ in lines(await shown(world))] == ["North"]


async def test_a_class_from_elsewhere_comes_by_a_code(world: World) -> None:
    far = [account(f"Far{n}") for n in range(3)]
    for n, who in enumerate(far):
        await world.classes.enter(who, f"Far{n}")
        await world.classes.leave(who)
    made = expect(await world.classes.create(far[0], "Far"), ClassShown)
    for who in far[1:]:
        await world.classes.join(who, made.code)
    code = expect(await world.boards.contest(NORTH, None, "on"), ClassesShown).code
    assert await world.boards.contest(far[0], None, "NOTACODE") == Refused(Problem.BAD_CODE)
    await world.boards.contest(far[0], None, code.lower())
    for who in (NORTH, far[0]):
        assert {name for _, name, _, _ in lines(await shown(world, who))} == {"North", "Far"}


async def test_only_who_looks_after_a_class_may_choose(world: World) -> None:
    refused = expect(await world.boards.contest(account("North1"), None, "on"), Refused)
    assert refused.problem is Problem.NOT_ALLOWED
    await world.boards.contest(NORTH, None, "on")
    seen = await shown(world, account("North1"))
    assert (seen.may_change, seen.code) == (False, "")


async def test_a_class_of_two_is_not_compared(world: World) -> None:
    await world.boards.contest(NORTH, None, "on")
    await world.boards.contest(SOUTH, None, "on")
    await world.classes.leave(account("South2"))
    assert [name for _, name, _, _ in lines(await shown(world))] == ["North"]
    small = await shown(world, SOUTH)
    assert small.small
    assert [name for _, name, _, _ in lines(small)] == ["North"]


async def test_last_week_and_who_is_in_no_class(world: World) -> None:
    await score(world, NORTH, 40, days_ago=7)
    last = BoardWish(classes=True, before=True)
    before = expect(await world.boards.see(NORTH, None, last), ClassesShown)
    assert before.lines[0].average == 10
    assert (await shown(world)).lines[0].average == 0
    assert isinstance(await world.boards.see(ANN, None, VERSUS), Refused)


async def test_all_classes_of_a_server_on_one_board(world: World) -> None:
    await score(world, NORTH, 40)
    await score(world, SOUTH, 33)
    await world.settings.change(account("South1"), "hide", "on")
    await score(world, account("South1"), 5)
    here = expect(await world.boards.see(NORTH, None, BoardWish(server=True)), BoardShown)
    assert [(row.rank, row.name, row.points) for row in here.top] == [
        (1, "North0", 40),
        (2, "South0", 33),
    ]
    assert (here.server, here.members, here.team_points, here.team_goal) == (True, 7, 78, 0)


async def test_who_is_in_two_classes_counts_once(world: World) -> None:
    made = expect(await world.classes.show(SOUTH), ClassShown)
    await score(world, NORTH, 40)
    await world.classes.join(NORTH, made.code)
    await score(world, NORTH, 40)  # the same day and deck, on South's board now
    here = expect(await world.boards.see(NORTH, None, BoardWish(server=True)), BoardShown)
    assert [(row.name, row.points) for row in here.top] == [("North0", 40)]
    assert here.members == 7


def test_words_after_leaderboard() -> None:
    assert wish("") == BoardWish()
    assert wish("Month LAST the west") == BoardWish(span=Span.MONTH, before=True, deck="the west")
    assert wish("classes on") == BoardWish(classes=True, deck="on")
    assert wish("week server picture") == BoardWish(server=True, pictured=True)
