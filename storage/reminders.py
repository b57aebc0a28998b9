"""Learners' reminders: how they want them, when to look next, and the claim of each local date.

Must not know when somebody should be reminded, nor what is posted.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.domain.ids import LearnerId, PlaceId
from bot.domain.nudges import ReminderState
from bot.domain.reminders import SLEEPING, Quiet
from storage.database import Tx
from storage.instants import from_ms, to_ms


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """How a learner wants to be reminded, and where it stands.

    ``hour`` and ``minute`` are on the learner's wall; ``learnt``: they follow the habit.
    ``slot_at`` is the next wall time, ``next_at`` when to look: the same, or earlier for a
    snooze or for what has not gone out yet, or later while a try that went wrong waits.
    ``ignored`` counts reminders in a row without an answer, the last of them posted at
    ``last_at`` on ``last_day``; one that sleeps because nothing could be sent does so since
    ``last_at``.
    """

    learner: LearnerId
    place: PlaceId | None
    state: ReminderState
    learnt: bool
    hour: int
    minute: int
    quiet: Quiet
    ignored: int = 0
    slot_at: datetime | None = None
    snoozed_until: datetime | None = None
    next_at: datetime | None = None
    last_at: datetime | None = None
    last_day: date | None = None

    @property
    def comes_at(self) -> datetime | None:
        """Return when the next one comes at the earliest: a snooze, or the next wall time."""
        return min((at for at in (self.snoozed_until, self.slot_at) if at), default=None)


_COLUMNS = (
    "learner, place, state, learnt, hour, minute, quiet_from, quiet_to, ignored, slot_at,"
    " snoozed_until, next_at, last_at, last_day"
)


def _read(row: tuple) -> Reminder:  # type: ignore[type-arg]
    return Reminder(
        learner=row[0],
        place=row[1],
        state=ReminderState(row[2]),
        learnt=bool(row[3]),
        hour=row[4],
        minute=row[5],
        quiet=Quiet(row[6], row[7]),
        ignored=row[8],
        slot_at=_instant(row[9]),
        snoozed_until=_instant(row[10]),
        next_at=_instant(row[11]),
        last_at=_instant(row[12]),
        last_day=None if row[13] is None else date.fromordinal(row[13]),
    )


def _instant(kept: int | None) -> datetime | None:
    return None if kept is None else from_ms(kept)


def _kept(at: datetime | None) -> int | None:
    return None if at is None else to_ms(at)


def get(tx: Tx, learner: LearnerId) -> Reminder | None:
    """Return a learner's reminder, also one that is off; None if there never was one."""
    sql = f"SELECT {_COLUMNS} FROM reminders WHERE learner = ?"
    row = tx.execute(sql, (learner,)).fetchone()
    return _read(row) if row else None


def put(tx: Tx, reminder: Reminder) -> None:
    """Write a learner's reminder, in place of the one before."""
    day = reminder.last_day
    tx.execute(
        f"INSERT OR REPLACE INTO reminders ({_COLUMNS})"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            reminder.learner,
            reminder.place,
            reminder.state.value,
            int(reminder.learnt),
            reminder.hour,
            reminder.minute,
            reminder.quiet.begins,
            reminder.quiet.ends,
            reminder.ignored,
            _kept(reminder.slot_at),
            _kept(reminder.snoozed_until),
            _kept(reminder.next_at),
            _kept(reminder.last_at),
            None if day is None else day.toordinal(),
        ),
    )


def due(tx: Tx, now: datetime, limit: int = 100) -> list[LearnerId]:
    """Return whose reminder is to be looked at by ``now``, the longest overdue first."""
    rows = tx.execute(
        "SELECT learner FROM reminders INDEXED BY reminders_next"
        " WHERE next_at IS NOT NULL AND next_at <= ? ORDER BY next_at LIMIT ?",
        (to_ms(now), limit),
    )
    return [LearnerId(row[0]) for row in rows]


def note_unsent(tx: Tx, learner: LearnerId) -> None:
    """Note that the last reminder never went out: it was not left unanswered."""
    tx.execute("UPDATE reminders SET ignored = max(0, ignored - 1) WHERE learner = ?", (learner,))


def hold(tx: Tx, learner: LearnerId, until: datetime) -> None:
    """Look again later: a try went wrong."""
    sql = "UPDATE reminders SET next_at = ? WHERE learner = ? AND next_at IS NOT NULL"
    tx.execute(sql, (to_ms(until), learner))


def waiting(tx: Tx, after: int, now: datetime, limit: int) -> list[LearnerId]:
    """Return learners above ``after`` whose next wall time is still to come, by number."""
    rows = tx.execute(
        "SELECT learner FROM reminders WHERE learner > ? AND slot_at > ? ORDER BY learner LIMIT ?",
        (after, to_ms(now), limit),
    )
    return [LearnerId(row[0]) for row in rows]


def claim(tx: Tx, learner: LearnerId, day: date, at: datetime) -> bool:
    """Claim a local date; False if somebody already has."""
    sql = "INSERT INTO reminder_days (learner, day, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
    return tx.execute(sql, (learner, day.toordinal(), to_ms(at))).rowcount == 1


def taken(tx: Tx, learner: LearnerId, since: date) -> set[date]:
    """Return the local dates from ``since`` on that are claimed."""
    sql = "SELECT day FROM reminder_days WHERE learner = ? AND day >= ?"
    return {date.fromordinal(row[0]) for row in tx.execute(sql, (learner, since.toordinal()))}


def sleep(tx: Tx, place: PlaceId, at: datetime) -> None:
    """Let the reminders of a place that takes no posts sleep until their learner comes back.

    Whatever they answer after ``at`` wakes them, and so does ``wake``.
    """
    rows = tx.execute(
        f"SELECT {_COLUMNS} FROM reminders INDEXED BY reminders_by_place"
        " WHERE place = ? AND state = 'on'",
        (place,),
    ).fetchall()
    for reminder in map(_read, rows):
        asleep = replace(reminder, state=ReminderState.ASLEEP, ignored=SLEEPING)
        put(tx, replace(asleep, snoozed_until=None, next_at=reminder.slot_at, last_at=at))


def wake(tx: Tx, place: PlaceId) -> bool:
    """Let the reminders of a place that takes posts again come again; whether any slept."""
    sql = (
        "UPDATE reminders INDEXED BY reminders_by_place SET state = 'on', ignored = 0"
        " WHERE place = ? AND state = 'asleep'"
    )
    return tx.execute(sql, (place,)).rowcount > 0


def offer(tx: Tx, learner: LearnerId, at: datetime) -> bool:
    """Note that reminders are offered to a learner; False if they were, or are known already."""
    sql = (
        "INSERT INTO reminder_offers (learner, at) SELECT ?1, ?2"
        " WHERE NOT EXISTS (SELECT 1 FROM reminders WHERE learner = ?1) ON CONFLICT DO NOTHING"
    )
    return tx.execute(sql, (learner, to_ms(at))).rowcount == 1
