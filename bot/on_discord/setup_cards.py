"""A class being set up: what holds now, a select for each choice, and the last button."""

from typing import Any

import discord
from discord import ui

from bot import press as p
from bot import wording
from bot.domain.daily import DailyState
from bot.domain.markup import plain
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
from bot.on_discord.limits import OPTION_VALUE, PLACEHOLDER, SELECT_OPTIONS, fit, short, size
from bot.on_discord.setting_up import OFF, OTHER, SHOWN_DECKS, SetUp, carried
from bot.wording import Label
from bot.wording import setting_up as words

POSTABLE = [
    discord.ChannelType.text,
    discord.ChannelType.news,
    discord.ChannelType.forum,
    discord.ChannelType.public_thread,
    discord.ChannelType.private_thread,
]
MOST_ROLES = 10


def setting_up(setup: SetUp, viewer: Viewer) -> Rendered:
    """Return a class as it is set up by now: each choice with its select below it."""
    if setup.done:
        return _done(setup)
    shown, channel = setup.shown, setup.channel
    zone = markup.literal(words.zone_line(shown.zone, viewer.now))
    leaders = words.leaders_line([f"<@&{role}>" for role in setup.leaders])
    view = card(
        said(f"### {_line(shown.name, 60)}", _ticked(words.ready_line(shown))),
        said(_lacking(setup)),
        said(f"-# {markup.literal(words.SAVED_AS_YOU_GO)}"),
        said(f"**{words.ZONE}** {zone}"),
        menu(carried("zone", channel), words.ZONE, _zones(shown.zone, viewer)),
        said(
            f"**{words.DECKS}** {fit(words.decks_line(shown), 400)}",
            f"-# {words.MORE_DECKS}" if len(shown.decks) > SHOWN_DECKS else "",
        ),
        menu(carried("decks", channel), words.DECKS, _decks(setup), most=SHOWN_DECKS),
        _daily(setup),
        said(
            f"**{words.WHO_LEADS}** {leaders}",
            f"-# {markup.literal(words.INTEGRATIONS)}" if setup.leaders else "",
        ),
        _leaders(setup),
        said(f"-# {words.CODE} **{_line(shown.code, 20)}**"),
        rows(
            primary(carried("done", channel), Label.DONE),
            button(carried("name", channel), Label.RENAME),
        ),
    )
    return Rendered(view=view, replaces=True)


def _daily(setup: SetUp) -> list[Item]:
    """Return when and where the question of the day comes, with its selects."""
    daily, channel = setup.daily, setup.channel
    where = f" in <#{channel}>" if daily.state is not DailyState.OFF else ""
    return [
        *said(f"**{Label.DAILY}** {words.daily_line(daily)}{where}"),
        *menu(carried("hour", channel), words.HOUR, _hours(setup)),
        *(_days(setup) if daily.state is DailyState.ON else []),
        *_channel(channel),
    ]


def _line(text: str, most: int) -> str:
    return fit(wording.one_line(text, most), 2 * most, markup.name)


def _lacking(setup: SetUp) -> str:
    """Return what keeps the bot from posting, "" if nothing does."""
    return fit(words.lacking_line(setup.lacks), 400) if setup.lacks else ""


def _ticked(line: str) -> str:
    return f"✓ {markup.literal(line)}" if line else ""


def _zones(zone: str, viewer: Viewer) -> list[Option]:
    """Return the zones that are likely, with the time there; the present one first if it is not."""
    likely = words.LIKELY_ZONES
    offered = likely if zone in likely else (zone, *likely)
    return [
        *(
            option(name, name, words.time_there(name, viewer.now).capitalize(), chosen=name == zone)
            for name in offered[: SELECT_OPTIONS - 1]
        ),
        option(words.OTHER_ZONE, OTHER, words.OTHER_ZONE_ABOUT),
    ]


def _decks(setup: SetUp) -> list[Option]:
    return [
        option(plain(title), deck, chosen=used)
        for deck, title, used in setup.shown.decks[:SHOWN_DECKS]
        if 0 < size(deck) <= OPTION_VALUE
    ]


def _hours(setup: SetUp) -> list[Option]:
    on, hour = setup.daily.state is DailyState.ON, setup.daily.hour
    hours = [
        option(wording.wall_time(each, 0), str(each), chosen=on and each == hour)
        for each in range(24)
    ]
    return [option(words.NO_DAILY, OFF, words.NO_DAILY_ABOUT, chosen=not on), *hours]


def _days(setup: SetUp) -> list[Item]:
    days = [
        option(name, str(number), chosen=number in setup.daily.weekdays)
        for number, name in enumerate(wording.WEEKDAYS)
    ]
    return menu(carried("days", setup.channel), words.DAYS, days, most=len(days))


def _channel(channel: str) -> list[Item]:
    select: ui.ChannelSelect[Any] = ui.ChannelSelect(
        custom_id=p.encode(carried("channel", channel)),
        channel_types=POSTABLE,
        placeholder=short(words.CHANNEL, PLACEHOLDER),
        default_values=[discord.SelectDefaultValue.from_channel(discord.Object(int(channel)))]
        if channel
        else [],
    )
    return picker(select)


def _leaders(setup: SetUp) -> list[Item]:
    named = [int(role) for role in setup.leaders[:MOST_ROLES] if role.isdecimal()]
    select: ui.RoleSelect[Any] = ui.RoleSelect(
        custom_id=p.encode(carried("leaders", setup.channel)),
        placeholder=short(words.LEADERS, PLACEHOLDER),
        min_values=0,
        max_values=MOST_ROLES,
        default_values=[discord.SelectDefaultValue.from_role(discord.Object(r)) for r in named],
    )
    return picker(select)


def _done(setup: SetUp) -> Rendered:
    lines = words.set_up_lines(setup.shown, setup.daily)
    view = card(
        said(f"### ✓ {_line(words.set_up_title(setup.shown), 80)}"),
        said(*(markup.literal(line) for line in lines if line)),
        said(_lacking(setup)),
        rows(
            primary(p.Go("quiz"), Label.START_QUIZ),
            button(p.Go("review"), Label.REVIEW),
            button(p.Go("class"), Label.CLASS),
        ),
    )
    return Rendered(view=view, replaces=True)
