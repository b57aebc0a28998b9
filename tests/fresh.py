"""New database files, made by copying: running every migration for each test would take longest."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from storage.opening import open_writer


def fresh(path: Path) -> Path:
    """Return the path of a database, put there as it is when it is new if there was none."""
    if not path.exists():
        path.touch(mode=0o600)
        path.write_bytes(_new())
    return path


@cache
def _new() -> bytes:
    """Return a new database, brought up to date once a process."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "new.db"
        open_writer(path, "OFF", 1.0).close()
        return path.read_bytes()
