"""Somebody does something in a chat for the first time: they are met, and belong to its class.

Chats know who presses, so nobody types a name; the place says which class is meant. Must not
know any platform.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime

from bot.domain.ids import Account, ClassId, Place
from bot.domain.replies import Problem, Refused, Role
from bot.usecases.delivering import reachable
from bot.usecases.membership import become_member, standing
from bot.usecases.naming import LONGEST_NAME, clean_name
from storage import classes, learners, lending
from storage.classes import ClassRow
from storage.database import Database, Tx

MOST_LEADERS, LONGEST_ROLE = 25, 64
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
        self,
        who: Account,
        name: str,
        place: Place | None = None,
        *,
        leads: bool = False,
        holds: Collection[str] | None = None,
    ) -> Arrived:
        """Meet somebody under the name they show, and let them into the class of the place.

        Who leads the place (``leads``) looks after the class's decks when they join; who is a
        member already keeps their role. ``holds`` are the platform's own roles that they have
        there, None if nobody knows: while they hold one that was named as leading, they edit. The
        class becomes the one they study with. A place from which somebody speaks takes posts
        again.
        """

        def work(tx: Tx) -> Arrived:
            zone = self._default_zone
            arrived = let_in(tx, who, name, place, self._clock(), zone, leads=leads)
            if place is not None and holds is not None:
                _lend(tx, who, place, holds)
            return arrived

        return await self._database.transaction(work)

    async def leaders(self, place: Place) -> tuple[str, ...]:
        """Return the platform's roles whose holders edit the class of a place."""
        return await self._database.transaction(lambda tx: lending.leaders(tx, place))

    async def name_leaders(
        self, who: Account, place: Place, roles: Collection[str]
    ) -> Refused | None:
        """Let the holders of these roles, and of no others, edit the class of a place.

        An owner's to say. They become editors when they next give a command there.
        """

        def work(tx: Tx) -> Refused | None:
            found = standing(tx, who, place, Role.OWNER)
            if isinstance(found, Refused):
                return found
            if len(roles) > MOST_LEADERS or any(len(role) > LONGEST_ROLE for role in roles):
                return Refused(Problem.BAD_VALUE, ("role", "", f"{MOST_LEADERS} at most"))
            lending.name_leaders(tx, place, roles)
            lending.take_back(tx, found[1].id)
            return None

        return await self._database.transaction(work)

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


def _lend(tx: Tx, who: Account, place: Place, holds: Collection[str]) -> None:
    """Let somebody edit for as long as they hold a role that leads here, where one does."""
    class_row, learner = classes.class_of_place(tx, place), learners.find(tx, who)
    leading = lending.leaders(tx, place)
    if class_row is not None and learner is not None and leading:
        held = not set(holds).isdisjoint(leading)
        lending.lend(tx, class_row.id, learner.id, held=held)


def _look_after(tx: Tx, class_row: ClassRow, learner: learners.Learner) -> None:
    """Let somebody who has just joined look after a class's decks."""
    if classes.role_of(tx, class_row.id, learner.id) is Role.MEMBER:
        classes.set_role(tx, class_row.id, learner.id, Role.EDITOR)
