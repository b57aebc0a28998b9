"""Classes, who belongs to them, the places they own and the decks they chose.

Knows nothing of what a name may be or who may do what: that is the use cases' business.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.domain.ids import ClassId, DeckId, LearnerId, Place, PlaceId, Platform
from bot.domain.replies import Role
from storage.codes import as_typed, new_code
from storage.database import Tx
from storage.instants import from_ms, to_ms
from storage.kept import Kept, Topic

CODE_LENGTH = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassRow:
    """A class. Its days start at 04:00 in ``zone``; ``daily_hour`` is local, 0 to 23."""

    id: ClassId
    name: str
    code: str
    zone: str
    daily_hour: int
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Member:
    """A learner in a class. ``name`` is the one they show."""

    learner: LearnerId
    name: str
    hidden: bool
    role: Role


_COLUMNS = "c.id, c.name, c.code, c.zone, c.daily_hour, c.created_at"
_Row = tuple[int, str, str, str, int, int]
_CURRENT: Kept[LearnerId, ClassRow | None] = Kept(Topic.PEOPLE, 10_000)
_BOARDS: Kept[tuple[LearnerId, DeckId], tuple[tuple[ClassId, str], ...]] = Kept(
    Topic.PEOPLE, 10_000
)


def create(tx: Tx, name: str, zone: str, at: datetime, code: str = "") -> ClassRow:
    """Make a class, with a join code of its own unless one is given (which must be free)."""
    while not code:
        code = new_code(CODE_LENGTH)
        code = "" if by_code(tx, code) else code
    cursor = tx.execute(
        "INSERT INTO classes (name, code, zone, created_at) VALUES (?, ?, ?, ?)",
        (name, code, zone, to_ms(at)),
    )
    made = by_id(tx, ClassId(cursor.lastrowid or 0))
    assert made is not None  # noqa: S101 - inserted above, in this transaction
    return made


def by_id(tx: Tx, class_id: ClassId) -> ClassRow | None:
    """Return a class, or None."""
    return _one(tx, "classes c WHERE c.id = ?", class_id)


def by_code(tx: Tx, typed: str) -> ClassRow | None:
    """Return the class of a join code, however it was typed, or None."""
    return _one(tx, "classes c WHERE c.code = ?", as_typed(typed))


def rename(tx: Tx, class_id: ClassId, name: str) -> None:
    """Give a class another name."""
    tx.execute("UPDATE classes SET name = ? WHERE id = ?", (name, class_id))


def set_zone(tx: Tx, class_id: ClassId, zone: str) -> None:
    """Let a class's days start at 04:00 in another zone; days already counted stay."""
    tx.execute("UPDATE classes SET zone = ? WHERE id = ?", (zone, class_id))


def remove(tx: Tx, class_id: ClassId) -> None:
    """Remove a class with its boards and feeds; its places stay, belonging to nobody.

    So do its decks, retired: what was learnt from them is its members' own.
    """
    tx.execute(
        "UPDATE questions SET retired = 1 WHERE deck IN (SELECT id FROM decks WHERE class = ?)",
        (class_id,),
    )
    tx.execute("UPDATE decks SET retired = 1, class = NULL WHERE class = ?", (class_id,))
    tx.execute(
        "UPDATE reviews SET class = NULL WHERE class = ?1"
        " AND learner IN (SELECT learner FROM members WHERE class = ?1)",
        (class_id,),
    )
    tx.execute(
        "DELETE FROM outbox WHERE place IN (SELECT p.id FROM places c JOIN places p"
        " ON p.platform = c.platform AND p.chat_id = c.chat_id WHERE c.class = ?1"
        " AND (p.class = ?1 OR p.class IS NULL AND c.thread = ''))",
        (class_id,),
    )
    tx.execute("DELETE FROM classes WHERE id = ?", (class_id,))


def add_member(tx: Tx, class_id: ClassId, learner: LearnerId, role: Role, at: datetime) -> bool:
    """Let a learner join; return whether they were not a member yet. A role held stays."""
    cursor = tx.execute(
        "INSERT INTO members (class, learner, role, joined_at) VALUES (?, ?, ?, ?)"
        " ON CONFLICT DO NOTHING",
        (class_id, learner, role.value, to_ms(at)),
    )
    return cursor.rowcount == 1


