"""Leaderboards, and a learner's own progress."""

from bot import press as p
from bot import wording
from bot.domain import replies as r
from bot.domain.boards import is_small
from bot.on_telegram import markup
from bot.on_telegram.keyboards import Row, key, primary, rows
from bot.on_telegram.limits import fit
from bot.on_telegram.markup import EMPTY, Html, bold, italic, joined, lines, literal, phrase
from bot.on_telegram.messages import Rendered, Style, Upload, Viewer
from bot.on_telegram.paging import message, page_of, pager
from bot.on_telegram.rounds import filled, standing
from bot.wording import Label
from bot.wording import boards as words

TOP = 10
WIDE = 12
"""Signs of a bar that has a line of its own."""

_WEEK = 7
_HEIGHTS = "▁▂▃▄▅▆▇█"


def named(text: str, most: int) -> Html:
    """Return a name of somebody's, on one line."""
    return fit(wording.literal(text, most), 2 * most, markup.name)


def board(reply: r.BoardShown, viewer: Viewer, picture: Upload | None = None) -> Rendered:
    """Return a window of the leaderboard: the top, one's neighbours, the class as a team.

    In a small class what it does together comes first. A ``picture`` comes with the same below
    it, beside the board that it is of; it has no keys, because a photo cannot become a text again.
    """
    title = lines(
        bold(phrase("{}: {}", literal(Label.LEADERBOARD), _title(reply))),
        italic(fit(words.board_window(reply), 240, markup.name)),
    )
    ranking, together = lines(*_lines(reply, viewer)), lines(*_team(reply, viewer))
    first = is_small(reply.members) and not reply.server
    groups = (together, ranking) if first else (ranking, together)
    return message(
        title,
        *groups,
        keys=() if picture else (_spans(reply), _ways(reply)),
        photo=picture,
        private=not viewer.public,
        replaces=picture is None,
    )


def _title(reply: r.BoardShown) -> Html:
    return literal(words.board_title(reply)) if reply.server else named(reply.class_name, 60)


def _lines(reply: r.BoardShown, viewer: Viewer) -> list[Html]:
    top = [standing(each, viewer) for each in reply.top[:TOP]]
    near = [standing(each, viewer) for each in words.around_you(reply)]
    place = "" if viewer.public else words.place_words(reply)
    return [
        *(top or [phrase("Nobody has points here yet. The first answer leads!")]),
        *([phrase("…"), *near] if near else []),
        italic(literal(place)) if place else EMPTY,
    ]


def _team(reply: r.BoardShown, viewer: Viewer) -> list[Html]:
    improved = joined((named(name, 40) for name in reply.most_improved[:3]), ", ")
    hidden = reply.hidden and not viewer.public
    return [
        bold(literal(words.goal_words(reply))),
        literal(filled(reply.team_points, reply.team_goal, WIDE)) if reply.team_goal else EMPTY,
        literal(words.streak_words(reply)),
        phrase("Most improved: {}", improved) if improved else EMPTY,
        italic(phrase("You are hidden: others do not see you here.")) if hidden else EMPTY,
    ]


def _spans(reply: r.BoardShown) -> list[Row]:
    return rows(
        *(
            key(
                _span(reply, span),
                wording.span_name(span).capitalize(),
                Style.PRIMARY if span is reply.span and not reply.before else Style.PLAIN,
            )
            for span in r.Span
        )
    )


def _span(reply: r.BoardShown, span: r.Span) -> p.Press:
    if not (reply.deck or reply.server):
        return p.ShowBoard(span)
    return p.Go(words.board_command(reply, span, before=False))


def _ways(reply: r.BoardShown) -> list[Row]:
    """Return the keys to the window before and to a picture of this one."""
    earlier = words.window_name(reply.span, before=not reply.before).capitalize()
    before = p.Go(words.board_command(reply, before=not reply.before))
    return rows(
        key(before, earlier) if reply.span is not r.Span.ALL else None,
        key(p.Go(words.board_command(reply, pictured=True)), Label.PICTURE) if reply.top else None,
        key(p.Go("leaderboard classes"), Label.CLASSES),
    )


def classes(reply: r.ClassesShown, viewer: Viewer) -> Rendered:
    """Return class against class, by points a head."""
    change = None
    if reply.may_change:
        verb, label = ("off", Label.TAKE_PART_NO_MORE) if reply.on else ("on", Label.TAKE_PART)
        change = key(p.Go(f"leaderboard classes {verb}"), label)
    return message(
        lines(bold(literal(Label.CLASSES)), italic(literal(words.classes_window(reply)))),
        lines(*(_class(each, viewer) for each in reply.lines[: words.MOST_CLASSES])),
        lines(*(named(note, 200) for note in words.class_notes(reply))),
        keys=(
            rows(
                *(
                    key(p.Go(f"leaderboard classes {span}"), wording.span_name(span).capitalize())
                    for span in (r.Span.WEEK, r.Span.MONTH, r.Span.TERM)
                )
            ),
            rows(change, key(p.ShowBoard(r.Span.WEEK), Label.LEADERBOARD)),
        ),
        private=not viewer.public,
        replaces=True,
    )


def _class(each: r.ClassStanding, viewer: Viewer) -> Html:
    yours = " (yours)" if each.yours and not viewer.public else ""
    said = f" · {words.a_head(each)}, {wording.count_of(each.members, 'member')}{yours}"
    place = bold(literal(wording.number(each.rank)))
    return phrase("{} {}{}", place, named(each.name, 60), literal(said))


def progress(
    reply: r.Progress, viewer: Viewer, page: int, picture: Upload | None = None
) -> Rendered:
    """Return what a learner has done and what is coming: for their eyes only.

    The first page has the ``picture``, the further ones the themes in words.
    """
    themes = [_theme(theme) for theme in reply.themes]
    at, pages, listed = page_of(themes, max(0, page - 1), 1_600)
    due = wording.count_of(reply.due, "question")
    in_words = EMPTY if picture else lines(bold(phrase("Themes")) if listed else EMPTY, *listed)
    onward = key(p.Turn("stats", 1), Label.THEMES) if themes and not page else None
    return message(
        lines(bold(literal(Label.PROGRESS)), italic(phrase("For your eyes only."))),
        lines(*_figures(reply), italic(literal(words.spared_words(reply, viewer.today)))),
        in_words,
        lines(*_days(reply, viewer)),
        keys=(
            pager("stats", at + 1, pages + 1) if page else [],
            rows(primary(p.Go("review"), f"{Label.REVIEW} ({due} due)") if reply.due else None),
            rows(
                key(p.Go("review weakest"), Label.WEAKEST),
                key(p.Undo(reply.last), Label.UNDO) if reply.last else None,
            ),
            rows(onward),
        ),
        photo=picture,
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
