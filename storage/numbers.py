"""Ids that are never used twice, given out in order without a write for each of them.

A block is set aside in the database before the first of it is given out; what is left of it when
the bot stops, or when a transaction is taken back, is never given out.
"""

from storage.database import Tx
from storage.kept import Kept, Topic, Writer

BLOCK = 1_000
"""Ids set aside at once."""

_ASIDE: Kept[str, tuple[int, int]] = Kept(Topic.NUMBERS, 100)
"""The next id of each name, and the first that is not set aside."""


def next_number(tx: Tx, name: str) -> int:
    """Return an id that this name never had before, from 1."""
    aside = _ASIDE.of(tx)
    number, end = aside.get(name, (0, 0))
    if number == end:
        block = BLOCK if isinstance(tx, Writer) else 1
        row = tx.execute(
            "INSERT INTO numbers (name, next) VALUES (?1, 1 + ?2)"
            " ON CONFLICT (name) DO UPDATE SET next = next + ?2 RETURNING next",
            (name, block),
        ).fetchone()
        end = int(row[0])
        number = end - block
    aside[name] = number + 1, end
    return number
