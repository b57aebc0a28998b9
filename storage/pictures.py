"""The pictures that came with imported decks; those of the bank are files beside it."""

from collections.abc import Iterable

from bot.domain.ids import DeckId
from storage.database import Tx


def put(tx: Tx, deck: DeckId, pictures: Iterable[tuple[str, bytes]]) -> None:
    """Make these (name, bytes) the pictures of a deck."""
    tx.execute("DELETE FROM pictures WHERE deck = ?", (deck,))
    tx.executemany(
        "INSERT OR REPLACE INTO pictures (deck, name, body) VALUES (?, ?, ?)",
        [(deck, name, body) for name, body in pictures],
    )


def get(tx: Tx, deck: DeckId, name: str) -> bytes | None:
    """Return a picture, None when the deck has none of this name."""
    sql = "SELECT body FROM pictures WHERE deck = ? AND name = ?"
    row = tx.execute(sql, (deck, name)).fetchone()
    return None if row is None else bytes(row[0])


def of(tx: Tx, deck: DeckId) -> list[tuple[str, bytes]]:
    """Return the (name, bytes) of every picture of a deck, by name."""
    sql = "SELECT name, body FROM pictures WHERE deck = ? ORDER BY name"
    return [(name, bytes(body)) for name, body in tx.execute(sql, (deck,))]
