"""Coming back after a gap, as a transcript: a plan, its days, and the streak it keeps."""

from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.domain.question import Chosen
from bot.domain.replies import (
    Asked,
    ComebackOffered,
    ComebackShare,
    Marked,
    NothingDue,
    Problem,
    Progress,
    Refused,
    Reminded,
    Reply,
    SettingsShown,
)
from bot.usecases.filters import Filters, Pick
from tests import decks
from tests.fakes import FakeClock
from tests.usecases.world import ANN, BEN, World, account, expect, open_world

RIGHT, WRONG = Chosen((0,)), Chosen((1,))


@pytest.fixture
async def world(tmp_path: Path, clock: FakeClock) -> AsyncIterator[World]:
    """Sixty choices, and Ann, on Wednesday 4 March 2026 at nine."""
    async with open_world(tmp_path / "world.db", clock, decks.long_deck(60)) as opened:
        await opened.enter("Ann", "Ben")
        yield opened


async def study(world: World, most: int, *, seconds: float = 20, given: Chosen = RIGHT) -> Reply:
    """Let Ann answer up to so many questions; return what came after them."""
    for _ in range(most):
        asked = await world.study.next(ANN)
        if not isinstance(asked, Asked):
            return asked
        world.clock.now += timedelta(seconds=seconds)
        expect(await world.study.answer(ANN, asked.ask, given), Marked)
    return await world.study.next(ANN)


async def learn(world: World) -> None:
    """Let Ann meet all sixty questions on three days in a row."""
    for _ in range(3):
        await study(world, 40)
        world.clock.now += timedelta(days=1)


async def away(world: World, days: int = 30) -> None:
    """Let Ann learn, and be away for so many days."""
    await learn(world)
    world.clock.now += timedelta(days=days)


async def streak(world: World) -> int:
    return expect(await world.study.progress(ANN), Progress).streak


async def test_a_plan_is_offered_and_taken(world: World, rebuilt: None) -> None:
    expect(await world.settings.change(ANN, "goal", "5"), SettingsShown)
    await away(world)
    offer = expect(await world.study.next(ANN), ComebackOffered)
    assert (offer.away, offer.due) == (30, 60)
    assert offer.a_day == 15  # five minutes of twenty seconds each
    assert offer.minutes == 5
    assert offer.days == 4
    assert offer.streak == 3
    assert await world.study.next(ANN) == offer  # it stands until she says yes or no
    first = expect(await world.comeback.accept(ANN), Asked)
    assert first.due_left == 14
    assert first.seen_before
    assert await streak(world) == 3
    share = expect(await study(world, 30), ComebackShare)
    assert (share.answered, share.left, share.streak) == (15, 45, 4)
    assert share.until == date(2026, 4, 9)
    expect(await world.study.next(ANN), ComebackShare)


async def test_the_most_at_risk_first_and_nothing_new(world: World) -> None:
    await study(world, 20)
    world.clock.now += timedelta(days=1)
    await study(world, 25)  # some of the first again, and new ones
    world.clock.now += timedelta(days=40)
    expect(await world.study.next(ANN), ComebackOffered)
    asked: Reply = await world.comeback.accept(ANN)
    risks: list[float] = []
    while isinstance(asked, Asked):
        assert asked.seen_before
        marked = expect(await world.study.answer(ANN, asked.ask, RIGHT), Marked)
        assert marked.recall_before is not None
        risks.append(marked.recall_before)
        asked = await world.study.next(ANN)
    # All of one kind, so all take her equally long, and the lowest recall comes first.
    assert risks == sorted(risks)


async def test_a_new_question_that_was_open_waits_as_well(world: World) -> None:
    await study(world, 40)
    world.clock.now += timedelta(days=30)
    new = expect(await world.study.next(ANN, Filters(pick=Pick.UNSEEN)), Asked)
    expect(await world.study.next(ANN), ComebackOffered)
    first = expect(await world.comeback.accept(ANN), Asked)
    assert first.seen_before
    assert first.ask != new.ask


async def test_who_names_what_she_wants_is_not_held_by_the_plan(world: World) -> None:
    expect(await world.settings.change(ANN, "goal", "1"), SettingsShown)
    await away(world)
    expect(await world.study.next(ANN), ComebackOffered)
    expect(await world.study.next(ANN, Filters(pick=Pick.DUE)), Asked)
    await world.comeback.accept(ANN)
    expect(await study(world, 10), ComebackShare)
    more = expect(await world.study.next(ANN, Filters(pick=Pick.DUE)), Asked)
    expect(await world.study.answer(ANN, more.ask, RIGHT), Marked)
    expect(await world.study.next(ANN, Filters(pick=Pick.DUE)), Asked)


