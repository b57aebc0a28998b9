"""Native polls: which ask each is of, what its options stand for, and votes that came too early.

Must not know any platform, nor what a vote is worth.
"""

import json
from dataclasses import dataclass
from datetime import datetime

from bot.domain.ids import Account, AskId, ClassId, LearnerId, Place, Platform
from storage.database import Tx
from storage.instants import from_ms, to_ms


@dataclass(frozen=True, slots=True, kw_only=True)
class Poll:
    """A poll that is out. ``options`` are the stored indices of its options, in the order shown.

    From ``stop_at`` on it is to take no votes; since ``stopped_at`` the platform takes none.
    """

    id: str
    ask: AskId
    message: str
    options: tuple[int, ...]
    stop_at: datetime | None = None
    stopped_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class EarlyVote:
    """A vote in a poll that nobody knew yet; ``picks`` are places among its options."""

    who: Account
    name: str
    picks: tuple[int, ...]


_COLUMNS = "polls.id, ask, message, options, stop_at, stopped_at"
_Row = tuple[str, int, str, str, int | None, int | None]


def _poll(row: _Row) -> Poll:
    return Poll(
        id=row[0],
        ask=AskId(row[1]),
        message=row[2],
        options=tuple(json.loads(row[3])),
        stop_at=None if row[4] is None else from_ms(row[4]),
        stopped_at=None if row[5] is None else from_ms(row[5]),
    )


def wanted(tx: Tx, class_id: ClassId) -> bool:
    """Return whether a class wants native polls where a platform has them."""
    row = tx.execute("SELECT polls FROM classes WHERE id = ?", (class_id,)).fetchone()
    return row is not None and bool(row[0])


def want(tx: Tx, class_id: ClassId, polls: bool) -> None:
    """Note whether a class wants native polls."""
    tx.execute("UPDATE classes SET polls = ? WHERE id = ?", (int(polls), class_id))


def add(tx: Tx, poll: Poll) -> None:
    """Remember a poll that is out; one that is known already stays as it is."""
    tx.execute(
        "INSERT INTO polls (id, ask, message, options) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
        (poll.id, poll.ask, poll.message, json.dumps(poll.options)),
    )


def get(tx: Tx, poll: str) -> Poll | None:
    """Return a poll by the platform's id for it."""
    row = tx.execute(f"SELECT {_COLUMNS} FROM polls WHERE id = ?", (poll,)).fetchone()
    return _poll(row) if row else None


def of_ask(tx: Tx, ask: AskId) -> list[Poll]:
    """Return the polls of an ask, stopped or not: one, as a rule."""
    rows = tx.execute(f"SELECT {_COLUMNS} FROM polls WHERE ask = ?", (ask,))
    return [_poll(row) for row in rows]


def hold(tx: Tx, ask: AskId, at: datetime) -> bool:
    """Let the polls of an ask take no votes from now on; whether one of them did until now."""
    sql = (
        "UPDATE polls SET stop_at = ?1 WHERE ask = ?2"
        " AND (stop_at IS NULL OR stop_at > ?1) AND stopped_at IS NULL"
    )
    return tx.execute(sql, (to_ms(at), ask)).rowcount > 0


def stop_later(tx: Tx, poll: str, at: datetime) -> None:
    """Let a poll take no votes from an instant on."""
    tx.execute("UPDATE polls SET stop_at = ? WHERE id = ?", (to_ms(at), poll))


def note_stopped(tx: Tx, poll: str, at: datetime) -> bool:
    """Note that the platform takes no votes any more; False if that was known."""
    sql = "UPDATE polls SET stopped_at = ? WHERE id = ? AND stopped_at IS NULL"
    return tx.execute(sql, (to_ms(at), poll)).rowcount == 1


def lose_message(tx: Tx, ask: AskId, at: datetime) -> None:
    """Note that the polls of an ask are in no message that can be told any more."""
    sql = "UPDATE polls SET message = '', stopped_at = ifnull(stopped_at, ?) WHERE ask = ?"
    tx.execute(sql, (to_ms(at), ask))


def to_stop(tx: Tx, platform: Platform, now: datetime, limit: int = 50) -> list[tuple[Poll, Place]]:
    """Return the polls of open asks that should take no votes but still do, and where they are."""
    rows: list[tuple[str, int, str, str, int | None, int | None, str, str]] = tx.execute(
        f"SELECT {_COLUMNS}, p.chat_id, p.thread FROM polls INDEXED BY polls_to_stop"
        " CROSS JOIN asks AS a ON a.id = polls.ask CROSS JOIN places AS p ON p.id = a.place"
        " WHERE stop_at IS NOT NULL AND stop_at <= ? AND stopped_at IS NULL"
        " AND a.closed_at IS NULL AND p.platform = ? ORDER BY stop_at LIMIT ?",
        (to_ms(now), platform.value, limit),
    ).fetchall()
    return [(_poll(row[:6]), Place(platform, row[6], row[7])) for row in rows]


def keep_vote(tx: Tx, poll: str, vote: EarlyVote, at: datetime) -> None:
    """Keep a vote in a poll that is not known yet; of one person's only the latest."""
    tx.execute(
        "INSERT INTO early_votes (poll, platform, user_id, name, picks, at)"
        " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (poll, platform, user_id) DO UPDATE SET"
        " name = excluded.name, picks = excluded.picks, at = excluded.at",
        (
            poll,
            vote.who.platform.value,
            vote.who.user_id,
            vote.name,
            json.dumps(vote.picks),
            to_ms(at),
        ),
    )


def take_votes(tx: Tx, poll: str) -> list[EarlyVote]:
    """Return the votes that came before a poll was known, the earliest first, and forget them."""
    rows: list[tuple[str, str, str, str]] = tx.execute(
        "SELECT platform, user_id, name, picks FROM early_votes WHERE poll = ? ORDER BY at",
        (poll,),
    ).fetchall()
    tx.execute("DELETE FROM early_votes WHERE poll = ?", (poll,))
    return [
        EarlyVote(Account(Platform(platform), user), name, tuple(json.loads(picks)))
        for platform, user, name, picks in rows
    ]


def forget_votes(tx: Tx, before: datetime) -> int:
    """Forget the votes from before an instant: their poll was never noted. Returns how many."""
    return tx.execute("DELETE FROM early_votes WHERE at < ?", (to_ms(before),)).rowcount


def forget_votes_of(tx: Tx, learner: LearnerId) -> None:
    """Forget the early votes of a learner, who is about to be deleted."""
    tx.execute(
        "DELETE FROM early_votes WHERE (platform, user_id) IN"
        " (SELECT platform, user_id FROM accounts WHERE learner = ?)",
        (learner,),
    )
