"""One reminder goes out: its date claimed, its question opened and its post kept, or none of it.

What was left out is never made up for: a date that is over, quiet or late has no reminder. Rules
are in ``domain/reminders.py``.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.calendar import EVERY_DAY, zone_of
from bot.domain.daily import Manner
from bot.domain.ids import Account, LearnerId, Place, PlaceId
from bot.domain.nudges import ReminderState
from bot.domain.reminders import (
    DAY,
    LATE,
    USUAL,
    Next,
    minute_of,
    sessions,
    usual_minute,
    what_next,
)
from bot.domain.replies import Asked, Refused, RemindAsked, Reminded, Reply
from bot.domain.slots import Wall, due_slot, next_free
from bot.domain.urgency import Urgency
from bot.usecases import returning
from bot.usecases.choosing import resolve
from bot.usecases.filters import Filters
from bot.usecases.library import Library
from bot.usecases.recording import learner_day
from bot.usecases.serving import serve
from bot.usecases.telling import streak_of
from bot.usecases.withdrawing import REMINDER
from storage import classes, days, learners, outbox, picking, reminders, reviews
from storage.database import Tx
from storage.learners import Learner
from storage.picking import Choosing
from storage.reminders import Reminder

HABIT = timedelta(days=28)
"""How far back it is looked when somebody usually studies."""

HERE = timedelta(hours=1)
"""Whoever answered so lately needs no reminder."""

KEPT = 20
"""Posts kept of a private place: a web page that opens shows the last, if it is still news."""

_DAY = timedelta(days=1)


def zone(learner: Learner) -> ZoneInfo:
    """Return the zone of a learner's wall."""
    return zone_of(learner.zone) or ZoneInfo("UTC")


def wall_of(learner: Learner, row: Reminder) -> Wall:
    """Return the time on a learner's wall; on their rest days there is none."""
    return Wall(row.hour, row.minute, zone(learner), EVERY_DAY & ~learner.rest_days)


def habit(tx: Tx, learner: Learner, now: datetime) -> int | None:
    """Return the minute of the day when a learner usually studies, None if nobody can tell."""
    where = zone(learner)
    begun = sessions(reviews.times(tx, learner.id, now - HABIT))
    local = [at.astimezone(where) for at in begun]
    return usual_minute((at.date(), minute_of(at, where)) for at in local)


