"""What every command is made with: its words, where it works, and completing what is typed."""

from collections.abc import Callable, Iterable
from datetime import date
from enum import StrEnum
from typing import Any

import discord
from discord import app_commands
from discord.app_commands import locale_str

from bot import wording
from bot.domain.calendar import local_day, zone_of
from bot.domain.ids import DeckId
from bot.domain.replies import DailyPreview
from bot.on_discord.desk import Desk, Interaction, Seat, seat_of
from bot.on_discord.kinds import completions
from bot.on_discord.limits import AUTOCOMPLETED, COMMAND_CHOICE, short, size
from bot.wording.offers import MENUS, OFFERS, translated

Choice = app_commands.Choice[str]
AnyCommand = app_commands.Command[Any, ..., Any] | app_commands.Group | app_commands.ContextMenu

anywhere = app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
any_way = app_commands.allowed_installs(guilds=True, users=True)
in_servers = app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
by_servers = app_commands.allowed_installs(guilds=True, users=False)
managing = app_commands.default_permissions(manage_guild=True)
"""Who may manage the server sees these; the server's settings can give them to others.

Discord has such a permission for whole commands alone, and none for their parts. So it is for what
nobody learns with: /daily. In /deck, /question and /class what manages stands beside what every
learner needs (look at a deck, suggest a card, join a class): they would lose that with it. Who may
not use such a part is told so, and whom to ask: every use case asks for the roles of the class,
which a teacher may hold who does not manage the server. They come to what /daily does by the
button of /class show.
"""


def named(key: str) -> locale_str:
    """Return the name of a command or option, ready to be translated."""
    return locale_str(key.rpartition(".")[2])


def told(key: str) -> locale_str:
    """Return what a command or option is for, ready to be translated."""
    return locale_str(OFFERS[key])


def menu_name(key: str) -> locale_str:
    """Return the name of an entry of a message's menu, ready to be translated."""
    return locale_str(MENUS[key])


def options(command: str, *names: str) -> dict[str, locale_str]:
    """Return what the options of a command are for."""
    return {name: told(f"{command}.{name}") for name in names}


def choice(values: Iterable[StrEnum], name: Callable[[Any], str]) -> list[Choice]:
    """Return the values of an option as a person reads them, ready to be translated."""
    return [
        app_commands.Choice(name=locale_str(name(value).capitalize()), value=value.value)
        for value in values
    ]


class Translations(app_commands.Translator):
    """Asks the wording for every language that Discord knows."""

    async def translate(
        self,
        string: locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,
    ) -> str | None:
        """Return the words in a language, or None to show ours."""
        return translated(string.message, locale.value)


async def decks_like(interaction: Interaction, typed: str) -> list[Choice]:
    """Offer decks whose title or id holds what is typed."""
    desk, seat = _at(interaction)
    found = await desk.looking.offered(seat.who, seat.place if seat.server else None)
    return _choices(((each.title, each.id) for each in found), typed)


async def themes_like(interaction: Interaction, typed: str) -> list[Choice]:
    """Offer themes of the deck that is filled in, or of all decks."""
    desk, seat = _at(interaction)
    wanted = str(getattr(interaction.namespace, "deck", "") or "")
    found = await desk.looking.offered(seat.who, seat.place if seat.server else None)
    decks = [each for each in found if _is(each.id, each.title, wanted)] or found
    themes = dict.fromkeys((title, name) for deck in decks for name, title in deck.themes)
    return _choices(themes, typed)


async def questions_like(interaction: Interaction, typed: str) -> list[Choice]:
    """Offer questions whose words hold what is typed, to those who look after them."""
    desk, seat = _at(interaction)
    place = seat.place if seat.server else None
    found = await desk.mending.named(seat.who, place, typed[:100], AUTOCOMPLETED)
    return [
        app_commands.Choice(name=short(stem or number, COMMAND_CHOICE), value=number)
        for number, stem in found
        if 0 < size(number) <= COMMAND_CHOICE
    ]


async def days_like(interaction: Interaction, typed: str) -> list[Choice]:
    """Offer the coming days of the question of the day, to be left out or given back."""
    desk, seat = _at(interaction)
    coming = await desk.daily.preview(seat.who, seat.place)
    if not isinstance(coming, DailyPreview):
        return []
    back = interaction.command is not None and interaction.command.name == "unskip"
    zone = zone_of(coming.zone)
    today = local_day(desk.clock(), zone) if zone else None
    days = (each for each in coming.days if each.skipped is back)
    pairs = ((_day(each.day, today), each.day.isoformat()) for each in days)
    return _choices(pairs, typed)


async def kinds_like(_interaction: Interaction, typed: str) -> list[Choice]:
    """Offer the kinds of questions that a round can have, behind those that are chosen."""
    return [
        app_commands.Choice(name=short(name, COMMAND_CHOICE), value=value)
        for name, value in completions(typed[:COMMAND_CHOICE])
        if size(value) <= COMMAND_CHOICE
    ][:AUTOCOMPLETED]


async def members_like(interaction: Interaction, typed: str) -> list[Choice]:
    """Offer members of the class by the names they show."""
    desk, seat = _at(interaction)
    shown = await desk.classes.show(seat.who, seat.place if seat.server else None)
    members = getattr(shown, "members", ())
    return _choices(((member.name, member.name) for member in members), typed)


def _day(day: date, today: date | None) -> str:
    """Return a day with its date: "Friday, 6 March 2026"."""
    full = wording.full_day(day)
    named = wording.day_name(day, today) if today else full
    return full if named in full else f"{wording.opening(named)}, {full}"


def _at(interaction: Interaction) -> tuple[Desk, Seat]:
    return interaction.client.desk, seat_of(interaction)


def _is(deck: DeckId, title: str, typed: str) -> bool:
    return typed.strip().casefold() in (deck.casefold(), title.casefold())


def _choices(pairs: Iterable[tuple[str, str]], typed: str) -> list[Choice]:
    wanted = typed.strip().casefold()
    fitting = [
        app_commands.Choice(name=short(name, COMMAND_CHOICE), value=value)
        for name, value in pairs
        if wanted in f"{name} {value}".casefold() and 0 < size(value) <= COMMAND_CHOICE
    ]
    return fitting[:AUTOCOMPLETED]