async def test_declined_and_not_asked_again_soon(world: World) -> None:
    await away(world)
    expect(await world.study.next(ANN), ComebackOffered)
    expect(await world.comeback.decline(ANN), Asked)
    expect(await world.study.next(ANN), Asked)
    assert await streak(world) == 0
    world.clock.now += timedelta(days=10)
    expect(await world.study.next(ANN), Asked)
    world.clock.now += timedelta(days=4)
    expect(await world.study.next(ANN), ComebackOffered)


async def test_a_plan_ends_when_the_pile_is_gone(world: World) -> None:
    expect(await world.settings.change(ANN, "goal", "60"), SettingsShown)
    await away(world)
    offer = expect(await world.study.next(ANN), ComebackOffered)
    assert (offer.a_day, offer.days) == (60, 1)
    await world.comeback.accept(ANN)
    # All sixty are the day's share; after them there is nothing, and the plan is over.
    expect(await study(world, 60), NothingDue)
    world.clock.now += timedelta(days=1)
    assert not isinstance(await world.study.next(ANN), ComebackOffered | ComebackShare)


async def test_a_missed_day_of_the_plan_breaks_nothing_and_a_later_one_does(world: World) -> None:
    expect(await world.settings.change(ANN, "goal", "5"), SettingsShown)
    await away(world)
    await world.study.next(ANN)
    await world.comeback.accept(ANN)
    await study(world, 15)
    assert await streak(world) == 4
    world.clock.now += timedelta(days=2)  # a day of the plan left out
    await study(world, 15)
    assert await streak(world) == 5
    world.clock.now += timedelta(days=1)
    await study(world, 15)
    assert await streak(world) == 6
    world.clock.now += timedelta(days=2)  # after the plan a missed day counts
    assert await streak(world) == 0


async def test_an_ended_plan_spares_nothing_further(world: World) -> None:
    expect(await world.settings.change(ANN, "goal", "1"), SettingsShown)
    await away(world)
    await world.study.next(ANN)
    await world.comeback.accept(ANN)
    await study(world, 3)
    assert await streak(world) == 4
    expect(await world.comeback.decline(ANN), Asked)
    world.clock.now += timedelta(days=1)
    await study(world, 3)
    assert await streak(world) == 5
    world.clock.now += timedelta(days=2)
    assert await streak(world) == 0


async def test_too_long_away_is_a_new_beginning(world: World) -> None:
    await away(world, 60)
    assert expect(await world.study.next(ANN), ComebackOffered).streak == 0
    await world.comeback.accept(ANN)
    await study(world, 2)
    assert await streak(world) == 1


async def test_nobody_is_spared_every_week(world: World) -> None:
    await away(world, 20)
    assert expect(await world.study.next(ANN), ComebackOffered).streak == 3
    await world.comeback.accept(ANN)
    await study(world, 40)
    world.clock.now += timedelta(days=40)
    assert expect(await world.study.next(ANN), ComebackOffered).streak == 0


@pytest.mark.parametrize("days", [0, 3, 6])
async def test_a_few_days_are_no_gap(world: World, days: int) -> None:
    await away(world, days)
    assert not isinstance(await world.study.next(ANN), ComebackOffered)


async def test_a_small_pile_needs_no_plan(world: World) -> None:
    await study(world, 19)
    world.clock.now += timedelta(days=30)
    expect(await world.study.next(ANN), Asked)


async def test_who_answered_the_daily_question_first_is_offered_it_still(world: World) -> None:
    await away(world)
    asked = expect(await world.study.next(ANN, Filters(pick=Pick.WEAKEST)), Asked)
    await world.study.answer(ANN, asked.ask, RIGHT)
    offer = expect(await world.study.next(ANN), ComebackOffered)
    assert offer.away == 30


async def test_a_reminder_brings_a_question_and_not_a_plan(world: World) -> None:
    await learn(world)
    await world.reminding.change(ANN, world.place, "12:00")
    world.clock.now = (world.clock.now + timedelta(days=30)).replace(hour=12, minute=5)
    await world.reminding.tick()
    (post,) = await world.posts()
    assert expect(post.reply, Reminded).due == 60
    expect(await world.study.next(ANN), ComebackOffered)


async def test_without_an_offer_there_is_nothing_to_take(world: World) -> None:
    assert await world.comeback.accept(account("Zoe")) == Refused(Problem.NEEDS_NAME)
    first = expect(await world.comeback.accept(BEN), Asked)
    assert expect(await world.comeback.decline(BEN), Asked).ask == first.ask

    assert (await world.dump("comebacks", "spared_days")) == {"comebacks": [], "spared_days": []}
