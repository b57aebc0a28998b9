"""Everything kept about one learner: counted, exported as JSON, and deleted.

Every table with a learner in it must be named here; a test compares this with the schema.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.ids import LearnerId, PostId
from bot.domain.replies import Reply
from storage.codec import decode, encode
from storage.database import Tx
from storage.instants import from_ms, to_ms
from storage.polls import forget_votes_of
from storage.secrets import secret

Cell = str | int | float | None
Json = str | int | float | bool | list["Json"] | dict[str, "Json"] | None

TOMBSTONE_SECRET = "tombstone"  # noqa: S105 - its name
_DAYS = frozenset({"day", "due", "first", "last", "last_day", "since", "until"})
_DOCUMENTS = frozenset({"given", "verdict"})
_YES_OR_NO = frozenset({"hidden", "hinted", "accepted", "open", "present", "learnt"})


@dataclass(frozen=True, slots=True)
class Counts:
    """How much is kept about a learner. ``since`` is the day of the first review, if any."""

    reviews: int
    memories: int
    answers: int
    classes: int
    accounts: int
    since: date | None


# What is exported, by name. Questions are told by their ids; nobody else is told of.
SECTIONS: dict[str, str] = {
    "profile": "SELECT name, alias, created_at FROM learners WHERE id = ?",
    "settings": "SELECT hidden, zone, retention, goal_minutes, extra_time, rest_days"
    " FROM learners WHERE id = ?",
    "accounts": "SELECT platform, user_id, linked_at FROM accounts WHERE learner = ?",
    "link_codes": "SELECT code, expires_at FROM link_codes WHERE learner = ?",
    "classes": "SELECT c.name, c.code, m.role, m.joined_at FROM members m"
    " JOIN classes c ON c.id = m.class WHERE m.learner = ? ORDER BY m.joined_at",
    "current_class": "SELECT c.name, c.code FROM learner_classes h"
    " JOIN classes c ON c.id = h.class WHERE h.learner = ?",
    "reviews": "SELECT q.id AS question, q.deck, r.version, r.ask, r.at, r.day, r.mark,"
    " r.credit, r.grade, r.retention, r.source, r.seconds FROM reviews r"
    " JOIN questions q ON q.key = r.question WHERE r.learner = ? ORDER BY r.at",
    "amendments": "SELECT q.id AS question, a.at, a.seq, a.mark, a.credit, a.grade, a.cause,"
    " a.made_at FROM amendments a JOIN questions q ON q.key = a.question"
    " WHERE a.learner = ? ORDER BY a.at, a.seq",
    "tallies": "SELECT q.id AS question, t.at, c.code AS class, t.day FROM (SELECT question, at,"
    " class, day FROM tallies WHERE learner = ?1 UNION ALL SELECT question, at, class, day + shift"
    " FROM reviews WHERE learner = ?1) t JOIN questions q ON q.key = t.question"
    " JOIN classes c ON c.id = t.class ORDER BY t.at",
    "memories": "SELECT q.id AS question, m.stability / 10000.0 AS stability,"
    " m.difficulty / 10000.0 AS difficulty, m.due, m.last, m.reps, m.lapses FROM memories m"
    " JOIN questions q ON q.key = m.question WHERE m.learner = ?",
    "days": "SELECT day, answers, right, points, seconds FROM learner_days WHERE learner = ?",
    "class_days": "SELECT c.code AS class, d.day, d.deck, d.answers, d.right, d.points"
    " FROM class_days d JOIN classes c ON c.id = d.class WHERE d.learner = ? ORDER BY d.day",
    "boards": "SELECT c.code AS class, b.span, b.start, b.answers, b.points"
    " FROM board_totals b JOIN classes c ON c.id = b.class WHERE b.learner = ?",
    "asks": "SELECT k.id AS ask, q.id AS question, k.source, k.opened_at, k.closed_at, k.hinted,"
    " k.tries, k.state FROM asks k JOIN questions q ON q.key = k.question WHERE k.learner = ?",
    "answers": "SELECT w.ask, q.id AS question, w.given, w.mark, w.verdict, w.changes,"
    " w.tries, w.hinted, w.at FROM (SELECT a.ask, k.question, a.given, a.mark, a.verdict,"
    " a.changes, a.tries, a.hinted, a.at FROM answers a JOIN asks k ON k.id = a.ask"
    " WHERE a.learner = ?1 UNION ALL SELECT id, question, given, mark, verdict, 0, tries, hinted,"
    " closed_at FROM asks WHERE learner = ?1 AND mark IS NOT NULL) w"
    " JOIN questions q ON q.key = w.question ORDER BY w.at",
    "skip_votes": "SELECT ask FROM skip_votes WHERE learner = ?",
    "rounds_started": "SELECT id AS round, started_at, ended_at FROM rounds WHERE starter = ?",
    "rounds_played": "SELECT round, points, answered, right, joined_at, present"
    " FROM players WHERE learner = ?",
    "claims": "SELECT q.id AS question, c.ask, c.given, c.made_at, c.settled_at, c.accepted"
    " FROM claims c JOIN questions q ON q.key = c.question WHERE c.learner = ?",
    "examples": "SELECT q.id AS question, x.text, x.added_at FROM aliases x"
    " JOIN questions q ON q.key = x.question WHERE x.learner = ?",
    "reports": "SELECT q.id AS question, r.reason, r.note, r.at, r.open FROM reports r"
    " JOIN questions q ON q.key = r.question WHERE r.learner = ?",
    "subscriptions": "SELECT zone, hour, minute, weekdays, next_at, last_day"
    " FROM subscriptions WHERE learner = ?",
    "early_votes": "SELECT v.poll, v.picks, v.at FROM early_votes v JOIN accounts a"
    " ON a.platform = v.platform AND a.user_id = v.user_id WHERE a.learner = ?",
    "reminders": "SELECT state, learnt, hour, minute, quiet_from, quiet_to, ignored, next_at,"
    " last_at, last_day FROM reminders WHERE learner = ?",
    "reminder_days": "SELECT day, at FROM reminder_days WHERE learner = ? ORDER BY day",
    "reminder_offers": "SELECT at FROM reminder_offers WHERE learner = ?",
    "comebacks": "SELECT state, since, away, last, a_day, until FROM comebacks WHERE learner = ?",
    "spared_days": "SELECT first, last FROM spared_days WHERE learner = ? ORDER BY first",
}

_ONE = frozenset({"profile", "settings", "current_class"})


def counts(tx: Tx, learner: LearnerId) -> Counts:
    """Return how much is kept about a learner."""
    row: tuple[int, int, int, int, int, int | None] = tx.execute(
        "SELECT (SELECT count(*) FROM reviews WHERE learner = ?1),"
        " (SELECT count(*) FROM memories WHERE learner = ?1),"
        " (SELECT count(*) FROM answers WHERE learner = ?1)"
        " + (SELECT count(*) FROM asks WHERE learner = ?1 AND mark IS NOT NULL),"
        " (SELECT count(*) FROM members WHERE learner = ?1),"
        " (SELECT count(*) FROM accounts WHERE learner = ?1),"
        " (SELECT day FROM reviews WHERE learner = ?1 ORDER BY at LIMIT 1)",
        (learner,),
    ).fetchone()
    return Counts(*row[:5], since=None if row[5] is None else date.fromordinal(row[5]))


def export(tx: Tx, learner: LearnerId) -> str:
    """Return everything kept about a learner as a JSON document, and nothing about others."""
    document: dict[str, Json] = {}
    for name, statement in SECTIONS.items():
        cursor = tx.execute(statement, (learner,))
        columns = [description[0] for description in cursor.description]
        rows: list[Json] = [
            {column: _readable(column, cell) for column, cell in zip(columns, row, strict=True)}
            for row in cursor
        ]
        document[name] = (rows[0] if rows else None) if name in _ONE else rows
    return json.dumps(document, ensure_ascii=False, indent=2)


def posts_around(tx: Tx, learner: LearnerId) -> list[tuple[PostId, Reply]]:
    """Return what is kept of the posts that may name a learner.

    They are those in the chats of the learner's classes, and where they played or began a round.
    """
    rows: list[tuple[int, str]] = tx.execute(
        "SELECT id, reply FROM outbox WHERE place IN ("
        "SELECT t.id FROM members m JOIN places p ON p.class = m.class"
        " JOIN places t ON t.platform = p.platform AND t.chat_id = p.chat_id WHERE m.learner = ?1"
        " UNION SELECT r.place FROM players y JOIN rounds r ON r.id = y.round WHERE y.learner = ?1"
        " UNION SELECT place FROM rounds WHERE starter = ?1)",
        (learner,),
    ).fetchall()
    return [(PostId(post), decode(text, Reply)) for post, text in rows]


def rewrite_post(tx: Tx, post: PostId, reply: Reply) -> None:
    """Let a post say something else to whoever reads it from now on."""
    tx.execute("UPDATE outbox SET reply = ? WHERE id = ?", (encode(reply), post))


def delete(tx: Tx, learner: LearnerId, at: datetime) -> None:
    """Delete a learner everywhere; what remains is a salted hash of each account.

    What is deleted is overwritten, as the database is opened with ``secure_delete``. Classes,
    roles and posts that name the learner are the caller's business, before this.
    """
    salt = secret(tx, TOMBSTONE_SECRET)
    owned: list[tuple[str, str]] = tx.execute(
        "SELECT platform, user_id FROM accounts WHERE learner = ?", (learner,)
    ).fetchall()
    forget_votes_of(tx, learner)
    for platform, user_id in owned:
        _forget_private_chat(tx, platform, user_id)
        tx.execute(
            "INSERT INTO tombstones (account_hash, deleted_at) VALUES (?, ?)"
            " ON CONFLICT DO UPDATE SET deleted_at = excluded.deleted_at",
            (_hash(salt, platform, user_id), to_ms(at)),
        )
    tx.execute("DELETE FROM learners WHERE id = ?", (learner,))


@dataclass(frozen=True, slots=True)
class Tombstones:
    """Who was deleted and when, to be carried over into a restored backup."""

    salt: bytes
    graves: tuple[tuple[bytes, datetime], ...]


def tombstones(tx: Tx) -> Tombstones:
    """Return every tombstone and the salt by which its hash was made."""
    rows: list[tuple[bytes, int]] = tx.execute(
        "SELECT account_hash, deleted_at FROM tombstones"
    ).fetchall()
    return Tombstones(
        secret(tx, TOMBSTONE_SECRET), tuple((grave, from_ms(deleted)) for grave, deleted in rows)
    )


def honour(
    tx: Tx, kept: Tombstones, erase: Callable[[Tx, LearnerId, datetime], None] = delete
) -> int:
    """Delete again, from a restored backup, whoever was deleted after it was made.

    Returns how many learners were. ``erase`` deletes one of them, as of the instant given.
    Somebody who came back after deleting is not affected.
    """
    deleted_at = dict(kept.graves)
    found: list[tuple[str, str, int, int]] = tx.execute(
        "SELECT a.platform, a.user_id, a.learner, a.linked_at FROM accounts a"
    ).fetchall()
    again: dict[LearnerId, datetime] = {}
    for platform, user_id, learner, linked_at in found:
        at = deleted_at.get(_hash(kept.salt, platform, user_id))
        if at is not None and from_ms(linked_at) <= at:
            again[LearnerId(learner)] = at
    tx.execute(
        "INSERT INTO secrets (name, value) VALUES (?, ?)"
        " ON CONFLICT DO UPDATE SET value = excluded.value",
        (TOMBSTONE_SECRET, kept.salt),
    )
    tx.execute("DELETE FROM tombstones")
    tx.executemany(
        "INSERT INTO tombstones (account_hash, deleted_at) VALUES (?, ?)",
        [(grave, to_ms(at)) for grave, at in kept.graves],
    )
    for learner_id, at in again.items():
        erase(tx, learner_id, at)
    return len(again)


def _forget_private_chat(tx: Tx, platform: str, user_id: str) -> None:
    """Remove the place whose chat id is the learner's own, as in a private chat."""
    rows: list[tuple[int]] = tx.execute(
        "SELECT id FROM places WHERE platform = ? AND chat_id = ?", (platform, user_id)
    ).fetchall()
    for (place,) in rows:
        tx.execute("DELETE FROM rounds WHERE place = ?", (place,))
        tx.execute("UPDATE asks SET place = NULL WHERE place = ?", (place,))
        tx.execute("DELETE FROM places WHERE id = ?", (place,))


def _hash(salt: bytes, platform: str, user_id: str) -> bytes:
    return hashlib.blake2b(f"{platform}\0{user_id}".encode(), key=salt, digest_size=32).digest()


def _readable(column: str, cell: Cell) -> Json:
    if cell is None:
        return None
    if column == "at" or column.endswith("_at"):
        return from_ms(int(cell)).isoformat()
    if column in _DAYS or (column == "start" and cell):
        return date.fromordinal(int(cell)).isoformat()
    if column in _DOCUMENTS and cell:
        document: Json = json.loads(str(cell))
        return document
    return bool(cell) if column in _YES_OR_NO else cell
