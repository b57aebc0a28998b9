"""Leaderboards, and a learner's own progress."""

from bot import press as p
from bot import wording
from bot.domain import replies as r
from bot.on_telegram import markup
from bot.on_telegram.keyboards import Row, key, primary, rows
from bot.on_telegram.limits import fit
from bot.on_telegram.markup import EMPTY, Html, bold, italic, joined, lines, literal, phrase
from bot.on_telegram.messages import Rendered, Style, Viewer
from bot.on_telegram.paging import message, page_of, pager
from bot.on_telegram.rounds import filled, standing
from bot.wording import Label

TOP, AROUND = 10, 5
WIDE = 12
"""Signs of a bar that has a line of its own."""

_WEEK = 7
_HEIGHTS = "▁▂▃▄▅▆▇█"


def named(text: str, most: int) -> Html:
    """Return a name of somebody's, on one line."""
    return fit(wording.literal(text, most), 2 * most, markup.name)


def board(reply: r.BoardShown, viewer: Viewer) -> Rendered:
    """Return a window of the leaderboard: the top, one's neighbours, the class as a team."""
    near = [each for each in reply.around if each not in reply.top][:AROUND]
    top = [standing(each, viewer) for each in reply.top[:TOP]]
    around = [phrase("…"), *(standing(each, viewer) for each in near)] if near else []
    nobody = phrase("Nobody has points here yet. The first answer leads!")
    return message(
        lines(
            bold(phrase("{}: {}", literal(Label.LEADERBOARD), named(reply.class_name, 60))),
            _window(reply),
        ),
        lines(*(top or [nobody]), *around),
        lines(*_team(reply, viewer)),
        keys=(_spans(reply),),
        private=not viewer.public,
        replaces=True,
    )


def _window(reply: r.BoardShown) -> Html:
    parts = [literal(wording.span_name(reply.span).capitalize())]
    if reply.first_day is not None and reply.last_day is not None:
        parts.append(literal(wording.days_between(reply.first_day, reply.last_day)))
    if reply.deck_title:
        parts.append(fit(wording.one_line(reply.deck_title, 80), 160, markup.name))
    return italic(joined(parts))


def _team(reply: r.BoardShown, viewer: Viewer) -> list[Html]:
    goal = f" of {wording.number(reply.team_goal)}" if reply.team_goal else ""
    learners = wording.count_of(reply.learners, "learner")
    improved = joined((named(name, 40) for name in reply.most_improved[:3]), ", ")
    points = bold(literal(wording.number(reply.team_points)))
    hidden = reply.hidden and not viewer.public
    streak = literal(wording.count_of(reply.streak, "day"))
    return [
        phrase("{}{} points together, by {}", points, literal(goal), literal(learners)),
        literal(filled(reply.team_points, reply.team_goal, WIDE)) if reply.team_goal else EMPTY,
        phrase("Class streak: {}", streak) if reply.streak else EMPTY,
        phrase("Most improved: {}", improved) if improved else EMPTY,
        italic(phrase("You are hidden: others do not see you here.")) if hidden else EMPTY,
    ]


def _spans(reply: r.BoardShown) -> list[Row]:
    return rows(
        *(
            key(
                p.ShowBoard(span),
                wording.span_name(span).capitalize(),
                Style.PRIMARY if span is reply.span else Style.PLAIN,
            )
            for span in r.Span
        )
    )


def progress(reply: r.Progress, viewer: Viewer, page: int) -> Rendered:
    """Return what a learner has done and what is coming: for their eyes only."""
    page, pages, shown = page_of([_theme(theme) for theme in reply.themes], page, 1_600)
    due = wording.count_of(reply.due, "question")
    return message(
        lines(bold(literal(Label.PROGRESS)), italic(phrase("For your eyes only."))),
        lines(*_figures(reply)),
        lines(bold(phrase("Themes")) if shown else EMPTY, *shown),
        lines(*_days(reply, viewer)),
        keys=(
            pager("stats", page, pages),
            rows(primary(p.Go("review"), f"{Label.REVIEW} ({due} due)") if reply.due else None),
            rows(key(p.Go("review weakest"), Label.WEAKEST), key(p.Undo(), Label.UNDO)),
        ),
        replaces=True,
    )


def _figures(reply: r.Progress) -> list[Html]:
    freezes = f", {wording.count_of(reply.freezes, 'freeze')} in hand" if reply.freezes else ""
    longest = wording.count_of(reply.longest_streak, "day")
    today = f"{wording.count_of(reply.answered_today, 'answer')}, {reply.right_today} right"
    goal = f" of {wording.number(reply.goal_minutes)}" if reply.goal_minutes else ""
    ever = f"{wording.count_of(reply.answered, 'answer')}, {wording.number(reply.right)} right"
    met = f"{wording.number(reply.seen)} of {wording.count_of(reply.total, 'question')}"
    bar = filled(reply.minutes_today, reply.goal_minutes, WIDE) if reply.goal_minutes else ""
    return [
        _figure("Streak", f"{wording.count_of(reply.streak, 'day')} (longest {longest}{freezes})"),
        _figure("Today", f"{today}; {wording.minutes(reply.minutes_today)}{goal}"),
        literal(bar),
        _figure("This week", wording.count_of(reply.points_week, "point")),
        _figure("Met", met),
        _figure("Ever", ever),
    ]


def _figure(label: str, value: str) -> Html:
    return phrase("{} {}", bold(literal(label)), literal(value))


def _theme(theme: r.ThemeRecall) -> Html:
    title = fit(wording.one_line(theme.title, 60), 120, markup.name)
    met = f"{wording.number(theme.seen)} of {wording.number(theme.total)}"
    recall = "" if theme.recall is None else f" · {wording.percent(theme.recall)} remembered"
    bar = literal(filled(theme.recall or 0.0, 1.0, 5))
    return phrase("{} {} · {}", bar, title, literal(f"{met}{recall}"))


def _days(reply: r.Progress, viewer: Viewer) -> list[Html]:
    """Return the weeks behind as heights, and the days ahead in words."""
    weeks = [
        sum(count for _, count in reply.days[at : at + _WEEK])
        for at in range(0, len(reply.days), _WEEK)
    ]
    most = max(weeks, default=0)
    heights = (
        "".join(_HEIGHTS[(len(_HEIGHTS) - 1) * week // most] for week in weeks) if most else ""
    )
    active = sum(count > 0 for _, count in reply.days)
    ahead = [
        f"{wording.day_name(day, viewer.today)} {wording.number(due)}"
        for day, due in reply.ahead[:7]
        if due
    ]
    studied = f"studied on {active} of the last {wording.count_of(len(reply.days), 'day')}"
    return [
        literal(f"{heights[:30]} {studied}" if heights else ""),
        literal(f"Coming: {', '.join(ahead)}" if ahead else ""),
    ]
