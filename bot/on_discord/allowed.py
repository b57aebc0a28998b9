"""What the bot lacks to post in a channel, in the words of Discord's settings.

Must not know what is posted, nor how anybody is told.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import discord

THREADS = frozenset({10, 11, 12})
PRIVATE_THREAD, FORUM = 12, 15
"""Discord's numbers of the types of channels."""

UNSEEN = ("view channel",)
"""Without this nothing else is allowed: it is told alone."""

Told = Mapping[str, Any]
"""A channel as an interaction carries it: in part, with what somebody may there."""


def lacking_here(interaction: discord.Interaction[Any]) -> tuple[str, ...]:
    """Return what the bot lacks to post where an interaction comes from."""
    channel = interaction.channel
    if isinstance(channel, discord.Thread):
        return _in_thread(interaction.app_permissions, locked=channel.locked)
    return _in_channel(interaction.app_permissions)


@dataclass(frozen=True, slots=True)
class Besides:
    """What is wanted besides a post: to pin it, a thread under it, a ping of a role (its id)."""

    pin: bool = False
    thread: bool = False
    role: str = ""


PLAINLY = Besides()


def lacking_in(
    interaction: discord.Interaction[Any], channel: str, besides: Besides = PLAINLY
) -> tuple[str, ...]:
    """Return what the bot lacks to post in a channel, thread or forum, known by its id.

    Nothing where it cannot be told: then the first post tells.
    """
    if channel == str(interaction.channel_id):
        may = interaction.app_permissions
        return lacking_here(interaction) or _besides(interaction.guild, may, besides)
    guild, told = interaction.guild, _resolved(interaction).get(channel, {})
    if guild is None or not channel.isdecimal():
        return ()
    known = guild.get_channel_or_thread(int(channel))
    kind = int(told.get("type", 0)) if known is None else known.type.value
    held = _held(guild, known, told, kind)
    if held is None:
        return ()
    if kind not in THREADS:
        more = replace(besides, pin=False, thread=False) if kind == FORUM else besides
        lacking = _in_channel(held, forum=kind == FORUM) or _besides(guild, held, more)
        pins = kind == FORUM and besides.pin and not held.manage_threads
        return (*lacking, "manage threads") if pins else lacking
    state: Told = told.get("thread_metadata") or {}
    locked = known.locked if isinstance(known, discord.Thread) else bool(state.get("locked"))
    # Of private threads the bot is only told while it is in them, and of none that is archived.
    hidden = kind == PRIVATE_THREAD and known is None and not state.get("archived")
    more = replace(besides, thread=False)
    return _in_thread(held, locked=locked, hidden=hidden) or _besides(guild, held, more)


def _besides(
    guild: discord.Guild | None, held: discord.Permissions, besides: Besides
) -> tuple[str, ...]:
    """Return what is lacking for what is wanted besides: without it a post comes all the same."""
    lacking = []
    if besides.pin and not held.pin_messages:
        lacking.append("pin messages")
    if besides.thread and not held.create_public_threads:
        lacking.append("create public threads")
    role = guild.get_role(int(besides.role)) if guild and besides.role.isdecimal() else None
    if role is not None and not role.mentionable and not held.mention_everyone:
        lacking.append("mention that role")
    return tuple(lacking)


def _resolved(interaction: discord.Interaction[Any]) -> Mapping[str, Told]:
    """Return the channels that were chosen, by their ids."""
    data: Told = interaction.data or {}
    return (data.get("resolved") or {}).get("channels") or {}


def _held(
    guild: discord.Guild,
    known: discord.abc.GuildChannel | discord.Thread | None,
    told: Told,
    kind: int,
) -> discord.Permissions | None:
    """Return what the bot may in a channel.

    Discord says so of a channel that was chosen, since July 2026; ``permissions`` there are those
    of whoever chose. Else it follows from what is known: a thread has its channel's rules.
    """
    if "app_permissions" in told:
        return discord.Permissions(int(told["app_permissions"]))
    above = known.parent if isinstance(known, discord.Thread) else known
    if above is None and kind in THREADS:
        above = guild.get_channel(int(told.get("parent_id") or 0))
    return None if above is None else above.permissions_for(guild.me)


def _in_channel(held: discord.Permissions, *, forum: bool = False) -> tuple[str, ...]:
    if not held.view_channel:
        return UNSEEN
    # One permission, which has another name in a forum.
    return () if held.send_messages else ("create posts" if forum else "send messages",)


def _in_thread(
    held: discord.Permissions, *, locked: bool = False, hidden: bool = False
) -> tuple[str, ...]:
    if not held.view_channel or (hidden and not held.manage_threads):
        return UNSEEN
    if not held.send_messages_in_threads:
        return ("send messages in threads",)
    return ("manage threads",) if locked and not held.manage_threads else ()
