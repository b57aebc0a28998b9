"""Class against class: by points a head, among classes that chose to take part.

Nobody is named, and no class is seen by others before its editors said so. Runs in the database
thread, inside the caller's transaction.
"""

from datetime import date, datetime, timedelta

from bot.domain.boards import LEAST_HEADS, class_standings
from bot.domain.calendar import window
from bot.domain.ids import Account, ClassId, Place
from bot.domain.replies import ClassesShown, Problem, Refused, Reply, Role, Span
from bot.usecases.membership import standing
from bot.usecases.recording import day_in
from bot.usecases.windows import board_of
from storage import classes, contests
from storage.classes import ClassRow
from storage.database import Tx

Days = tuple[date, date]
EDITORS = (Role.OWNER, Role.EDITOR)


def shown(
    tx: Tx, who: Account, place: Place | None, span: Span, now: datetime, *, before: bool = False
) -> Reply:
    """Show how the classes that take part stand in a window, each in its own zone."""
    found = standing(tx, who, place)
    if isinstance(found, Refused):
        return found
    _, class_row, role = found
    code = contests.code_of(tx, class_row.id)
    others = contests.others(tx, class_row.id) if code is not None else []
    rows = [
        (one.id, one.name, _points(tx, one, span, now, before=before), heads)
        for one, heads in _with_heads(tx, [class_row.id, *others])
    ]
    days = _days(class_row, span, now, before=before)
    return ClassesShown(
        class_name=class_row.name,
        span=span,
        first_day=days[0] if days else None,
        last_day=days[1] if days else None,
        lines=class_standings(rows, class_row.id),
        on=code is not None,
        may_change=role in EDITORS,
        least=LEAST_HEADS,
        small=classes.member_count(tx, class_row.id) < LEAST_HEADS,
        code=code or "" if role in EDITORS else "",
        before=before,
    )


def _with_heads(tx: Tx, class_ids: list[ClassId]) -> list[tuple[ClassRow, int]]:
    rows = (classes.by_id(tx, class_id) for class_id in class_ids)
    return [(row, classes.member_count(tx, row.id)) for row in rows if row is not None]


def _days(class_row: ClassRow, span: Span, now: datetime, *, before: bool) -> Days | None:
    days = window(span, day_in(class_row.zone, now))
    return window(span, days[0] - timedelta(days=1)) if before and days else days


def _points(tx: Tx, class_row: ClassRow, span: Span, now: datetime, *, before: bool) -> int:
    days = _days(class_row, span, now, before=before)
    return board_of(tx, class_row.id, span, days, None).total().points


def change(tx: Tx, who: Account, place: Place | None, word: str) -> Refused | None:
    """Let a class take part ("on"), no longer ("off"), or meet the class of a code.

    Editors and owners only; refused otherwise, and for a code that is nobody's.
    """
    found = standing(tx, who, place, *EDITORS)
    if isinstance(found, Refused):
        return found
    class_id = found[1].id
    match word.strip().casefold():
        case "on":
            contests.take_part(tx, class_id)
        case "off":
            contests.leave(tx, class_id)
        case _:
            other = contests.by_code(tx, word)
            if other is None or other == class_id:
                return Refused(Problem.BAD_CODE)
            contests.take_part(tx, class_id)
            contests.meet(tx, class_id, other)
    return None
