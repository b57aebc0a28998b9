"""STUB of the contract; the storage room replaces it."""

import sqlite3
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
Tx = sqlite3.Connection


class Database:
    """One writer; `transaction()` is the only way in."""

    async def transaction(self, work: Callable[[Tx], T]) -> T:
        """Run ``work`` in a savepoint of the next group commit and return its result once durable."""
        raise NotImplementedError
