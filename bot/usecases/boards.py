"""Leaderboards: the top of a class, you and two either side, and the class as a team.

Learners who hide are on nobody's board but their own, and the others' ranks do not tell of
them; what they earned counts for the team. A board never shows who was wrong.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from bot.domain.boards import team_goal
from bot.domain.calendar import day_start, local_day, window, zone_of
from bot.domain.ids import Account, ClassId, LearnerId, Place
from bot.domain.replies import BoardShown, Problem, Refused, Reply, Span, Standing
from bot.domain.streaks import group_streak, quorum_of
from bot.usecases import contests
from bot.usecases.board_words import BoardWish
from bot.usecases.membership import deck_called, nearest, usable
from bot.usecases.windows import Board, board_of, improved, server_board
from storage import boards, classes, learners, servers, weeks
from storage.boards import Row
from storage.classes import ClassRow
from storage.database import Database, Tx
from storage.learners import Learner
from storage.questions import DeckRow

TOP = 10
RADIUS = 2
IMPROVED = 3

FIRST_LOOK = 8
FURTHEST_LOOK = 2000
"""Days of a class's boards read for its streak: first so many, then so many times more."""

BATCH = 100
"""Classes whose weeks one look closes; the next look comes at once."""

_DAY = timedelta(days=1)


class Boards:
    """Shows leaderboards. Each method is one transaction."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    async def show(
        self, who: Account, place: Place | None = None, span: Span = Span.WEEK, deck: str = ""
    ) -> Reply:
        """Show the board of the place's class, else of the learner's current class.

        ``deck`` narrows it to one deck, told by id or title.
        """
        return await self.see(who, place, BoardWish(span=span, deck=deck))

    async def see(self, who: Account, place: Place | None, wish: BoardWish) -> Reply:
        """Show the board that was wished for, of the place's class or the learner's current one."""
        return await self._database.transaction(lambda tx: self._see(tx, who, place, wish))

    async def contest(self, who: Account, place: Place | None, word: str) -> Reply:
        """Let a class be compared with others ("on"), no longer ("off"), or meet that of a code.

        Then show them; for its editors and owners.
        """

        def work(tx: Tx) -> Reply:
            refused = contests.change(tx, who, place, word)
            return refused or contests.shown(tx, who, place, Span.WEEK, self._clock())

        return await self._database.transaction(work)

    async def tick(self) -> int:
        """Close the weeks that are over. Returns how many classes were looked at.

        Raises DatabaseTrouble. Doing it again does nothing: a closed week stays as it is.
        """
        now = self._clock()
        due = await self._database.transaction(lambda tx: weeks.due(tx, now, BATCH))
        for class_id in due:
            await self._database.transaction(partial(_close, class_id=class_id, now=now))
        return len(due)

    def _see(self, tx: Tx, who: Account, place: Place | None, wish: BoardWish) -> Reply:
        if wish.classes:
            return contests.shown(tx, who, place, wish.span, self._clock(), before=wish.before)
        reader = learners.find(tx, who)
        class_row = classes.class_of_place(tx, place) if place else None
        if class_row is None and reader is not None:
            class_row = classes.current_class(tx, reader.id)
        if class_row is None:
            return Refused(Problem.NEEDS_CLASS)
        decks = usable(tx, class_row.id) if wish.deck.strip() else []
        deck = deck_called(decks, wish.deck)
        if deck is None and wish.deck.strip():
            return Refused(Problem.NO_SUCH_DECK, (wish.deck[:80], nearest(decks, wish.deck)))
        today = local_day(self._clock(), _zone(class_row))
        return _shown(tx, class_row, reader, wish, today, deck)


def _close(tx: Tx, class_id: ClassId, now: datetime) -> None:
    """Close a class's weeks before the present one, and note when that is over."""
    class_row = classes.by_id(tx, class_id)
    if class_row is None:
        return
    zone = _zone(class_row)
    today = local_day(now, zone)
    monday = today - timedelta(days=today.weekday())
    weeks.close_before(tx, class_id, monday, now)
    weeks.set_next(tx, class_id, day_start(monday + timedelta(days=7), zone))


def _zone(class_row: ClassRow) -> ZoneInfo:
    return zone_of(class_row.zone) or ZoneInfo("UTC")


def _shown(
    tx: Tx,
    class_row: ClassRow,
    reader: Learner | None,
    wish: BoardWish,
    today: date,
    deck: DeckRow | None,
) -> BoardShown:
    span, days = wish.span, window(wish.span, today)
    before = wish.before and days is not None
    if before and days is not None:
        days = window(span, days[0] - _DAY)
    together = servers.beside(tx, class_row.id) if wish.server else ()
    board = (
        server_board(tx, together, days, deck)
        if together
        else board_of(tx, class_row.id, span, days, deck)
    )
    you = reader.id if reader else None
    top = _top(board, you)
    members = classes.member_count(tx, class_row.id)
    earlier = None
    if days and not together:
        earlier = board_of(tx, class_row.id, span, window(span, days[0] - _DAY), deck)
    total = board.total()
    return BoardShown(
        class_name=class_row.name,
        span=span,
        first_day=days[0] if days else None,
        last_day=days[1] if days else None,
        deck_title=deck.title if deck else None,
        top=top,
        around=() if you is None or any(row.you for row in top) else _around(board, you),
        learners=total.learners,
        team_points=total.points,
        team_goal=_goal(earlier, members, days),
        most_improved=_improved(tx, board, earlier) if earlier else (),
        streak=0 if together else _class_streak(tx, class_row.id, members, today),
        hidden=reader is not None and reader.hidden,
        members=servers.members_of(tx, together) if together else members,
        quorum=quorum_of(members),
        deck=deck.id if deck else "",
        before=before,
        closed=board.closed,
        server=bool(together),
        pictured=wish.pictured,
        took_part=total.everybody,
    )


def _goal(earlier: Board | None, members: int, days: tuple[date, date] | None) -> int:
    """Return the team's goal; 0 where there is no window before to do better than."""
    if earlier is None or days is None:
        return 0
    return team_goal(earlier.total().points, members, (days[1] - days[0]).days + 1)


def _top(board: Board, you: LearnerId | None) -> tuple[Standing, ...]:
    """Return the first of those who are seen; they are ranked by their place."""
    rows = board.top(TOP)
    ranks: dict[int, int] = {}
    for place, row in enumerate(rows, start=1):
        ranks.setdefault(row.points, place)
    return _standings(rows, ranks, you)


def _around(board: Board, you: LearnerId) -> tuple[Standing, ...]:
    rows = board.around(you, RADIUS)
    return _standings(rows, {row.points: board.rank(row.points) for row in rows}, you)


def _standings(
    rows: Sequence[Row], ranks: Mapping[int, int], you: LearnerId | None
) -> tuple[Standing, ...]:
    """Return rows as they are shown; equal points share the rank of the first of them."""
    return tuple(
        Standing(ranks[row.points], row.name, row.points, you=row.learner == you) for row in rows
    )


def _improved(tx: Tx, board: Board, earlier: Board) -> tuple[str, ...]:
    found = (learners.by_id(tx, learner) for learner in improved(board, earlier, IMPROVED))
    return tuple(learner.shown_name for learner in found if learner)


def _class_streak(tx: Tx, class_id: ClassId, members: int, today: date) -> int:
    """Return the class's streak, reading no further back than it reaches."""
    reach = FIRST_LOOK
    while True:
        since = today - timedelta(days=reach)
        days = group_streak(boards.active_days(tx, class_id, since), members, today)
        if days < reach or reach > FURTHEST_LOOK:
            return days
        reach *= FIRST_LOOK
