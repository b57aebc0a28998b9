"""A question that cannot go out waits with its whole time; others play on meanwhile."""

from datetime import timedelta

from bot.domain.ids import Account, Place, Platform
from bot.domain.question import KindName
from bot.domain.replies import (
    Answered,
    Asked,
    ClassShown,
    Pace,
    Problem,
    Refused,
    Revealed,
    RoundOver,
    RoundStarted,
)  # fmt: skip
from bot.usecases.delivering import Delivering, Parcel
from bot.usecases.filters import Filters
from tests.usecases.world import RIGHT, World, expect

ANN = Account(Platform.TELEGRAM, "7")
GROUP = Place(Platform.TELEGRAM, "-100")
ONES = Filters(kinds=(KindName.CHOICE, KindName.TRUEFALSE))


async def begin(world: World) -> Delivering:
    """Start a round in a chat; nothing of it is out yet."""
    await world.classes.enter(ANN, "Ann", zone="Europe/London")
    expect(await world.classes.create(ANN, "Latin", place=GROUP), ClassShown)
    started = await world.rounds.start(ANN, GROUP, ONES, questions=2, pace=Pace.QUICK, present=None)
    expect(started, RoundStarted)
    return Delivering(world.database, world.clock)


async def parcels(delivering: Delivering, number: str = "") -> list[Parcel]:
    """Return what goes out now; with a ``number`` it is out."""
    found = list(await delivering.lease(Platform.TELEGRAM))
    for parcel in found:
        if number:
            await delivering.delivered(parcel.id, number)
        else:
            await delivering.failed(parcel.id, timedelta())
    return found


async def test_a_question_that_goes_out_late_has_its_whole_time(world: World) -> None:
    delivering = await begin(world)
    await parcels(delivering, "1")
    await world.pass_time(seconds=3)
    world.clock.forward(minutes=50)
    await world.pass_time(seconds=3)
    (parcel,) = await parcels(delivering, "2")
    asked = expect(parcel.reply, Asked)
    assert asked.closes_at == world.clock() + timedelta(seconds=20)
    again = expect(await world.rounds.current(ANN, GROUP), Asked)
    assert (again.ask, again.closes_at) == (asked.ask, asked.closes_at)
    await world.pass_time(seconds=15)
    right = RIGHT[asked.posed.question]
    expect(await world.study.answer(ANN, asked.ask, right), Answered)
    await world.pass_time(seconds=6)
    (parcel,) = await parcels(delivering, "3")
    assert expect(parcel.reply, Revealed).answered == 1


async def test_one_that_goes_out_in_time_keeps_its_clock(world: World) -> None:
    delivering = await begin(world)
    await parcels(delivering, "1")
    await world.pass_time(seconds=3)
    opened = world.clock()
    await world.pass_time(seconds=4)
    (parcel,) = await parcels(delivering, "2")
    assert expect(parcel.reply, Asked).closes_at == opened + timedelta(seconds=20)


async def test_one_that_is_out_is_not_put_off_by_what_waits_behind_it(world: World) -> None:
    delivering = await begin(world)
    await parcels(delivering, "1")
    await world.pass_time(seconds=3)
    first = expect((await parcels(delivering, "2"))[0].reply, Asked)
    await world.pass_time(seconds=21)
    assert not isinstance(await world.rounds.current(ANN, GROUP), Asked)
    await world.pass_time(seconds=7)
    world.clock.forward(minutes=30)
    await world.pass_time(seconds=3)  # its reveal waits, and so does the next question
    second = expect(await world.rounds.current(ANN, GROUP), Asked)
    assert second.ask != first.ask
    assert expect((await parcels(delivering, "2"))[0].reply, Revealed).ask == first.ask
    late = expect((await parcels(delivering, "3"))[0].reply, Asked)
    assert (late.ask, late.closes_at) == (second.ask, world.clock() + timedelta(seconds=20))


async def test_a_round_that_nobody_sees_for_hours_ends(world: World) -> None:
    await begin(world)
    await world.pass_time(seconds=3)
    world.clock.forward(hours=6)
    await world.pass_time(seconds=5)
    assert await world.rounds.current(ANN, GROUP) == Refused(Problem.NO_ROUND)
    posts = await world.posting.since(GROUP, 0, 50)
    assert isinstance(posts[-1].reply, RoundOver)


async def test_a_chat_that_is_gone_holds_up_nothing(world: World) -> None:
    delivering = await begin(world)
    await world.pass_time(seconds=3)
    asked = expect(await world.rounds.current(ANN, GROUP), Asked)
    await delivering.chat_gone(Platform.TELEGRAM, "-100")
    await world.pass_time(seconds=21)
    found = await world.rounds.current(ANN, GROUP)
    assert not isinstance(found, Asked) or found.ask != asked.ask
