"""Leaderboards as their readers see them."""

from datetime import date, timedelta

import pytest

from bot.domain.calendar import local_day, window, zone_of
from bot.domain.ids import Account, DeckId, Place, Platform
from bot.domain.replies import BoardShown, Problem, Refused, Span
from bot.wording.boards import goal_words
from storage import boards, classes, learners
from storage.database import Tx
from tests.decks import DECK, long_deck
from tests.usecases.world import ANN, BEN, CAT, World, account, expect

SERVER = Place(Platform.DISCORD, "100")
SPANS = tuple(Span)


async def score(
    world: World,
    points: dict[str, int],
    days_ago: int = 0,
    deck: DeckId = DECK,
) -> None:
    """Let members of the open class have earned points on a day."""

    def work(tx: Tx) -> None:
        room = classes.by_code(tx, "STUDY")
        assert room is not None
        zone = zone_of(room.zone)
        assert zone is not None
        day = local_day(world.clock.now, zone) - timedelta(days=days_ago)
        for name, earned in points.items():
            learner = learners.find(tx, account(name))
            assert learner is not None
            boards.add(tx, room.id, day, learner.id, deck, answers=1, right=1, points=earned)

    await world.database.transaction(work)


async def show(
    world: World, who: Account = ANN, span: Span = Span.WEEK, deck: str = ""
) -> BoardShown:
    return expect(await world.boards.show(who, None, span, deck), BoardShown)


def lines(board: BoardShown) -> list[tuple[int, str, int]]:
    return [(row.rank, row.name, row.points) for row in board.top]


async def crowd(world: World, count: int = 15) -> list[str]:
    """Let a crowd in: Kid01 has most points, and each has ten fewer than the one before."""
    names = [f"Kid{n:02}" for n in range(1, count + 1)]
    await world.enter(*names)
    await score(world, {name: 10 * (count - n) for n, name in enumerate(names)})
    return names


@pytest.mark.parametrize("span", SPANS)
async def test_every_window(world: World, span: Span) -> None:
    await score(world, {"Ann": 10, "Ben": 20})
    board = await show(world, span=span)
    assert lines(board) == [(1, "Ben", 20), (2, "Ann", 10)]
    assert [row.you for row in board.top] == [False, True]
    assert (board.learners, board.team_points, board.streak) == (2, 30, 1)
    days = window(span, date(2026, 3, 4))
    assert (board.first_day, board.last_day) == (days or (None, None))
    assert board.around == ()


async def test_a_window_without_answers_is_empty(world: World) -> None:
    await score(world, {"Ann": 10}, days_ago=7)
    board = await show(world)
    assert (board.top, board.around, board.learners, board.team_points) == ((), (), 0, 0)


async def test_equal_points_share_a_rank(world: World) -> None:
    await world.enter("Cat", "Dan")
    await score(world, {"Ann": 20, "Ben": 20, "Cat": 20, "Dan": 5})
    for span in (Span.DAY, Span.WEEK):
        assert [row.rank for row in (await show(world, span=span)).top] == [1, 1, 1, 4]


@pytest.mark.parametrize("span", [Span.DAY, Span.WEEK])
async def test_two_either_side_of_you_outside_the_top(world: World, span: Span) -> None:
    await crowd(world)
    board = await show(world, account("Kid13"), span)
    assert len(board.top) == 10
    assert [(row.rank, row.name, row.you) for row in board.around] == [
        (11, "Kid11", False),
        (12, "Kid12", False),
        (13, "Kid13", True),
        (14, "Kid14", False),
        (15, "Kid15", False),
    ]
    inside = await show(world, account("Kid10"), span)
    assert inside.around == ()
    assert inside.top[9].you


