"""The words of a message that was forwarded: they stand on its copy."""

from typing import Any

import discord
import pytest

from bot.on_discord.quoting import words_of

EARLIER = "2026-03-04T09:00:00+00:00"


def forwarded(content: str, embeds: list[dict[str, Any]]) -> discord.Message:
    """Return a message that has nothing but the copy of another."""
    bare: dict[str, Any] = {
        "content": "",
        "embeds": [],
        "attachments": [],
        "mentions": [],
        "mention_roles": [],
        "timestamp": EARLIER,
        "edited_timestamp": None,
        "flags": 0,
        "type": 0,
    }
    told: Any = {
        **bare,
        "id": "2",
        "channel_id": "1",
        "author": {"id": "3", "username": "ben", "discriminator": "0", "avatar": None},
        "pinned": False,
        "tts": False,
        "mention_everyone": False,
        "message_snapshots": [{"message": {**bare, "content": content, "embeds": embeds}}],
    }
    client = discord.Client(intents=discord.Intents.none())
    return discord.Message(
        state=client._connection, channel=client.get_partial_messageable(1), data=told
    )


@pytest.mark.parametrize(
    ("content", "embeds", "words"),
    [
        ("Rapallo, 1922", [], "Rapallo, 1922"),
        ("", [{"title": "Rapallo", "fields": [{"name": "Year", "value": "1922"}]}],
         "Rapallo\nYear: 1922"),
        ("", [], ""),
    ],
)  # fmt: skip
async def test_what_was_forwarded_is_read_from_its_copy(
    content: str, embeds: list[dict[str, Any]], words: str
) -> None:
    assert words_of(forwarded(content, embeds)) == words
