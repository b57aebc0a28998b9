"""Files that people bring: read within bounds, looked through first, kept when a button says so.

Must not know formats, nor how anything looks.
"""

from dataclasses import dataclass

import discord

from bot.domain.replies import Problem, Refused, Reply
from bot.on_discord.desk import Desk, Interaction, Seat
from bot.on_discord.limits import ATTACHMENT_BYTES
from content.bounds import MAX_FILE

MOST = min(MAX_FILE, ATTACHMENT_BYTES)
"""Bytes of a file: it is sent back with its preview, and kept from there."""

MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class File:
    """A file that lies in Discord, or why it cannot be read; ``deck`` is what it shall be called.

    ``data`` are its bytes.
    """

    name: str
    data: bytes
    deck: str = ""
    refused: Refused | None = None


async def read(attachment: discord.Attachment, deck: str = "") -> File:
    """Download an attachment, unless it is too large."""
    if attachment.size > MOST:
        too_large = Refused(Problem.FILE_TOO_LARGE, (str(MOST // MEGABYTE),))
        return File(attachment.filename, b"", deck, too_large)
    try:
        data = await attachment.read()
    except (discord.HTTPException, OSError):
        return File(attachment.filename, b"", deck, Refused(Problem.FILE_LOST))
    return File(attachment.filename, data, deck)


async def nothing() -> File | None:
    """Return that no file is there."""
    return None


async def beside(interaction: Interaction) -> File | None:
    """Return the file of the message whose button was pressed; None if there is none any more."""
    message = interaction.message
    if message is None or not message.attachments:
        return None
    attachment = message.attachments[0]
    return await read(attachment, attachment.description or "")


async def preview(desk: Desk, seat: Seat, file: File, form: str = "") -> Reply:
    """Say what a file would bring, and keep nothing."""
    return await _bring(desk, seat, file, form, dry_run=True, same=None)


async def keep(desk: Desk, seat: Seat, file: File | None, form: str, same: bool | None) -> Reply:
    """Keep a file as a deck; without the file, ask for it again."""
    if file is None:
        return Refused(Problem.FILE_LOST)
    return await _bring(desk, seat, file, form, dry_run=False, same=same)


async def _bring(
    desk: Desk, seat: Seat, file: File, form: str, *, dry_run: bool, same: bool | None
) -> Reply:
    if file.refused:
        return file.refused
    return await desk.decks.bring(
        seat.who, file.name, file.data, format=form, deck=file.deck, dry_run=dry_run, same=same
    )
