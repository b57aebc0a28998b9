"""What Discord's room works with: the use cases in one hand, and who presses where.

A server is a place, and each of its channels is a thread of that place: so every channel belongs
to the server's class, unless a channel was given to another. Must not know how anything looks.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

import discord

from bot.domain.ids import Account, DeckId, Place, Platform
from bot.domain.replies import Problem
from bot.drawing.easel import Easel
from bot.on_discord.allowed import lacking_here, lacking_in
from bot.usecases.arriving import Arriving
from bot.usecases.authoring import Authoring
from bot.usecases.boards import Boards
from bot.usecases.classes import Classes
from bot.usecases.comeback import Comeback
from bot.usecases.daily import Daily
from bot.usecases.decks import Decks
from bot.usecases.delivering import Delivering
from bot.usecases.digesting import Digesting
from bot.usecases.looking import Looking
from bot.usecases.mending import Mending
from bot.usecases.posting import Posting
from bot.usecases.privacy import Privacy
from bot.usecases.reminding import Reminding
from bot.usecases.rounds import Rounds
from bot.usecases.settings import Settings
from bot.usecases.study import Study
from bot.usecases.syncing import Syncing

Interaction = discord.Interaction[Any]
Pictures = Callable[[Account | None, DeckId, str], Awaitable[bytes | None]]
"""Gives a picture of a deck, if this learner (or, for None, everybody) may see it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Everything the bot can do, and the clock it does it by."""

    study: Study
    rounds: Rounds
    daily: Daily
    reminding: Reminding
    digesting: Digesting
    comeback: Comeback
    boards: Boards
    classes: Classes
    decks: Decks
    settings: Settings
    privacy: Privacy
    posting: Posting
    arriving: Arriving
    looking: Looking
    authoring: Authoring
    mending: Mending
    delivering: Delivering
    syncing: Syncing
    pictures: Pictures
    explain: Callable[[BaseException], Problem]
    clock: Callable[[], datetime]
    easel: Easel = field(default_factory=Easel)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """Who does something, and where. ``server`` is None outside the servers the bot is in.

    ``leads``: they may manage the server. ``alone``: nobody else reads along here.
    ``lacks`` are the permissions without which the bot cannot post here, in Discord's words;
    ``lacking`` tells them of any channel, by its id, and what it lacks for what is wanted besides
    a post. ``holds`` gives the ids of their roles.
    """

    who: Account
    name: str
    place: Place
    server: Place | None = None
    server_name: str = ""
    leads: bool = False
    alone: bool = False
    lacks: tuple[str, ...] = ()
    lacking: Callable[..., tuple[str, ...]] = field(default=lambda *_: (), repr=False)
    holds: Callable[[], tuple[str, ...]] = field(default=tuple, repr=False)
    locale: str = "en-GB"


def seat_of(interaction: Interaction) -> Seat:
    """Return who presses where. A server that only their own copy of the bot reaches is private."""
    user, guild_id = interaction.user, interaction.guild_id
    channel = str(interaction.channel_id or "")
    who, locale = Account(Platform.DISCORD, str(user.id)), interaction.locale.value
    if guild_id is None or not interaction.is_guild_integration():
        here = Place(Platform.DISCORD, channel)
        alone = interaction.context.dm_channel
        return Seat(who=who, name=_name(user), place=here, alone=alone, locale=locale)
    guild = interaction.guild
    return Seat(
        who=who,
        name=_name(user),
        place=Place(Platform.DISCORD, str(guild_id), channel),
        server=Place(Platform.DISCORD, str(guild_id)),
        server_name=guild.name if guild is not None and guild.name else "",
        leads=interaction.permissions.manage_guild,
        lacks=lacking_here(interaction),
        lacking=partial(lacking_in, interaction),
        holds=partial(_roles_of, user),
        locale=locale,
    )


def _roles_of(user: discord.User | discord.Member) -> tuple[str, ...]:
    roles = user.roles if isinstance(user, discord.Member) else ()
    return tuple(str(role.id) for role in roles)


def _name(user: discord.User | discord.Member) -> str:
    """Return the name somebody goes by here."""
    return user.display_name or user.name


def channel_of(place: Place) -> int:
    """Return the id of the channel or thread of a place."""
    return int(place.thread or place.chat_id)
