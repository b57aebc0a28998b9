"""The composition root: builds every object once, by hand, in order.

``open_app`` is used by the program and by every test of the whole; only what is handed in
differs (the clock, the folder). The one place that knows the scheduler.
"""

import asyncio
import contextlib
import logging
import signal
import socket
import sys
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.config import Config
from bot.domain.question import Deck
from bot.usecases.boards import Boards
from bot.usecases.classes import Classes
from bot.usecases.daily import Daily
from bot.usecases.decks import Decks
from bot.usecases.library import Library
from bot.usecases.mishaps import mishap
from bot.usecases.posting import Posting
from bot.usecases.privacy import Privacy
from bot.usecases.recording import rebuild
from bot.usecases.rounds import Rounds
from bot.usecases.settings import Settings
from bot.usecases.study import Study
from content import bank
from content.draft import Media
from storage import mirroring, questions, secrets
from storage.database import Database, Tx, open_database
from storage.trouble import DatabaseTrouble

log = structlog.get_logger(__name__)

BEAT = 0.5
"""Seconds between two looks at the alarms."""

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
    boards: Boards
    classes: Classes
    decks: Decks
    settings: Settings
    privacy: Privacy
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
        await database.transaction(lambda tx: _mirror(tx, loaded))
        pictures = _pictures(config.bank or bank.bundled(), loaded)
        library = Library()
        posting = Posting(database)
        yield App(
            config=config,
            clock=clock,
            database=database,
            library=library,
            posting=posting,
            study=Study(database=database, clock=clock, library=library),
            rounds=Rounds(database=database, clock=clock, library=library, posting=posting),
            daily=Daily(database=database, clock=clock, library=library, posting=posting),
            boards=Boards(database, clock),
            classes=Classes(database, clock, config.zone),
            decks=Decks(database, partial(_shipped, pictures)),
            settings=Settings(database, clock),
            privacy=Privacy(database, clock),
            loaded=loaded,
            pictures=pictures,
        )


def _mirror(tx: Tx, loaded: bank.Loaded) -> None:
    """Bring the database's mirror of the bank up to date; unchanged decks cost nothing."""
    for mistake in loaded.mistakes:
        log.warning("bank mistake", file=mistake.file, line=mistake.line, message=mistake.message)
    moved = 0
    for deck in loaded.decks:
        try:
            done = mirroring.mirror(tx, deck, bank.digest(deck))
        except mirroring.EditionRefused as refused:  # what is kept of the deck stays in play
            log.warning("deck refused", deck=deck.id, reason=str(refused))
            continue
        moved += done.moved
        if done.added or done.changed or done.retired:
            log.info(
                "deck mirrored",
                deck=deck.id,
                added=done.added,
                changed=done.changed,
                retired=done.retired,
            )
    # A deck whose frame is broken today is not one that somebody took away.
    whole = loaded.decks and not loaded.mistakes
    gone = questions.retire_decks(tx, {deck.id for deck in loaded.decks}) if whole else 0
    if gone:
        log.info("decks retired: they are no longer in the bank", decks=gone)
    if moved:
        log.info("boards counted anew", answers=rebuild(tx), moved=moved)


@asynccontextmanager
async def metronome(app: App) -> AsyncIterator[None]:
    """Look at the alarms on every beat. The scheduler only beats; the rows say what is due."""
    beating = asyncio.Lock()

    async def beat() -> None:
        async with beating:
            await _beat(app)

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


async def _beat(app: App) -> None:
    try:
        await app.rounds.tick()
        await app.daily.tick()
    except DatabaseTrouble:
        log.exception("alarms wait for the database")


async def serve(config: Config, announce: Callable[[str], None] = print) -> None:
    """Serve the classroom until the process is asked to stop."""
    _log_to_stderr(config.log_level)
    stop = _stop_signal()
    async with open_app(config) as app, metronome(app), web_classroom(app) as address:
        for line in invitation(address):
            announce(line)
        await stop.wait()
    announce("Studyhall is closed. Every answer is kept.")


def invitation(address: str) -> Iterator[str]:
    """Yield where the classroom is open, in words; an address of everywhere is no address."""
    url = urlsplit(address)
    if url.hostname not in ("0.0.0.0", "::"):  # noqa: S104 - compared, not bound
        yield f"Studyhall is open at {address}"
        yield "Open it in a browser and invite others to the same address. Ctrl+C closes."
        return
    yield f"Studyhall is open at http://127.0.0.1:{url.port}"
    yield f"Others on your network come to http://{_own_address()}:{url.port}. Ctrl+C closes."


def _own_address() -> str:
    """Return this machine's address on its network, or its name where it has none."""
    with contextlib.closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # a documentation address: nothing is sent
            return str(probe.getsockname()[0])
        except OSError:
            return socket.gethostname()


@asynccontextmanager
async def web_classroom(app: App) -> AsyncIterator[str]:
    """Serve the web classroom and yield its address."""
    # The web server is loaded when it is wanted: the core starts without it.
    from bot.on_web.client import Classroom, open_classroom
    from bot.on_web.desk import Desk

    desk = Desk(
        study=app.study,
        rounds=app.rounds,
        daily=app.daily,
        boards=app.boards,
        classes=app.classes,
        decks=app.decks,
        settings=app.settings,
        privacy=app.privacy,
        posting=app.posting,
        clock=app.clock,
    )
    secret = await app.database.transaction(lambda tx: secrets.secret(tx, "cookie"))
    classroom = Classroom(desk, secret=secret, pictures=app.pictures, explain=mishap)
    async with open_classroom(classroom, app.config.host, app.config.port) as address:
        yield address


def _pictures(folder: Path, loaded: bank.Loaded) -> dict[tuple[str, str], Path]:
    """Return the file of every picture that a question of the bank names, by deck and name."""
    return {
        (sheet.deck.id, question.picture.file): folder
        / Path(sheet.page.file).parent
        / question.picture.file
        for sheet in loaded.sheets
        for question in sheet.deck.questions
        if question.picture is not None
    }


def _shipped(files: Mapping[tuple[str, str], Path], deck: Deck) -> tuple[Media, ...]:
    """Return the pictures of a deck of the bank, from their files."""
    found = {question.picture.file for question in deck.questions if question.picture}
    return tuple(
        Media(name, files[deck.id, name].read_bytes())
        for name in sorted(found)
        if (deck.id, name) in files
    )


def _stop_signal() -> asyncio.Event:
    """Return an event that is set when the process is asked to stop."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):  # Windows raises KeyboardInterrupt instead
            loop.add_signal_handler(name, stop.set)
    return stop


def _log_to_stderr(level: str) -> None:
    """Write one line an event to stderr; libraries speak up from warnings on."""
    number = logging.getLevelNamesMapping()[level.upper()]
    logging.basicConfig(level=max(number, logging.WARNING), format="%(levelname)s %(message)s")
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=structlog.PrintLoggerFactory(file=sys.stderr),
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.LogfmtRenderer(key_order=["timestamp", "level", "event"]),
        ],
    )
