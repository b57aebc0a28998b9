"""What the log and the calendar came to, for whoever checks them against what was promised.

Reads only. Must not know what was promised.
"""

from collections import Counter
from datetime import date

from bot.domain.ids import AskId, LearnerId, Place, Platform
from storage.dailies import What
from storage.database import Tx


def logged(tx: Tx) -> Counter[tuple[LearnerId, AskId]]:
    """Return how often each answer is in the log."""
    rows = tx.execute("SELECT learner, ask, count(*) FROM reviews GROUP BY learner, ask")
    return Counter({(LearnerId(row[0]), AskId(row[1])): row[2] for row in rows})


def waiting(tx: Tx) -> set[tuple[LearnerId, AskId]]:
    """Return the answers that are kept for a reveal that is still to come."""
    rows = tx.execute(
        "SELECT a.learner, a.ask FROM answers AS a JOIN asks ON asks.id = a.ask"
        " WHERE asks.closed_at IS NULL"
    )
    return {(LearnerId(row[0]), AskId(row[1])) for row in rows}


def dates(tx: Tx) -> dict[Place, dict[date, What]]:
    """Return what became of each local date of each place that has a daily question."""
    rows = tx.execute(
        "SELECT p.platform, p.chat_id, p.thread, d.day, d.what FROM daily_days AS d"
        " JOIN subscriptions AS s ON s.id = d.subscription JOIN places AS p ON p.id = s.place"
    )
    found: dict[Place, dict[date, What]] = {}
    for platform, chat, thread, day, what in rows:
        place = Place(Platform(platform), chat, thread)
        found.setdefault(place, {})[date.fromordinal(day)] = What(what)
    return found


FOLDED = ("memories", "learner_days", "class_activity", "class_days", "board_totals")


def folded(tx: Tx) -> dict[str, list[tuple[int | str, ...]]]:
    """Return every row that is worked out from the log, to be compared after a rebuild."""
    return {
        table: sorted(tuple(row) for row in tx.execute(f"SELECT * FROM {table}"))
        for table in FOLDED
    }
