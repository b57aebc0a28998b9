"""Roles that a chat itself knows, and who edits a class for as long as they hold one of them.

Must not know any platform's idea of a role: here it is an id.
"""

from collections.abc import Collection

from bot.domain.ids import ClassId, LearnerId, Place
from bot.domain.replies import Role
from storage import classes
from storage.codec import decode, encode
from storage.database import Tx


def leaders(tx: Tx, place: Place) -> tuple[str, ...]:
    """Return the roles whose holders edit the class of a place's chat; none if none was named."""
    row = tx.execute(
        "SELECT leaders FROM places WHERE platform = ? AND chat_id = ? AND thread = ''",
        (place.platform.value, place.chat_id),
    ).fetchone()
    return decode(row[0], tuple[str, ...]) if row else ()


def name_leaders(tx: Tx, place: Place, roles: Collection[str]) -> None:
    """Let the holders of these roles, and of no others, edit the class of a place's chat."""
    chat = Place(place.platform, place.chat_id)
    tx.execute(
        "UPDATE places SET leaders = ? WHERE id = ?",
        (encode(sorted(set(roles))), classes.place_id(tx, chat)),
    )


def take_back(tx: Tx, class_id: ClassId) -> None:
    """Let nobody of a class edit any more because of a role; who still holds one does again."""
    tx.execute(
        "UPDATE members SET role = ?, lent = 0 WHERE class = ? AND lent = 1",
        (Role.MEMBER.value, class_id),
    )


def lend(tx: Tx, class_id: ClassId, learner: LearnerId, *, held: bool) -> None:
    """Let a member edit while they hold a leading role, and no longer than that.

    Who was made an editor or owner by hand stays one.
    """
    had, wanted = (Role.MEMBER, Role.EDITOR) if held else (Role.EDITOR, Role.MEMBER)
    tx.execute(
        "UPDATE members SET role = ?, lent = ?"
        " WHERE class = ? AND learner = ? AND role = ? AND lent = ?",
        (wanted.value, int(held), class_id, learner, had.value, int(not held)),
    )
