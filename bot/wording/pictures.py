"""What a picture says: a reply as a sheet to be drawn, with the same in words beside it."""

from datetime import date

from bot.domain.boards import is_small
from bot.domain.replies import BoardShown, Digest, Progress, Reply, Standing, ThemeRecall
from bot.domain.sheets import (
    BoardSheet,
    ProgressSheet,
    Sheet,
    SheetDay,
    SheetDue,
    SheetLine,
    SheetTheme,
)
from bot.wording.boards import (
    around_you,
    board_shown,
    board_title,
    board_window,
    improved_words,
    progress,
    streak_words,
)
from bot.wording.calendar import digest_title, team_line
from bot.wording.counts import count_of, lines, literal, number, one_line, percent
from bot.wording.rounds import standing_line
from bot.wording.times import MONTHS, WEEKDAYS, days_between

ALT = 1_000
"""Characters of an alt text: what the chats take."""

MOST_THEMES = 8
TOP = 10
_SHADES = 4


def sheet_of(reply: Reply, today: date | None) -> Sheet | None:
    """Return the sheet of what is to be looked at rather than read; None for all that is not.

    A board is drawn where that was asked for and once a week unasked, in the digest; progress as
    soon as there is any.
    """
    match reply:
        case BoardShown(pictured=True, top=top) if top:
            return board_sheet(reply)
        case Progress(answered=answered) if answered:
            return progress_sheet(reply, today)
        case Digest(top=top) if top:
            return digest_sheet(reply)
        case _:
            return None


def board_sheet(reply: BoardShown) -> BoardSheet:
    """Return a leaderboard to be drawn. Pass what its readers may see: everybody, or one."""
    top = reply.top[:TOP]
    best = _best(top)
    near = around_you(reply)
    return BoardSheet(
        title=board_title(reply),
        under=board_window(reply),
        lines=(
            *(_line(standing, best) for standing in top),
            *(_line(standing, best, apart=True) for standing in near),
        ),
        nobody="Nobody has points here yet.",
        team=_team(reply.team_points, reply.team_goal),
        goal=_reached(reply.team_points, reply.team_goal),
        team_first=is_small(reply.members) and not reply.server,
        notes=tuple(filter(None, (_who(reply), improved_words(reply), streak_words(reply)))),
        alt=board_shown(reply)[:ALT],
    )


def digest_sheet(reply: Digest) -> BoardSheet:
    """Return the board of a week's digest to be drawn; the rest of it stays words."""
    top = reply.top[:TOP]
    best = _best(top)
    said = lines(digest_title(reply), team_line(reply), *map(standing_line, top))
    return BoardSheet(
        title=literal(reply.class_name, 60),
        under=f"Last week · {days_between(reply.first_day, reply.last_day)}",
        lines=tuple(_line(standing, best) for standing in top),
        nobody="Nobody has points here yet.",
        team=_team(reply.points, reply.goal),
        goal=_reached(reply.points, reply.goal),
        team_first=False,
        notes=(),
        alt=said[:ALT],
    )


def _best(top: tuple[Standing, ...]) -> int:
    return max((standing.points for standing in top), default=0)


def _reached(points: int, goal: int) -> float | None:
    return points / goal if goal > 0 else None


def _team(points: int, goal: int) -> str:
    """Say shorter than in words what a class has done together."""
    if 0 < goal <= points:
        return f"{count_of(points, 'point')}: the goal is reached!"
    of_goal = f" of {number(goal)}" if goal > 0 else ""
    return f"{number(points)}{of_goal} points together"


def _who(reply: BoardShown) -> str:
    took_part = reply.took_part or reply.learners
    took = f"{count_of(took_part, 'learner')} took part" if took_part else ""
    goal = f"goal: {number(reply.team_goal)}" if 0 < reply.team_goal <= reply.team_points else ""
    return ", ".join(filter(None, (took, goal)))


def _line(standing: Standing, best: int, *, apart: bool = False) -> SheetLine:
    return SheetLine(
        rank=number(standing.rank),
        name=literal(standing.name, 60),
        points=number(standing.points),
        share=standing.points / best if best > 0 else 0.0,
        you=standing.you,
        apart=apart,
    )


def progress_sheet(reply: Progress, today: date | None) -> ProgressSheet:
    """Return a learner's progress to be drawn."""
    known = sorted(
        (theme for theme in reply.themes if theme.recall is not None), key=lambda it: it.recall or 0
    )
    coming = sum(due for _, due in reply.ahead)
    return ProgressSheet(
        behind_title=f"The last {count_of(len(reply.days) // 7, 'week')}",
        behind=_behind(reply),
        days=tuple(_shaded(reply)),
        months=tuple(_months(reply.days)),
        weekdays=tuple(name[:3] for name in WEEKDAYS),
        ahead_title="Coming up",
        ahead=f"{count_of(coming, 'question')} in the next {count_of(len(reply.ahead), 'day')}",
        due=tuple(
            SheetDue("Now" if n == 0 else WEEKDAYS[day.weekday()][:2], due)
            for n, (day, due) in enumerate(reply.ahead)
        ),
        themes_title="Remembered, weakest first" if len(known) > 1 else "Remembered",
        themes=tuple(_theme(theme) for theme in known[:MOST_THEMES]),
        alt=progress(reply, today)[:ALT],
    )


def _behind(reply: Progress) -> str:
    active = sum(count > 0 for _, count in reply.days)
    spared = f", {count_of(len(reply.spared), 'day')} spared" if reply.spared else ""
    return f"Studied on {number(active)} of {count_of(len(reply.days), 'day')}{spared}"


def _shaded(reply: Progress) -> list[SheetDay]:
    """Return the days, each with its shade."""
    most = max((count for _, count in reply.days), default=0)
    spared = frozenset(reply.spared)
    return [SheetDay(day, shade_of(count, most), day in spared) for day, count in reply.days]


def shade_of(count: int, most: int) -> int:
    """Return the shade of a day, 0 (nothing) to 4, by how it compares with the busiest."""
    return min(_SHADES, -(-_SHADES * count // most)) if count > 0 and most > 0 else 0


def _months(days: tuple[tuple[date, int], ...]) -> list[tuple[date, str]]:
    """Return the first of each month among the days, with its name."""
    return [(day, MONTHS[day.month - 1][:3]) for day, _ in days if day.day == 1]


def _theme(theme: ThemeRecall) -> SheetTheme:
    recall = theme.recall or 0.0
    return SheetTheme(one_line(theme.title, 80), recall, percent(recall))
