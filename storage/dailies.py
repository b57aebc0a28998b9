"""What became of each local date of a daily question, its queue, and what a group remembers.

A row of a subscription and a local date is the claim of that date: whoever inserts it posts, and
nobody else. Must not know when a post is due, nor which question is chosen.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.domain.daily import DailyReason
from bot.domain.daily_choice import REPEAT_AFTER, Asking, Group, Past, Remembered
from bot.domain.ids import AskId, ClassId, DeckId, QuestionKey, SubscriptionId
from bot.domain.question import KindName
from storage.codec import decode, encode
from storage.database import Tx
from storage.instants import to_ms
from storage.kept import Kept, Topic

_SCALE = 10_000  # a stored stability is in ten-thousandths of a day
_PAST = 400
"""Questions of a subscription that are looked back on."""


Candidate = tuple[QuestionKey, DeckId, str]
"""A question with its deck and theme."""

_CANDIDATES: Kept[tuple[tuple[DeckId, ...], tuple[KindName, ...]], tuple[Candidate, ...]] = Kept(
    Topic.BANK, 64
)
"""Read for every post of every place, and the same for most."""


class What(StrEnum):
    """What became of a local date."""

    POSTED = "posted"
    FORCED = "forced"  # an editor posted it by hand
    SKIPPED = "skipped"
    MISSED = "missed"  # the bot was away for too long
    EMPTY = "empty"  # there was nothing to ask


@dataclass(frozen=True, slots=True)
class Told:
    """The daily question that an ask was: whose, on which date, and why."""

    subscription: SubscriptionId
    day: date
    reason: DailyReason | None


def claim(tx: Tx, subscription: SubscriptionId, day: date, what: What, at: datetime) -> bool:
    """Claim a local date; False if somebody already has."""
    sql = (
        "INSERT INTO daily_days (subscription, day, what, at) VALUES (?, ?, ?, ?)"
        " ON CONFLICT DO NOTHING"
    )
    values = (subscription, day.toordinal(), what.value, to_ms(at))
    return tx.execute(sql, values).rowcount == 1


def force(tx: Tx, subscription: SubscriptionId, day: date, at: datetime) -> bool:
    """Claim a local date for a post by hand, also one without a post; False if it had one."""
    sql = (
        "INSERT INTO daily_days (subscription, day, what, at) VALUES (?, ?, 'forced', ?)"
        " ON CONFLICT (subscription, day) DO UPDATE SET what = 'forced', at = excluded.at"
        " WHERE ask IS NULL"
    )
    return tx.execute(sql, (subscription, day.toordinal(), to_ms(at))).rowcount == 1


def unskip(tx: Tx, subscription: SubscriptionId, day: date) -> bool:
    """Give a skipped local date back; False if it was not skipped."""
    sql = "DELETE FROM daily_days WHERE subscription = ? AND day = ? AND what = 'skipped'"
    return tx.execute(sql, (subscription, day.toordinal())).rowcount == 1


def skipped_since(tx: Tx, subscription: SubscriptionId, since: datetime) -> bool:
    """Return whether any local date was left out by hand at an instant or after it."""
    sql = "SELECT 1 FROM daily_days WHERE subscription = ? AND what = 'skipped' AND at >= ? LIMIT 1"
    return tx.execute(sql, (subscription, to_ms(since))).fetchone() is not None


def note_empty(tx: Tx, subscription: SubscriptionId, day: date) -> None:
    """Note that there was nothing to ask on a claimed date."""
    sql = "UPDATE daily_days SET what = 'empty' WHERE subscription = ? AND day = ?"
    tx.execute(sql, (subscription, day.toordinal()))


def note_ask(
    tx: Tx,
    subscription: SubscriptionId,
    day: date,
    ask: AskId,
    question: QuestionKey,
    reason: DailyReason,
) -> None:
    """Note what is asked on a claimed date, and why."""
    sql = (
        "UPDATE daily_days SET ask = ?, question = ?, reason = ? WHERE subscription = ? AND day = ?"
    )
    tx.execute(sql, (ask, question, encode(reason), subscription, day.toordinal()))


def note_missed(tx: Tx, ask: AskId) -> None:
    """Note that a daily question never got to its place: its date is missed."""
    sql = (
        "UPDATE daily_days SET what = 'missed', ask = NULL, question = NULL, reason = NULL,"
        " answered = NULL, members = NULL WHERE ask = ?"
    )
    tx.execute(sql, (ask,))


def note_reveal(tx: Tx, ask: AskId, answered: int, members: int) -> None:
    """Note how many of how many had answered when a daily question was revealed."""
    sql = "UPDATE daily_days SET answered = ?, members = ? WHERE ask = ?"
    tx.execute(sql, (answered, members, ask))


def of_ask(tx: Tx, ask: AskId) -> Told | None:
    """Return which daily question an ask is, None if it is none (any more)."""
    sql = "SELECT subscription, day, reason FROM daily_days WHERE ask = ?"
    row = tx.execute(sql, (ask,)).fetchone()
    if row is None:
        return None
    reason = decode(row[2], DailyReason) if row[2] else None
    return Told(SubscriptionId(row[0]), date.fromordinal(row[1]), reason)


def taken(tx: Tx, subscription: SubscriptionId, since: date) -> dict[date, What]:
    """Return the local dates from ``since`` on that are claimed, and what became of each."""
    sql = "SELECT day, what FROM daily_days WHERE subscription = ? AND day >= ?"
    rows = tx.execute(sql, (subscription, since.toordinal()))
    return {date.fromordinal(day): What(what) for day, what in rows}


def past(tx: Tx, subscription: SubscriptionId) -> list[Past]:
    """Return what was asked, the oldest date first."""
    sql = (
        "SELECT day, question, reason FROM daily_days WHERE subscription = ?"
        " AND question IS NOT NULL ORDER BY day DESC LIMIT ?"
    )
    rows = tx.execute(sql, (subscription, _PAST)).fetchall()
    return [
        Past(date.fromordinal(day), QuestionKey(key), decode(reason, DailyReason).why)
        for day, key, reason in reversed(rows)
    ]


def elsewhere(tx: Tx, class_id: ClassId, subscription: SubscriptionId) -> list[Asking]:
    """Return what was asked lately in the other places of a class.

    A channel or topic belongs where its chat does. Of each place it is the latest questions: it
    is for the choice to say how long ago is too lately.
    """
    rows = tx.execute(
        "SELECT d.day, d.question FROM places AS c JOIN places AS p ON p.platform = c.platform"
        " AND p.chat_id = c.chat_id AND coalesce(p.class, ?1) = ?1"
        " JOIN subscriptions AS s ON s.place = p.id AND s.learner IS NULL AND s.id <> ?2"
        " JOIN daily_days AS d ON d.subscription = s.id AND d.day > s.last_day - ?3"
        " WHERE c.class = ?1 AND d.question IS NOT NULL",
        (class_id, subscription, REPEAT_AFTER),
    )
    return [Asking(date.fromordinal(day), QuestionKey(key)) for day, key in rows]


def revealed(tx: Tx, subscription: SubscriptionId) -> list[tuple[int, int]]:
    """Return (answered, members) of every reveal, the latest date first."""
    sql = (
        "SELECT answered, members FROM daily_days WHERE subscription = ?"
        " AND answered IS NOT NULL ORDER BY day DESC"
    )
    return tx.execute(sql, (subscription,)).fetchall()


def last_ask(tx: Tx, subscription: SubscriptionId) -> AskId | None:
    """Return the ask of the last reveal, None if there was none."""
    sql = (
        "SELECT ask FROM daily_days WHERE subscription = ? AND answered IS NOT NULL"
        " ORDER BY day DESC LIMIT 1"
    )
    row = tx.execute(sql, (subscription,)).fetchone()
    return AskId(row[0]) if row else None


def queue(tx: Tx, subscription: SubscriptionId) -> list[QuestionKey]:
    """Return the questions that editors queued and that may be asked, the first one first."""
    sql = (
        "SELECT u.question FROM daily_queue AS u JOIN questions AS q ON q.key = u.question"
        " WHERE u.subscription = ? AND q.retired = 0 AND q.paused = 0 ORDER BY u.id"
    )
    return [QuestionKey(row[0]) for row in tx.execute(sql, (subscription,))]


def enqueue(tx: Tx, subscription: SubscriptionId, question: QuestionKey) -> bool:
    """Put a question at the end of the queue; False if it is in there."""
    sql = "INSERT INTO daily_queue (subscription, question) VALUES (?, ?) ON CONFLICT DO NOTHING"
    return tx.execute(sql, (subscription, question)).rowcount == 1


def dequeue(tx: Tx, subscription: SubscriptionId, question: QuestionKey) -> bool:
    """Take a question out of the queue; False if it was not in there."""
    sql = "DELETE FROM daily_queue WHERE subscription = ? AND question = ?"
    return tx.execute(sql, (subscription, question)).rowcount == 1


def candidates(
    tx: Tx, decks: tuple[DeckId, ...], kinds: tuple[KindName, ...]
) -> tuple[Candidate, ...]:
    """Return every question of some decks and kinds that may be asked, with deck and theme.

    Within a theme they are in the deck's own order.
    """
    kept = _CANDIDATES.of(tx)
    if (decks, kinds) not in kept:
        kept[decks, kinds] = tuple(_candidates(tx, decks, kinds))
    return kept[decks, kinds]


def _candidates(tx: Tx, decks: tuple[DeckId, ...], kinds: tuple[KindName, ...]) -> list[Candidate]:
    sql = (
        "SELECT key, deck, theme FROM questions WHERE retired = 0 AND paused = 0"
        f" AND deck IN ({', '.join('?' * len(decks))})"
        f" AND kind IN ({', '.join('?' * len(kinds))}) ORDER BY deck, theme, position"
    )
    return [tuple(row) for row in tx.execute(sql, (*decks, *kinds))]


def group(tx: Tx, class_id: ClassId, wanted: Mapping[QuestionKey, object]) -> Group:
    """Return what the members of a class remember of the wanted questions."""
    rows = tx.execute(
        "SELECT m.learner, m.question, m.stability, m.last FROM members AS c"
        " CROSS JOIN memories AS m ON m.learner = c.learner WHERE c.class = ?",
        (class_id,),
    )
    memories: dict[QuestionKey, list[Remembered]] = {key: [] for key in wanted}
    studying: set[int] = set()
    for learner, key, stability, last in rows:
        known = memories.get(key)
        if known is not None:
            studying.add(learner)
            known.append(Remembered(stability / _SCALE, date.fromordinal(last)))
    count = tx.execute("SELECT count(*) FROM members WHERE class = ?", (class_id,)).fetchone()
    return Group(int(count[0]), len(studying), memories)
