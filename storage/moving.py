"""A chat that gets another id keeps everything it had: a group of Telegram's that has grown.

Must not know why a chat moves.
"""

from bot.domain.ids import PlaceId, Platform
from storage.database import Tx


def places(tx: Tx, platform: Platform, chat: str) -> list[PlaceId]:
    """Return the known places of a chat: itself and its threads."""
    rows: list[tuple[int]] = tx.execute(
        "SELECT id FROM places WHERE platform = ? AND chat_id = ?", (platform.value, chat)
    ).fetchall()
    return [PlaceId(number) for (number,) in rows]


def move(tx: Tx, platform: Platform, old: str, new: str) -> None:
    """Let every place of chat ``old`` be one of chat ``new``.

    Where the new chat has such a place already, the two become one: what can be there only once
    (a running round, the daily question) stays as the old one had it.
    """
    rows: list[tuple[int, str]] = tx.execute(
        "SELECT id, thread FROM places WHERE platform = ? AND chat_id = ?", (platform.value, old)
    ).fetchall()
    for place, thread in rows:
        _absorb(tx, place, platform, new, thread)
        tx.execute("UPDATE places SET chat_id = ? WHERE id = ?", (new, place))


def lose_messages(tx: Tx, place: PlaceId) -> list[str]:
    """Forget the platform's ids of a place's posts; return the subjects whose last post was out."""
    rows: list[tuple[str]] = tx.execute(
        "SELECT subject FROM outbox AS o INDEXED BY outbox_by_place"
        " WHERE place = ?1 AND external_id > '' AND NOT EXISTS (SELECT 1 FROM outbox AS later"
        " INDEXED BY outbox_by_place WHERE later.place = ?1 AND later.id > o.id"
        " AND later.subject = o.subject) ORDER BY id",
        (place,),
    ).fetchall()
    tx.execute("UPDATE outbox SET external_id = NULL WHERE place = ?", (place,))
    return [subject for (subject,) in rows]


def _absorb(tx: Tx, keep: int, platform: Platform, chat: str, thread: str) -> None:
    """Let a place take everything that another one of a chat has, if there is one, and its seat."""
    row = tx.execute(
        "SELECT id, class FROM places WHERE platform = ? AND chat_id = ? AND thread = ?",
        (platform.value, chat, thread),
    ).fetchone()
    if row is None:
        return
    gone, class_id = row
    tx.execute("UPDATE places SET class = ifnull(class, ?) WHERE id = ?", (class_id, keep))
    tx.execute(
        "UPDATE rounds SET ended_at = started_at WHERE place = ?1 AND ended_at IS NULL"
        " AND EXISTS (SELECT 1 FROM rounds WHERE place = ?2 AND ended_at IS NULL)",
        (gone, keep),
    )
    for table, column in _referring(tx):
        tx.execute(f"UPDATE OR IGNORE {table} SET {column} = ? WHERE {column} = ?", (keep, gone))
        tx.execute(f"DELETE FROM {table} WHERE {column} = ?", (gone,))
    tx.execute("DELETE FROM places WHERE id = ?", (gone,))


def _referring(tx: Tx) -> list[tuple[str, str]]:
    """Return the tables that speak of places, and by which column."""
    return tx.execute(
        'SELECT m.name, f."from" FROM sqlite_master AS m JOIN pragma_foreign_key_list(m.name) AS f'
        " WHERE m.type = 'table' AND f.\"table\" = 'places'"
    ).fetchall()
