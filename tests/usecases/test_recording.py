"""The log and what is folded from it: a rebuild changes nothing, bit for bit."""

import random
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import local_day
from bot.domain.ids import Account
from bot.domain.question import Chosen, Passed
from bot.domain.replies import Asked, Marked
from bot.usecases import recording
from bot.usecases.filters import Filters, Pick
from tests import decks
from tests.decks import long_deck
from tests.usecases.world import ANN, BEN, RIGHT, World

FOLDED = ("memories", "learner_days", "class_days", "class_activity", "board_totals")


async def study_for_days(world: World, days: int, seed: int) -> None:
    """Let two learners study with gaps, repeats, undos, claims' kin and changed settings."""
    rng = random.Random(seed)
    await world.mirror(long_deck(12))
    for _ in range(days):
        world.clock.forward(hours=rng.randint(5, 60))
        for who in rng.sample((ANN, BEN), rng.randint(1, 2)):
            if rng.random() < 0.2:
                await world.settings.change(who, "retention", str(rng.randint(75, 95)))
            if rng.random() < 0.2:
                zone = rng.choice(["Asia/Tokyo", "America/Lima", "Europe/London"])
                await world.settings.change(who, "zone", zone)
            await _session(world, who, rng)


async def _session(world: World, who: Account, rng: random.Random) -> None:
    for _ in range(rng.randint(1, 8)):
        world.clock.forward(seconds=rng.randint(0, 90))
        asked = await world.study.next(who, Filters(deck="long", pick=rng.choice(list(Pick))))
        if not isinstance(asked, Asked):
            return
        if rng.random() < 0.2:
            await world.study.hint(who, asked.ask)
        given = Passed() if rng.random() < 0.1 else Chosen((rng.choice([0, 0, 0, 1]),))
        reply = await world.study.answer(who, asked.ask, given)
        assert isinstance(reply, Marked)
        if rng.random() < 0.15:
            await world.study.undo(who)


async def test_a_rebuild_changes_nothing(world: World) -> None:
    await study_for_days(world, 25, seed=7)
    before = await world.dump(*FOLDED)
    assert all(before.values())
    count = await world.database.transaction(recording.rebuild)
    assert count > 50
    assert await world.dump(*FOLDED) == before


async def test_rebuilding_one_learner_changes_nothing(world: World) -> None:
    await study_for_days(world, 12, seed=11)
    before = await world.dump(*FOLDED)
    learner = await world.database.transaction(
        lambda tx: tx.execute("SELECT max(id) FROM learners").fetchone()[0]
    )
    await world.database.transaction(lambda tx: recording.rebuild_learner(tx, learner))
    assert await world.dump(*FOLDED) == before


async def test_a_clock_that_steps_back_does_not_reorder_the_log(world: World) -> None:
    await world.mirror(long_deck(1))
    filters = Filters(deck="long", pick=Pick.UNSEEN)
    asked = await world.study.next(ANN, filters)
    assert isinstance(asked, Asked)
    await world.study.answer(ANN, asked.ask, Chosen((1,)))
    world.clock.forward(hours=-2)
    again = await world.study.next(ANN, Filters(deck="long", pick=Pick.DUE))
    assert isinstance(again, Asked)
    await world.study.answer(ANN, again.ask, Chosen((0,)))
    before = await world.dump(*FOLDED)
    await world.database.transaction(recording.rebuild)
    assert await world.dump(*FOLDED) == before


ZONES = ["Europe/London", "Asia/Tokyo", "America/Lima", "Pacific/Apia", "Africa/Cairo"]
SAMOA_SKIPS_A_DAY = 1_325_030_400
CLOCKS_CHANGE = 1_711_584_000
HOUR = 3600


@given(
    st.sampled_from(ZONES),
    st.sampled_from([SAMOA_SKIPS_A_DAY, CLOCKS_CHANGE, CLOCKS_CHANGE + 210 * 24 * HOUR]),
    st.lists(st.integers(0, 5 * 24 * HOUR), min_size=1, max_size=12),
)
def test_a_day_remembered_is_the_day_it_is(zone: str, near: int, seconds: list[int]) -> None:
    for after in seconds:
        at = datetime.fromtimestamp(near + after, UTC)
        assert recording.day_in(zone, at) == local_day(at, ZoneInfo(zone))


async def test_a_question_with_another_meaning_starts_afresh(world: World) -> None:
    await world.answer(ANN, decks.TYPED, RIGHT["tst-typed"])
    meant = replace(decks.TYPED, version=2)
    rest = tuple(each for each in decks.small_deck().questions if each.id != meant.id)
    await world.mirror(decks.small_deck((*rest, meant)), b"2")
    assert (await world.dump("memories"))["memories"] == []
    days = await world.dump("learner_days", "class_days", "board_totals")
    await world.database.transaction(recording.rebuild)
    assert (await world.dump("memories"))["memories"] == []
    assert await world.dump("learner_days", "class_days", "board_totals") == days
    asked = await world.ask(ANN, meant)
    assert not asked.seen_before
