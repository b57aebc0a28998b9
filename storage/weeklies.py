"""The weekly digest of a place: when it is posted, and the claim of each week.

Must not know what a digest says, nor work out when: instants come in computed from the wall time.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.domain.ids import ClassId, PlaceId, Platform
from storage.database import Tx
from storage.instants import from_ms, to_ms


class WeeklyState(StrEnum):
    """Whether a place gets a digest."""

    ON = "on"
    UNREACHABLE = "unreachable"  # the platform would not take our posts
    OFF = "off"


@dataclass(frozen=True, slots=True, kw_only=True)
class Weekly:
    """A place's digest. ``weekday`` (0 is Monday), hour and minute are on its class's wall.

    ``slot_at`` is the next wall time, ``next_at`` when to look; None unless it is on.
    """

    place: PlaceId
    state: WeeklyState
    weekday: int
    hour: int
    minute: int
    slot_at: datetime | None = None
    next_at: datetime | None = None


_COLUMNS = "place, state, weekday, hour, minute, slot_at, next_at"


def _read(row: tuple) -> Weekly:  # type: ignore[type-arg]
    return Weekly(
        place=row[0],
        state=WeeklyState(row[1]),
        weekday=row[2],
        hour=row[3],
        minute=row[4],
        slot_at=None if row[5] is None else from_ms(row[5]),
        next_at=None if row[6] is None else from_ms(row[6]),
    )


def unreached(tx: Tx, platform: Platform) -> list[str]:
    """Return the chats of a platform that took no digest. Reads every row: for a start."""
    rows = tx.execute(
        "SELECT DISTINCT p.chat_id FROM weeklies AS w JOIN places AS p ON p.id = w.place"
        " WHERE w.state = ? AND p.platform = ?",
        (WeeklyState.UNREACHABLE.value, platform.value),
    )
    return [row[0] for row in rows]


def get(tx: Tx, place: PlaceId) -> Weekly | None:
    """Return the digest of a place, also one that is off; None if there never was one."""
    row = tx.execute(f"SELECT {_COLUMNS} FROM weeklies WHERE place = ?", (place,)).fetchone()
    return _read(row) if row else None


def put(tx: Tx, weekly: Weekly) -> None:
    """Write the digest of a place, in place of the one before."""
    slot, look = (None if at is None else to_ms(at) for at in (weekly.slot_at, weekly.next_at))
    tx.execute(
        f"INSERT OR REPLACE INTO weeklies ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            weekly.place,
            weekly.state.value,
            weekly.weekday,
            weekly.hour,
            weekly.minute,
            slot,
            look,
        ),
    )


def due(tx: Tx, now: datetime, limit: int = 100) -> list[PlaceId]:
    """Return the places whose digest is to be looked at by ``now``, the longest overdue first."""
    rows = tx.execute(
        "SELECT place FROM weeklies INDEXED BY weeklies_next"
        " WHERE next_at IS NOT NULL AND next_at <= ? ORDER BY next_at LIMIT ?",
        (to_ms(now), limit),
    )
    return [PlaceId(row[0]) for row in rows]


def hold(tx: Tx, place: PlaceId, until: datetime) -> None:
    """Look again later: a try went wrong."""
    sql = "UPDATE weeklies SET next_at = ? WHERE place = ? AND next_at IS NOT NULL"
    tx.execute(sql, (to_ms(until), place))


def waiting(tx: Tx, after: int, now: datetime, limit: int) -> list[PlaceId]:
    """Return places above ``after`` whose next wall time is still to come, by number."""
    rows = tx.execute(
        "SELECT place FROM weeklies WHERE place > ? AND slot_at > ? ORDER BY place LIMIT ?",
        (after, to_ms(now), limit),
    )
    return [PlaceId(row[0]) for row in rows]


def of_class(tx: Tx, class_id: ClassId) -> list[PlaceId]:
    """Return the places with a digest that is on and that may be a class's.

    They are in a chat of the class: a thread may have been given to another.
    """
    rows = tx.execute(
        "SELECT w.place FROM weeklies w JOIN places p ON p.id = w.place WHERE w.state = 'on'"
        " AND EXISTS (SELECT 1 FROM places c WHERE c.class = ? AND c.platform = p.platform"
        " AND c.chat_id = p.chat_id) ORDER BY w.place",
        (class_id,),
    )
    return [PlaceId(row[0]) for row in rows]


def claim(tx: Tx, place: PlaceId, week: date, at: datetime) -> bool:
    """Claim the digest of a week, told by its Monday; False if somebody already has."""
    sql = "INSERT INTO weekly_weeks (place, week, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
    return tx.execute(sql, (place, week.toordinal(), to_ms(at))).rowcount == 1
