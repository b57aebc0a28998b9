"""Whether a post of ours is out, and where one is, by the platform's id of its message.

Must not know how the platform numbers its messages, but that several of them are joined by ":".
"""

from bot.domain.ids import Place, PlaceId, Platform
from storage.database import Tx


def place_of(tx: Tx, platform: Platform, chat: str, message: str) -> Place | None:
    """Return the place of a chat into which a message went; None for one that was no post."""
    row = tx.execute(
        # A chat has few places and each keeps few posts, so that they are gone through.
        "SELECT p.thread FROM places AS p CROSS JOIN outbox AS o INDEXED BY outbox_by_place"
        " ON o.place = p.id WHERE p.platform = ?1 AND p.chat_id = ?2"
        " AND ':' || o.external_id || ':' LIKE '%:' || ?3 || ':%' ORDER BY o.id DESC LIMIT 1",
        (platform.value, chat, message),
    ).fetchone()
    return None if row is None else Place(platform, chat, row[0])


def waits(tx: Tx, place: PlaceId, subject: str) -> bool:
    """Return whether a subject has one post, which has not gone out yet."""
    rows = tx.execute(
        "SELECT delivered_at FROM outbox INDEXED BY outbox_by_place"
        " WHERE place = ? AND subject = ? ORDER BY id DESC LIMIT 2",
        (place, subject),
    ).fetchall()
    return rows == [(None,)]
