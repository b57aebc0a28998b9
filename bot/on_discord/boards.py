"""Leaderboards, and a learner's own progress."""

from discord import ButtonStyle

from bot import press as p
from bot import wording
from bot.domain import replies as r
from bot.on_discord import markup
from bot.on_discord.layouts import Item, Rendered, Viewer, button, card, primary, rows, rule, said
from bot.on_discord.limits import fit
from bot.on_discord.paging import page_of, pager
from bot.on_discord.rounds import filled, standing
from bot.wording import Label

TOP, AROUND = 10, 5
WIDE = 16
"""Signs of a bar that has a line of its own."""

_WEEK = 7
_HEIGHTS = "▁▂▃▄▅▆▇█"


def board(reply: r.BoardShown, viewer: Viewer) -> Rendered:
    """Return a window of the leaderboard: the top, one's neighbours, the class as a team."""
    near = [each for each in reply.around if each not in reply.top][:AROUND]
    top = [standing(each, viewer, medals=True) for each in reply.top[:TOP]]
    around = [standing(each, viewer) for each in near]
    view = card(
        said(f"### {Label.LEADERBOARD}: {_text(reply.class_name, 60)}", f"-# {_window(reply)}"),
        said(
            *top,
            "" if top else "Nobody has points here yet. The first answer leads!",
            *(["…", *around] if around else []),
        ),
        [rule()],
        said(*_team(reply, viewer)),
        _spans(reply),
    )
    return Rendered(view=view, private=not viewer.public, replaces=True)


def _text(text: str, most: int) -> str:
    return fit(wording.literal(text, most), 2 * most, markup.name)


def _window(reply: r.BoardShown) -> str:
    parts = [wording.span_name(reply.span).capitalize()]
    if reply.first_day is not None and reply.last_day is not None:
        parts.append(wording.days_between(reply.first_day, reply.last_day))
    if reply.deck_title:
        parts.append(fit(wording.one_line(reply.deck_title, 80), 160))
    return " · ".join(parts)


def _team(reply: r.BoardShown, viewer: Viewer) -> list[str]:
    goal = f" of {wording.number(reply.team_goal)}" if reply.team_goal else ""
    learners = wording.count_of(reply.learners, "learner")
    improved = ", ".join(_text(name, 40) for name in reply.most_improved[:3])
    hidden = reply.hidden and not viewer.public
    return [
        f"**{wording.number(reply.team_points)}**{goal} points together, by {learners}",
        filled(reply.team_points, reply.team_goal, WIDE) if reply.team_goal else "",
        f"-# Class streak: {wording.count_of(reply.streak, 'day')}" if reply.streak else "",
        f"-# Most improved: {improved}" if improved else "",
        "-# You are hidden: others do not see you here." if hidden else "",
    ]


def _spans(reply: r.BoardShown) -> list[Item]:
    return rows(
        *(
            button(
                p.ShowBoard(span),
                wording.span_name(span).capitalize(),
                ButtonStyle.primary if span is reply.span else ButtonStyle.secondary,
            )
            for span in r.Span
        )
    )


def progress(reply: r.Progress, viewer: Viewer, page: int) -> Rendered:
    """Return what a learner has done and what is coming: for their eyes only."""
    themes = [_theme(theme) for theme in reply.themes]
    page, pages, shown = page_of(themes, page, 1_600)
    due = wording.count_of(reply.due, "question")
    view = card(
        said(f"### {Label.PROGRESS}", "-# For your eyes only."),
        said(*_figures(reply)),
        [rule()],
        said("**Themes**" if shown else "", *shown),
        pager("stats", page, pages),
        said(*_days(reply, viewer)),
        rows(
            primary(p.Go("review"), f"{Label.REVIEW} ({due} due)") if reply.due else None,
            button(p.Go("review weakest"), Label.WEAKEST),
            button(p.Undo(), Label.UNDO),
        ),
    )
    return Rendered(view=view, replaces=True)


def _figures(reply: r.Progress) -> list[str]:
    freezes = f", {wording.count_of(reply.freezes, 'freeze')} in hand" if reply.freezes else ""
    longest = wording.count_of(reply.longest_streak, "day")
    goal = wording.number(reply.goal_minutes)
    today = f"{wording.count_of(reply.answered_today, 'answer')}, {reply.right_today} right"
    ever = f"{wording.count_of(reply.answered, 'answer')}, {wording.number(reply.right)} right"
    return [
        f"**Streak** {wording.count_of(reply.streak, 'day')} (longest {longest}{freezes})",
        f"**Today** {today}; {wording.minutes(reply.minutes_today)} of {goal}",
        filled(reply.minutes_today, reply.goal_minutes, WIDE) if reply.goal_minutes else "",
        f"**This week** {wording.count_of(reply.points_week, 'point')}",
        f"**Met** {wording.number(reply.seen)} of {wording.count_of(reply.total, 'question')}",
        f"**Ever** {ever}",
    ]


def _theme(theme: r.ThemeRecall) -> str:
    title = fit(wording.one_line(theme.title, 60), 120)
    met = f"{wording.number(theme.seen)} of {wording.number(theme.total)}"
    recall = "" if theme.recall is None else f" · {wording.percent(theme.recall)} remembered"
    return f"{filled(theme.recall or 0.0, 1.0, 8)} {title} · {met}{recall}"


def _days(reply: r.Progress, viewer: Viewer) -> list[str]:
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
        f"-# {heights[:30]} {studied}" if heights else "",
        f"-# Coming: {', '.join(ahead)}" if ahead else "",
    ]
