"""The week's digest as a transcript: a class, its clock, and what its place is told on Mondays."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.domain.ids import ClassId, Place, Platform
from bot.domain.question import Chosen
from bot.domain.replies import (
    Asked,
    ClassShown,
    Digest,
    DigestShown,
    Marked,
    Problem,
    Refused,
    Role,
    SettingsShown,
)
from bot.usecases.daily_settings import Wish
from bot.usecases.delivering import Delivering
from bot.wording import ahead_line, plain
from storage import classes, summing
from storage.database import Tx
from tests import decks
from tests.fakes import FakeClock
from tests.usecases.world import ANN, BEN, CAT, World, account, expect, open_world

LONDON = ZoneInfo("Europe/London")
RIGHT, WRONG = Chosen((0,)), Chosen((1,))
MONDAY = date(2026, 3, 9)
"""The first after the Wednesday on which everything begins."""


@pytest.fixture
async def world(tmp_path: Path, clock: FakeClock) -> AsyncIterator[World]:
    """Sixty choices; Ann, who owns the class, Ben and Cat, on Wednesday 4 March at nine."""
    async with open_world(tmp_path / "world.db", clock, decks.long_deck(60)) as opened:
        await opened.enter("Ann", "Ben", "Cat")
        yield opened


async def answers(world: World, name: str, *given: Chosen) -> None:
    """Let somebody answer the first questions of the deck in order."""
    for one in given:
        asked = expect(await world.study.next(account(name)), Asked)
        world.clock.now += timedelta(seconds=9)
        expect(await world.study.answer(account(name), asked.ask, one), Marked)


async def until(world: World, *at: int, step: timedelta = timedelta(hours=1)) -> None:
    """Let time pass until it is so late in London, looking at what is due."""
    end = datetime(2026, *at, tzinfo=LONDON).astimezone(UTC)  # type: ignore[misc, arg-type]
    while world.clock.now < end:
        world.clock.now = min(end, world.clock.now + step)
        await world.digesting.tick()


async def digests(world: World, place: Place | None = None) -> list[tuple[datetime, Digest]]:
    """Return every digest of a place, at its time in London."""
    posts = await world.posting.since(place or world.place, 0, 500)
    return [
        (post.created_at.astimezone(LONDON), post.reply)
        for post in posts
        if isinstance(post.reply, Digest)
    ]


async def test_off_until_an_editor_wants_it(world: World) -> None:
    shown = expect(await world.digesting.show(BEN, world.place), DigestShown)
    assert (shown.on, shown.may_change, shown.next_at) == (False, False, None)
    refused = expect(await world.digesting.setup(BEN, world.place), Refused)
    assert refused.problem is Problem.NOT_ALLOWED
    assert expect(await world.digesting.remove(BEN, world.place), Refused) == refused
    elsewhere = Place(Platform.DISCORD, "1", "2")
    assert await world.digesting.setup(ANN, elsewhere) == Refused(Problem.NEEDS_CLASS)
    await answers(world, "Ann", RIGHT)
    await until(world, 3, 10, 12)
    assert await digests(world) == []


async def test_the_week_of_a_class(world: World, rebuilt: None) -> None:
    shown = expect(await world.digesting.setup(ANN, world.place), DigestShown)
    assert (shown.weekday, shown.hour, shown.minute) == (0, 8, 0)
    assert shown.next_at == datetime(2026, 3, 9, 8, tzinfo=UTC)
    # Three answer the first question, and two of them wrongly; only Ann gets to the second.
    await answers(world, "Ann", RIGHT, WRONG)
    await answers(world, "Ben", WRONG)
    await answers(world, "Cat", WRONG)
    await world.daily.setup(ANN, world.place, Wish(hour=17))
    await until(world, 3, 9, 7, 59)
    assert await digests(world) == []
    await until(world, 3, 9, 8)
    ((at, digest),) = await digests(world)
    assert (at.hour, at.date()) == (8, MONDAY)
    assert (digest.first_day, digest.last_day) == (date(2026, 3, 2), date(2026, 3, 8))
    assert [(row.rank, row.name, row.points) for row in digest.top] == [
        (1, "Ann", 21),
        (2, "Ben", 1),
        (2, "Cat", 1),
    ]
    assert (digest.learners, digest.points, digest.goal) == (3, 23, 0)
    # The question that only Ann has met is not told: everybody would know whom it is about.
    (hard,) = digest.hardest
    assert (hard.wrong, hard.answers) == (67, 3)
    assert hard.recall is not None
    assert 0 < hard.recall < 1
    assert digest.ahead[0][0] == MONDAY
    assert len(digest.ahead) == 7
    assert digest.daily_at is not None
    assert digest.next_goal == 30
    await until(world, 3, 9, 23)
    assert len(await digests(world)) == 1


async def test_the_goal_and_who_improved(world: World) -> None:
    await world.digesting.setup(ANN, world.place)
    await answers(world, "Ann", RIGHT)
    await answers(world, "Ben", RIGHT, RIGHT)
    await until(world, 3, 10, 9)
    await answers(world, "Ann", *[RIGHT] * 4)
    await answers(world, "Ben", RIGHT)
    await until(world, 3, 16, 8)
    _, (_, second) = await digests(world)
    assert second.most_improved == ("Ann",)
    assert (second.points, second.goal) == (84, 70)


async def test_a_week_without_answers_is_not_told(world: World) -> None:
    await world.digesting.setup(ANN, world.place)
    await answers(world, "Ann", RIGHT)
    await until(world, 3, 30, 12)
    assert [digest.first_day for _, digest in await digests(world)] == [date(2026, 3, 2)]


async def test_one_a_week_whatever_happens(world: World) -> None:
    await world.digesting.setup(ANN, world.place)
    await answers(world, "Ann", RIGHT)
    await until(world, 3, 9, 8)
    world.clock.now -= timedelta(hours=6)
    await until(world, 3, 9, 9)
    await world.digesting.setup(ANN, world.place, "wednesday 9:00")
    await until(world, 3, 12, 9)
    expect(await world.classes.set_zone(ANN, "Asia/Tokyo"), ClassShown)
    await until(world, 3, 15, 23)
    assert len(await digests(world)) == 1


async def test_late_after_an_outage_and_then_not_at_all(world: World) -> None:
    await world.digesting.setup(ANN, world.place)
    await answers(world, "Ann", RIGHT)
    world.clock.now = datetime(2026, 3, 9, 19, 0, tzinfo=UTC)
    await world.digesting.tick()
    assert len(await digests(world)) == 1
    await answers(world, "Ann", RIGHT)
    world.clock.now = datetime(2026, 3, 16, 21, 0, tzinfo=UTC)
    await world.digesting.tick()
    await until(world, 3, 22, 23)
    assert len(await digests(world)) == 1


async def test_the_clock_of_the_class(world: World) -> None:
    await world.digesting.setup(ANN, world.place, "friday 7:30")
    expect(await world.classes.set_zone(ANN, "America/New_York"), ClassShown)
    shown = expect(await world.digesting.show(ANN, world.place), DigestShown)
    assert shown.zone == "America/New_York"
    assert shown.next_at == datetime(2026, 3, 6, 12, 30, tzinfo=UTC)
    await answers(world, "Ann", RIGHT)
    await until(world, 3, 8, 12)
    assert await digests(world) == []  # in the week before nobody was there
    await until(world, 3, 14, 0, step=timedelta(minutes=30))
    ((at, digest),) = await digests(world)
    assert at.astimezone(ZoneInfo("America/New_York")).strftime("%a %H:%M") == "Fri 07:30"
    assert digest.first_day == date(2026, 3, 2)


async def test_off_again(world: World) -> None:
    await world.digesting.setup(ANN, world.place)
    await answers(world, "Ann", RIGHT)
    shown = expect(await world.digesting.remove(ANN, world.place), DigestShown)
    assert (shown.on, shown.next_at) == (False, None)
    await until(world, 3, 10, 12)
    assert await digests(world) == []
    assert expect(await world.digesting.setup(ANN, world.place, "on"), DigestShown).on


@pytest.mark.parametrize("words", ["someday", "8:99", "monday 25"])
async def test_what_cannot_be(world: World, words: str) -> None:
    refused = expect(await world.digesting.setup(ANN, world.place, words), Refused)
    assert refused.problem is Problem.BAD_VALUE


async def test_who_hides_and_who_goes_by_another_name(world: World) -> None:
    await world.digesting.setup(ANN, world.place)
    for name in ("Ann", "Ben", "Cat"):
        await answers(world, name, RIGHT)
    expect(await world.settings.change(BEN, "hide", "on"), SettingsShown)
    expect(await world.settings.change(CAT, "alias", "Owl"), SettingsShown)
    await until(world, 3, 9, 8)
    ((_, digest),) = await digests(world)
    assert {row.name for row in digest.top} == {"Ann", "Owl"}
    assert (digest.learners, digest.points) == (3, 60), "all whose points they are, unnamed"
    # What was posted follows them from then on.
    expect(await world.settings.change(CAT, "hide", "on"), SettingsShown)
    expect(await world.settings.change(ANN, "name", "Anna"), SettingsShown)
    ((_, digest),) = await digests(world)
    assert {row.name for row in digest.top} == {"Anna"}


async def test_a_channel_of_a_server(world: World) -> None:
    server, channel = Place(Platform.DISCORD, "77"), Place(Platform.DISCORD, "77", "78")
    class_id = expect(await world.classes.show(ANN), ClassShown).id
    await world.database.transaction(lambda tx: classes.place_id(tx, server, class_id))
    expect(await world.digesting.setup(ANN, channel), DigestShown)
    await answers(world, "Ann", RIGHT)
    await until(world, 3, 9, 8)
    assert len(await digests(world, channel)) == 1
    # Whoever is deleted is in no channel's digest any more.
    await world.classes.set_role(ANN, "Ben", Role.OWNER)
    await world.privacy.delete(ANN, "DELETE")
    ((_, digest),) = await digests(world, channel)
    assert digest.top == ()
    # A channel that takes no posts waits, and goes on when somebody speaks there again.
    delivering = Delivering(world.database, world.clock)
    await delivering.unreachable(channel)
    shown = expect(await world.digesting.show(BEN, channel), DigestShown)
    assert (shown.on, shown.waits, shown.next_at) == (True, True, None)
    await delivering.reachable(channel)
    shown = expect(await world.digesting.show(BEN, channel), DigestShown)
    assert (shown.waits, shown.next_at) == (False, datetime(2026, 3, 16, 8, tzinfo=UTC))


async def test_what_was_taken_back_counts_no_more(world: World) -> None:
    await world.digesting.setup(ANN, world.place)
    for name in ("Ann", "Ben", "Cat"):
        await answers(world, name, WRONG)
    await world.study.undo(CAT)
    await until(world, 3, 9, 8)
    ((_, digest),) = await digests(world)
    assert digest.hardest == ()  # only two are left, and that is not told


async def test_what_was_due_before_the_week_waits(world: World) -> None:
    await world.digesting.setup(ANN, world.place)
    await answers(world, "Ann", WRONG, WRONG)  # due again tomorrow
    await answers(world, "Ben", WRONG)
    first, *_ = sorted((await world.dump("memories"))["memories"])
    await until(world, 3, 9, 8)
    ((_, digest),) = await digests(world)
    assert (digest.waiting, sum(count for _, count in digest.ahead)) == (3, 0)
    assert "This week: 3 reviews wait for the class already." in plain(digest)

    def paused(tx: Tx) -> tuple[int, int]:
        tx.execute("UPDATE questions SET paused = 1 WHERE key = ?", (first[1],))
        mine = summing.overdue(tx, ClassId(1), MONDAY)
        return mine, summing.overdue(tx, ClassId(2), MONDAY)

    assert await world.database.transaction(paused) == (1, 0)


@pytest.mark.parametrize(
    ("waiting", "ahead", "said"),
    [
        (0, (0, 3), "This week: 3 reviews fall due, most on Tuesday. "),
        (1, (), "This week: 1 review waits for the class already. "),
        (2, (0, 3), "This week: 5 reviews wait for the class, 2 of them already, most others on"),
    ],
)
async def test_how_much_there_is_to_review_is_said(
    world: World, waiting: int, ahead: tuple[int, ...], said: str
) -> None:
    await world.digesting.setup(ANN, world.place)
    await answers(world, "Ann", RIGHT)
    await until(world, 3, 9, 8)
    ((_, digest),) = await digests(world)
    days = tuple((MONDAY + timedelta(days=n), count) for n, count in enumerate(ahead))
    assert ahead_line(replace(digest, waiting=waiting, ahead=days)).startswith(said)
