"""One running bot per database file: a lock that the operating system drops at a kill -9.

The lock is on a file beside the database, since SQLite would lose its own locks if anybody else
in its process opened and closed the database file. Readers (a backup) do not ask for it.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from storage.trouble import DatabaseBusy, DatabaseUnreachable

if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def ownership(path: Path) -> Iterator[None]:
    """Own the database at ``path`` while inside; its folder is made if need be.

    Raises DatabaseBusy if another process owns it, DatabaseUnreachable if the folder is not ours.
    """
    descriptor = _open(path.with_name(path.name + ".lock"))
    try:
        try:
            _lock(descriptor)
        except OSError as error:
            raise DatabaseBusy(f"({path} is open in another Studyhall.)") from error
        yield
    finally:
        os.close(descriptor)


def _open(lock: Path) -> int:
    try:
        lock.parent.mkdir(parents=True, exist_ok=True)
        return os.open(lock, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise DatabaseUnreachable(f"({error})") from error
