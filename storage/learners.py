"""Learners and the accounts by which platforms know them.

Knows nothing of what a name or a setting may be: values arrive checked.
"""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.ids import Account, LearnerId, Platform
from storage.database import Tx
from storage.instants import from_ms, to_ms
from storage.kept import Kept, Topic


@dataclass(frozen=True, slots=True, kw_only=True)
class Learner:
    """A person, whatever the platform, with their settings.

    ``retention`` is the desired recall per mille; ``extra_time`` is per cent of the common
    time, 0 meaning untimed; ``rest_days`` has a bit for each weekday, bit 0 being Monday.
    """

    id: LearnerId
    name: str
    alias: str
    hidden: bool
    zone: str
    retention: int
    goal_minutes: int
    extra_time: int
    rest_days: int
    created_at: datetime

    @property
    def shown_name(self) -> str:
        """Return the name that others see: the alias, where there is one."""
        return self.alias or self.name


_COLUMNS = (
    "l.id, l.name, l.alias, l.hidden, l.zone, l.retention, l.goal_minutes, l.extra_time,"
    " l.rest_days, l.created_at"
)
_Row = tuple[int, str, str, int, str, int, int, int, int, int]
_KNOWN: Kept[Account, Learner] = Kept(Topic.PEOPLE, 10_000)


def find(tx: Tx, account: Account) -> Learner | None:
    """Return the learner of an account, if there is one."""
    known = _KNOWN.of(tx)
    found = known.get(account)
    if found is None:
        found = _find(tx, account)
        if found is not None:
            known[account] = found
    return found


def _find(tx: Tx, account: Account) -> Learner | None:
    row = tx.execute(
        f"SELECT {_COLUMNS} FROM accounts a JOIN learners l ON l.id = a.learner"
        " WHERE a.platform = ? AND a.user_id = ?",
        (account.platform.value, account.user_id),
    ).fetchone()
    return row and _learner(row)


def by_id(tx: Tx, learner: LearnerId) -> Learner | None:
    """Return a learner, or None when there is none (any more)."""
    row = tx.execute(
        f"SELECT {_COLUMNS} FROM learners l WHERE l.id = ?",
        (learner,),
    ).fetchone()
    return row and _learner(row)


def meet(
    tx: Tx, account: Account, name: str, at: datetime, zone: str = "UTC"
) -> tuple[Learner, bool]:
    """Return the account's learner, made now if this is the first meeting, and whether it was.

    A learner who is known already keeps their name and zone.
    """
    known = find(tx, account)
    if known is not None:
        return known, False
    cursor = tx.execute(
        "INSERT INTO learners (name, zone, created_at) VALUES (?, ?, ?)", (name, zone, to_ms(at))
    )
    tx.execute(
        "INSERT INTO accounts (platform, user_id, learner, linked_at) VALUES (?, ?, ?, ?)",
        (account.platform.value, account.user_id, cursor.lastrowid, to_ms(at)),
    )
    met = find(tx, account)
    assert met is not None  # noqa: S101 - inserted above, in this transaction
    return met, True


def update(tx: Tx, learner: Learner) -> None:
    """Write everything of a learner that can change; make it with ``dataclasses.replace``."""
    tx.execute(
        "UPDATE learners SET name = ?, alias = ?, hidden = ?, zone = ?, retention = ?,"
        " goal_minutes = ?, extra_time = ?, rest_days = ? WHERE id = ?",
        (
            learner.name,
            learner.alias,
            learner.hidden,
            learner.zone,
            learner.retention,
            learner.goal_minutes,
            learner.extra_time,
            learner.rest_days,
            learner.id,
        ),
    )


def accounts(tx: Tx, learner: LearnerId) -> list[tuple[Account, datetime]]:
    """Return a learner's accounts and when each was linked, the oldest first."""
    rows: list[tuple[str, str, int]] = tx.execute(
        "SELECT platform, user_id, linked_at FROM accounts WHERE learner = ?"
        " ORDER BY linked_at, platform, user_id",
        (learner,),
    ).fetchall()
    return [
        (Account(Platform(platform), user_id), from_ms(linked))
        for platform, user_id, linked in rows
    ]


def _learner(row: _Row) -> Learner:
    return Learner(
        id=LearnerId(row[0]),
        name=row[1],
        alias=row[2],
        hidden=bool(row[3]),
        zone=row[4],
        retention=row[5],
        goal_minutes=row[6],
        extra_time=row[7],
        rest_days=row[8],
        created_at=from_ms(row[9]),
    )
