"""The composition root: builds every object once, by hand, in order.

``open_app`` is used by the program and by every test of the whole; only what is handed in
differs (the clock, the folder). The one place that knows the scheduler.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot import stocking
from bot.config import Config
from bot.nightly import backups_of
from bot.usecases.authoring import Authoring
from bot.usecases.backups import Backups
from bot.usecases.boards import Boards
from bot.usecases.classes import Classes
from bot.usecases.comeback import Comeback
from bot.usecases.counting import Answers
from bot.usecases.daily import Daily
from bot.usecases.decks import Decks
from bot.usecases.digesting import Digesting
from bot.usecases.library import Library
from bot.usecases.mending import Mending
from bot.usecases.mishaps import mishap
from bot.usecases.posting import Posting
from bot.usecases.privacy import Privacy
from bot.usecases.reminding import Reminding
from bot.usecases.rounds import Rounds
from bot.usecases.settings import Settings
from bot.usecases.study import Study
from bot.usecases.watching import Watching
from content import bank
from storage import secrets
from storage.database import Database, open_database
from storage.trouble import DatabaseTrouble

if TYPE_CHECKING:
    from aiohttp.typedefs import Handler

log = structlog.get_logger(__name__)

BEAT = 0.5
"""Seconds between two looks at the alarms."""

MOAN = timedelta(minutes=1)
"""While the database has trouble, it is logged no more often than this."""

Clock = Callable[[], datetime]


def wall_clock() -> datetime:
    """Return the time now, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class App:
    """Everything the bot does, ready to be used by a platform."""

    config: Config
    clock: Clock
    database: Database
    library: Library
    posting: Posting
    study: Study
    rounds: Rounds
    daily: Daily
    reminding: Reminding
    digesting: Digesting
    comeback: Comeback
    boards: Boards
    classes: Classes
    decks: Decks
    settings: Settings
    privacy: Privacy
    watching: Watching
    backups: Backups
    loaded: bank.Loaded
    pictures: dict[tuple[str, str], Path]

    @property
    def bank(self) -> Path:
        """Return the folder of the decks."""
        return self.config.bank or bank.bundled()


@asynccontextmanager
async def open_app(config: Config, clock: Clock = wall_clock) -> AsyncIterator[App]:
    """Open the database, mirror the bank, and build every use case.

    Mistakes in the bank are logged and listed; decks without one are served all the same.
    Raises ``storage.trouble.DatabaseTrouble`` when the database cannot be used.
    """
    async with open_database(config.database, synchronous=config.synchronous) as database:
        loaded = await asyncio.to_thread(bank.load, config.bank or bank.bundled())
        await database.transaction(lambda tx: stocking.mirror_bank(tx, loaded, clock()))
        pictures = stocking.picture_files(config.bank or bank.bundled(), loaded)
        library = Library()
        posting, answers = Posting(database), Answers()
        backups = backups_of(config)
        yield App(
            config=config,
            clock=clock,
            database=database,
            library=library,
            posting=posting,
            study=Study(database=database, clock=clock, library=library, answers=answers),
            rounds=Rounds(database=database, clock=clock, library=library, posting=posting),
            daily=Daily(database=database, clock=clock, library=library, posting=posting),
            reminding=Reminding(database=database, clock=clock, library=library, posting=posting),
            digesting=Digesting(database=database, clock=clock, library=library, posting=posting),
            comeback=Comeback(database=database, clock=clock, library=library),
            boards=Boards(database, clock),
            classes=Classes(database, clock, config.zone),
            decks=Decks(database, clock, partial(stocking.shipped_pictures, pictures)),
            settings=Settings(database, clock),
            privacy=Privacy(database, clock),
            watching=Watching(database, clock, answers=answers, last_backup=backups.last),
            backups=backups,
            loaded=loaded,
            pictures=pictures,
        )


@asynccontextmanager
async def metronome(app: App) -> AsyncIterator[None]:
    """Look at the alarms on every beat. The scheduler only beats; the rows say what is due."""
    beating = asyncio.Lock()
    silent_until: datetime | None = None

    async def beat() -> None:
        nonlocal silent_until
        async with beating:
            try:
                await look(app)
            except DatabaseTrouble as trouble:
                now = wall_clock()
                if silent_until is None or now >= silent_until:
                    silent_until = now + MOAN
                    log.error("alarms wait for the database", trouble=str(trouble))
            else:
                silent_until = None

    # A beat left out while one lasts is no event, and on a slow disk there are two a second: how
    # long none went well is what health tells.
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    scheduler = AsyncIOScheduler(timezone=UTC)
    scheduler.add_job(
        beat,
        "interval",
        seconds=BEAT,
        coalesce=True,
        max_instances=1,
        misfire_grace_time=None,
    )
    scheduler.start()
    try:
        yield
    finally:
        # A beat that has begun is heard out: the scheduler would cancel it, and log that aloud.
        scheduler.remove_all_jobs()
        await asyncio.sleep(0)  # one that was only just called begins now
        async with beating:
            scheduler.shutdown(wait=False)


async def look(app: App) -> None:
    """Look at everything that may be due."""
    await app.rounds.tick()
    await app.daily.tick()
    await app.reminding.tick()
    await app.boards.tick()
    await app.digesting.tick()
    app.watching.pulse.beat()


@asynccontextmanager
async def web_classroom(
    app: App, doors: "Mapping[str, Handler] | None" = None
) -> AsyncIterator[str]:
    """Serve the web classroom and yield its address; ``doors`` of others share its server."""
    # The web server is loaded when it is wanted: the core starts without it.
    from bot.on_web.client import Classroom, open_classroom
    from bot.on_web.desk import Desk
    from bot.on_web.guards import Reading, is_loopback

    desk = Desk(
        study=app.study,
        rounds=app.rounds,
        daily=app.daily,
        reminding=app.reminding,
        digesting=app.digesting,
        comeback=app.comeback,
        boards=app.boards,
        classes=app.classes,
        decks=app.decks,
        authoring=Authoring(app.database),
        mending=Mending(app.database, app.clock),
        settings=app.settings,
        privacy=app.privacy,
        posting=app.posting,
        watching=app.watching,
        clock=app.clock,
    )
    secret = await app.database.transaction(lambda tx: secrets.secret(tx, "cookie"))
    config = app.config
    metrics = Reading(config.metrics_token, here=is_loopback(config.host))
    classroom = Classroom(
        desk,
        secret=secret,
        pictures=app.pictures,
        explain=mishap,
        metrics=metrics,
        doors=doors or {},
    )
    async with open_classroom(classroom, config.host, config.port) as address:
        yield address
