"""Whoever watches the bot is told how it is, by numbers that name nobody."""

from datetime import timedelta
from pathlib import Path

from bot.domain.ids import AskId, Place, Platform
from bot.domain.question import KindName, Mark
from bot.domain.replies import Answered, Asked, Pace
from bot.usecases.counting import Answers
from bot.usecases.filters import Filters
from bot.usecases.study import Study
from bot.usecases.watching import FRESH, LATE, SILENCE, Watching
from storage import classes, outbox
from storage.database import STEPS, Database, Tx
from tests.decks import CHOICE, NUMBER, SEVERAL
from tests.fakes import FakeClock
from tests.usecases.world import ANN, BEN, RIGHT, WRONG, World, expect, open_world


class Steady:
    """Seconds that go on when told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


async def test_all_is_well_after_the_start(database: Database, clock: FakeClock) -> None:
    health = await Watching(database, clock).health()
    assert health.well
    assert (health.trouble, health.lag, health.dailies_due) == ("", 0.0, 0)


async def test_a_database_that_cannot_write_is_ill_until_it_can(
    database: Database, clock: FakeClock
) -> None:
    steady = Steady()
    watching = Watching(database, clock, steady=steady)
    await watching.health()
    await database._writer.execute_fetchall("PRAGMA query_only = ON")
    assert (await watching.health()).well  # as it was a moment ago: nobody can make it write more
    steady.now += FRESH + 0.1
    ill = await watching.health()
    assert not ill.well
    assert "cannot be read or written" in ill.trouble
    await database._writer.execute_fetchall("PRAGMA query_only = OFF")
    steady.now += FRESH + 0.1
    assert (await watching.health()).well


async def test_a_closed_database_is_told(tmp_path: Path, clock: FakeClock) -> None:
    async with open_world(tmp_path / "w.db", clock) as world:
        watching = Watching(world.database, clock)
    assert "closed" in (await watching.health()).trouble


async def test_a_look_writes_and_looks_soon_after_do_not(
    database: Database, clock: FakeClock
) -> None:
    watching = Watching(database, clock, steady=Steady())
    await watching.health()
    before = database.statistics.transactions
    for _ in range(50):
        assert (await watching.health()).well
    assert database.statistics.transactions == before


async def test_a_metronome_that_fell_silent_is_ill(database: Database, clock: FakeClock) -> None:
    steady = Steady()
    watching = Watching(database, clock, steady=steady)
    steady.now += SILENCE + 1
    assert not (await watching.health()).beating
    watching.pulse.beat()
    assert (await watching.health()).well


async def test_what_waits_to_go_out_is_counted_by_platform(
    database: Database, clock: FakeClock
) -> None:
    there = [Place(Platform.DISCORD, "1"), Place(Platform.DISCORD, "2"), Place(Platform.WEB, "w")]

    def post(tx: Tx) -> None:
        for place in there:
            outbox.post(tx, classes.place_id(tx, place), "x", Answered(AskId(1), (), 0, 0), clock())

    await database.transaction(post)
    clock.forward(seconds=LATE + 1)
    health = await Watching(database, clock).health()
    (discord,) = health.waiting  # in the web what is posted is delivered
    assert (discord.platform, discord.posts, discord.seconds) == (Platform.DISCORD, 2, LATE + 1)
    assert health.late
    assert health.well  # starting the bot anew would bring no platform back


async def test_a_retry_does_not_make_a_post_younger(database: Database, clock: FakeClock) -> None:
    def post(tx: Tx) -> None:
        place = classes.place_id(tx, Place(Platform.DISCORD, "1"))
        number = outbox.post(tx, place, "x", Answered(AskId(1), (), 0, 0), clock())
        outbox.failed(tx, number, clock() + timedelta(seconds=90))

    await database.transaction(post)
    clock.forward(seconds=60)
    assert (await Watching(database, clock).health()).lag == 60


async def _play(world: World, study: Study) -> None:
    for question, given in ((CHOICE, RIGHT), (SEVERAL, WRONG), (NUMBER, WRONG)):
        await world.pass_time(seconds=1)
        asked = await world.ask(ANN, question)
        await study.answer(ANN, asked.ask, given[question.id])


async def test_answers_are_counted_by_platform_and_mark(tmp_path: Path, clock: FakeClock) -> None:
    async with open_world(tmp_path / "w.db", clock) as world:
        answers = Answers()
        study = Study(database=world.database, clock=clock, library=world.library, answers=answers)
        await world.enter("Ann", "Ben")
        await _play(world, study)
        assert answers.counts[Platform.WEB, Mark.RIGHT] == 1
        assert answers.counts[Platform.WEB, Mark.WRONG] == 2
        choices = Filters(kinds=(KindName.CHOICE,))
        await world.rounds.start(ANN, world.place, choices, questions=2, pace=Pace.CALM)
        await world.pass_time(seconds=4)
        asked = next(p.reply for p in await world.posts() if isinstance(p.reply, Asked))
        given = RIGHT[asked.posed.question]
        expect(await study.answer(BEN, asked.ask, given), Answered)
        assert answers.counts[Platform.WEB, Mark.RIGHT] == 2
        measured = await Watching(world.database, clock, answers=answers).measure()
        assert measured.answers == answers.counts
        assert sum(count for (platform, _), count in measured.answers.items()) == 4


async def test_what_the_database_did_is_told(database: Database, clock: FakeClock) -> None:
    watching = Watching(database, clock)
    for _ in range(10):
        await database.transaction(lambda tx: None)
    load = (await watching.measure()).load
    assert load.batches >= 10
    assert load.seconds > 0
    assert [bound for bound, _ in load.by_length] == [*STEPS, float("inf")]
    assert load.by_length[-1][1] == load.batches
    assert [count for _, count in load.by_length] == sorted(count for _, count in load.by_length)
