"""A class of two or more at its desks: the real use cases on a real database, a fake clock."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

from bot.domain.ids import Account, Place, Platform, QuestionKey
from bot.domain.question import Chosen, Deck, Given, Question, Wrote
from bot.domain.replies import Asked, ClassShown, Marked, Reply
from bot.usecases.boards import Boards
from bot.usecases.classes import Classes
from bot.usecases.comeback import Comeback
from bot.usecases.daily import Daily
from bot.usecases.decks import Decks
from bot.usecases.digesting import Digesting
from bot.usecases.filters import Filters
from bot.usecases.library import Library
from bot.usecases.posting import Post, Posting
from bot.usecases.privacy import Privacy
from bot.usecases.reminding import Reminding
from bot.usecases.rounds import Rounds
from bot.usecases.settings import Settings
from bot.usecases.study import Study
from storage import mirroring, questions
from storage.database import Database, open_database
from tests.decks import small_deck
from tests.fakes import FakeClock
from tests.fresh import fresh

R = TypeVar("R")


def account(name: str) -> Account:
    """Return the web account of somebody."""
    return Account(Platform.WEB, f"user-{name.lower()}")


ANN, BEN, CAT = account("Ann"), account("Ben"), account("Cat")


def expect(reply: Reply, kind: type[R]) -> R:
    """Return the reply, which must be of this kind."""
    assert isinstance(reply, kind), reply
    return reply


@dataclass(slots=True)
class World:
    """Everything a test of use cases needs."""

    database: Database
    clock: FakeClock
    library: Library
    posting: Posting
    study: Study
    rounds: Rounds
    boards: Boards
    daily: Daily
    reminding: Reminding
    digesting: Digesting
    comeback: Comeback
    classes: Classes
    decks: Decks
    settings: Settings
    privacy: Privacy
    place: Place = field(default_factory=lambda: Place(Platform.WEB, ""))

    async def enter(self, *names: str) -> None:
        """Let people come in; the first owns the class."""
        for name in names:
            await self.classes.enter(account(name), name, zone="Europe/London")
        shown = expect(await self.classes.show(account(names[0])), ClassShown)
        self.place = Place(Platform.WEB, shown.code)

    async def mirror(self, deck: Deck, edition: bytes = b"1") -> None:
        """Put a deck into the database."""
        await self.database.transaction(lambda tx: mirroring.mirror(tx, deck, edition))

    async def key(self, question: Question) -> QuestionKey:
        """Return the database's key of a question."""
        found = await self.database.transaction(lambda tx: questions.by_id(tx, question.id))
        assert found is not None
        return found.key

    async def ask(self, who: Account, question: Question) -> Asked:
        """Skip through a learner's reviews until this question is asked."""
        for _ in range(40):
            filters = Filters(theme=question.theme, kinds=(question.kind_name,))
            asked = expect(await self.study.next(who, filters), Asked)
            if asked.posed.question == question.id:
                return asked
            await self.study.skip(who, asked.ask)
        raise AssertionError(f"{question.id} never came")

    async def answer(self, who: Account, question: Question, given: Given) -> Marked:
        """Ask a question and answer it."""
        asked = await self.ask(who, question)
        return expect(await self.study.answer(who, asked.ask, given), Marked)

    async def pass_time(self, **parts: float) -> None:
        """Move the clock in half seconds' beats, ringing alarms as they come due."""
        end = self.clock.now + timedelta(**parts)
        while self.clock.now < end:
            self.clock.now = min(end, self.clock.now + timedelta(seconds=0.5))
            await self.rounds.tick()
            await self.daily.tick()

    async def posts(self, after: int = 0) -> tuple[Post, ...]:
        """Return what was posted to the class's place."""
        return await self.posting.since(self.place, after, 500)

    async def dump(self, *tables: str) -> dict[str, list[tuple[object, ...]]]:
        """Return the rows of tables, sorted: to compare states."""
        names = tables or ("memories", "learner_days", "class_days", "board_totals")
        return await self.database.transaction(
            lambda tx: {
                name: sorted(map(tuple, tx.execute(f"SELECT * FROM {name}"))) for name in names
            }
        )


@asynccontextmanager
async def open_world(
    path: Path, clock: FakeClock, deck: Deck | None = None
) -> AsyncIterator[World]:
    """Open the use cases on a database file; opening it again is a restart."""
    async with open_database(fresh(path), synchronous="OFF") as database:
        library, posting = Library(), Posting(database)
        world = World(
            database=database,
            clock=clock,
            library=library,
            posting=posting,
            study=Study(database=database, clock=clock, library=library),
            rounds=Rounds(database=database, clock=clock, library=library, posting=posting),
            boards=Boards(database, clock),
            daily=Daily(database=database, clock=clock, library=library, posting=posting),
            reminding=Reminding(database=database, clock=clock, library=library, posting=posting),
            digesting=Digesting(database=database, clock=clock, library=library, posting=posting),
            comeback=Comeback(database=database, clock=clock, library=library),
            classes=Classes(database, clock, "Europe/London"),
            decks=Decks(database, clock),
            settings=Settings(database, clock),
            privacy=Privacy(database, clock),
        )
        await world.mirror(deck or small_deck())
        yield world


RIGHT: dict[str, Given] = {
    "tst-choice": Chosen((0,)),
    "tst-several": Chosen((0, 1)),
    "tst-truefalse": Chosen((1,)),
    "tst-typed": Wrote("molotov"),
    "tst-number": Wrote("47 %"),
    "tst-date": Wrote("22 June 1941"),
}
"""Right answers by question id."""

WRONG: dict[str, Given] = {
    "tst-choice": Chosen((2,)),
    "tst-several": Chosen((2,)),
    "tst-truefalse": Chosen((0,)),
    "tst-typed": Wrote("Ribbentrop"),
    "tst-number": Wrote("12"),
    "tst-date": Wrote("1 September 1939"),
}
"""Wrong ones."""
