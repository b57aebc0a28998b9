"""A chat gets another id: its class, rounds, questions of the day and posts go with it.

Must not know any platform, nor how it tells.
"""

from bot.domain.ids import Platform
from storage import moving
from storage.database import Database


class Moving:
    """Follows chats that move. Each method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def moved(self, platform: Platform, old: str, new: str) -> bool:
        """Let everything of chat ``old`` be chat ``new``'s; whether there was anything.

        Told twice, or from both sides, it does the same once.
        """
        if old == new:
            return False
        count = await self._database.transaction(lambda tx: moving.move(tx, platform, old, new))
        return count > 0
