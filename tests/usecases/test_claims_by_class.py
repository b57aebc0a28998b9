"""What an editor accepts is right in their class and nowhere else."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.domain.question import Mark, Wrote
from bot.domain.replies import (
    Answered,
    Asked,
    ClaimFiled,
    Problem,
    Refused,
    Role,
)
from bot.usecases import recording
from bot.usecases.daily_settings import Wish
from tests import decks
from tests.fakes import FakeClock
from tests.usecases.daily_life import hours
from tests.usecases.two_classes import (
    DAN,
    EVE,
    HAMMER,
    answer,
    claim,
    live,
    mark_of,
    meet,
    place_of,
    points,
    queue,
    right_names,
    settle,
    two_classes,
)
from tests.usecases.world import ANN, BEN, CAT, World, account, expect, open_world

FOLDED = ("memories", "learner_days", "class_days", "board_totals", "class_activity")


@pytest.fixture
async def world(tmp_path: Path, clock: FakeClock) -> AsyncIterator[World]:
    """Two classes. After each story the log alone tells the same memories, points and boards."""
    async with two_classes(tmp_path / "world.db", clock) as opened:
        yield opened
        before = await opened.dump(*FOLDED)
        await opened.database.transaction(recording.rebuild)
        assert await opened.dump(*FOLDED) == before


async def test_two_accounts_with_a_class_of_their_own_teach_nobody_else(world: World) -> None:
    await claim(world, DAN)
    assert (await settle(world, CAT)).remarked == 1
    assert await mark_of(world, DAN) is Mark.RIGHT
    assert await mark_of(world, ANN) is Mark.WRONG
    assert await mark_of(world, BEN) is Mark.WRONG
    asked, place = await live(world, ANN)
    await world.study.answer(BEN, asked.ask, HAMMER)
    await world.study.answer(EVE, asked.ask, HAMMER)
    await world.study.answer(ANN, asked.ask, Wrote("Molotov"))
    await world.pass_time(seconds=60)
    assert await right_names(world, place, asked.ask) == ("Ann",)


async def test_a_learner_of_both_is_asked_as_the_class_that_asks(world: World) -> None:
    await claim(world, BEN)
    await settle(world, ANN)
    assert await mark_of(world, EVE) is Mark.RIGHT, "she is one of Ann's"
    for leader, expected in ((ANN, ("Eve",)), (CAT, ())):
        asked, place = await live(world, leader)
        expect(await world.study.answer(EVE, asked.ask, HAMMER), Answered)
        await world.pass_time(seconds=60)
        assert await right_names(world, place, asked.ask) == expected
        await world.rounds.stop(leader, place)  # what is being asked is in nobody's reviews
    await world.classes.leave(EVE)  # Elsewhere, where she joined last
    assert await mark_of(world, EVE) is Mark.RIGHT
    await world.classes.leave(EVE)
    await world.classes.join(EVE, (await place_of(world, CAT)).chat_id)
    assert await mark_of(world, EVE) is Mark.WRONG


async def test_a_daily_question_is_marked_as_its_class_was_taught(world: World) -> None:
    await claim(world, BEN)
    await settle(world, ANN)
    for leader, expected in ((ANN, ("Eve",)), (CAT, ())):
        place = await place_of(world, leader)
        await world.daily.setup(leader, place, Wish(hour=17, reveal_hours=1))
        await world.daily.queue_question(leader, place, decks.TYPED.id)
        posted = expect(await world.daily.now(leader, place), Asked)
        assert posted.posed.question == decks.TYPED.id
        expect(await world.study.answer(EVE, posted.ask, HAMMER), Answered)
        await hours(world, 1.5)
        assert await right_names(world, place, posted.ask) == expected


async def test_a_restart_knows_the_same(tmp_path: Path, clock: FakeClock) -> None:
    async with two_classes(tmp_path / "again.db", clock) as world:
        await claim(world, BEN)
        await settle(world, ANN)
    async with open_world(tmp_path / "again.db", clock) as again:
        assert await mark_of(again, BEN) is Mark.RIGHT
        assert await mark_of(again, DAN) is Mark.WRONG


async def test_accepting_re_marks_the_members_of_the_class_and_nobody_else(world: World) -> None:
    ben, _, _ = [await answer(world, who) for who in (BEN, DAN, EVE)]
    await world.study.claim(BEN, ben.ask)
    settled = await settle(world, ANN)
    assert settled.remarked == 2, "Ben and Eve"
    assert await points(world, ANN) == {"Ben": 20, "Eve": 20}
    assert await points(world, CAT) == {"Eve": 20, "Dan": 1}
    before = await world.dump(*FOLDED, "amendments", "aliases")
    twice = await world.study.settle(ANN, settled.claim, accept=True)
    assert twice == Refused(Problem.CLAIM_GONE)
    assert await world.dump(*FOLDED, "amendments", "aliases") == before


async def test_answers_kept_until_a_reveal_are_re_marked_only_where_it_counts(world: World) -> None:
    await claim(world, BEN)
    (ours, here), (theirs, there) = [await live(world, leader) for leader in (ANN, CAT)]
    for asked in (ours, theirs):
        await world.study.answer(EVE, asked.ask, HAMMER)
    assert (await settle(world, ANN)).remarked == 1, "only Ben's is revealed"
    await world.pass_time(seconds=60)
    assert await right_names(world, here, ours.ask) == ("Eve",)
    assert await right_names(world, there, theirs.ask) == ()


async def test_another_decision_leaves_what_was_marked_elsewhere(world: World) -> None:
    await answer(world, DAN)
    await claim(world, BEN)
    await settle(world, ANN)
    await world.classes.enter(DAN, "", code=(await place_of(world, ANN)).chat_id)
    await claim(world, EVE, Wrote("The Sickle"))
    (shown,) = await queue(world, ANN)
    await world.study.settle(ANN, shown.claim, accept=True)
    log = await world.dump("amendments")
    assert {row[7] for row in log["amendments"]} == {"claim", "alias"}
    assert (await points(world, CAT))["Dan"] == 1, "marked before he joined Ann's class"


async def test_the_queue_is_told_by_class(world: World) -> None:
    elsewhere = (await place_of(world, CAT)).chat_id
    await world.classes.enter(CAT, "", code=(await place_of(world, ANN)).chat_id)
    await world.classes.set_role(ANN, "Cat", Role.EDITOR)
    await meet(world, elsewhere, "Fay", "Gus")
    for who in (DAN, BEN, EVE, account("Fay"), account("Gus")):
        await claim(world, who)
    assert [(one.class_name, one.count) for one in await queue(world, ANN)] == [("History", 2)]
    shown = await queue(world, CAT)
    assert [(one.class_name, one.count) for one in shown] == [("History", 2), ("Elsewhere", 3)]
    await world.study.settle(CAT, shown[1].claim, accept=True)
    assert await mark_of(world, DAN) is Mark.RIGHT
    assert [one.class_name for one in await queue(world, CAT)] == ["History"]
    assert [one.count for one in await queue(world, ANN)] == [1], "Eve's is right by now"


async def test_declining_is_for_one_class(world: World) -> None:
    before = await world.dump("memories")
    for who in (BEN, EVE):
        await claim(world, who)
    hoped = await world.dump("memories")
    declined = await settle(world, ANN, accept=False)
    assert await world.dump("memories") != hoped
    assert await queue(world, ANN) == ()
    twice = await world.study.settle(ANN, declined.claim, accept=True)
    assert twice == Refused(Problem.CLAIM_GONE)
    assert (await settle(world, CAT)).remarked == 1, "Eve is hers as well"
    assert await points(world, CAT) == {"Eve": 20}
    for who in (BEN, EVE):
        await world.study.undo(who)
    assert await world.dump("memories") == before
    assert await mark_of(world, BEN) is Mark.WRONG


async def test_a_claim_that_every_class_declined_is_settled(world: World) -> None:
    await claim(world, EVE)
    for leader in (ANN, CAT):
        await settle(world, leader, accept=False)
        assert await queue(world, leader) == ()
    ((_, *_, settled_at, accepted),) = (await world.dump("claims"))["claims"]
    assert (settled_at is not None, accepted) == (True, 0)


async def test_an_answer_in_a_round_is_the_business_of_its_class(world: World) -> None:
    asked, _ = await live(world, CAT)
    await world.study.answer(EVE, asked.ask, HAMMER)
    await world.pass_time(seconds=60)
    filed = expect(await world.study.claim(EVE, asked.ask), ClaimFiled)
    assert await queue(world, ANN) == ()
    refused = await world.study.settle(ANN, filed.claim, accept=True)
    assert refused == Refused(Problem.NOT_ALLOWED, ("owner", "editor"))
    assert (await settle(world, CAT)).remarked == 1
