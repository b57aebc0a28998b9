"""What can be wrong with the database itself, each a sentence somebody can act on.

These are about the world (a disk, another process, a foreign file). What a user causes is
never here. An exception's docstring is its message; a detail may follow it.
"""

import sqlite3
from pathlib import Path


class DatabaseTrouble(Exception):
    """Something is wrong with the database."""

    def __init__(self, detail: str = "") -> None:
        sentence = " ".join((type(self).__doc__ or "").split())
        super().__init__(f"{sentence} {detail}".rstrip())


class DatabaseBusy(DatabaseTrouble):
    """Another process is using the database: stop it, or wait until it is done."""


class DiskFull(DatabaseTrouble):
    """The disk is full: nothing was written; free some space and try again."""


class DatabaseCorrupt(DatabaseTrouble):
    """The database is damaged: stop the bot and restore the last backup."""


class DatabaseTooNew(DatabaseTrouble):
    """A newer Studyhall made this database: update the program, or restore an older backup."""


class NotADatabase(DatabaseTrouble):
    """This file is not a Studyhall database: it was left as it is."""


class DatabaseUnreachable(DatabaseTrouble):
    """The database cannot be read or written: look at its disk and at who owns its folder."""


class DatabaseClosed(DatabaseTrouble):
    """The database is closed: nothing more is kept."""


_BY_CODE: dict[int, type[DatabaseTrouble]] = {
    sqlite3.SQLITE_BUSY: DatabaseBusy,
    sqlite3.SQLITE_LOCKED: DatabaseBusy,
    sqlite3.SQLITE_PROTOCOL: DatabaseBusy,
    sqlite3.SQLITE_FULL: DiskFull,
    sqlite3.SQLITE_CORRUPT: DatabaseCorrupt,
    sqlite3.SQLITE_NOTADB: NotADatabase,
    sqlite3.SQLITE_READONLY: DatabaseUnreachable,
    sqlite3.SQLITE_CANTOPEN: DatabaseUnreachable,
    sqlite3.SQLITE_IOERR: DatabaseUnreachable,
    sqlite3.SQLITE_PERM: DatabaseUnreachable,
}


def named(error: BaseException, path: Path | str = "") -> BaseException:
    """Return the trouble that ``error`` of the driver means, or ``error`` itself if it is a bug."""
    code = getattr(error, "sqlite_errorcode", None)
    trouble = _BY_CODE.get(code & 0xFF) if isinstance(code, int) else None
    if trouble is None:
        return error
    told = trouble(f"({path}: {error})" if path else f"({error})")
    told.__cause__ = error
    return told
