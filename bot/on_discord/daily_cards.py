"""The daily question of a place: how it is set up, and what is coming."""

from collections.abc import Iterable
from typing import Any
from zoneinfo import ZoneInfo

import discord
from discord import ui

from bot import press as p
from bot import wording
from bot.domain import replies as r
from bot.domain.daily import LATE_AT_MOST, DailyState
from bot.on_discord import markup
from bot.on_discord.layouts import (
    Item,
    Option,
    Rendered,
    Viewer,
    button,
    card,
    menu,
    option,
    picker,
    primary,
    rows,
    said,
)
from bot.on_discord.limits import OPTION_VALUE, fit, size
from bot.wording import CalendarLabel, Label
from bot.wording import daily as words

DAYS, QUEUED = 10, 8
BUTTONS_SAY = "Type /daily"
"""A line that begins so tells what the buttons below it do."""


def daily(reply: r.DailyShown, viewer: Viewer) -> Rendered:
    """Return how the daily question is set up, and what its editors can do about it."""
    text = wording.plain(reply, today=viewer.today, zone=viewer.zone)
    lines = [line for line in text.split("\n") if line and not line.startswith(BUTTONS_SAY)]
    view = card(
        said(f"### {Label.DAILY}", *(fit(line, 400) for line in lines)),
        said(_next(reply)),
        _buttons(reply),
        _taking_out(reply),
        _manner(reply),
    )
    return Rendered(view=view, replaces=True)


def _next(reply: r.DailyShown) -> str:
    if reply.state is not DailyState.ON or reply.next_at is None:
        return ""
    return f"-# The next one {markup.relative(reply.next_at)}."


def _buttons(reply: r.DailyShown) -> list[Item]:
    if not reply.may_change:
        return []
    digest = button(p.Go("daily digest"), CalendarLabel.DIGEST)
    if reply.state is DailyState.OFF:
        return rows(primary(p.Go("daily setup"), Label.BEGIN), digest)
    on = reply.state is DailyState.ON
    return rows(
        None if on else primary(p.Go("daily resume"), Label.RESUME),
        button(p.Go("daily preview"), Label.NEXT_DAYS),
        button(p.Go("daily now"), Label.POST_NOW) if on else None,
        button(p.Go(wording.skip_next(reply)), Label.SKIP_NEXT) if on else None,
        button(p.Go("daily pause"), Label.PAUSE) if on else None,
        button(p.Go("daily setup"), Label.CHANGE),
        button(p.Go("daily off"), Label.END_IT),
        digest,
    )


def _manner(reply: r.DailyShown) -> list[Item]:
    """Return how it is posted, for those who may change it."""
    if not reply.may_change or reply.state is DailyState.OFF:
        return []
    chosen = {"silent": reply.manner.silent, "pin": reply.manner.pin, "thread": reply.manner.thread}
    ways = [option(name, way, about, chosen=chosen[way]) for way, name, about in words.WAYS]
    late = [
        option(words.late_words(hours), str(hours), chosen=hours == reply.late_hours)
        for hours in range(LATE_AT_MOST + 1)
    ]
    return [
        *said(f"**{words.HOW}**"),  # a select with something chosen shows no words of its own
        *menu(p.Go("daily ways"), words.HOW, ways, least=0, most=len(ways)),
        *_ping(reply.manner.role),
        *menu(p.Go("daily late"), words.LATE, late),
    ]


def _ping(role: str) -> list[Item]:
    known = [discord.Object(int(role))] if role.isascii() and role.isdecimal() else []
    select: ui.RoleSelect[Any] = ui.RoleSelect(
        custom_id=p.encode(p.Go("daily role")),
        placeholder=words.PING,
        min_values=0,
        max_values=1,
        default_values=[discord.SelectDefaultValue.from_role(each) for each in known],
    )
    return picker(select)


def _taking_out(reply: r.DailyShown) -> list[Item]:
    queue = [
        option(wording.one_line(each.stem), each.question)
        for each in reply.queue
        if 0 < size(each.question) <= OPTION_VALUE
    ]
    return menu(p.Go("daily unqueue"), "Take a question out of the queue", queue)


def preview(reply: r.DailyPreview, viewer: Viewer) -> Rendered:
    """Return the coming questions for editors, each with its reason."""
    zone = _zone(reply.zone, viewer.zone)
    shown = reply.days[:DAYS]
    if not shown:
        return Rendered(view=card(said(fit(wording.plain(reply), 600))), replaces=True)
    lines = [fit(wording.preview_line(day, zone, viewer.today), 330) for day in shown]
    view = card(
        said(f"### {Label.NEXT_DAYS}", "-# As far as I can tell today. Only editors see this."),
        said(*lines, markup.literal(wording.more_line(len(reply.days) - len(shown)))),
        menu(p.Go("daily skip"), "Skip a day", _days(reply.days, viewer, skipped=False)),
        menu(p.Go("daily unskip"), "Post it after all", _days(reply.days, viewer, skipped=True)),
        rows(button(p.Go("daily"), Label.BACK)),
    )
    return Rendered(view=view, replaces=True)


def _days(days: Iterable[r.DailyDay], viewer: Viewer, *, skipped: bool) -> list[Option]:
    return [
        option(
            wording.opening(wording.day_name(day.day, viewer.today)),
            day.day.isoformat(),
            wording.full_day(day.day),
        )
        for day in days
        if day.skipped is skipped
    ]


def _zone(name: str, otherwise: ZoneInfo) -> ZoneInfo:
    """Return the zone of a name that was checked when it was set."""
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, LookupError):
        return otherwise
