"""After the clock went back: what was to happen at a time that only a wrong clock had.

A question that was opened in the future begins anew, with its whole time, so that a live round
goes on by the clock as it is. Who answered has answered. Must not know how that was noticed.
"""

from dataclasses import replace
from datetime import datetime

from bot.domain.ids import RoundId
from bot.domain.replies import Asked
from bot.usecases.daily_choosing import wall_of
from bot.usecases.live import ADVANCE, CLOSE, PAUSE, START_DELAY, close_early
from storage import alarms, asks, dailies, outbox, polls, rounds, subscriptions
from storage.asks import Ask
from storage.database import Tx

LONGEST_PAUSE = max(*PAUSE.values(), START_DELAY)


def put_right(tx: Tx, now: datetime) -> None:
    """Let no question and no pause of a round last for longer than it ever could."""
    for ask_id in alarms.opened_after(tx, CLOSE, now):
        if (ask := asks.get(tx, ask_id)) is not None:
            _ask_anew(tx, ask, now)
    for alarm in alarms.beyond(tx, ADVANCE, now + LONGEST_PAUSE):
        round_ = rounds.get(tx, RoundId(alarm.subject))
        pause = PAUSE.get(round_.pace, START_DELAY) if round_ else START_DELAY
        alarms.set_alarm(tx, ADVANCE, alarm.subject, now + pause)


def _ask_anew(tx: Tx, ask: Ask, now: datetime) -> None:
    """Let a question begin now: its close is as far away as it was when it was opened."""
    if ask.closes_at is None:
        alarms.set_alarm(tx, CLOSE, ask.id, _promised(tx, ask, now))
        return
    closes_at = now + (ask.closes_at - ask.opened_at)
    asks.begin_anew(tx, ask.id, now, closes_at)
    # A poll that takes no more votes would only be waited for.
    over = any(poll.stopped_at is not None for poll in polls.of_ask(tx, ask.id))
    alarms.set_alarm(tx, CLOSE, ask.id, now if over else closes_at)
    if not over:
        close_early(tx, replace(ask, opened_at=now, closes_at=closes_at), now)
    post = outbox.of_subject(tx, ask.place, f"ask:{ask.id}") if ask.place is not None else None
    if post is not None and isinstance(post.reply, Asked):
        outbox.rewrite(tx, post.id, replace(post.reply, closes_at=closes_at))


def _promised(tx: Tx, ask: Ask, now: datetime) -> datetime:
    """Return when a question without a time is closed: at its daily's hour, or at once.

    A round's has an alarm only because everybody has answered; a daily one because no more come.
    """
    told = dailies.of_ask(tx, ask.id)
    row = subscriptions.get(tx, told.subscription) if told else None
    return wall_of(row.terms).next(now) if row else now
