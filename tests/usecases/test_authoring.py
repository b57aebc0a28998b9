"""Cards that members write: a member's waits for an editor, an editor's is in play at once."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.domain.replies import DraftDone, DraftQueue, Problem, Refused
from bot.usecases.authoring import LONGEST, Authoring
from tests.fakes import FakeClock
from tests.usecases.world import ANN, BEN, World, expect, open_world


@pytest.fixture
async def world(tmp_path: Path, clock: FakeClock) -> AsyncIterator[World]:
    """Ann owns a class in which Ben is."""
    async with open_world(tmp_path / "x.db", clock) as opened:
        await opened.enter("Ann", "Ben")
        yield opened


async def test_a_members_card_waits_and_an_editors_does_not(world: World) -> None:
    authoring = Authoring(world.database)
    told = expect(await authoring.suggest(BEN, None, "Who signed?", "Rathenau"), DraftQueue)
    assert (told.done, told.first) == (DraftDone.SUGGESTED, None)
    waiting = expect(await authoring.waiting(ANN, None), DraftQueue)
    assert waiting.first is not None
    assert waiting.first.sample.posed.stem == "Who signed?"
    mine = expect(await authoring.suggest(ANN, None, "And when?", "1922"), DraftQueue)
    assert (mine.done, mine.waiting) == (DraftDone.ACCEPTED, 1)
    question = waiting.first.sample.posed.question
    done = expect(await world.decks.accept(ANN, told.deck, question), DraftQueue)
    assert done.waiting == 0


async def test_the_same_card_twice_waits_once(world: World) -> None:
    authoring = Authoring(world.database)
    for _ in range(2):
        await authoring.suggest(BEN, None, "Who signed?", "Rathenau")
    assert expect(await authoring.waiting(ANN, None), DraftQueue).waiting == 1


async def test_what_is_no_card_is_refused(world: World) -> None:
    authoring = Authoring(world.database)
    assert await authoring.suggest(BEN, None, " ", "x") == Refused(
        Problem.EMPTY, ("question or its answer",)
    )
    long = await authoring.suggest(BEN, None, "x" * (LONGEST + 1), "x")
    assert expect(long, Refused).problem is Problem.TOO_LONG
    assert expect(await authoring.waiting(BEN, None), Refused).problem is Problem.NOT_ALLOWED
