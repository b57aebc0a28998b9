"""Leaderboards and a learner's own progress, as plain text."""

from datetime import date

from bot.domain.boards import is_small
from bot.domain.replies import (
    BoardShown,
    ClassesShown,
    ClassStanding,
    Progress,
    Span,
    Standing,
    ThemeRecall,
)
from bot.wording.counts import count_of, lines, listed, literal, number, one_line, percent
from bot.wording.names import Label, span_name
from bot.wording.rounds import standing_line
from bot.wording.times import WEEKDAYS, day_name, days_between, full_day, minutes

NOBODY = "Nobody has points in this window yet. The first answer leads!"
MOST_CLASSES = 20
_LONGEST_COMMAND = 40
"""Characters of a command that a button carries."""


def board_shown(reply: BoardShown) -> str:
    """Render a window of the leaderboard: the top, the reader's neighbours, the team.

    In a small class what it does together comes first.
    """
    around = around_you(reply)
    team = lines(goal_words(reply), improved_words(reply), streak_words(reply))
    first = is_small(reply.members) and not reply.server
    return lines(
        f"{Label.LEADERBOARD} of {board_title(reply)}: {board_window(reply)}",
        team if first else "",
        *(standing_line(standing) for standing in reply.top[:10]),
        "" if reply.top else NOBODY,
        "…" if around else "",
        *(standing_line(standing) for standing in around),
        place_words(reply),
        "" if first else team,
        "You are hidden: others do not see you here." if reply.hidden else "",
    )


def board_title(reply: BoardShown) -> str:
    """Return whose board it is."""
    return "all classes here" if reply.server else literal(reply.class_name, 60)


def board_window(reply: BoardShown) -> str:
    """Say of which days and which deck a board is: "This week · 16–22 November 2026"."""
    parts = [window_name(reply.span, before=reply.before).capitalize()]
    if reply.first_day is not None and reply.last_day is not None:
        parts.append(days_between(reply.first_day, reply.last_day))
    if reply.closed:
        parts.append("final")
    if reply.deck_title:
        parts.append(one_line(reply.deck_title, 80))
    return " · ".join(parts)


_BEFORE = {
    Span.DAY: "yesterday",
    Span.WEEK: "last week",
    Span.MONTH: "last month",
    Span.TERM: "last term",
    Span.ALL: "all time",
}


def window_name(span: Span, *, before: bool = False) -> str:
    """Return the name of a window: "this week", or the one ``before`` it: "last week"."""
    return _BEFORE[span] if before else span_name(span)


def around_you(reply: BoardShown) -> tuple[Standing, ...]:
    """Return the reader's neighbours, as far as the top does not show them."""
    return tuple(standing for standing in reply.around if standing not in reply.top[:10])[:5]


def place_words(reply: BoardShown) -> str:
    """Say where the reader stands, if that is worth a sentence: "You are 13th of 24."."""
    you = next((each for each in (*reply.top, *reply.around) if each.you), None)
    if you is None or reply.hidden or reply.learners < 2:
        return ""
    level = sum(each.rank == you.rank for each in {*reply.top, *reply.around}) > 1
    if you.rank == 1:
        return "You share the lead." if level else "You lead!"
    shared = ", level with others" if level else ""
    return f"You are {ordinal(you.rank)} of {number(reply.learners)}{shared}."


def ordinal(value: int) -> str:
    """Return a rank in a sentence: "1st", "2nd", "3rd", "11th", "22nd"."""
    teen = value // 10 % 10 == 1
    ending = "th" if teen else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{number(value)}{ending}"


def goal_words(reply: BoardShown) -> str:
    """Say what a class has done together, and how far that is from its goal."""
    took_part = reply.took_part or reply.learners
    by = f" by {count_of(took_part, 'learner')}" if took_part else ""
    points = count_of(reply.team_points, "point")
    if reply.team_goal <= 0:
        return f"{points} together{by}"
    if reply.team_points >= reply.team_goal:
        return f"{points} together{by}: the goal of {number(reply.team_goal)} is reached!"
    return f"{number(reply.team_points)} of {number(reply.team_goal)} points together{by}"


def improved_words(reply: BoardShown) -> str:
    """Say who has improved most; nothing if nobody has."""
    names = [literal(name, 40) for name in reply.most_improved]
    return f"Most improved: {listed(names, 3)}" if names else ""


def streak_words(reply: BoardShown) -> str:
    """Say how long a class's streak is, and what keeps it; nothing where there is none."""
    if not reply.streak:
        return ""
    keeps = f" ({number(reply.quorum)} or more answering each day)" if reply.quorum > 1 else ""
    return f"Class streak: {count_of(reply.streak, 'day')}{keeps}"


