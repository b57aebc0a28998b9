"""What is to be posted, kept in the transaction that caused it; in the web, the room's feed.

A browser catches up by the number of the last post it saw. Posts of one subject ("ask:12")
replace each other on the screen. Must not know what a reply means nor how it is sent.
"""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.ids import Place, PlaceId, Platform, PostId
from bot.domain.replies import Reply
from storage.codec import decode, encode
from storage.database import Tx
from storage.instants import from_ms, to_ms


@dataclass(frozen=True, slots=True)
class Post:
    """A reply for everybody in a place. ``attempts`` counts deliveries that did not work."""

    id: PostId
    place: PlaceId
    subject: str
    reply: Reply
    created_at: datetime
    attempts: int = 0


_COLUMNS = "outbox.id, place, subject, reply, created_at, attempts"


def _read(row: tuple[int, int, str, str, int, int]) -> Post:
    number, place, subject, reply, created_at, attempts = row
    return Post(
        PostId(number),
        PlaceId(place),
        subject,
        decode(reply, Reply),
        from_ms(created_at),
        attempts,
    )


def post(tx: Tx, place: PlaceId, subject: str, reply: Reply, at: datetime) -> PostId:
    """Keep a post for ``place``. On the web it is delivered by being in the feed."""
    now = to_ms(at)
    row = tx.execute(
        "INSERT INTO outbox (place, subject, reply, created_at, due_at, delivered_at)"
        " SELECT id, ?2, ?3, ?4, ?4, CASE platform WHEN ?5 THEN ?4 END FROM places WHERE id = ?1"
        " RETURNING id",
        (place, subject, encode(reply), now, Platform.WEB.value),
    ).fetchone()
    if row is None:
        raise LookupError(f"there is no place {place}")
    return PostId(row[0])


def since(tx: Tx, place: PlaceId, after: PostId, limit: int = 50) -> list[Post]:
    """Return the posts of a place after ``after`` (0: from the first kept), oldest first."""
    rows = tx.execute(
        f"SELECT {_COLUMNS} FROM outbox WHERE place = ? AND id > ? ORDER BY id LIMIT ?",
        (place, after, limit),
    )
    return [_read(row) for row in rows]


def latest(tx: Tx, place: PlaceId) -> PostId:
    """Return the number of a place's last post, 0 when it has none."""
    row = tx.execute("SELECT max(id) FROM outbox WHERE place = ?", (place,)).fetchone()
    return PostId(row[0] or 0)


def pending(tx: Tx, platform: Platform, now: datetime, limit: int = 50) -> list[Post]:
    """Return what a platform's sender should deliver now, the longest due first."""
    rows = tx.execute(
        # A cross join keeps this order: few posts are due, and places are many.
        f"SELECT {_COLUMNS} FROM outbox INDEXED BY outbox_due"
        " CROSS JOIN places ON places.id = outbox.place"
        " WHERE delivered_at IS NULL AND due_at <= ? AND platform = ?"
        " ORDER BY due_at, outbox.id LIMIT ?",
        (to_ms(now), platform.value, limit),
    )
    return [_read(row) for row in rows]


def delivered(tx: Tx, post_id: PostId, at: datetime, external_id: str) -> None:
    """Note that a post is out, and the platform's own id for it."""
    tx.execute(
        "UPDATE outbox SET delivered_at = ?, external_id = ? WHERE id = ?",
        (to_ms(at), external_id, post_id),
    )


def failed(tx: Tx, post_id: PostId, retry_at: datetime) -> None:
    """Note that a delivery did not work and when to try again."""
    tx.execute(
        "UPDATE outbox SET due_at = ?, attempts = attempts + 1 WHERE id = ?",
        (to_ms(retry_at), post_id),
    )


def trim(tx: Tx, place: PlaceId, keep: int) -> int:
    """Forget a place's oldest posts but the last ``keep``, never one that is still to go out.

    Returns how many were forgotten.
    """
    return tx.execute(
        "DELETE FROM outbox WHERE place = ?1 AND delivered_at IS NOT NULL AND id <= ("
        "SELECT id FROM outbox WHERE place = ?1 ORDER BY id DESC LIMIT 1 OFFSET ?2)",
        (place, keep),
    ).rowcount


def address(tx: Tx, place: PlaceId) -> Place:
    """Return where a place is. Raises LookupError when there is no such place."""
    row = tx.execute(
        "SELECT platform, chat_id, thread FROM places WHERE id = ?", (place,)
    ).fetchone()
    if row is None:
        raise LookupError(f"there is no place {place}")
    return Place(Platform(row[0]), row[1], row[2])
