"""Several classes that share a chat: who they are, and their boards taken together.

Must not know why somebody wants them together.
"""

from collections.abc import Sequence
from datetime import date

from bot.domain.ids import ClassId
from storage.boards import Row, rows_of
from storage.database import Tx


def beside(tx: Tx, class_id: ClassId) -> list[ClassId]:
    """Return a class and those that own a place in one of its chats: they share a server."""
    rows = tx.execute(
        "SELECT DISTINCT o.class FROM places p JOIN places o ON o.platform = p.platform"
        " AND o.chat_id = p.chat_id WHERE p.class = ?1 AND o.class IS NOT NULL"
        " UNION SELECT ?1 ORDER BY 1",
        (class_id,),
    )
    return [ClassId(row[0]) for row in rows]


def of_classes(
    tx: Tx, class_ids: Sequence[ClassId], first: date, last: date, deck: str = ""
) -> list[Row]:
    """Return everybody who answered in any of these classes, hidden or not, best first.

    An answer that counts in several of them counts once.
    """
    return rows_of(
        tx.execute(
            "SELECT d.learner, coalesce(nullif(l.alias, ''), l.name), sum(d.points), l.hidden"
            " FROM (SELECT learner, day, deck, max(points) AS points FROM class_days"
            " WHERE class IN (SELECT value FROM json_each(?1)) AND day BETWEEN ?2 AND ?3"
            " AND (?4 = '' OR deck = ?4) GROUP BY learner, day, deck) d"
            " JOIN learners l ON l.id = d.learner GROUP BY d.learner ORDER BY 3 DESC, d.learner",
            (_json(class_ids), first.toordinal(), last.toordinal(), deck),
        ).fetchall()
    )


def members_of(tx: Tx, class_ids: Sequence[ClassId]) -> int:
    """Return how many learners are in one or more of these classes."""
    sql = (
        "SELECT count(DISTINCT learner) FROM members"
        " WHERE class IN (SELECT value FROM json_each(?))"
    )
    return int(tx.execute(sql, (_json(class_ids),)).fetchone()[0])


def _json(class_ids: Sequence[ClassId]) -> str:
    return f"[{','.join(str(int(class_id)) for class_id in class_ids)}]"