def set_role(tx: Tx, class_id: ClassId, learner: LearnerId, role: Role) -> None:
    """Give a member another role, for good."""
    tx.execute(
        "UPDATE members SET role = ?, lent = 0 WHERE class = ? AND learner = ?",
        (role.value, class_id, learner),
    )


def remove_member(tx: Tx, class_id: ClassId, learner: LearnerId) -> None:
    """Take a learner out of a class and off its boards, for good."""
    for table in ("members", "learner_classes", "tallies", "class_days", "board_totals"):
        tx.execute(
            f"DELETE FROM {table} WHERE class = ? AND learner = ?",
            (class_id, learner),
        )
    tx.execute(
        "UPDATE reviews SET class = NULL WHERE class = ? AND learner = ?", (class_id, learner)
    )


def role_of(tx: Tx, class_id: ClassId, learner: LearnerId) -> Role | None:
    """Return what a learner is in a class; None when they are not in it."""
    row = tx.execute(
        "SELECT role FROM members WHERE class = ? AND learner = ?", (class_id, learner)
    ).fetchone()
    return Role(row[0]) if row is not None else None


def members(tx: Tx, class_id: ClassId) -> list[Member]:
    """Return everybody in a class, the longest-standing first."""
    rows: list[tuple[int, str, str, int, str]] = tx.execute(
        "SELECT l.id, l.name, l.alias, l.hidden, m.role FROM members m"
        " JOIN learners l ON l.id = m.learner WHERE m.class = ? ORDER BY m.joined_at, l.id",
        (class_id,),
    ).fetchall()
    return [
        Member(LearnerId(learner), alias or name, bool(hidden), Role(role))
        for learner, name, alias, hidden, role in rows
    ]


def member_count(tx: Tx, class_id: ClassId) -> int:
    """Return how many learners are in a class, hidden or not."""
    return int(
        tx.execute("SELECT count(*) FROM members WHERE class = ?", (class_id,)).fetchone()[0]
    )


def classes_of(tx: Tx, learner: LearnerId) -> list[tuple[ClassRow, Role]]:
    """Return a learner's classes and their role in each, the first joined first."""
    rows: list[tuple[int, str, str, str, int, int, str]] = tx.execute(
        f"SELECT {_COLUMNS}, m.role FROM members m JOIN classes c ON c.id = m.class"
        " WHERE m.learner = ? ORDER BY m.joined_at, c.id",
        (learner,),
    ).fetchall()
    return [(_class(row[:6]), Role(row[6])) for row in rows]


def boards_of(tx: Tx, learner: LearnerId, deck: DeckId) -> tuple[tuple[ClassId, str], ...]:
    """Return the classes, with their zones, on whose boards an answer in a deck counts.

    Those are the learner's classes that chose the deck, or chose none and can use it.
    """
    kept = _BOARDS.of(tx)
    found = kept.get((learner, deck))
    if found is None:
        found = kept[learner, deck] = tuple(_boards_of(tx, learner, deck))
    return found


def _boards_of(tx: Tx, learner: LearnerId, deck: DeckId) -> list[tuple[ClassId, str]]:
    rows = tx.execute(
        "SELECT c.id, c.zone FROM members m JOIN classes c ON c.id = m.class"
        " WHERE m.learner = ?1 AND CASE"
        " WHEN EXISTS (SELECT 1 FROM class_decks x WHERE x.class = c.id)"
        " THEN EXISTS (SELECT 1 FROM class_decks x WHERE x.class = c.id AND x.deck = ?2)"
        " ELSE EXISTS (SELECT 1 FROM decks d WHERE d.id = ?2"
        " AND (d.class IS NULL OR d.class = c.id)) END",
        (learner, deck),
    )
    return [(ClassId(class_id), zone) for class_id, zone in rows]


def current_class(tx: Tx, learner: LearnerId) -> ClassRow | None:
    """Return the class where a learner's commands without a place apply.

    It is the one chosen last, as long as they are in it; else the one joined last.
    """
    kept = _CURRENT.of(tx)
    if learner not in kept:
        kept[learner] = _current_class(tx, learner)
    return kept[learner]


