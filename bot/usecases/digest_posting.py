"""One week's digest goes out: the week claimed and its post kept, in one transaction.

It sums up the last whole week of the class's zone. A digest that could not go out within half a
day of its time does not come: what was left out is never made up for.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.boards import standings, team_goal
from bot.domain.calendar import day_start, local_day, window, zone_of
from bot.domain.daily import DailyState, Manner
from bot.domain.ids import ClassId, Place, PlaceId
from bot.domain.memory import recall_after
from bot.domain.replies import Digest, Hard, Span
from bot.domain.slots import Wall, due_slot
from bot.domain.streaks import group_streak
from bot.domain.urgency import Urgency
from bot.usecases.library import Library
from bot.usecases.windows import Board, board_of, improved
from storage import boards, classes, learners, outbox, subscriptions, summing, weeklies
from storage.classes import ClassRow
from storage.database import Tx
from storage.weeklies import Weekly, WeeklyState

LATE = timedelta(hours=12)
TOP, IMPROVED, HARDEST = 5, 3, 3
AHEAD = 7
_WEEK = timedelta(days=7)
_REACH = timedelta(days=400)


def wall_of(class_row: ClassRow, row: Weekly) -> Wall:
    """Return the weekday and time on the wall of a class."""
    return Wall(row.hour, row.minute, _zone(class_row), 1 << row.weekday)


def _zone(class_row: ClassRow) -> ZoneInfo:
    return zone_of(class_row.zone) or ZoneInfo("UTC")


def class_of(tx: Tx, place: PlaceId) -> ClassRow | None:
    """Return the class whose place it is, None if nobody's."""
    return classes.class_of_place(tx, outbox.address(tx, place))


def planned(row: Weekly, class_row: ClassRow, now: datetime) -> Weekly:
    """Return a digest that is on, with its next time."""
    slot = wall_of(class_row, row).next(now)
    return replace(row, state=WeeklyState.ON, slot_at=slot, next_at=slot)


def stopped(row: Weekly, state: WeeklyState) -> Weekly:
    """Return a digest of which nothing is due any more."""
    return replace(row, state=state, slot_at=None, next_at=None)


def plan(tx: Tx, place: PlaceId, now: datetime) -> None:
    """Work the next time of a digest out anew, if it is on."""
    row, class_row = weeklies.get(tx, place), class_of(tx, place)
    if row is not None and class_row is not None and row.state is WeeklyState.ON:
        weeklies.put(tx, planned(row, class_row, now))


def plan_class(tx: Tx, class_id: ClassId, now: datetime) -> None:
    """Work the next times of all digests of a class out anew: its zone has changed."""
    for place in weeklies.of_class(tx, class_id):
        plan(tx, place, now)


def unreachable(tx: Tx, place: PlaceId) -> None:
    """Let a digest wait until its place takes posts again."""
    row = weeklies.get(tx, place)
    if row is not None and row.state is WeeklyState.ON:
        weeklies.put(tx, stopped(row, WeeklyState.UNREACHABLE))


def reachable(tx: Tx, place: PlaceId, now: datetime) -> None:
    """Let a digest that waited come again, from its next time on."""
    row, class_row = weeklies.get(tx, place), class_of(tx, place)
    if row is not None and class_row is not None and row.state is WeeklyState.UNREACHABLE:
        weeklies.put(tx, planned(row, class_row, now))


def post_due(tx: Tx, library: Library, place: PlaceId, now: datetime) -> Place | None:
    """Post the digest that is due in a place, once; the place that has something new to see."""
    row, class_row = weeklies.get(tx, place), class_of(tx, place)
    if row is None or row.slot_at is None or row.next_at is None or row.next_at > now:
        return None  # somebody else was here
    if class_row is None:
        weeklies.put(tx, stopped(row, WeeklyState.OFF))
        return None
    slot = due_slot(row.slot_at, wall_of(class_row, row), now)
    weeklies.put(tx, planned(row, class_row, now))
    if slot > now or now - slot > LATE:
        return None
    first = week_before(local_day(slot, _zone(class_row)))
    digest = summed_up(tx, library, class_row, place, first)
    if digest is None or not weeklies.claim(tx, place, first, now):
        return None
    subject = f"week:{first.isoformat()}"
    manner = Manner(silent=True)
    outbox.post(tx, place, subject, digest, now, manner, Urgency.REPORT, slot + LATE)
    return outbox.address(tx, place)


def week_before(day: date) -> date:
    """Return the Monday of the last week that is over on a class's local day."""
    return day - timedelta(days=day.weekday()) - _WEEK


def summed_up(
    tx: Tx, library: Library, class_row: ClassRow, place: PlaceId, first: date
) -> Digest | None:
    """Return the digest of the week from a Monday on; None when nobody answered anything."""
    week = _board(tx, class_row, first)
    total = week.total()
    if not total.points and not total.everybody:
        return None
    before = _board(tx, class_row, first - _WEEK)
    members = classes.member_count(tx, class_row.id)
    earlier, after = before.total().points, first + _WEEK
    daily = subscriptions.of_place(tx, place)
    return Digest(
        class_name=class_row.name,
        zone=class_row.zone,
        first_day=first,
        last_day=after - timedelta(days=1),
        top=standings([(row.learner, row.name, row.points) for row in week.top(TOP)], None),
        learners=total.everybody,
        points=total.points,
        goal=team_goal(earlier, members) if earlier else 0,
        most_improved=_improved(tx, week, before),
        hardest=_hardest(tx, library, class_row, first),
        streak=_streak(tx, class_row, members, after - timedelta(days=1)),
        next_goal=team_goal(total.points, members),
        ahead=tuple(summing.falling_due(tx, class_row.id, after, AHEAD)),
        waiting=summing.overdue(tx, class_row.id, after),
        daily_at=daily.slot_at if daily and daily.state is DailyState.ON else None,
    )


def _board(tx: Tx, class_row: ClassRow, first: date) -> Board:
    return board_of(tx, class_row.id, Span.WEEK, window(Span.WEEK, first), None)


def _improved(tx: Tx, week: Board, before: Board) -> tuple[str, ...]:
    found = (learners.by_id(tx, learner) for learner in improved(week, before, IMPROVED))
    return tuple(learner.shown_name for learner in found if learner)


def _hardest(tx: Tx, library: Library, class_row: ClassRow, first: date) -> tuple[Hard, ...]:
    zone = _zone(class_row)
    since, until = day_start(first, zone), day_start(first + _WEEK, zone)
    shown = []
    for each in summing.hardest(tx, class_row.id, since, until, HARDEST):
        stored = library.question(tx, each.question)
        known = summing.memories_of(tx, class_row.id, each.question)
        recalls = [recall_after(firm, (first + _WEEK - last).days) for last, firm in known]
        shown.append(
            Hard(
                stem=stored.question.stem,
                theme_title=stored.theme_title,
                wrong=round(100 * each.wrong / each.answers),
                answers=each.answers,
                recall=sum(recalls) / len(recalls) if recalls else None,
            )
        )
    return tuple(shown)


def _streak(tx: Tx, class_row: ClassRow, members: int, last: date) -> int:
    return group_streak(boards.active_days(tx, class_row.id, last - _REACH), members, last)
