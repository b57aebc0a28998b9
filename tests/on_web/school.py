"""A classroom being served: the real use cases, a real database, a real port, a fake clock."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.domain.question import Deck
from bot.domain.replies import Problem
from bot.on_web import Classroom, Desk
from bot.on_web.client import open_classroom
from bot.on_web.pages import Pictures
from bot.usecases.authoring import Authoring
from bot.usecases.mending import Mending
from bot.usecases.watching import Watching
from storage.secrets import secret
from tests.fakes import FakeClock
from tests.usecases.world import World, open_world


@dataclass(frozen=True, slots=True)
class School:
    """A served classroom and the world behind it."""

    world: World
    address: str

    @property
    def host(self) -> str:
        """Return the address without its scheme."""
        return self.address.removeprefix("http://")


def desk_of(world: World) -> Desk:
    """Return the use cases of a world, as the web's room takes them."""
    return Desk(
        study=world.study,
        rounds=world.rounds,
        daily=world.daily,
        reminding=world.reminding,
        digesting=world.digesting,
        comeback=world.comeback,
        boards=world.boards,
        classes=world.classes,
        decks=world.decks,
        authoring=Authoring(world.database),
        mending=Mending(world.database, world.clock),
        settings=world.settings,
        privacy=world.privacy,
        posting=world.posting,
        watching=Watching(world.database, world.clock),
        clock=world.clock,
    )


def _broken(_error: BaseException) -> Problem:
    return Problem.BROKEN


@asynccontextmanager
async def open_school(
    path: Path,
    clock: FakeClock,
    deck: Deck | None = None,
    *,
    port: int = 0,
    pictures: Pictures | None = None,
    explain: Callable[[BaseException], Problem] = _broken,
) -> AsyncIterator[School]:
    """Serve a classroom on a database file; serving it again on its port is a restart."""
    async with open_world(path, clock, deck) as world:
        key = await world.database.transaction(lambda tx: secret(tx, "cookie"))
        classroom = Classroom(desk_of(world), secret=key, pictures=pictures or {}, explain=explain)
        async with open_classroom(classroom, "127.0.0.1", port) as address:
            yield School(world, address)