def _current_class(tx: Tx, learner: LearnerId) -> ClassRow | None:
    return _one(
        tx,
        "members m JOIN classes c ON c.id = m.class"
        " LEFT JOIN learner_classes h ON h.learner = m.learner AND h.class = m.class"
        " WHERE m.learner = ? ORDER BY h.class IS NULL, m.joined_at DESC, c.id DESC LIMIT 1",
        learner,
    )


def set_current(tx: Tx, learner: LearnerId, class_id: ClassId) -> None:
    """Choose the class where a learner's commands without a place apply."""
    tx.execute(
        "INSERT INTO learner_classes (learner, class) VALUES (?, ?)"
        " ON CONFLICT (learner) DO UPDATE SET class = excluded.class",
        (learner, class_id),
    )


def place_id(tx: Tx, place: Place, class_id: ClassId | None = None) -> PlaceId:
    """Return the place's id, remembering it now if it is new, and give it to a class if told."""
    key = (place.platform.value, place.chat_id, place.thread)
    row = tx.execute(
        "SELECT id, class FROM places WHERE platform = ? AND chat_id = ? AND thread = ?", key
    ).fetchone()
    if row is None:
        cursor = tx.execute(
            "INSERT INTO places (platform, chat_id, thread, class) VALUES (?, ?, ?, ?)",
            (*key, class_id),
        )
        return PlaceId(cursor.lastrowid or 0)
    if class_id is not None and row[1] != class_id:
        tx.execute("UPDATE places SET class = ? WHERE id = ?", (class_id, row[0]))
    return PlaceId(row[0])


def class_of_place(tx: Tx, place: Place) -> ClassRow | None:
    """Return the class that owns a place; a thread without one belongs where its chat does."""
    return _one(
        tx,
        "places p JOIN classes c ON c.id = p.class WHERE p.platform = ? AND p.chat_id = ?"
        " AND p.thread IN (?, '') ORDER BY p.thread = '' LIMIT 1",
        place.platform.value,
        place.chat_id,
        place.thread,
    )


def places_of(tx: Tx, class_id: ClassId) -> list[Place]:
    """Return a class's places, the first linked first."""
    rows: list[tuple[str, str, str]] = tx.execute(
        "SELECT platform, chat_id, thread FROM places WHERE class = ? ORDER BY id", (class_id,)
    ).fetchall()
    return [Place(Platform(platform), chat, thread) for platform, chat, thread in rows]


def round_running(tx: Tx, class_id: ClassId) -> bool:
    """Return whether a round is running in any of a class's places."""
    row = tx.execute(
        "SELECT EXISTS (SELECT 1 FROM places p JOIN rounds r ON r.place = p.id"
        " AND r.ended_at IS NULL WHERE p.class = ?)",
        (class_id,),
    ).fetchone()
    return bool(row[0])


def chosen_decks(tx: Tx, class_id: ClassId) -> list[DeckId]:
    """Return the decks a class chose, by id; none means every built-in deck."""
    rows = tx.execute("SELECT deck FROM class_decks WHERE class = ? ORDER BY deck", (class_id,))
    return [DeckId(row[0]) for row in rows]


def choose_decks(tx: Tx, class_id: ClassId, decks: Iterable[DeckId]) -> None:
    """Replace a class's choice of decks; all of them must be known."""
    tx.execute("DELETE FROM class_decks WHERE class = ?", (class_id,))
    tx.executemany(
        "INSERT INTO class_decks (class, deck) VALUES (?, ?)",
        [(class_id, deck) for deck in dict.fromkeys(decks)],
    )


def _one(tx: Tx, source: str, *values: str | int) -> ClassRow | None:
    row: _Row | None = tx.execute(f"SELECT {_COLUMNS} FROM {source}", values).fetchone()
    return None if row is None else _class(row)


def _class(row: _Row) -> ClassRow:
    return ClassRow(
        id=ClassId(row[0]),
        name=row[1],
        code=row[2],
        zone=row[3],
        daily_hour=row[4],
        created_at=from_ms(row[5]),
    )
