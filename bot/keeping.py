"""Says what came of keeping the bot: a backup made, one put back, boards made anew.

Must not know how any of it is done.
"""

import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from bot.config import BadConfig, Config
from bot.logs import log_to
from bot.nightly import backups_of, nightly
from bot.process import stop_signal
from bot.usecases import recording, upkeep
from storage.backup import Copied
from storage.database import open_database


def back_up(
    config: Config,
    target: Path | None,
    now: datetime,
    *,
    overwrite: bool = False,
    keep: int | None = None,
) -> Iterator[str]:
    """Make a backup and yield what to say; with ``keep`` days, drop the old ones of the folder.

    Raises DatabaseTrouble or OSError.
    """
    if keep is not None:
        before = backups_of(config).made()
        backups = backups_of(replace(config, backup_days=keep))
        copied = backups.make(now)
        yield _backed_up(copied)
        dropped = len(before) + 1 - len(backups.made())
        if dropped > 0:
            yield f"Dropped {dropped} old {'one' if dropped == 1 else 'ones'}."
        return
    chosen = target or config.backups / upkeep.backup_name(config.database, now).name
    yield _backed_up(upkeep.back_up(config.database, chosen, overwrite=overwrite))


def _backed_up(copied: Copied) -> str:
    return f"Backed up to {copied.path}: {copied.size / 1e6:.1f} MB, checked."


def restore(config: Config, source: Path, now: datetime) -> Iterator[str]:
    """Put a backup back and yield what to say. Raises DatabaseTrouble or OSError."""
    done = upkeep.restore(source, config.database, now)
    yield f"Restored {done.database} from {source}."
    if done.kept_as is not None:
        yield f"What was there before is kept as {done.kept_as}."
    if done.forgotten:
        yield f"{done.forgotten} who had asked to be deleted were deleted again."
    if done.forgotten is None:
        yield (
            "The old database could not be read: anybody deleted since the backup is back."
            " Ask them to delete again."
        )


async def rebuild(config: Config) -> int:
    """Make everything folded from the log anew; return how many answers it has.

    Raises DatabaseTrouble.
    """
    async with open_database(config.database, synchronous=config.synchronous) as database:
        return await database.transaction(recording.rebuild)


async def stay(config: Config, announce: Callable[[str], None], keep: int | None = None) -> None:
    """Make a backup each night until the process is asked to stop. Raises BadConfig."""
    if config.backup_hour is None:
        raise BadConfig("STUDYHALL_BACKUP_HOUR is off: give it an hour, or make one backup.")
    log_to(sys.stderr, config.log_level, config.log_format, config.secrets)
    stop = stop_signal()
    if keep is not None:
        config = replace(config, backup_days=keep)
    async with nightly(config, backups_of(config), lambda: datetime.now(UTC)):
        announce(f"A backup each night at {config.backup_hour}:00 to {config.backups}.")
        await stop.wait()
