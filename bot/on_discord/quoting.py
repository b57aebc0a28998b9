"""The words of a message that somebody chose, as they stand on it: its own, or those of its cards.

Must not know what is made of them.
"""

from collections.abc import Iterator

import discord


def words_of(message: discord.Message) -> str:
    """Return what a message says; "" where it has no words, as one with pictures alone.

    Bots and forwarded messages say it in embeds or in a copy of the message. A preview of a link
    adds nothing to what somebody wrote beside it.
    """
    whole: tuple[discord.Message | discord.MessageSnapshot, ...]
    whole = (message, *message.message_snapshots)
    for said in whole:
        words = said.content.strip() or "\n\n".join(filter(None, map(_embedded, said.embeds)))
        if words:
            return words
    return ""


def _embedded(embed: discord.Embed) -> str:
    """Return the words of an embed: its title, its text and its fields, a line for each."""
    return "\n".join(line for line in map(str.strip, _lines(embed)) if line)


def _lines(embed: discord.Embed) -> Iterator[str]:
    yield embed.title or ""
    yield embed.description or ""
    for field in embed.fields:
        name, value = (field.name or "").strip(), (field.value or "").strip()
        yield f"{name}: {value}" if name and value else name or value
