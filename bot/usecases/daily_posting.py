"""One daily question goes out: the claim of its date, the reveal of the one before, the choice,
the ask and its post are one transaction. A kill at any moment leaves all of it or nothing.
"""

import random
from datetime import date, datetime, timedelta

from bot.domain.daily import PUNCTUAL, DailyState
from bot.domain.ids import ClassId, Place, PlaceId, SubscriptionId
from bot.domain.replies import Asked, DailyPost, Problem, Refused
from bot.domain.slots import due_slot, next_free
from bot.domain.urgency import Urgency
from bot.usecases import daily_closing
from bot.usecases.daily_choosing import gather, wall_of
from bot.usecases.library import Library
from bot.usecases.live import CLOSE
from bot.usecases.telling import asked
from storage import alarms, asks, classes, dailies, outbox, subscriptions
from storage.asks import Ask
from storage.dailies import What
from storage.database import Tx
from storage.subscriptions import Subscription

HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)


def waiting(tx: Tx, after: int, now: datetime, limit: int) -> list[SubscriptionId]:
    """Return subscriptions above ``after`` whose time is still to come, by number."""
    rows = subscriptions.waiting(tx, SubscriptionId(after), now, limit)
    return [row.id for row in rows]


def plan_anew(tx: Tx, subscription: SubscriptionId, now: datetime) -> None:
    """Work out anew when a subscription is due: the clock or the zones may have changed."""
    row = subscriptions.get(tx, subscription)
    if row is not None:
        plan(tx, row, now)


def post_due(tx: Tx, library: Library, subscription: SubscriptionId, now: datetime) -> Place | None:
    """Post what is due of a subscription, once; the place that has something new to see.

    Late by more than its terms allow, a date is missed: what was left out is never made up for.
    """
    row = subscriptions.get(tx, subscription)
    if row is None or row.slot_at is None or row.next_at is None or row.next_at > now:
        return None  # somebody else was here
    class_id = class_of(tx, row.place)
    if class_id is None:
        stop(tx, row, DailyState.OFF, now)
        return None
    wall = wall_of(row.terms)
    slot = due_slot(row.slot_at, wall, now)
    if slot > now:
        plan(tx, row, now)
        return None
    day = wall.date_of(slot)
    late = now > _stale_at(row, slot)
    what = What.MISSED if late else What.POSTED
    claimed = dailies.claim(tx, row.id, day, what, now)
    plan(tx, row, now)
    if late or not claimed:
        return None
    posted = _post(tx, library, row, class_id, day, now, slot)
    return outbox.address(tx, row.place) if posted else None


def post_now(
    tx: Tx, library: Library, row: Subscription, class_id: ClassId, now: datetime
) -> Asked | Refused:
    """Post today's question by hand, also on a skipped date, but only one a date."""
    day = wall_of(row.terms).date_of(now)
    if not dailies.force(tx, row.id, day, now):
        return Refused(Problem.DAILY_OUT)
    if row.state is DailyState.ON:
        plan(tx, row, now)
    return _post(tx, library, row, class_id, day, now, now) or Refused(Problem.NO_QUESTIONS)


def _stale_at(row: Subscription, slot: datetime) -> datetime:
    """Return when a post of a wall time is so late that it does not come any more."""
    return slot + PUNCTUAL + row.terms.late_hours * HOUR


def _post(
    tx: Tx,
    library: Library,
    row: Subscription,
    class_id: ClassId,
    day: date,
    now: datetime,
    slot: datetime,
) -> Asked | None:
    """Reveal the question before, then choose, open and post the next; None: nothing to ask.

    It is for the wall time ``slot``: so long after it that it is late, it is not sent any more.
    """
    before = asks.get(tx, row.open_ask) if row.open_ask is not None else None
    if before is not None:
        daily_closing.close(tx, library, before, now)
    chosen = gather(tx, library, row, class_id).choose(day)
    if chosen is None:
        dailies.note_empty(tx, row.id, day)
        return None
    stored = library.question(tx, chosen.question)
    hours = row.terms.reveal_hours
    ask = asks.open_in_place(
        tx,
        question=stored.key,
        version=stored.question.version,
        round_id=None,
        place=row.place,
        class_id=class_id,
        number=0,
        seed=random.getrandbits(31),
        at=now,
        closes_at=now + hours * HOUR if hours else None,
    )
    if ask.closes_at is not None:
        alarms.set_alarm(tx, CLOSE, ask.id, ask.closes_at)
    dailies.dequeue(tx, row.id, chosen.question)
    dailies.note_ask(tx, row.id, day, ask.id, chosen.question, chosen.reason)
    subscriptions.set_open(tx, row.id, ask.id, day)
    reply = told(tx, library, ask, row.id, day)
    subject, stale_at = f"ask:{ask.id}", _stale_at(row, slot)
    outbox.post(tx, row.place, subject, reply, now, row.terms.manner, Urgency.PUSH, stale_at)
    return reply


def told(tx: Tx, library: Library, ask: Ask, subscription: SubscriptionId, day: date) -> Asked:
    """Return an open daily question as everybody sees it now."""
    row = subscriptions.get(tx, subscription)
    ends = [at for at in (ask.closes_at, row.slot_at if row else None) if at is not None]
    post = DailyPost(day, min(ends, default=None), asks.answered(tx, ask.id))
    stored = library.question(tx, ask.question)
    return asked(stored, ask, closes_at=ask.closes_at, daily=post)


def class_of(tx: Tx, place: PlaceId) -> ClassId | None:
    """Return the class whose place it is, None if nobody's."""
    found = classes.class_of_place(tx, outbox.address(tx, place))
    return found.id if found else None


def plan(tx: Tx, row: Subscription, now: datetime) -> None:
    """Work out a subscription's next time from its wall, past the dates that are taken."""
    wall = wall_of(row.terms)
    taken = dailies.taken(tx, row.id, wall.date_of(now) - _DAY)
    subscriptions.plan(tx, row.id, next_free(now, wall, taken))


def stop(tx: Tx, row: Subscription, state: DailyState, now: datetime) -> None:
    """Let nothing more go out. What is open is revealed at the time that was promised."""
    subscriptions.stop(tx, row.id, state)
    ask = asks.get(tx, row.open_ask) if row.open_ask is not None else None
    if ask is not None and ask.closes_at is None and row.state is DailyState.ON:
        alarms.set_alarm(tx, CLOSE, ask.id, row.slot_at or now)
