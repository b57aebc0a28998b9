"""A live question that is not out yet: nobody can answer it, so its clock does not run.

A platform may want nothing for a chat for seconds or hours. Whatever else waits there, the round
goes on with the question nobody has seen, and gives it its full time. Must not know any platform.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.ids import PlaceId
from bot.domain.replies import Asked
from bot.usecases import live
from bot.usecases.library import Library
from storage import alarms, asks, outbox, posted, rounds
from storage.asks import Ask
from storage.database import Tx
from storage.outbox import Post

LATE = timedelta(seconds=5)
"""A question that goes out so long after it was opened begins anew."""

AGAIN = timedelta(seconds=3)
"""So often it is looked whether it is out by now."""

GIVEN_UP = timedelta(hours=6)
"""A round that nobody can have seen anything of for so long ends."""


def waits(tx: Tx, library: Library, ask: Ask, now: datetime) -> PlaceId | None:
    """Let an ask whose time is up wait until it is out; return its place, None if it is out."""
    if ask.round is None or ask.place is None or ask.closed_at is not None:
        return None
    if not posted.waits(tx, ask.place, _subject(ask)):
        return None
    round_ = rounds.get(tx, ask.round)
    if round_ is not None and now - ask.opened_at > GIVEN_UP:
        live.end(tx, library, round_, now, stopped=True)
    else:
        alarms.set_alarm(tx, live.CLOSE, ask.id, now + AGAIN)
    return ask.place


def begun(tx: Tx, post: Post, now: datetime) -> Post:
    """Return a post that is about to go out; a question that goes out late begins only now."""
    reply = post.reply
    if not isinstance(reply, Asked) or reply.step is None or reply.closes_at is None:
        return post
    ask = asks.get(tx, reply.ask)
    if ask is None or ask.closed_at is not None or ask.closes_at is None:
        return post
    if now - ask.opened_at < LATE or not posted.waits(tx, post.place, post.subject):
        return post
    closes_at = now + (ask.closes_at - ask.opened_at)
    asks.begin_anew(tx, ask.id, now, closes_at)
    alarms.set_alarm(tx, live.CLOSE, ask.id, closes_at)
    later = replace(reply, closes_at=closes_at)
    outbox.rewrite(tx, post.id, later)
    return replace(post, reply=later)


def _subject(ask: Ask) -> str:
    return f"ask:{ask.id}"