@pytest.mark.parametrize("span", SPANS)
async def test_who_hides_is_on_nobody_elses_board(world: World, span: Span) -> None:
    names = await crowd(world)
    await world.settings.change(account("Kid02"), "hide", "on")
    board = await show(world, span=span)
    for name in (*names[:1], *names[2:]):
        board = await show(world, account(name), span)
        assert "Kid02" not in repr(board)
        assert [row.rank for row in board.top] == list(range(1, 11)), "no rank is missing"
        assert (board.learners, board.took_part) == (14, 15)
        assert " by 15 learners" in goal_words(board), "whose points they are"
    own = await show(world, account("Kid02"), span)
    assert own.hidden
    assert "Kid02" not in [row.name for row in own.top]
    assert [(row.rank, row.name, row.you) for row in own.around] == [
        (1, "Kid01", False),
        (2, "Kid02", True),
        (2, "Kid03", False),
        (3, "Kid04", False),
    ]
    assert own.team_points == board.team_points, "for the team it counts"


async def test_an_alias_is_shown(world: World) -> None:
    await score(world, {"Ann": 10})
    await world.settings.change(ANN, "alias", "Ace")
    assert lines(await show(world, BEN)) == [(1, "Ace", 10)]


@pytest.mark.parametrize("span", [Span.WEEK, Span.ALL])
async def test_one_deck(world: World, span: Span) -> None:
    await world.mirror(long_deck(1))
    await score(world, {"Ann": 10})
    await score(world, {"Ann": 5, "Ben": 7}, deck=DeckId("long"))
    board = await show(world, span=span, deck="a long DECK")
    assert board.deck_title == "A long deck"
    assert lines(board) == [(1, "Ben", 7), (2, "Ann", 5)]
    refused = await world.boards.show(ANN, deck="a long dock")
    assert refused == Refused(Problem.NO_SUCH_DECK, ("a long dock", "A long deck"))


async def test_most_improved_leaves_out_who_hides(world: World) -> None:
    await world.enter("Cat", "Dan")
    await score(world, {"Ann": 10, "Ben": 10, "Cat": 10, "Dan": 50}, days_ago=7)
    await score(world, {"Ann": 30, "Ben": 60, "Cat": 90, "Dan": 20})
    assert (await show(world)).most_improved == ("Cat", "Ben", "Ann")
    await world.settings.change(CAT, "hide", "on")
    assert (await show(world)).most_improved == ("Ben", "Ann")
    assert (await show(world, span=Span.ALL)).most_improved == ()


async def test_the_goal_is_a_tenth_more_than_last_time(world: World) -> None:
    assert (await show(world)).team_goal == 0, "there is nothing to do better than yet"
    await score(world, {"Ann": 100, "Ben": 100}, days_ago=7)
    assert (await show(world)).team_goal == 220
    assert (await show(world, span=Span.ALL)).team_goal == 0


async def test_the_classs_streak_is_read_as_far_as_it_goes(world: World) -> None:
    await world.enter("Cat")
    for back in range(100):
        await score(world, {"Ann": 1, "Ben": 1}, days_ago=back)
    await score(world, {"Ann": 1}, days_ago=100)  # one of three is no quorum
    assert (await show(world)).streak == 100


async def test_the_day_is_the_classs_own(world: World) -> None:
    world.clock.now = world.clock.now.replace(hour=3, minute=59)
    await score(world, {"Ann": 10})
    assert (await show(world, span=Span.DAY)).first_day == date(2026, 3, 3)
    world.clock.forward(minutes=1)
    board = await show(world, span=Span.DAY)
    assert (board.first_day, board.top) == (date(2026, 3, 4), ())


async def test_the_board_of_a_place_is_its_classs(world: World) -> None:
    await score(world, {"Ann": 10})
    await world.classes.enter(CAT, "Cat")
    await world.classes.create(CAT, "Elsewhere")
    await world.classes.link_place(ANN, "STUDY", SERVER)
    here = expect(await world.boards.show(CAT, SERVER), BoardShown)
    assert here.class_name == "Study hall"
    assert (await show(world, CAT)).class_name == "Elsewhere"
    stranger = expect(await world.boards.show(account("Nobody"), SERVER), BoardShown)
    assert lines(stranger) == [(1, "Ann", 10)]


async def test_without_a_class_there_is_no_board(world: World) -> None:
    assert await world.boards.show(account("Nobody")) == Refused(Problem.NEEDS_CLASS)
