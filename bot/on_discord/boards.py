"""Leaderboards, and a learner's own progress."""

from collections.abc import Sequence

from discord import ButtonStyle

from bot import press as p
from bot import wording
from bot.domain import replies as r
from bot.domain.boards import is_small
from bot.on_discord import markup
from bot.on_discord.layouts import (
    Item,
    Rendered,
    Upload,
    Viewer,
    button,
    card,
    primary,
    rows,
    rule,
    said,
    shown,
)
from bot.on_discord.limits import fit
from bot.on_discord.paging import page_of, pager
from bot.on_discord.rounds import filled, standing
from bot.wording import Label
from bot.wording import boards as words
from bot.wording.by_slash import by_slash

TOP = 10
WIDE = 16
"""Signs of a bar that has a line of its own."""

_WEEK = 7
_HEIGHTS = "▁▂▃▄▅▆▇█"


def board(reply: r.BoardShown, viewer: Viewer, picture: Upload | None = None) -> Rendered:
    """Return a window of the leaderboard: the top, one's neighbours, the class as a team.

    In a small class what it does together comes first. A ``picture`` shows all of it.
    """
    title = said(f"### {Label.LEADERBOARD}: {_title(reply)}", f"-# {_window(reply)}")
    together = said(*_team(reply, viewer))
    if picture is not None:
        groups = [shown(picture), said(_place(reply, viewer))]
    elif is_small(reply.members) and not reply.server:
        groups = [together, [rule()], said(*_lines(reply, viewer))]
    else:
        groups = [said(*_lines(reply, viewer)), [rule()], together]
    view = card(title, *groups, _spans(reply), _ways(reply))
    files = (picture,) if picture else ()
    return Rendered(view=view, files=files, private=not viewer.public, replaces=True)


def _text(text: str, most: int) -> str:
    return fit(wording.literal(text, most), 2 * most, markup.name)


def _title(reply: r.BoardShown) -> str:
    return words.board_title(reply) if reply.server else _text(reply.class_name, 60)


def _lines(reply: r.BoardShown, viewer: Viewer) -> list[str]:
    top = [standing(each, viewer, medals=True) for each in reply.top[:TOP]]
    around = [standing(each, viewer) for each in words.around_you(reply)]
    return [
        *top,
        "" if top else "Nobody has points here yet. The first answer leads!",
        *(["…", *around] if around else []),
        _place(reply, viewer),
    ]


def _place(reply: r.BoardShown, viewer: Viewer) -> str:
    place = "" if viewer.public else words.place_words(reply)
    return f"-# {place}" if place else ""


def _window(reply: r.BoardShown) -> str:
    return fit(words.board_window(reply), 240)


def _team(reply: r.BoardShown, viewer: Viewer) -> list[str]:
    improved = ", ".join(_text(name, 40) for name in reply.most_improved[:3])
    hidden = reply.hidden and not viewer.public
    streak = words.streak_words(reply)
    return [
        f"**{words.goal_words(reply)}**",
        filled(reply.team_points, reply.team_goal, WIDE) if reply.team_goal else "",
        f"-# {streak}" if streak else "",
        f"-# Most improved: {improved}" if improved else "",
        "-# You are hidden: others do not see you here." if hidden else "",
    ]


def _spans(reply: r.BoardShown) -> list[Item]:
    """Return the buttons to the windows; a narrowed board stays so."""
    return rows(
        *(
            button(
                _span(reply, span),
                wording.span_name(span).capitalize(),
                ButtonStyle.primary
                if span is reply.span and not reply.before
                else ButtonStyle.secondary,
            )
            for span in r.Span
        )
    )


def _span(reply: r.BoardShown, span: r.Span) -> p.Press:
    if not (reply.deck or reply.server or reply.pictured):
        return p.ShowBoard(span)
    return p.Go(words.board_command(reply, span, before=False, pictured=reply.pictured))


def _ways(reply: r.BoardShown) -> list[Item]:
    """Return the buttons to the window before, to a picture of this one, and back."""
    drawn, command = reply.pictured, words.board_command
    earlier = words.window_name(reply.span, before=True).capitalize()
    return rows(
        button(p.Go(command(reply, before=True, pictured=drawn)), earlier)
        if reply.span is not r.Span.ALL and not reply.before  # the windows above lead back
        else None,
        button(p.Go(command(reply, pictured=not drawn)), Label.IN_WORDS if drawn else Label.PICTURE)
        if reply.top
        else None,
        button(p.Go("leaderboard classes"), Label.CLASSES),
    )


def classes(reply: r.ClassesShown, viewer: Viewer) -> Rendered:
    """Return class against class, by points a head."""
    best = max((each.average for each in reply.lines), default=0.0)
    take_part = button(p.Go("leaderboard classes on"), Label.TAKE_PART, ButtonStyle.primary)
    leave = button(p.Go("leaderboard classes off"), Label.TAKE_PART_NO_MORE)
    view = card(
        said(f"### {Label.CLASSES}", f"-# {words.classes_window(reply)}"),
        said(*(_class(each, best, viewer) for each in reply.lines[: words.MOST_CLASSES])),
        said(*(_text(by_slash(note), 200) for note in words.class_notes(reply))),
        rows(
            *(
                button(p.Go(f"leaderboard classes {span}"), wording.span_name(span).capitalize())
                for span in (r.Span.WEEK, r.Span.MONTH, r.Span.TERM)
            ),
            (leave if reply.on else take_part) if reply.may_change else None,
            button(p.ShowBoard(r.Span.WEEK), Label.LEADERBOARD),
        ),
    )
    return Rendered(view=view, private=not viewer.public, replaces=True)


def _class(each: r.ClassStanding, best: float, viewer: Viewer) -> str:
    yours = " **(yours)**" if each.yours and not viewer.public else ""
    bar = filled(each.average, best, 8) if best > 0 else ""
    heads = wording.count_of(each.members, "member")
    name = _text(each.name, 60)
    return f"{bar} **{each.rank}** {name} · {words.a_head(each)}, {heads}{yours}"


def progress(
    reply: r.Progress, viewer: Viewer, page: int, picture: Upload | None = None
) -> Rendered:
    """Return what a learner has done and what is coming: for their eyes only.

    The first page has the ``picture``, the further ones the themes in words.
    """
    themes = [_theme(theme) for theme in reply.themes]
    at, pages, listed = page_of(themes, max(0, page - 1), 1_600)
    due = wording.count_of(reply.due, "question")
    onward = button(p.Turn("stats", 1), Label.THEMES) if themes else None
    view = card(
        said(f"### {Label.PROGRESS}", "-# For your eyes only."),
        said(*_figures(reply), _spared(reply, viewer)),
        shown(picture) if picture else _in_words(listed, reply, viewer),
        [] if picture else pager("stats", at + 1, pages + 1) if page else [],
        rows(
            primary(p.Go("review"), f"{Label.REVIEW} ({due} due)") if reply.due else None,
            button(p.Go("review weakest"), Label.WEAKEST),
            button(p.Undo(reply.last), Label.UNDO) if reply.last else None,
            onward if not page else None,
        ),
    )
    return Rendered(view=view, files=(picture,) if picture else (), replaces=True)


def _in_words(listed: Sequence[str], reply: r.Progress, viewer: Viewer) -> list[Item]:
    heading = "**Themes**" if listed else ""
    return [rule(), *said(heading, *listed), *said(*_days(reply, viewer))]


def _spared(reply: r.Progress, viewer: Viewer) -> str:
    spared = words.spared_words(reply, viewer.today)
    return f"-# {spared}" if spared else ""


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