def planned(tx: Tx, learner: Learner, row: Reminder, now: datetime) -> Reminder:
    """Return a reminder with its next time, past the dates that are taken, by today's habit."""
    if row.learnt:
        usual = habit(tx, learner, now)
        known = USUAL[0] * 60 + USUAL[1] if usual is None else usual
        minute = row.quiet.outside(known) % DAY
        row = replace(row, hour=minute // 60, minute=minute % 60)
    wall = wall_of(learner, row)
    taken = reminders.taken(tx, learner.id, wall.date_of(now) - _DAY)
    slot = next_free(now, wall, taken)
    until = row.snoozed_until if row.snoozed_until and row.snoozed_until > now else None
    coming = (slot, until, stale_at(learner, row))
    look = min(at for at in coming if at is not None and at > now)
    return replace(row, slot_at=slot, snoozed_until=until, next_at=look)


def stale_at(learner: Learner, row: Reminder) -> datetime | None:
    """Return when the last reminder is not to go out any more: it is late by then, or quiet."""
    if row.last_at is None:
        return None
    late, quiet = row.last_at + LATE, row.quiet
    if quiet.begins == quiet.ends:
        return late
    return min(late, Wall(quiet.begins // 60, quiet.begins % 60, zone(learner)).next(row.last_at))


def _unsent(tx: Tx, learner: Learner, row: Reminder, now: datetime) -> Reminder:
    """Return a reminder after its last post was taken back, if that has waited for too long."""
    stale = stale_at(learner, row)
    if row.place is None or stale is None or stale > now or not outbox.drop_waiting(tx, row.place):
        return row
    return replace(row, ignored=max(0, row.ignored - 1))


def plan(tx: Tx, learner_id: LearnerId, now: datetime) -> None:
    """Work a learner's next time out anew, if they are reminded at all."""
    row, learner = reminders.get(tx, learner_id), learners.by_id(tx, learner_id)
    if row is not None and learner is not None and row.state is not ReminderState.OFF:
        reminders.put(tx, planned(tx, learner, row, now))


def off(row: Reminder) -> Reminder:
    """Return a reminder that is off: nothing is due any more."""
    return replace(
        row, state=ReminderState.OFF, slot_at=None, snoozed_until=None, next_at=None, ignored=0
    )


def post_due(tx: Tx, library: Library, learner_id: LearnerId, now: datetime) -> Place | None:
    """Post what is due for a learner, once; the place that has something new to see."""
    row, learner = reminders.get(tx, learner_id), learners.by_id(tx, learner_id)
    if row is None or row.next_at is None or row.next_at > now:
        return None  # somebody else was here
    if learner is None or row.place is None or row.slot_at is None:
        reminders.put(tx, off(row))
        return None
    row = _heard(tx, _unsent(tx, learner, row, now))
    again = row.snoozed_until is not None and row.snoozed_until <= now
    step = _step_again(row, now) if again else _step(tx, learner, row, now)
    state = ReminderState.ASLEEP if step is Next.SLEEP else row.state
    row = planned(tx, learner, replace(row, state=state), now)
    reply = None
    if step in (Next.REMIND, Next.ASK) and not row.quiet.at(now, zone(learner)):
        reply = said(tx, library, learner, now, ask=step is Next.ASK)
    day = wall_of(learner, row).date_of(now)
    # Without its date a reminder does not go out (the clock went back, the zone changed), but
    # one that was put off comes again on the same date.
    if reply is None or not (reminders.claim(tx, learner_id, day, now) or again):
        reminders.put(tx, row)
        return None
    row = replace(row, last_at=now, last_day=day, ignored=row.ignored + 1)
    reminders.put(tx, planned(tx, learner, row, now))
    return _post(tx, row.place, learner, row, reply, now) if row.place is not None else None


def _post(
    tx: Tx, place: PlaceId, learner: Learner, row: Reminder, reply: Reply, now: datetime
) -> Place:
    """Keep a post for a private place, instead of what could not go out before."""
    subject, stale = f"{REMINDER}{learner.id}", stale_at(learner, row)
    outbox.drop_waiting(tx, place)
    outbox.post(tx, place, subject, reply, now, Manner(), Urgency.PUSH, stale)
    outbox.trim(tx, place, KEPT)
    return outbox.address(tx, place)


def _step(tx: Tx, learner: Learner, row: Reminder, now: datetime) -> Next:
    """Return what is to be done at a learner's hour."""
    if row.slot_at is None or row.slot_at > now:
        return Next.WAIT  # it was only to be seen whether the last one went out
    wall = wall_of(learner, row)
    slot = due_slot(row.slot_at, wall, now)
    step = what_next(row.ignored, _days_since(row, wall.date_of(slot)))
    if step is Next.SLEEP:
        return step
    late = slot > now or now - slot > LATE
    return Next.WAIT if late or is_here(tx, learner, now) else step


def _step_again(row: Reminder, now: datetime) -> Next:
    """Return what is to be done when a reminder that was put off is due."""
    late = row.snoozed_until is None or now - row.snoozed_until > LATE
    return Next.WAIT if late else Next.REMIND


def _heard(tx: Tx, row: Reminder) -> Reminder:
    """Return a reminder awake again if its learner has answered anything since the last one."""
    latest = reviews.latest(tx, row.learner)
    if row.last_at is None or latest is None or latest <= row.last_at:
        return row
    return replace(row, ignored=0, state=ReminderState.ON)


def _days_since(row: Reminder, day: date) -> int:
    """Return the dates since the last reminder; many if there was none."""
    return DAY if row.last_day is None else (day - row.last_day).days


def is_here(tx: Tx, learner: Learner, now: datetime) -> bool:
    """Return whether a learner needs no reminder: they have just answered, or done their goal."""
    latest = reviews.latest(tx, learner.id)
    if latest is not None and timedelta() <= now - latest < HERE:
        return True
    done = days.day(tx, learner.id, learner_day(learner, now))
    return done.seconds >= learner.goal_minutes * 60


def said(tx: Tx, library: Library, learner: Learner, now: datetime, *, ask: bool) -> Reply | None:
    """Return a reminder with its question, or whether they shall go on; None: nothing is due."""
    current = classes.current_class(tx, learner.id)
    choosing = resolve(tx, library, current.id if current else None, Filters())
    today = learner_day(learner, now)
    if isinstance(choosing, Refused):
        return None
    due = picking.due_count(tx, learner.id, today, choosing)
    if not due:
        return None
    return RemindAsked(due) if ask else _reminded(tx, library, learner, choosing, due, now)


def _reminded(
    tx: Tx, library: Library, learner: Learner, choosing: Choosing, due: int, now: datetime
) -> Reminded | None:
    asked = serve(tx, library, an_account(tx, learner), Filters(), now, offers=False)
    if not isinstance(asked, Asked):
        return None  # today's share of a plan is done
    today = learner_day(learner, now)
    minutes = returning.minutes_for(returning.waiting(tx, learner, today, choosing)[:due])
    return Reminded(asked, due, minutes, streak_of(tx, learner, today).days)


def an_account(tx: Tx, learner: Learner) -> Account:
    """Return one of a learner's accounts: any of them is the learner."""
    return learners.accounts(tx, learner.id)[0][0]
