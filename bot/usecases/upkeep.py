"""What whoever runs the bot does with its data: back it up, put it back, look it over.

Runs without the bot's loop, from the command line. What goes wrong is a DatabaseTrouble, whose
message is a sentence to act on. Must not know how any of it is said.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from bot.domain.calendar import zone_of
from bot.usecases.privacy import forget_again
from content import bank
from storage import backup as copies
from storage import checkup, personal
from storage.backup import Copied
from storage.database import Tx
from storage.trouble import DatabaseTrouble

LEAST_SPACE = 256 << 20
"""Bytes that should be free: a backup, and a term of answers."""


@dataclass(frozen=True, slots=True)
class Restored:
    """A backup is in place. ``kept_as`` has what was there before, None if nothing was.

    ``forgotten`` learners were in the backup, had asked to be deleted since, and are deleted
    again; None when the replaced database could not be read, so that nobody knows.
    """

    database: Path
    kept_as: Path | None
    version: int
    forgotten: int | None


class Check(StrEnum):
    """What is looked at; each finding's ``about`` is named here."""

    SQLITE = "sqlite"  # about = (version,)
    ZONES = "zones"  # about = (zone,)
    FOLDER = "folder"  # about = (folder,) or (folder, what is the matter)
    SPACE = "space"  # about = (free MB, MB that should be free)
    RUNNING = "running"  # about = ("yes" or "no",); always fine
    DATABASE = "database"  # about = ("new",), (version, learners, questions, reviews) or (trouble,)
    BANK = "bank"  # about = (questions,) or (questions, first mistake, how many)


@dataclass(frozen=True, slots=True)
class Finding:
    """Whether one thing is as it should be."""

    check: Check
    fine: bool
    about: tuple[str, ...]


def backup_name(database: Path, now: datetime) -> Path:
    """Return where a backup made at ``now`` goes when nobody says: a folder beside the database."""
    stamp = now.strftime("%Y%m%d-%H%M%S")
    return database.parent / "backups" / f"{database.stem}-{stamp}{database.suffix}"


def back_up(
    database: Path,
    target: Path,
    *,
    overwrite: bool = False,
    stopped: Callable[[], bool] = copies.never,
) -> Copied:
    """Copy the database as it is now, checked, also while the bot runs. Raises DatabaseTrouble."""
    return copies.back_up(database, target, overwrite=overwrite, stopped=stopped)


def restore(backup: Path, database: Path, now: datetime) -> Restored:
    """Put a backup in the place of the database, which is kept beside it.

    Raises DatabaseTrouble, above all while the bot runs or if the backup is damaged or newer
    than the program; then nothing has changed.
    """
    stamp = now.strftime("%Y%m%d-%H%M%S")
    kept_as = database.with_name(f"{database.stem}-before-{stamp}{database.suffix}")
    had_one = database.exists()
    forgotten: int | None = 0 if not had_one else None

    def forget_who_left(new: Tx, old: Tx | None) -> None:
        nonlocal forgotten
        if old is not None:
            forgotten = forget_again(new, personal.tombstones(old))

    copied = copies.restore(backup, database, kept_as, forget_who_left)
    return Restored(database, kept_as if had_one else None, copied.version, forgotten)


def examine(database: Path, bank_folder: Path | None = None) -> tuple[Finding, ...]:
    """Look everything over and return what was found, changing nothing. Never raises."""
    sqlite, new_enough = checkup.sqlite_version()
    free = checkup.free_space(database)
    return (
        Finding(Check.SQLITE, new_enough, (sqlite,)),
        Finding(Check.ZONES, zone_of("Europe/London") is not None, ("Europe/London",)),
        *_where_it_lives(database),
        Finding(Check.SPACE, free >= LEAST_SPACE, (str(free >> 20), str(LEAST_SPACE >> 20))),
        _the_database(database),
        _the_bank(bank_folder),
    )


def _where_it_lives(database: Path) -> tuple[Finding, ...]:
    folder = str(database.parent)
    try:
        running = checkup.is_running(database)
    except DatabaseTrouble as trouble:
        return (Finding(Check.FOLDER, fine=False, about=(folder, str(trouble))),)
    told = "yes" if running else "no"
    return Finding(Check.FOLDER, True, (folder,)), Finding(Check.RUNNING, True, (told,))


def _the_database(database: Path) -> Finding:
    if not database.exists():
        return Finding(Check.DATABASE, fine=True, about=("new",))
    try:
        seen = checkup.look(database)
    except DatabaseTrouble as trouble:
        return Finding(Check.DATABASE, fine=False, about=(str(trouble),))
    counted = (seen.version, seen.learners, seen.questions, seen.reviews)
    return Finding(Check.DATABASE, fine=True, about=tuple(map(str, counted)))


def _the_bank(folder: Path | None) -> Finding:
    loaded = bank.load(folder or bank.bundled())
    count = str(sum(len(deck.questions) for deck in loaded.decks))
    if not loaded.mistakes:
        return Finding(Check.BANK, fine=True, about=(count,))
    first = loaded.mistakes[0]
    where = f"{first.file}:{first.line}: {first.message}"
    return Finding(Check.BANK, fine=False, about=(count, where, str(len(loaded.mistakes))))
