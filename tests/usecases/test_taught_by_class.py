"""What a class taught its questions: for how long, whose decks, which parts, and at what cost."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.domain.ids import Account, ClassId, DeckId, QuestionId
from bot.domain.question import Cloze, Filled, Key, Listed, Mark, Wrote
from bot.domain.replies import Asked, DataDeleted, DataExported, Marked, PointsProposed
from bot.usecases.filters import Filters
from storage import mirroring
from storage.database import Tx
from tests import decks
from tests.fakes import FakeClock
from tests.usecases.two_classes import DAN, EVE, HAMMER, claim, mark_of, queue, settle, two_classes
from tests.usecases.world import ANN, BEN, CAT, World, expect

OWN = DeckId("own")
OWN_TYPED = replace(decks.TYPED, id=QuestionId("own-typed"), deck=OWN, theme="ours")
TWO_GAPS = replace(
    OWN_TYPED,
    id=QuestionId("own-gaps"),
    stem="First ____, then ____.",
    kind=Cloze((Key(accepted=("Rapallo",)), Key(accepted=("Berlin",)))),
)
WORDS = Listed("Nobody in Moscow was ready and weapons were needed first")


@pytest.fixture
async def world(tmp_path: Path, clock: FakeClock) -> AsyncIterator[World]:
    async with two_classes(tmp_path / "world.db", clock) as opened:
        yield opened


@pytest.fixture
async def own_deck(world: World) -> None:
    """Elsewhere has a deck of its own: a typed question and one of two gaps."""
    deck = replace(
        decks.small_deck((OWN_TYPED, TWO_GAPS)), id=OWN, title="Ours", themes=(("ours", "Ours"),)
    )

    def keep(tx: Tx) -> None:
        (number,) = tx.execute("SELECT id FROM classes WHERE name = 'Elsewhere'").fetchone()
        mirroring.mirror(tx, deck, b"1", ClassId(number), imported=True)

    await world.database.transaction(keep)


async def credited(world: World, who: Account) -> bool:
    """Return whether the first point is found in somebody's words."""
    asked = await world.ask(who, decks.POINTS)
    reply = await world.study.answer(who, asked.ask, WORDS)
    if isinstance(reply, Marked):
        return reply.verdict.parts[0] is Mark.RIGHT
    await world.study.skip(who, asked.ask)
    return 0 in expect(reply, PointsProposed).credited


async def statements(world: World, who: Account) -> int:
    """Return how many statements an answer and the next question are."""
    asked = await world.ask(who, decks.TYPED)
    seen: list[str] = []
    await world.database.transaction(lambda tx: tx.set_trace_callback(seen.append))
    expect(await world.study.answer(who, asked.ask, Wrote("Molotov")), Marked)
    expect(await world.study.next(who, Filters()), Asked)
    await world.database.transaction(lambda tx: tx.set_trace_callback(None))
    await world.study.undo(who)
    return sum(text.split()[0] in ("SELECT", "INSERT", "UPDATE") for text in seen)


async def test_a_new_meaning_leaves_a_classs_variants_behind(world: World) -> None:
    await claim(world, BEN)
    await settle(world, ANN)
    newer = replace(decks.TYPED, version=2)
    kept = tuple(newer if one is decks.TYPED else one for one in decks.EVERY_KIND)
    await world.mirror(decks.small_deck(kept), b"2")
    assert await mark_of(world, BEN) is Mark.WRONG


@pytest.mark.usefixtures("own_deck")
async def test_a_deck_of_ones_own_is_taught_by_its_class(world: World) -> None:
    await claim(world, EVE, to=OWN_TYPED)
    assert await queue(world, ANN) == (), "not her deck"
    assert (await settle(world, CAT)).remarked == 1
    assert await mark_of(world, DAN, to=OWN_TYPED) is Mark.RIGHT
    assert await mark_of(world, BEN) is Mark.WRONG
    await world.study.undo(EVE)
    asked = await world.ask(EVE, OWN_TYPED)
    await world.classes.leave(EVE)
    left = expect(await world.study.answer(EVE, asked.ask, HAMMER), Marked)
    assert left.verdict.mark is Mark.RIGHT, "she still had it open"


@pytest.mark.usefixtures("own_deck")
async def test_claims_about_a_deck_that_went_with_its_class_are_shown_to_nobody(
    world: World,
) -> None:
    await claim(world, EVE, to=OWN_TYPED)
    await world.classes.leave(EVE)
    for who in (DAN, CAT):
        await world.classes.leave(who)
    await world.privacy.delete(DAN, "DELETE")
    await world.privacy.delete(CAT, "DELETE")
    (row,) = (await world.dump("classes"))["classes"]
    assert row[1] == "History"
    assert await queue(world, ANN) == ()


@pytest.mark.usefixtures("own_deck")
async def test_each_gap_learns_its_own_text(world: World) -> None:
    filled = Filled(("Rapallo", "Moscow"))
    await claim(world, DAN, filled, TWO_GAPS)
    await settle(world, CAT)
    assert await mark_of(world, EVE, filled, TWO_GAPS) is Mark.RIGHT
    assert await mark_of(world, EVE, Filled(("Moscow", "Berlin")), TWO_GAPS) is not Mark.RIGHT


async def test_examples_of_points_are_a_classs_and_go_with_who_wrote_them(world: World) -> None:
    asked = await world.ask(BEN, decks.POINTS)
    expect(await world.study.answer(BEN, asked.ask, WORDS), PointsProposed)
    expect(await world.study.tick(BEN, asked.ask, (0,)), Marked)
    assert not await credited(world, ANN)
    await settle(world, ANN)
    assert await credited(world, ANN)
    assert await credited(world, EVE)
    assert not await credited(world, DAN)
    exported = expect(await world.privacy.export(BEN), DataExported)
    assert exported.body.count(WORDS.text) > 1
    expect(await world.privacy.delete(BEN, "DELETE"), DataDeleted)
    assert not await credited(world, ANN)
    assert (await world.dump("aliases"))["aliases"] == []


async def test_a_class_that_is_gone_has_taught_nothing(world: World) -> None:
    await claim(world, DAN)
    await settle(world, CAT)
    assert await mark_of(world, EVE) is Mark.RIGHT
    for who in (DAN, EVE):
        await world.classes.leave(who)
    await world.privacy.delete(CAT, "DELETE")
    assert (await world.dump("aliases"))["aliases"] == []
    assert await mark_of(world, EVE) is Mark.WRONG


async def test_a_taught_question_is_answered_in_as_few_statements(world: World) -> None:
    plain = [await statements(world, BEN) for _ in range(3)][-1]
    await claim(world, EVE)
    await settle(world, ANN)
    await world.study.undo(EVE)
    taught = [await statements(world, who) for who in (BEN, EVE, BEN)][-1]
    assert taught == plain
