"""Looks for a post that may be out already: the answer to sending it got lost, or who sent it died.

Discord knows a post's nonce for some minutes only, tells of none when messages are read, and takes
none in a forum. But what the buttons of a post carry is that of no other post, and the bot's own
messages are shown to it without any intent. Must not know what is posted.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

import discord

from bot.on_discord.layouts import Layout

LOOKED_AT = 200
"""Messages looked through at most, in two requests; the oldest first, for it came at once."""

SLACK = timedelta(seconds=30)
"""How far Discord's clock and ours may be apart."""


async def find(
    channel: discord.abc.Messageable, me: int, view: Layout, since: datetime
) -> discord.Message | None:
    """Return the message of ours that says this since then, None if there is none or none is seen.

    Where nothing is seen, a post is rather said twice than never: without "read message history",
    and while Discord cannot list messages with cards in them (its issue 8611, September 2026).
    Raises what else the library raises.
    """
    wanted, after = marks(view.to_components()), since - SLACK
    try:
        async for message in channel.history(limit=LOOKED_AT, after=after, oldest_first=True):
            if message.author.id == me and says(message, wanted):
                return message
    except (discord.Forbidden, discord.NotFound, discord.DiscordServerError):
        return None  # sending it tells what is wrong
    return None


def says(message: discord.Message, wanted: frozenset[str]) -> bool:
    """Return whether a message has these marks."""
    return marks(part.to_dict() for part in message.components) == wanted


def marks(parts: Iterable[Any]) -> frozenset[str]:
    """Return what tells a message from others: what its buttons carry, else what it says."""
    every = list(_walk(parts))
    carried = frozenset(str(part["custom_id"]) for part in every if "custom_id" in part)
    return carried or frozenset(str(part["content"]) for part in every if "content" in part)


def _walk(parts: Iterable[Any]) -> Iterator[Any]:
    for part in parts:
        yield part
        yield from _walk(part.get("components", ()))
        yield from _walk([part["accessory"]] if "accessory" in part else ())
