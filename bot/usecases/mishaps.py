"""What the world did to a press, as a problem: for the one error handler of each platform."""

from bot.domain.replies import Problem
from storage.trouble import DatabaseBusy, DiskFull


def mishap(error: BaseException) -> Problem:
    """Return what to tell somebody whose press met an exception.

    A busy database or a full disk lost nothing and says what to do; anything else is ours.
    """
    if isinstance(error, DatabaseBusy):
        return Problem.BUSY
    if isinstance(error, DiskFull):
        return Problem.DISK_FULL
    return Problem.BROKEN
