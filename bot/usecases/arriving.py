"""Somebody does something in a chat for the first time: they are met, and belong to its class.

Chats know who presses, so nobody types a name; the place says which class is meant. Must not
know any platform.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.domain.ids import Account, ClassId, Place
from bot.domain.replies import Role
from bot.usecases.delivering import reachable
from bot.usecases.membership import become_member
from bot.usecases.naming import LONGEST_NAME, clean_name
from storage import classes, learners
from storage.classes import ClassRow
from storage.database import Database, Tx

NAMELESS = "Learner"
"""Whose name shows nothing at all."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """What came of it: ``class_name`` is "" where the place belongs to nobody."""

    new: bool
    joined: bool
    class_name: str


class Arriving:
    """Lets people in where they are. Each method is one transaction."""

    def __init__(
        self, database: Database, clock: Callable[[], datetime], default_zone: str = "UTC"
    ) -> None:
        self._database = database
        self._clock = clock
        self._default_zone = default_zone

    async def arrive(
        self, who: Account, name: str, place: Place | None = None, *, leads: bool = False
    ) -> Arrived:
        """Meet somebody under the name they show, and let them into the class of the place.

        Who leads the place (``leads``) looks after the class's decks when they join; who is a
        member already keeps their role. The class becomes the one they study with. A place from
        which somebody speaks takes posts again.
        """
        return await self._database.transaction(
            lambda tx: let_in(tx, who, name, place, self._clock(), self._default_zone, leads=leads)
        )

    async def class_here(self, place: Place) -> ClassId | None:
        """Return the class that a place belongs to, None if nobody's."""

        def work(tx: Tx) -> ClassId | None:
            found = classes.class_of_place(tx, place)
            return found.id if found else None

        return await self._database.transaction(work)


def let_in(
    tx: Tx,
    who: Account,
    typed: str,
    place: Place | None,
    now: datetime,
    default_zone: str,
    *,
    leads: bool = False,
) -> Arrived:
    """Meet somebody and let them into the class of a place, as ``Arriving.arrive`` says."""
    class_row = classes.class_of_place(tx, place) if place else None
    learner = learners.find(tx, who)
    new = learner is None
    if learner is None:
        name = clean_name(typed)[:LONGEST_NAME].strip() or NAMELESS
        zone = class_row.zone if class_row else default_zone
        learner, _ = learners.meet(tx, who, name, now, zone)
    if class_row is None or place is None:
        return Arrived(new, joined=False, class_name="")
    reachable(tx, place, now)
    current = classes.current_class(tx, learner.id)
    joined = False
    if current is None or current.id != class_row.id or new:
        joined = become_member(tx, now, learner, class_row)
    if joined and leads:
        _look_after(tx, class_row, learners.find(tx, who) or learner)
    return Arrived(new, joined, class_row.name)


def _look_after(tx: Tx, class_row: ClassRow, learner: learners.Learner) -> None:
    """Let somebody who has just joined look after a class's decks."""
    if classes.role_of(tx, class_row.id, learner.id) is Role.MEMBER:
        classes.set_role(tx, class_row.id, learner.id, Role.EDITOR)