def board_command(
    reply: BoardShown,
    span: Span | None = None,
    *,
    before: bool | None = None,
    server: bool | None = None,
    pictured: bool = False,
) -> str:
    """Return the command that shows this board with something changed, as a button carries it.

    Its deck is left out where the command would grow too long for a button.
    """
    words = ["leaderboard", (span or reply.span).value]
    words += ["last"] if (reply.before if before is None else before) else []
    words += ["server"] if (reply.server if server is None else server) else []
    words += ["picture"] if pictured else []
    whole = " ".join([*words, reply.deck]).strip()
    fits = len(whole) <= _LONGEST_COMMAND and whole.isascii() and whole.isprintable()
    return whole if fits else " ".join(words)


def classes_shown(reply: ClassesShown) -> str:
    """Render class against class."""
    return lines(
        f"{Label.CLASSES}: {classes_window(reply)}",
        *(class_line(each) for each in reply.lines[:MOST_CLASSES]),
        *class_notes(reply),
    )


def classes_window(reply: ClassesShown) -> str:
    """Say of which days a comparison is, and that it is by heads."""
    named = window_name(reply.span, before=reply.before).capitalize()
    days = ""
    if reply.first_day is not None and reply.last_day is not None:
        days = f" · {days_between(reply.first_day, reply.last_day)}"
    return f"{named}{days} · points a head"


def class_line(standing: ClassStanding) -> str:
    """Render one class: "2. 11B, 41.5 points a head, 24 members (yours)"."""
    yours = " (yours)" if standing.yours else ""
    heads = count_of(standing.members, "member")
    name = literal(standing.name, 60)
    return f"{number(standing.rank)}. {name}, {a_head(standing)}, {heads}{yours}"


def a_head(standing: ClassStanding) -> str:
    """Return an average: "41.5 points a head"."""
    return f"{standing.average:,.1f} points a head"


def class_notes(reply: ClassesShown) -> list[str]:
    """Say how a class comes to be compared, and with whom."""
    if not reply.on:
        how = "Somebody who looks after the class can let it take part."
        if reply.may_change:
            how = "Type /leaderboard classes on, or with the code of another class instead of “on”."
        name = literal(reply.class_name, 60)
        return [f"{name} does not take part: no other class sees it.", how]
    alone = sum(not each.yours for each in reply.lines) == 0
    notes = [
        f"Your class is not compared yet: that takes {reply.least} members." if reply.small else "",
        "No other class takes part here yet." if alone else "",
        f"Another class joins with /leaderboard classes {literal(reply.code, 20)}."
        if reply.code
        else "",
    ]
    return [note for note in notes if note]


def progress(reply: Progress, today: date | None) -> str:
    """Render what a learner has done and what is coming."""
    freezes = f", {count_of(reply.freezes, 'freeze')} in hand" if reply.freezes else ""
    return lines(
        f"Progress of {literal(reply.name, 60)}",
        f"Met {number(reply.seen)} of {count_of(reply.total, 'question')}; "
        f"{number(reply.due)} due now.",
        f"Today: {count_of(reply.answered_today, 'answer')}, {number(reply.right_today)} right, "
        f"{minutes(reply.minutes_today)} of {number(reply.goal_minutes)}.",
        f"Ever: {count_of(reply.answered, 'answer')}, {number(reply.right)} right.",
        f"This week: {count_of(reply.points_week, 'point')}.",
        f"Streak: {count_of(reply.streak, 'day')}, "
        f"longest {count_of(reply.longest_streak, 'day')}{freezes}.",
        spared_words(reply, today),
        *(_theme(theme) for theme in reply.themes[:20]),
        _ahead(reply.ahead[:7], today),
        _active(reply.days),
    )


def spared_words(reply: Progress, today: date | None) -> str:
    """Say which days a freeze spared the streak: "A freeze spared your streak on Friday."."""
    named = [_day(day, today) if today else full_day(day) for day in reply.spared]
    if not named:
        return ""
    on = [name if name == "yesterday" else f"on {name}" for name in named]
    freezes = "A freeze" if len(named) == 1 else "Freezes"
    return f"{freezes} spared your streak {listed(on, 3)}."


def _theme(theme: ThemeRecall) -> str:
    recall = "not met yet" if theme.recall is None else f"{percent(theme.recall)} remembered"
    return f"• {one_line(theme.title, 80)}: {number(theme.seen)} of {number(theme.total)}, {recall}"


def _ahead(ahead: tuple[tuple[date, int], ...], today: date | None) -> str:
    days = (f"{_day(day, today)} {number(due)}" for day, due in ahead if due)
    coming = ", ".join(days)
    return f"Coming: {coming}." if coming else ""


def _day(day: date, today: date | None) -> str:
    return day_name(day, today) if today else WEEKDAYS[day.weekday()]


def _active(days: tuple[tuple[date, int], ...]) -> str:
    active = sum(count > 0 for _, count in days)
    return f"Studied on {number(active)} of the last {count_of(len(days), 'day')}." if days else ""
