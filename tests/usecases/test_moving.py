"""A group that gets another id: everything of it goes along, whoever tells of it and how often."""

from bot.domain.ids import Account, Place, Platform
from bot.domain.replies import Asked, ClassShown, DailyShown, Problem, Refused, RoundStarted
from bot.usecases.daily_settings import Wish
from bot.usecases.delivering import Delivering
from bot.usecases.moving import Moving
from storage import classes
from tests.usecases.world import World, expect

ANN = Account(Platform.TELEGRAM, "7")
OLD, NEW = "-100", "-1001000000100"
GROUP = Place(Platform.TELEGRAM, OLD)
TOPIC = Place(Platform.TELEGRAM, OLD, "12")
GROWN = Place(Platform.TELEGRAM, NEW)


async def at(world: World, place: Place) -> str:
    """Return the name of the class that a place belongs to."""
    found = await world.database.transaction(lambda tx: classes.class_of_place(tx, place))
    return found.name if found else ""


async def begun(world: World) -> None:
    """Let a class play in a group and have a question of the day in a topic of it."""
    await world.classes.enter(ANN, "Ann", zone="Europe/London")
    expect(await world.classes.create(ANN, "Latin", place=GROUP), ClassShown)
    expect(await world.rounds.start(ANN, GROUP), RoundStarted)
    expect(await world.daily.setup(ANN, TOPIC, Wish(hour=17)), DailyShown)


async def test_a_group_keeps_its_class_its_round_and_its_daily_question(world: World) -> None:
    await begun(world)
    moving = Moving(world.database, world.clock)
    assert await moving.moved(Platform.TELEGRAM, OLD, NEW)
    assert await at(world, GROWN) == "Latin"
    assert await at(world, GROUP) == ""
    world.clock.forward(seconds=4)
    await world.rounds.tick()
    expect(await world.rounds.current(ANN, GROWN), Asked)
    topic = Place(Platform.TELEGRAM, NEW, "12")
    assert expect(await world.daily.show(ANN, topic), DailyShown).hour == 17
    assert not await moving.moved(Platform.TELEGRAM, OLD, NEW)
    assert not await moving.moved(Platform.TELEGRAM, NEW, NEW)
    assert await at(world, GROWN) == "Latin"


async def test_what_the_new_id_has_already_becomes_one_with_the_old(world: World) -> None:
    await begun(world)
    await world.database.transaction(lambda tx: classes.place_id(tx, GROWN))
    assert await Moving(world.database, world.clock).moved(Platform.TELEGRAM, OLD, NEW)
    assert await at(world, GROWN) == "Latin"
    rows = (await world.dump("places"))["places"]
    assert sorted(map(str, (row[2] for row in rows if row[1] == "telegram"))) == [NEW, NEW]


async def test_two_rounds_become_the_older_and_no_alarm_breaks(world: World) -> None:
    await begun(world)
    ben = Account(Platform.TELEGRAM, "8")
    await world.classes.enter(ben, "Ben", zone="Europe/London")
    expect(await world.classes.create(ben, "Greek", place=GROWN), ClassShown)
    expect(await world.rounds.start(ben, GROWN), RoundStarted)
    expect(await world.daily.setup(ben, GROWN, Wish(hour=9)), DailyShown)
    await Moving(world.database, world.clock).moved(Platform.TELEGRAM, OLD, NEW)
    assert await at(world, GROWN) == "Latin"
    await world.pass_time(seconds=4)
    expect(await world.rounds.current(ANN, GROWN), Asked)
    expect(await world.daily.show(ANN, GROWN), DailyShown)
    await world.pass_time(minutes=5)


async def test_another_platforms_chat_of_that_id_stays(world: World) -> None:
    await begun(world)
    other = Place(Platform.DISCORD, OLD)
    await world.database.transaction(lambda tx: classes.place_id(tx, other))
    await Moving(world.database, world.clock).moved(Platform.TELEGRAM, OLD, NEW)
    assert await at(world, other) == ""
    refused = await world.rounds.current(ANN, other)
    assert refused == Refused(Problem.NEEDS_CLASS)


async def out(world: World, subject: str) -> list[object]:
    """Return the platform's ids of the posts of a subject, the oldest first."""
    return await world.database.transaction(
        lambda tx: [
            row[0]
            for row in tx.execute(
                "SELECT external_id FROM outbox WHERE subject = ? ORDER BY id", (subject,)
            )
        ]
    )


async def test_an_open_question_is_asked_again_once_and_no_old_message_is_touched(
    world: World,
) -> None:
    await begun(world)
    await world.pass_time(seconds=4)
    ask = expect(await world.rounds.current(ANN, GROUP), Asked).ask
    delivering = Delivering(world.database, world.clock)
    for _ in range(2):  # the start of the round, and its first question
        for number, parcel in enumerate(await delivering.lease(Platform.TELEGRAM)):
            await delivering.delivered(parcel.id, f"{number + 5}")
    moving = Moving(world.database, world.clock)
    assert await moving.moved(Platform.TELEGRAM, OLD, NEW)
    assert not await moving.moved(Platform.TELEGRAM, OLD, NEW)
    assert await delivering.earlier(GROWN, f"ask:{ask}") == ""
    assert await out(world, f"ask:{ask}") == [None, None]
    (parcel,) = await delivering.lease(Platform.TELEGRAM)
    assert (expect(parcel.reply, Asked).ask, parcel.place) == (ask, GROWN)


async def test_what_waits_to_go_out_is_not_doubled(world: World) -> None:
    await begun(world)
    await world.pass_time(seconds=4)
    ask = expect(await world.rounds.current(ANN, GROUP), Asked).ask
    await Moving(world.database, world.clock).moved(Platform.TELEGRAM, OLD, NEW)
    assert len(await out(world, f"ask:{ask}")) == 1


async def test_a_question_that_is_over_in_a_moment_is_not_asked_again(world: World) -> None:
    await begun(world)
    await world.pass_time(seconds=4)
    ask = expect(await world.rounds.current(ANN, GROUP), Asked)
    delivering = Delivering(world.database, world.clock)
    for _ in range(2):
        for parcel in await delivering.lease(Platform.TELEGRAM):
            await delivering.delivered(parcel.id, "5")
    assert ask.closes_at is not None
    world.clock.forward(seconds=(ask.closes_at - world.clock()).total_seconds() - 9)
    await Moving(world.database, world.clock).moved(Platform.TELEGRAM, OLD, NEW)
    assert await out(world, f"ask:{ask.ask}") == [None]
