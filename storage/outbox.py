"""What is to be posted, kept in the transaction that caused it; in the web, the room's feed.

A browser catches up by the number of the last post it saw. Posts of one subject ("ask:12")
replace each other on the screen. Must not know what a reply means nor how it is sent.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.daily import Manner
from bot.domain.ids import Place, PlaceId, Platform, PostId
from bot.domain.replies import Reply
from bot.domain.urgency import Urgency
from storage.codec import decode, encode
from storage.database import Tx
from storage.instants import from_ms, to_ms

AS_USUAL = Manner()

LONGEST_WAIT, LONGEST_LEASE = timedelta(days=1), timedelta(hours=1)
"""No post waits longer for its next try, nor for a worker that has taken it on."""


@dataclass(frozen=True, slots=True)
class Post:
    """A reply for everybody in a place, and how to send it.

    ``attempts`` counts deliveries that did not work. ``taken``: a worker took it on and has said
    nothing about it yet.
    """

    id: PostId
    place: PlaceId
    subject: str
    reply: Reply
    created_at: datetime
    attempts: int = 0
    manner: Manner = AS_USUAL
    urgency: Urgency = Urgency.CLOSE
    taken: bool = False


_COLUMNS = (
    "outbox.id, place, subject, reply, created_at, attempts, manner, urgency,"
    " leased_until IS NOT NULL"
)


def _read(row: tuple[int, int, str, str, int, int, str | None, int, int]) -> Post:
    number, place, subject, reply, created_at, attempts, manner, urgency, taken = row
    return Post(
        PostId(number),
        PlaceId(place),
        subject,
        decode(reply, Reply),
        from_ms(created_at),
        attempts,
        decode(manner, Manner) if manner else AS_USUAL,
        Urgency(urgency),
        bool(taken),
    )


def post(
    tx: Tx,
    place: PlaceId,
    subject: str,
    reply: Reply,
    at: datetime,
    manner: Manner | None = None,
    urgency: Urgency = Urgency.CLOSE,
    stale_at: datetime | None = None,
) -> PostId:
    """Keep a post for ``place``. On the web it is delivered by being in the feed.

    From ``stale_at`` on it is no news any more: see `stale`.
    """
    now = to_ms(at)
    how = encode(manner) if manner else None
    stale = None if stale_at is None else to_ms(stale_at)
    row = tx.execute(
        "INSERT INTO outbox"
        " (place, subject, reply, created_at, due_at, delivered_at, manner, urgency, stale_at)"
        " SELECT id, ?2, ?3, ?4, ?4, CASE platform WHEN ?5 THEN ?4 END, ?6, ?7, ?8"
        " FROM places WHERE id = ?1 RETURNING id",
        (place, subject, encode(reply), now, Platform.WEB.value, how, int(urgency), stale),
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


def lease(
    tx: Tx, platform: Platform, now: datetime, until: datetime, limit: int = 50
) -> list[Post]:
    """Take what should be delivered now, for one of several workers, until an instant.

    The most urgent first, so that a live round is not behind everybody's daily question. Of each
    place only the oldest post is given out, so that a reveal never overtakes its question. Whoever
    dies with a lease is followed by another after ``until``.
    """
    leased: list[Post] = []
    for urgency in Urgency:
        if len(leased) < limit:
            leased += _lease(tx, platform, now, until, limit - len(leased), urgency)
    return leased


def _lease(
    tx: Tx, platform: Platform, now: datetime, until: datetime, limit: int, urgency: Urgency
) -> list[Post]:
    rows = tx.execute(
        f"SELECT {_COLUMNS} FROM outbox INDEXED BY outbox_urgent"
        " CROSS JOIN places ON places.id = outbox.place"
        " WHERE delivered_at IS NULL AND urgency = ?4 AND due_at <= ?1 AND platform = ?2"
        " AND (leased_until IS NULL OR leased_until <= ?1)"
        " AND NOT EXISTS (SELECT 1 FROM outbox AS e INDEXED BY outbox_waiting"
        " WHERE e.place = outbox.place AND e.id < outbox.id AND e.delivered_at IS NULL)"
        " ORDER BY due_at, outbox.id LIMIT ?3",
        (to_ms(now), platform.value, limit, int(urgency)),
    ).fetchall()
    tx.executemany(
        "UPDATE outbox SET leased_until = ? WHERE id = ?", [(to_ms(until), row[0]) for row in rows]
    )
    return [_read(row) for row in rows]


def stale(tx: Tx, now: datetime, limit: int = 100) -> list[Post]:
    """Return posts that are no news any more and of which nobody can have seen anything.

    What a worker has taken on and said nothing about since may be out: it is not among them.
    """
    rows = tx.execute(
        f"SELECT {_COLUMNS} FROM outbox INDEXED BY outbox_stale WHERE delivered_at IS NULL"
        " AND leased_until IS NULL AND stale_at IS NOT NULL AND stale_at <= ?"
        " ORDER BY stale_at LIMIT ?",
        (to_ms(now), limit),
    )
    return [_read(row) for row in rows]


def take_back(tx: Tx, place: PlaceId, subject: str) -> None:
    """Forget what waits to go out about a subject in a place."""
    sql = (
        "DELETE FROM outbox INDEXED BY outbox_waiting"
        " WHERE place = ? AND delivered_at IS NULL AND subject = ?"
    )
    tx.execute(sql, (place, subject))


def let_be_late(tx: Tx, post_id: PostId) -> None:
    """Let a post go out however late it is."""
    tx.execute("UPDATE outbox SET stale_at = NULL WHERE id = ?", (post_id,))


def put_right(tx: Tx, now: datetime) -> None:
    """Let nothing wait for a time that only a wrong clock had: it was ahead, and went back.

    That is what was posted in the future, and what waits for longer than anything is told to.
    """
    tx.execute(
        "UPDATE outbox SET due_at = ?1 WHERE delivered_at IS NULL AND due_at > ?1"
        " AND (created_at > ?1 OR due_at > ?2)",
        (to_ms(now), to_ms(now + LONGEST_WAIT)),
    )
    tx.execute(
        "UPDATE outbox SET leased_until = ?1 WHERE delivered_at IS NULL AND leased_until > ?2",
        (to_ms(now), to_ms(now + LONGEST_LEASE)),
    )


def drop_waiting(tx: Tx, place: PlaceId) -> int:
    """Forget what waits to go out to a place that takes nothing any more; return how much."""
    sql = "DELETE FROM outbox INDEXED BY outbox_waiting WHERE place = ? AND delivered_at IS NULL"
    return tx.execute(sql, (place,)).rowcount


def of_subject(tx: Tx, place: PlaceId, subject: str) -> Post | None:
    """Return the last post of a subject in a place, if it is still kept."""
    sql = (
        f"SELECT {_COLUMNS} FROM outbox INDEXED BY outbox_by_place"
        " WHERE place = ? AND subject = ? ORDER BY id DESC LIMIT 1"
    )
    row = tx.execute(sql, (place, subject)).fetchone()
    return _read(row) if row else None


def sent(tx: Tx, place: PlaceId, subject: str) -> tuple[Post, str] | None:
    """Return the last post of a subject that is out in a place, with the platform's id for it."""
    sql = (
        f"SELECT {_COLUMNS}, external_id FROM outbox INDEXED BY outbox_by_place"
        " WHERE place = ? AND subject = ? AND external_id > '' ORDER BY id DESC LIMIT 1"
    )
    row = tx.execute(sql, (place, subject)).fetchone()
    return (_read(row[:-1]), row[-1]) if row else None


def rewrite(tx: Tx, post_id: PostId, reply: Reply) -> None:
    """Let a post that waits say something else."""
    tx.execute(
        "UPDATE outbox SET reply = ? WHERE id = ? AND delivered_at IS NULL",
        (encode(reply), post_id),
    )


def delivered(tx: Tx, post_id: PostId, at: datetime, external_id: str) -> None:
    """Note that a post is out, and the platform's own id for it."""
    tx.execute(
        "UPDATE outbox SET delivered_at = ?, external_id = ? WHERE id = ?",
        (to_ms(at), external_id, post_id),
    )


def failed(tx: Tx, post_id: PostId, retry_at: datetime) -> None:
    """Note that a delivery did not work and when to try again."""
    tx.execute(
        "UPDATE outbox SET due_at = ?, attempts = attempts + 1, leased_until = NULL WHERE id = ?",
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


def places_in(tx: Tx, platform: Platform, chat_id: str) -> list[Place]:
    """Return the known places of a chat: itself and its threads."""
    rows: list[tuple[str]] = tx.execute(
        "SELECT thread FROM places WHERE platform = ? AND chat_id = ?", (platform.value, chat_id)
    ).fetchall()
    return [Place(platform, chat_id, thread) for (thread,) in rows]
