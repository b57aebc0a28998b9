"""Remembers what a platform was last told of the bot (its commands), to tell it only of changes.

Must not know any platform.
"""

from storage import digests
from storage.database import Database


class Syncing:
    """Compares and keeps digests. Each method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def changed(self, name: str, digest: bytes) -> bool:
        """Return whether something differs from what was told last under this name."""
        return await self._database.transaction(lambda tx: digests.known(tx, name) != digest)

    async def told(self, name: str, digest: bytes) -> None:
        """Note what was told."""
        await self._database.transaction(lambda tx: digests.keep(tx, name, digest))
