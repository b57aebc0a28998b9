"""Classes: arriving, founding, joining, linking places, choosing decks, roles, leaving.

Every class has a room on the web, whose place is its join code. Somebody who comes to the web
without a code meets everybody else who did in the open class, which is founded on first use.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.calendar import zone_of
from bot.domain.ids import Account, ClassId, DeckId, Place
from bot.domain.replies import ClassLeft, Problem, Refused, Reply, Role, Welcome
from bot.usecases import digest_posting, presence
from bot.usecases.membership import (
    become_member,
    deck_called,
    deck_list,
    nearest,
    place_taken,
    shown,
    standing,
    unfit_name,
    usable,
    web_place,
    zone_named,
)
from bot.usecases.naming import LONGEST_NAME, clean_name
from bot.usecases.recording import learner_day
from storage import classes, learners, memories
from storage.classes import ClassRow
from storage.database import Database, Tx
from storage.learners import Learner

OPEN_CLASS = "Study hall"
OPEN_CODE = "STUDY"
"""The join code of the open class; others have six characters."""


@dataclass(frozen=True, slots=True)
class Room:
    """Where a learner is on the web: their current class and its place there."""

    id: ClassId
    code: str
    name: str
    place: Place


class Classes:
    """What a learner can do about classes. Each method is one transaction."""

    def __init__(
        self, database: Database, clock: Callable[[], datetime], default_zone: str = "UTC"
    ) -> None:
        self._database = database
        self._clock = clock
        self._default_zone = default_zone

    async def enter(self, who: Account, name: str, *, code: str = "", zone: str = "") -> Reply:
        """Arrive under a name: meet the bot, and join the class of the code.

        Without a code that is the current class, else the open one. Somebody known may leave
        the name empty, or give another one to be called by.
        """
        return await self._database.transaction(lambda tx: self._enter(tx, who, name, code, zone))

    async def create(
        self, who: Account, name: str, zone: str = "", place: Place | None = None
    ) -> Reply:
        """Found a class, owned by its founder, whose place is ``place`` besides its web room."""
        return await self._database.transaction(
            lambda tx: self._create(tx, who, name, zone.strip(), place)
        )

    async def join(self, who: Account, code: str, place: Place | None = None) -> Reply:
        """Join the class of a code or, without one, the class of the place."""
        return await self._database.transaction(lambda tx: self._join(tx, who, code, place))

    async def link_place(self, who: Account, code: str, place: Place) -> Reply:
        """Let a place belong to the class of a code, which the learner must own."""
        return await self._database.transaction(lambda tx: self._link_place(tx, who, code, place))

    async def show(self, who: Account, place: Place | None = None) -> Reply:
        """Show the class of the place, else the current one."""
        return await self._database.transaction(lambda tx: self._show(tx, who, place))

    async def choose_decks(self, who: Account, decks: Sequence[str]) -> Reply:
        """Choose the class's decks, by id or title; none means every built-in one."""
        return await self._database.transaction(lambda tx: self._choose_decks(tx, who, decks))

    async def set_zone(self, who: Account, zone: str) -> Reply:
        """Let the class's days start at 04:00 in another IANA zone."""
        return await self._database.transaction(lambda tx: self._set_zone(tx, who, zone))

    async def rename(self, who: Account, name: str) -> Reply:
        """Give the class another name."""
        return await self._database.transaction(lambda tx: self._rename(tx, who, name))

    async def set_role(self, who: Account, member: str, role: Role) -> Reply:
        """Give a member, told by the name they show, another role."""
        return await self._database.transaction(lambda tx: self._set_role(tx, who, member, role))

    async def leave(self, who: Account) -> Reply:
        """Leave the current class. The last owner stays while others are there."""
        return await self._database.transaction(lambda tx: self._leave(tx, who))

    async def decks(self, who: Account) -> Reply:
        """List the decks that the learner's class can use, and which it chose."""
        return await self._database.transaction(lambda tx: self._decks(tx, who))

    async def room(self, who: Account) -> Room | None:
        """Return where a learner is on the web; None when they are unknown or in no class."""
        return await self._database.transaction(lambda tx: self._room(tx, who))

    # What follows runs in the database thread, inside the transaction.

    def _enter(self, tx: Tx, who: Account, typed: str, code: str, zone: str) -> Reply:
        name = clean_name(typed)
        learner = learners.find(tx, who)
        if not name and learner is None:
            return Refused(Problem.NEEDS_NAME)
        if len(name) > LONGEST_NAME:
            return Refused(Problem.TOO_LONG, (str(LONGEST_NAME),))
        class_row = self._destination(tx, learner, code)
        if class_row is None:
            return Refused(Problem.BAD_CODE)
        new = learner is None
        if learner is None:
            own_zone = zone_of(zone)
            zone = own_zone.key if own_zone else class_row.zone
            learner, _ = learners.meet(tx, who, name, self._clock(), zone)
        become_member(tx, self._clock(), learner, class_row, name)
        learner = learners.by_id(tx, learner.id) or learner
        return Welcome(
            name=learner.name,
            class_name=class_row.name,
            new=new,
            due=memories.due_count(tx, learner.id, learner_day(learner, self._clock())),
            round_running=classes.round_running(tx, class_row.id),
        )

    def _destination(self, tx: Tx, learner: Learner | None, code: str) -> ClassRow | None:
        """Return the class somebody arrives in, or None when the code is nobody's."""
        if code.strip():
            return classes.by_code(tx, code)
        current = classes.current_class(tx, learner.id) if learner else None
        return current or classes.by_code(tx, OPEN_CODE) or self._open_class(tx)

    def _open_class(self, tx: Tx) -> ClassRow:
        made = classes.create(tx, OPEN_CLASS, self._default_zone, self._clock(), OPEN_CODE)
        classes.place_id(tx, web_place(made), made.id)
        return made

    def _create(self, tx: Tx, who: Account, typed: str, zone: str, place: Place | None) -> Reply:
        learner = learners.find(tx, who)
        if learner is None:
            return Refused(Problem.NEEDS_NAME)
        name = clean_name(typed)
        named = zone_named(zone or self._default_zone)
        refused = unfit_name(name) or (place_taken(tx, learner, place) if place else None)
        if refused:
            return refused
        if isinstance(named, Refused):
            return named
        made = classes.create(tx, name, named, self._clock())
        classes.place_id(tx, web_place(made), made.id)
        if place is not None:
            classes.place_id(tx, place, made.id)
        become_member(tx, self._clock(), learner, made)
        return replace(shown(tx, learner, made, Role.OWNER), just_created=True)

    def _join(self, tx: Tx, who: Account, code: str, place: Place | None) -> Reply:
        learner = learners.find(tx, who)
        if learner is None:
            return Refused(Problem.NEEDS_NAME)
        if code.strip():
            class_row = classes.by_code(tx, code)
        else:
            class_row = classes.class_of_place(tx, place) if place else None
        if class_row is None:
            return Refused(Problem.BAD_CODE if code.strip() else Problem.NEEDS_CLASS)
        joined = become_member(tx, self._clock(), learner, class_row)
        role = classes.role_of(tx, class_row.id, learner.id) or Role.MEMBER
        return replace(shown(tx, learner, class_row, role), just_joined=joined)

    def _link_place(self, tx: Tx, who: Account, code: str, place: Place) -> Reply:
        learner = learners.find(tx, who)
        if learner is None:
            return Refused(Problem.NEEDS_NAME)
        class_row = classes.by_code(tx, code)
        if class_row is None:
            return Refused(Problem.BAD_CODE)
        if classes.role_of(tx, class_row.id, learner.id) is not Role.OWNER:
            return Refused(Problem.NOT_ALLOWED, (Role.OWNER.value,))
        refused = place_taken(tx, learner, place, class_row.id)
        if refused:
            return refused
        classes.place_id(tx, place, class_row.id)
        return shown(tx, learner, class_row, Role.OWNER)

    def _show(self, tx: Tx, who: Account, place: Place | None) -> Reply:
        found = standing(tx, who, place)
        return found if isinstance(found, Refused) else shown(tx, *found)

    def _choose_decks(self, tx: Tx, who: Account, typed: Sequence[str]) -> Reply:
        found = standing(tx, who, None, Role.OWNER, Role.EDITOR)
        if isinstance(found, Refused):
            return found
        class_row = found[1]
        available = usable(tx, class_row.id)
        chosen: list[DeckId] = []
        for text in typed:
            deck = deck_called(available, text)
            if deck is None:
                return Refused(
                    Problem.NO_SUCH_DECK, (text[:LONGEST_NAME], nearest(available, text))
                )
            chosen.append(deck.id)
        classes.choose_decks(tx, class_row.id, chosen)
        return shown(tx, *found)

    def _set_zone(self, tx: Tx, who: Account, typed: str) -> Reply:
        found = standing(tx, who, None, Role.OWNER)
        if isinstance(found, Refused):
            return found
        learner, class_row, role = found
        zone = zone_named(typed)
        if isinstance(zone, Refused):
            return zone
        classes.set_zone(tx, class_row.id, zone)
        digest_posting.plan_class(tx, class_row.id, self._clock())
        return shown(tx, learner, replace(class_row, zone=zone), role)

    def _rename(self, tx: Tx, who: Account, typed: str) -> Reply:
        found = standing(tx, who, None, Role.OWNER)
        if isinstance(found, Refused):
            return found
        learner, class_row, role = found
        name = clean_name(typed)
        refused = unfit_name(name)
        if refused:
            return refused
        classes.rename(tx, class_row.id, name)
        return shown(tx, learner, replace(class_row, name=name), role)

    def _set_role(self, tx: Tx, who: Account, typed: str, role: Role) -> Reply:
        found = standing(tx, who, None, Role.OWNER)
        if isinstance(found, Refused):
            return found
        learner, class_row, _ = found
        members = classes.members(tx, class_row.id)
        wanted = clean_name(typed).casefold()
        member = next((m for m in members if m.name.casefold() == wanted), None)
        if member is None:
            names = ", ".join(m.name for m in members[:10] if not m.hidden)
            return Refused(Problem.BAD_VALUE, ("member", typed[:LONGEST_NAME], names))
        owners = [m for m in members if m.role is Role.OWNER]
        if role is not Role.OWNER and owners == [member]:
            return Refused(Problem.LAST_OWNER)
        classes.set_role(tx, class_row.id, member.learner, role)
        own_role = role if member.learner == learner.id else Role.OWNER
        return shown(tx, learner, class_row, own_role)

    def _leave(self, tx: Tx, who: Account) -> Reply:
        found = standing(tx, who, None)
        if isinstance(found, Refused):
            return found
        learner, class_row, role = found
        others = [m for m in classes.members(tx, class_row.id) if m.learner != learner.id]
        if role is Role.OWNER and others and all(m.role is not Role.OWNER for m in others):
            return Refused(Problem.LAST_OWNER)
        presence.go_out_of_all(tx, learner.id, self._clock(), class_row.id)
        classes.remove_member(tx, class_row.id, learner.id)
        if not others:
            classes.remove(tx, class_row.id)
        return ClassLeft(class_row.name, ended=not others)

    def _decks(self, tx: Tx, who: Account) -> Reply:
        learner = learners.find(tx, who)
        class_row = classes.current_class(tx, learner.id) if learner else None
        if learner is None or class_row is None:
            return deck_list(tx, None)
        role = classes.role_of(tx, class_row.id, learner.id) or Role.MEMBER
        return deck_list(tx, class_row.id, role)

    def _room(self, tx: Tx, who: Account) -> Room | None:
        learner = learners.find(tx, who)
        class_row = classes.current_class(tx, learner.id) if learner else None
        if class_row is None:
            return None
        return Room(class_row.id, class_row.code, class_row.name, web_place(class_row))
