"""Opens connections to a database file, set up as the writer and its helpers need them.

Knows SQLite's settings; nothing of the loop nor of the tables. Runs in a database thread.
"""

import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from storage.kept import Writer, watch
from storage.migrate import migrate
from storage.trouble import DatabaseUnreachable

WARM_LOG = 8 << 20
"""Bytes of log made at once on opening: a commit that need not lengthen its file is faster."""


def open_writer(path: Path, synchronous: str, patience: float) -> Writer:
    """Return the one connection that writes, to a file brought up to date.

    ``synchronous`` is FULL, NORMAL or OFF; ``patience`` is in seconds. Raises what the driver
    raises, or DatabaseTrouble for a file this program must not touch.
    """
    if synchronous not in ("FULL", "NORMAL", "OFF"):
        raise ValueError(f"synchronous is FULL, NORMAL or OFF, not {synchronous!r}")
    path.touch(mode=0o600)  # a new one is nobody else's to read; its log follows it
    writer = sqlite3.connect(
        path, timeout=patience, isolation_level=None, cached_statements=512, factory=Writer
    )
    try:
        writer.execute("PRAGMA page_size=2048")  # of a new file; small rows, small writes
        writer.execute("PRAGMA temp_store=MEMORY")
        writer.execute("PRAGMA secure_delete=ON")  # what a learner deletes is overwritten
        writer.execute("SELECT count(*) FROM sqlite_master").fetchone()  # is it a database at all?
        writer.execute("PRAGMA journal_mode=WAL").fetchall()
        writer.execute("PRAGMA wal_autocheckpoint=0").fetchall()
        writer.execute(f"PRAGMA synchronous={synchronous}")
        migrate(writer)
        writer.execute("PRAGMA foreign_keys=ON")
        watch(writer)
        if synchronous == "FULL":
            _warm_log(writer)
    except BaseException:
        writer.close()
        raise
    return writer


def _warm_log(writer: sqlite3.Connection) -> None:
    """Make the log as long as it will be: write much into it, then take it all back.

    With next to no cache SQLite spills the pages of an open transaction into the log; rolled
    back, they are overwritten by the commits to come.
    """
    with suppress(sqlite3.Error):  # a full disk: it will be told when something must be written
        size = writer.execute("PRAGMA cache_size").fetchone()[0]
        writer.execute("PRAGMA cache_size=20")
        try:
            writer.execute("BEGIN IMMEDIATE")
            writer.execute("CREATE TABLE filler (bytes)")
            writer.execute("INSERT INTO filler VALUES (zeroblob(?))", (WARM_LOG,))
        finally:
            if writer.in_transaction:
                writer.execute("ROLLBACK")
            writer.execute(f"PRAGMA cache_size={size}")


def open_keeper(path: Path) -> sqlite3.Connection:
    """Return a connection that copies the log into the main file beside the writer."""
    keeper = sqlite3.connect(path, timeout=0, isolation_level=None)
    keeper.execute("PRAGMA wal_autocheckpoint=0").fetchall()
    return keeper


def open_reader(path: Path) -> closing[sqlite3.Connection]:
    """Return a connection that only reads, closed on leaving; the bot may be running meanwhile.

    Raises DatabaseUnreachable if there is no such file.
    """
    if not path.is_file():
        raise DatabaseUnreachable(f"(There is no file {path}.)")
    uri = f"{path.resolve().as_uri()}?mode=ro"
    return closing(sqlite3.connect(uri, uri=True, timeout=5.0, isolation_level=None))
