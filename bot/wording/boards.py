"""Leaderboards and a learner's own progress, as plain text."""

from datetime import date

from bot.domain.replies import BoardShown, Progress, ThemeRecall
from bot.wording.counts import count_of, lines, listed, literal, number, one_line, percent
from bot.wording.names import span_name
from bot.wording.rounds import standing_line
from bot.wording.times import WEEKDAYS, day_name, full_day, minutes


def board_shown(reply: BoardShown) -> str:
    """Render a window of the leaderboard: the top, the reader's neighbours, the team."""
    deck = f", {one_line(reply.deck_title, 80)}" if reply.deck_title else ""
    around = [standing for standing in reply.around if standing not in reply.top]
    improved = listed([literal(name, 40) for name in reply.most_improved], 3)
    return lines(
        f"Leaderboard of {literal(reply.class_name, 60)}, {span_name(reply.span)}{deck}",
        _window(reply.first_day, reply.last_day),
        *(standing_line(standing) for standing in reply.top[:10]),
        "" if reply.top else "Nobody has points in this window yet. The first answer leads!",
        "…" if around else "",
        *(standing_line(standing) for standing in around[:5]),
        _team(reply),
        f"Most improved: {improved}." if improved else "",
        f"Class streak: {count_of(reply.streak, 'day')}." if reply.streak else "",
        "You are hidden: others do not see you here." if reply.hidden else "",
    )


def _window(first: date | None, last: date | None) -> str:
    if first is None or last is None:
        return ""
    return full_day(first) if first == last else f"{full_day(first)} to {full_day(last)}"


def _team(reply: BoardShown) -> str:
    goal = f" of the {number(reply.team_goal)} aimed for" if reply.team_goal else ""
    team = f"{count_of(reply.learners, 'learner')} together"
    return f"{team}: {count_of(reply.team_points, 'point')}{goal}."


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
        *(_theme(theme) for theme in reply.themes[:20]),
        _ahead(reply.ahead[:7], today),
        _active(reply.days),
    )


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
