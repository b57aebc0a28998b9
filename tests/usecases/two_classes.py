"""Two classes that play the same deck, for the tests of what an editor accepts.

History (the class that everybody enters) is Ann's, with Ben; Elsewhere is Cat's, with Dan; Eve is
in both.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.domain.ids import Account, AskId, Place, Platform
from bot.domain.question import Given, KindName, Mark, Question, Wrote
from bot.domain.replies import (
    Asked,
    BoardShown,
    ClaimFiled,
    ClaimQueue,
    ClaimSettled,
    ClaimShown,
    ClassShown,
    Marked,
    Pace,
    Revealed,
    RoundStarted,
)
from bot.usecases.filters import Filters
from tests import decks
from tests.fakes import FakeClock
from tests.usecases.world import ANN, CAT, World, account, expect, open_world

DAN, EVE = account("Dan"), account("Eve")
HAMMER = Wrote("The Hammer")
TYPED_ONLY = Filters(theme="west", kinds=(KindName.TYPED,))


@asynccontextmanager
async def two_classes(path: Path, clock: FakeClock) -> AsyncIterator[World]:
    """Open a world where both classes have met."""
    async with open_world(path, clock) as opened:
        await opened.enter("Ann", "Ben")
        await opened.classes.rename(ANN, "History")
        await opened.classes.enter(CAT, "Cat", zone="Europe/London")
        await opened.classes.leave(CAT)
        code = expect(await opened.classes.create(CAT, "Elsewhere"), ClassShown).code
        await meet(opened, code, "Dan")
        await opened.classes.enter(EVE, "Eve", zone="Europe/London")
        await opened.classes.join(EVE, code)
        yield opened


async def meet(world: World, code: str, *names: str) -> None:
    """Let people come to the class of a code, and to no other."""
    for name in names:
        await world.classes.enter(account(name), name, code=code, zone="Europe/London")


async def answer(
    world: World, who: Account, given: Given = HAMMER, to: Question = decks.TYPED
) -> Marked:
    """Answer a question in a review, twice if it is asked back."""
    asked = await world.ask(who, to)
    reply = await world.study.answer(who, asked.ask, given)
    if not isinstance(reply, Marked):
        reply = await world.study.answer(who, asked.ask, given)
    return expect(reply, Marked)


async def mark_of(
    world: World, who: Account, given: Given = HAMMER, to: Question = decks.TYPED
) -> Mark:
    """Answer a question and take it back: how it would be marked now."""
    marked = await answer(world, who, given, to)
    await world.study.undo(who)
    return marked.verdict.mark


async def claim(
    world: World, who: Account, given: Given = HAMMER, to: Question = decks.TYPED
) -> Marked:
    """Answer a question wrongly and say that it was right."""
    marked = await answer(world, who, given, to)
    assert marked.verdict.mark is not Mark.RIGHT
    expect(await world.study.claim(who, marked.ask), ClaimFiled)
    return marked


async def queue(world: World, who: Account) -> tuple[ClaimShown, ...]:
    """Return what is waiting for an editor."""
    return expect(await world.study.claims(who), ClaimQueue).claims


async def settle(world: World, who: Account, *, accept: bool = True) -> ClaimSettled:
    """Settle the one claim that is waiting for an editor."""
    (shown,) = await queue(world, who)
    return expect(await world.study.settle(who, shown.claim, accept=accept), ClaimSettled)


async def place_of(world: World, who: Account) -> Place:
    """Return the room of somebody's current class."""
    code = expect(await world.classes.show(who), ClassShown).code
    return Place(Platform.WEB, code)


async def live(world: World, leader: Account) -> tuple[Asked, Place]:
    """Begin a round of the typed question in the class of who leads it."""
    place = await place_of(world, leader)
    started = await world.rounds.start(leader, place, TYPED_ONLY, questions=1, pace=Pace.QUICK)
    expect(started, RoundStarted)
    await world.pass_time(seconds=4)
    return expect(await world.rounds.current(leader, place), Asked), place


async def right_names(world: World, place: Place, ask: AskId) -> tuple[str, ...]:
    """Return who had a live question right, as its reveal told everybody."""
    replies = [post.reply for post in await world.posting.since(place, 0, 500)]
    return next(r.right_names for r in replies if isinstance(r, Revealed) and r.ask == ask)


async def points(world: World, who: Account) -> dict[str, int]:
    """Return the board of somebody's current class."""
    board = expect(await world.boards.show(who, await place_of(world, who)), BoardShown)
    return {line.name: line.points for line in board.top}
