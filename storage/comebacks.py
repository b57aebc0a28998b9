"""Plans of learners who come back after a gap, and the days that their streaks are spared.

Must not know when a plan is offered, nor what it asks.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.domain.ids import LearnerId
from bot.domain.question import KindName
from bot.domain.streaks import Spared
from storage.database import Tx
from storage.kept import Kept, Topic

_SAMPLES = 400


class ComebackState(StrEnum):
    """Where a plan stands."""

    OFFERED = "offered"
    ON = "on"
    DECLINED = "declined"
    OVER = "over"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comeback:
    """A learner's last plan: ``a_day`` questions from ``since`` until ``until``, local days.

    They were ``away`` so many days, and answered on the day ``last`` before that.
    """

    state: ComebackState
    since: date
    away: int
    last: date
    a_day: int
    until: date


_HERE: Kept[LearnerId, date] = Kept(Topic.PEOPLE, 10_000)
"""The day on which it was last seen that a learner needs no plan."""

_KNOWN: Kept[LearnerId, Comeback | None] = Kept(Topic.PEOPLE, 10_000)


def get(tx: Tx, learner: LearnerId) -> Comeback | None:
    """Return a learner's last plan, None if there never was one."""
    known = _KNOWN.of(tx)
    try:
        return known[learner]
    except KeyError:
        known[learner] = found = _get(tx, learner)
        return found


def _get(tx: Tx, learner: LearnerId) -> Comeback | None:
    sql = "SELECT state, since, away, last, a_day, until FROM comebacks WHERE learner = ?"
    row = tx.execute(sql, (learner,)).fetchone()
    if row is None:
        return None
    return Comeback(
        state=ComebackState(row[0]),
        since=date.fromordinal(row[1]),
        away=row[2],
        last=date.fromordinal(row[3]),
        a_day=row[4],
        until=date.fromordinal(row[5]),
    )


def put(tx: Tx, learner: LearnerId, plan: Comeback) -> None:
    """Write a learner's plan, in place of the one before."""
    _KNOWN.of(tx).pop(learner, None)
    tx.execute(
        "INSERT OR REPLACE INTO comebacks (learner, state, since, away, last, a_day, until)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            learner,
            plan.state.value,
            plan.since.toordinal(),
            plan.away,
            plan.last.toordinal(),
            plan.a_day,
            plan.until.toordinal(),
        ),
    )


def spare(tx: Tx, learner: LearnerId, first: date, last: date) -> None:
    """Keep a stretch of days that breaks no streak of a learner."""
    tx.execute(
        "INSERT INTO spared_days (learner, first, last) VALUES (?, ?, ?)"
        " ON CONFLICT (learner, first) DO UPDATE SET last = max(last, excluded.last)",
        (learner, first.toordinal(), last.toordinal()),
    )


def end_sparing(tx: Tx, learner: LearnerId, after: date) -> None:
    """Let no stretch of a learner reach further than ``after``."""
    tx.execute(
        "UPDATE spared_days SET last = ?2 WHERE learner = ?1 AND last > ?2 AND first <= ?2",
        (learner, after.toordinal()),
    )


def spared(tx: Tx, learner: LearnerId) -> list[Spared]:
    """Return the stretches of days that break no streak of a learner, oldest first."""
    sql = "SELECT first, last FROM spared_days WHERE learner = ? ORDER BY first"
    return [
        (date.fromordinal(first), date.fromordinal(last))
        for first, last in tx.execute(sql, (learner,))
    ]


def is_here(tx: Tx, learner: LearnerId, today: date) -> bool:
    """Return whether it is known that a learner needs no plan on this day of theirs."""
    return _HERE.of(tx).get(learner) == today


def note_here(tx: Tx, learner: LearnerId, today: date) -> None:
    """Note that a learner needs no plan, so that nobody looks again until their day is over."""
    _HERE.of(tx)[learner] = today


def latest_days(tx: Tx, learner: LearnerId, limit: int = 5) -> list[date]:
    """Return the last days on which a learner answered, the latest first."""
    sql = "SELECT day FROM learner_days WHERE learner = ? ORDER BY day DESC LIMIT ?"
    return [date.fromordinal(row[0]) for row in tx.execute(sql, (learner, limit))]


def seconds(tx: Tx, learner: LearnerId) -> dict[KindName, list[int]]:
    """Return the seconds that a learner's last answers took, by kind of question."""
    rows = tx.execute(
        "SELECT q.kind, r.seconds FROM (SELECT question, seconds FROM reviews WHERE learner = ?"
        " ORDER BY at DESC LIMIT ?) AS r JOIN questions AS q ON q.key = r.question",
        (learner, _SAMPLES),
    )
    found: dict[KindName, list[int]] = {}
    for kind, spent in rows:
        found.setdefault(KindName(kind), []).append(spent)
    return found
