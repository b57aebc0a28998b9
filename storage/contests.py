"""Class against class: which classes take part, and which may be compared with which.

Nobody is compared who did not choose to be: a class takes part or does not, and sees those that
do and share a chat with it, or met it by its code.
"""

from bot.domain.ids import ClassId
from storage import codes
from storage.database import Tx

CODE_LENGTH = 8
"""Characters of a code: unguessable, and still read aloud."""


def code_of(tx: Tx, class_id: ClassId) -> str | None:
    """Return the code by which others meet a class, None if it does not take part."""
    row = tx.execute("SELECT code FROM contenders WHERE class = ?", (class_id,)).fetchone()
    return None if row is None else str(row[0])


def take_part(tx: Tx, class_id: ClassId) -> None:
    """Let a class take part, under a code of its own."""
    while code_of(tx, class_id) is None:
        tx.execute(
            "INSERT INTO contenders (class, code) VALUES (?, ?) ON CONFLICT DO NOTHING",
            (class_id, codes.new_code(CODE_LENGTH)),
        )


def leave(tx: Tx, class_id: ClassId) -> None:
    """Let a class take part no longer, and forget whom it met."""
    tx.execute("DELETE FROM contenders WHERE class = ?", (class_id,))


def by_code(tx: Tx, code: str) -> ClassId | None:
    """Return the class that is met by a code, however it is typed."""
    row = tx.execute(
        "SELECT class FROM contenders WHERE code = ?", (codes.as_typed(code),)
    ).fetchone()
    return None if row is None else ClassId(row[0])


def meet(tx: Tx, class_id: ClassId, other: ClassId) -> None:
    """Let two classes that take part be compared."""
    tx.executemany(
        "INSERT INTO contests (class, other) VALUES (?, ?) ON CONFLICT DO NOTHING",
        [(class_id, other), (other, class_id)],
    )


def others(tx: Tx, class_id: ClassId) -> list[ClassId]:
    """Return the classes that take part and share a chat with this one, or met it by a code."""
    rows = tx.execute(
        "SELECT o.class FROM places p JOIN places o ON o.platform = p.platform"
        " AND o.chat_id = p.chat_id JOIN contenders c ON c.class = o.class"
        " WHERE p.class = ?1 AND o.class <> ?1"
        " UNION SELECT other FROM contests WHERE class = ?1 ORDER BY 1",
        (class_id,),
    )
    return [ClassId(row[0]) for row in rows]
