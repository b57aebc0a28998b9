"""Who gets something at an hour of theirs: so far places, with their daily question.

Must not know what is posted, nor work out when: ``next_at`` comes in computed from the wall time.
"""

import json
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.daily import DailyState, Manner
from bot.domain.ids import AskId, DeckId, PlaceId, Platform, SubscriptionId
from storage.database import Tx
from storage.instants import from_ms, to_ms

Topics = tuple[tuple[DeckId, str], ...]
"""Decks, each with one of its themes or "" for all of it; none is whatever the class uses."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """How a place wants its daily question. ``weekdays`` is a mask, bit 0 Monday.

    ``reveal_hours`` None is with the next post; a post comes ``late_hours`` late at most.
    """

    zone: str
    hour: int
    minute: int
    weekdays: int
    topics: Topics
    reveal_hours: int | None
    late_hours: int
    manner: Manner


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """A place's daily question. ``slot_at`` is the next wall time, None unless it is on.

    ``next_at`` is when to look: the same, or later while a try that went wrong waits.
    """

    id: SubscriptionId
    place: PlaceId
    terms: Terms
    state: DailyState
    slot_at: datetime | None
    next_at: datetime | None
    open_ask: AskId | None


_COLUMNS = (
    "id, place, zone, hour, minute, weekdays, topics, reveal_hours, late_hours,"
    " silent, pin, thread, role, state, slot_at, next_at, open_ask"
)


def _read(row: tuple) -> Subscription:  # type: ignore[type-arg]
    return Subscription(
        id=row[0],
        place=row[1],
        terms=Terms(
            zone=row[2],
            hour=row[3],
            minute=row[4],
            weekdays=row[5],
            topics=tuple((DeckId(deck), theme) for deck, theme in json.loads(row[6])),
            reveal_hours=row[7],
            late_hours=row[8],
            manner=Manner(bool(row[9]), bool(row[10]), bool(row[11]), row[12]),
        ),
        state=DailyState(row[13]),
        slot_at=from_ms(row[14]) if row[14] is not None else None,
        next_at=from_ms(row[15]) if row[15] is not None else None,
        open_ask=row[16],
    )


def get(tx: Tx, subscription: SubscriptionId) -> Subscription | None:
    """Return a place's subscription by its id, or None."""
    sql = f"SELECT {_COLUMNS} FROM subscriptions WHERE id = ? AND learner IS NULL"
    row = tx.execute(sql, (subscription,)).fetchone()
    return _read(row) if row else None


def of_place(tx: Tx, place: PlaceId) -> Subscription | None:
    """Return the daily question of a place, also one that is off; None if there never was one."""
    sql = f"SELECT {_COLUMNS} FROM subscriptions WHERE place = ? AND learner IS NULL"
    row = tx.execute(sql, (place,)).fetchone()
    return _read(row) if row else None


def put(tx: Tx, place: PlaceId, terms: Terms) -> SubscriptionId:
    """Write how a place wants its daily question, for the first time or anew."""
    manner = terms.manner
    row = tx.execute(
        "INSERT INTO subscriptions (place, zone, hour, minute, weekdays, topics, reveal_hours,"
        " late_hours, silent, pin, thread, role, state)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'off')"
        " ON CONFLICT (place) WHERE place IS NOT NULL AND learner IS NULL DO UPDATE SET"
        " zone = excluded.zone, hour = excluded.hour, minute = excluded.minute,"
        " weekdays = excluded.weekdays, topics = excluded.topics,"
        " reveal_hours = excluded.reveal_hours, late_hours = excluded.late_hours,"
        " silent = excluded.silent, pin = excluded.pin, thread = excluded.thread,"
        " role = excluded.role RETURNING id",
        (
            place,
            terms.zone,
            terms.hour,
            terms.minute,
            terms.weekdays,
            json.dumps(terms.topics),
            terms.reveal_hours,
            terms.late_hours,
            int(manner.silent),
            int(manner.pin),
            int(manner.thread),
            manner.role,
        ),
    ).fetchone()
    return SubscriptionId(row[0])


def due(tx: Tx, now: datetime, limit: int = 100) -> list[SubscriptionId]:
    """Return the places' subscriptions that are due at ``now``, the longest overdue first."""
    rows = tx.execute(
        "SELECT id FROM subscriptions INDEXED BY subscriptions_next"
        " WHERE next_at IS NOT NULL AND next_at <= ? AND learner IS NULL"
        " ORDER BY next_at LIMIT ?",
        (to_ms(now), limit),
    )
    return [SubscriptionId(row[0]) for row in rows]


def soonest(tx: Tx, platform: Platform) -> datetime | None:
    """Return when the next post of all places on a platform goes out; None if none does."""
    row = tx.execute(
        "SELECT min(s.next_at) FROM subscriptions AS s INDEXED BY subscriptions_next"
        " JOIN places AS p ON p.id = s.place"
        " WHERE s.next_at IS NOT NULL AND s.learner IS NULL AND p.platform = ?",
        (platform.value,),
    ).fetchone()
    return from_ms(row[0]) if row[0] is not None else None


def unreached(tx: Tx, platform: Platform) -> list[str]:
    """Return the chats of a platform that took no posts. Reads every row: for a start."""
    rows = tx.execute(
        "SELECT DISTINCT p.chat_id FROM subscriptions AS s JOIN places AS p ON p.id = s.place"
        " WHERE s.state = ? AND p.platform = ?",
        (DailyState.UNREACHABLE.value, platform.value),
    )
    return [row[0] for row in rows]


def plan(tx: Tx, subscription: SubscriptionId, slot: datetime) -> None:
    """Turn a subscription on, with its next wall time."""
    at = to_ms(slot)
    tx.execute(
        "UPDATE subscriptions SET state = 'on', slot_at = ?1, next_at = ?1 WHERE id = ?2",
        (at, subscription),
    )


def hold(tx: Tx, subscription: SubscriptionId, until: datetime) -> None:
    """Look again later: a try went wrong. The wall time it is for stays."""
    tx.execute(
        "UPDATE subscriptions SET next_at = ? WHERE id = ? AND next_at IS NOT NULL",
        (to_ms(until), subscription),
    )


def stop(tx: Tx, subscription: SubscriptionId, state: DailyState) -> None:
    """Let nothing be due any more: paused, unreachable or off."""
    tx.execute(
        "UPDATE subscriptions SET state = ?, slot_at = NULL, next_at = NULL WHERE id = ?",
        (state.value, subscription),
    )


def set_open(tx: Tx, subscription: SubscriptionId, ask: AskId | None, day: date | None) -> None:
    """Note which ask is open, if any, and the local date of the last post if it is a new one."""
    tx.execute(
        "UPDATE subscriptions SET open_ask = ?, last_day = coalesce(?, last_day) WHERE id = ?",
        (ask, day.toordinal() if day else None, subscription),
    )


def waiting(tx: Tx, after: SubscriptionId, now: datetime, limit: int) -> list[Subscription]:
    """Return subscriptions whose time is still to come, by id from after ``after``."""
    rows = tx.execute(
        f"SELECT {_COLUMNS} FROM subscriptions"
        " WHERE id > ? AND learner IS NULL AND slot_at > ? ORDER BY id LIMIT ?",
        (after, to_ms(now), limit),
    )
    return [_read(row) for row in rows]
