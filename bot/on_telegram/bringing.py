"""Files that people send: fetched within bounds, looked through first, kept when a key says so.

Its preview holds the file itself, so that a key below finds it there, after a restart too.
Must not know formats, nor how anything looks.
"""

from telegram import Document, Message
from telegram.error import TelegramError

from bot.domain.replies import Problem, Refused, Reply
from bot.on_telegram.answers import Answer, Brought, File, Sent
from bot.on_telegram.desk import Desk, Seat
from bot.on_telegram.limits import DOWNLOAD_BYTES
from bot.on_telegram.reading import lying_in
from content.bounds import MAX_FILE

MOST = min(MAX_FILE, DOWNLOAD_BYTES)
"""Bytes of a file: what is larger is not even fetched."""

MEGABYTE = 1 << 20
LONGEST_TITLE = 120
UNNAMED = "deck.txt"


async def read(document: Document, deck: str = "") -> File:
    """Fetch a file, unless it is too large."""
    name = document.file_name or UNNAMED
    too_large = Refused(Problem.FILE_TOO_LARGE, (str(MOST // MEGABYTE),))
    if document.file_size is not None and document.file_size > MOST:
        return File(name, b"", deck, too_large)
    try:
        lying = await document.get_file()
        if lying.file_size is not None and lying.file_size > MOST:
            return File(name, b"", deck, too_large)
        data = bytes(await lying.download_as_bytearray())
    except (TelegramError, OSError):
        return File(name, b"", deck, Refused(Problem.FILE_LOST))
    return File(name, data, deck, too_large if len(data) > MOST else None)


async def beside(message: Message | None) -> File | None:
    """Return the file of a preview; its name is told by the message that the preview replies to.

    Where the chat takes no files of the bot's, that message has the file, too.
    """
    if message is None:
        return None
    document = lying_in(message).document
    above = message.reply_to_message
    if document is None:
        return None
    return await read(document, deck_in(above.caption or "") if above is not None else "")


def deck_in(caption: str) -> str:
    """Return what a deck shall be called: the words sent with its file, but for a command's."""
    words = caption.split()
    if words and words[0].startswith("/"):
        words = words[3:] if _imports(words) else []
    return " ".join(words)[:LONGEST_TITLE]


def format_in(caption: str) -> str:
    """Return the format that is named with a file: ``/deck import FORMAT``; "" if none is."""
    words = caption.split()
    return words[2].casefold() if _imports(words) and len(words) > 2 else ""


def _imports(words: list[str]) -> bool:
    command = words[0].partition("@")[0] if words else ""
    return [command.casefold(), *map(str.casefold, words[1:2])] == ["/deck", "import"]


async def preview(desk: Desk, seat: Seat, file: File, form: str = "") -> Reply:
    """Say what a file would bring, and keep nothing."""
    return await _bring(desk, seat, file, form, dry_run=True, same=None)


async def again(desk: Desk, seat: Seat, form: str, sent: Sent) -> Answer:
    """Look through a file once more, as the format that was tapped below its message."""
    may = await desk.decks.bringing(seat.who)
    if isinstance(may, Refused):
        return may
    file = await sent.beside()
    if file is None:
        return Refused(Problem.FILE_LOST)
    return Brought(await preview(desk, seat, file, form), file)


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
