"""Rings one alarm in a transaction of its own: one that goes wrong does not hold up the others."""

import logging
from datetime import datetime, timedelta

from bot.domain.ids import AskId, Place, PlaceId, RoundId
from bot.domain.replies import Source
from bot.usecases import daily_closing, live, unseen
from bot.usecases.holding import held
from bot.usecases.library import Library
from storage import alarms, asks, outbox, rounds
from storage.alarms import Alarm
from storage.database import Database, Tx
from storage.trouble import DatabaseTrouble

AGAIN = timedelta(minutes=1)
"""An alarm that went wrong rings again after so long."""

_log = logging.getLogger(__name__)


async def ring(database: Database, library: Library, alarm: Alarm, now: datetime) -> Place | None:
    """Do what an alarm is for, once, and return the place that has something new to see.

    Raises DatabaseTrouble; any other exception is logged and the alarm set to ring again.
    """
    try:
        return await database.transaction(lambda tx: _ring(tx, library, alarm, now))
    except DatabaseTrouble:
        raise
    except Exception:
        _log.exception("an alarm went wrong: %s %s", alarm.what, alarm.subject)
        await database.transaction(
            lambda tx: alarms.set_alarm(tx, alarm.what, alarm.subject, now + AGAIN)
        )
        return None


def _ring(tx: Tx, library: Library, alarm: Alarm, now: datetime) -> Place | None:
    if not alarms.take(tx, alarm.id):
        return None
    place = _do(tx, library, alarm, now)
    return None if place is None else outbox.address(tx, place)


def _do(tx: Tx, library: Library, alarm: Alarm, now: datetime) -> PlaceId | None:
    if alarm.what == live.CLOSE:
        ask = asks.get(tx, AskId(alarm.subject))
        if ask is not None and (where := unseen.waits(tx, library, ask, now)) is not None:
            return where
        if ask is not None and held(tx, ask, now):
            return ask.place
        if ask is not None and ask.source is Source.DAILY:
            return daily_closing.close(tx, library, ask, now)
        return live.close(tx, library, ask, now) if ask else None
    if alarm.what == live.ADVANCE:
        round_ = rounds.get(tx, RoundId(alarm.subject))
        if round_ is None or round_.ended_at is not None:
            return None
        live.advance(tx, library, round_, now)
        return round_.place
    return None
