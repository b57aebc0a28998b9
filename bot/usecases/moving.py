"""A chat gets another id: its class, rounds, questions of the day and posts go with it.

Its messages do not: under the new id their numbers are other messages', so no post is changed any
more that went out before, and a question that is still open is asked again there. Must not know
any platform, nor how it tells.
"""

from collections.abc import Callable
from datetime import datetime

from bot.domain.ids import AskId, Platform
from bot.usecases.asking_again import ask_again
from storage import moving, polls
from storage.database import Database, Tx


class Moving:
    """Follows chats that move. Each method is one transaction."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    async def moved(self, platform: Platform, old: str, new: str) -> bool:
        """Let everything of chat ``old`` be chat ``new``'s; whether there was anything.

        Told twice, or from both sides, it does the same once.
        """
        if old == new:
            return False

        return await self._database.transaction(
            lambda tx: _moved(tx, platform, old, new, self._clock())
        )


def _moved(tx: Tx, platform: Platform, old: str, new: str, now: datetime) -> bool:
    places = moving.places(tx, platform, old)
    out = [subject for place in places for subject in moving.lose_messages(tx, place)]
    moving.move(tx, platform, old, new)
    for subject in out:
        what, _, number = subject.partition(":")
        if what == "ask":
            polls.lose_message(tx, AskId(int(number)), now)
            ask_again(tx, AskId(int(number)), now)
    return bool(places)
