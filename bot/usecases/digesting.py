"""The weekly digest of a place: set up by its editors, and ticked. Each method is one transaction.

Off until an editor switches it on; the zone is the class's. How one goes out is in
``digest_posting.py``.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot.domain.ids import Account, Place, PlaceId
from bot.domain.replies import DigestShown, Problem, Refused, Reply, Role
from bot.usecases import digest_posting
from bot.usecases.library import Library
from bot.usecases.membership import standing
from bot.usecases.posting import Posting
from bot.usecases.ticking import Rows, Ticker
from bot.usecases.wall_words import digest_wish
from storage import classes, weeklies
from storage.classes import ClassRow
from storage.database import Database, Tx
from storage.weeklies import Weekly, WeeklyState

USUAL_DAY, USUAL_HOUR = 0, 8
"""Monday at eight, on the clock of the class."""

EDITORS = (Role.OWNER, Role.EDITOR)


class Digesting:
    """What a place and its editors do with the weekly digest."""

    def __init__(
        self,
        *,
        database: Database,
        clock: Callable[[], datetime],
        library: Library,
        posting: Posting,
    ) -> None:
        self._database = database
        self._clock = clock
        self._ticker: Ticker[PlaceId] = Ticker(
            database,
            clock,
            posting,
            Rows(
                due=weeklies.due,
                waiting=weeklies.waiting,
                post=lambda tx, one, now: digest_posting.post_due(tx, library, one, now),
                plan=digest_posting.plan,
                hold=weeklies.hold,
            ),
        )

    async def show(self, who: Account, place: Place) -> Reply:
        """Show how the digest of a place is set up and when the next one comes."""

        def work(tx: Tx) -> Reply:
            found = _class_at(tx, who, place)
            if isinstance(found, Refused):
                return found
            class_row, role = found
            return _shown(_weekly(tx, place), class_row, may_change=role in EDITORS)

        return await self._database.transaction(work)

    async def setup(self, who: Account, place: Place, words: str = "") -> Reply:
        """Switch the digest of a place on, or change it: "monday 8:00"; editors and owners only."""
        wish = digest_wish(words)
        if isinstance(wish, Refused):
            return wish

        def work(tx: Tx, class_row: ClassRow, row: Weekly) -> Weekly:
            minute = row.hour * 60 + row.minute if wish.minute is None else wish.minute
            weekday = row.weekday if wish.weekday is None else wish.weekday
            row = replace(row, weekday=weekday, hour=minute // 60, minute=minute % 60)
            return digest_posting.planned(row, class_row, self._clock())

        return await self._change(who, place, work)

    async def remove(self, who: Account, place: Place) -> Reply:
        """Switch the digest of a place off; editors and owners only."""
        return await self._change(
            who, place, lambda _tx, _class, row: digest_posting.stopped(row, WeeklyState.OFF)
        )

    async def tick(self) -> int:
        """Post what is due. Returns how many places were looked at."""
        return await self._ticker.tick()

    async def _change(
        self, who: Account, place: Place, work: Callable[[Tx, ClassRow, Weekly], Weekly]
    ) -> Reply:
        def guarded(tx: Tx) -> Reply:
            found = _class_at(tx, who, place, *EDITORS)
            if isinstance(found, Refused):
                return found
            row = work(tx, found[0], _weekly(tx, place))
            weeklies.put(tx, row)
            return _shown(row, found[0], may_change=True)

        return await self._database.transaction(guarded)


def _class_at(tx: Tx, who: Account, place: Place, *needed: Role) -> tuple[ClassRow, Role] | Refused:
    """Return the class whose place it is, and what this member is in it."""
    if classes.class_of_place(tx, place) is None:
        return Refused(Problem.NEEDS_CLASS)
    found = standing(tx, who, place, *needed)
    return found if isinstance(found, Refused) else (found[1], found[2])


def _weekly(tx: Tx, place: Place) -> Weekly:
    """Return the digest of a place; the usual one, and off, if there never was any."""
    place_id = classes.place_id(tx, place)
    return weeklies.get(tx, place_id) or Weekly(
        place=place_id, state=WeeklyState.OFF, weekday=USUAL_DAY, hour=USUAL_HOUR, minute=0
    )


def _shown(row: Weekly, class_row: ClassRow, *, may_change: bool) -> DigestShown:
    return DigestShown(
        on=row.state is not WeeklyState.OFF,
        zone=class_row.zone,
        weekday=row.weekday,
        hour=row.hour,
        minute=row.minute,
        next_at=row.slot_at,
        may_change=may_change,
        waits=row.state is WeeklyState.UNREACHABLE,
    )
