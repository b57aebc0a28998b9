"""Brings the bank into the database when the bot starts, and finds the pictures it names.

Must not know what a question asks.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from pathlib import Path

import structlog

from bot.domain.ids import Account, DeckId
from bot.domain.question import Deck
from bot.usecases.decks import Decks
from bot.usecases.recording import rebuild
from content import bank
from content.draft import Media
from storage import mirroring, questions
from storage.database import Tx

log = structlog.get_logger(__name__)

Files = Mapping[tuple[str, str], Path]
"""The file of each picture, by deck and name."""

Picture = Callable[[Account | None, DeckId, str], Awaitable[bytes | None]]


def mirror_bank(tx: Tx, loaded: bank.Loaded, at: datetime) -> None:
    """Bring the database's mirror of the bank up to date; unchanged decks cost nothing."""
    for mistake in loaded.mistakes:
        log.warning("bank mistake", file=mistake.file, line=mistake.line, message=mistake.message)
    moved = 0
    for deck in loaded.decks:
        try:
            done = mirroring.mirror(tx, deck, bank.digest(deck), at=at)
        except mirroring.EditionRefused as refused:  # what is kept of the deck stays in play
            log.warning("deck refused", deck=deck.id, reason=str(refused))
            continue
        moved += done.moved
        if done.added or done.changed or done.retired:
            log.info(
                "deck mirrored",
                deck=deck.id,
                added=done.added,
                changed=done.changed,
                retired=done.retired,
            )
    # A deck whose frame is broken today is not one that somebody took away.
    whole = loaded.decks and not loaded.mistakes
    gone = questions.retire_decks(tx, {deck.id for deck in loaded.decks}) if whole else 0
    if gone:
        log.info("decks retired: they are no longer in the bank", decks=gone)
    if moved:
        log.info("boards counted anew", answers=rebuild(tx), moved=moved)


def picture_files(folder: Path, loaded: bank.Loaded) -> dict[tuple[str, str], Path]:
    """Return the file of every picture that a question of the bank names, by deck and name."""
    return {
        (sheet.deck.id, question.picture.file): folder
        / Path(sheet.page.file).parent
        / question.picture.file
        for sheet in loaded.sheets
        for question in sheet.deck.questions
        if question.picture is not None
    }


def shipped_pictures(files: Files, deck: Deck) -> tuple[Media, ...]:
    """Return the pictures of a deck of the bank, from their files."""
    found = {question.picture.file for question in deck.questions if question.picture}
    return tuple(
        Media(name, files[deck.id, name].read_bytes())
        for name in sorted(found)
        if (deck.id, name) in files
    )


def pictures_for_chats(files: Files, decks: Decks) -> Picture:
    """Return what gives a picture of a deck to chats, which show no SVG.

    It gives one if this learner (or, for None, everybody) may see it.
    """

    async def picture(who: Account | None, deck: DeckId, name: str) -> bytes | None:
        path = files.get((deck, name))
        if path is not None:
            return await asyncio.to_thread(_in_pixels(path).read_bytes)
        found = await decks.picture(who, deck, name) if who is not None else None
        return found.body if found else None

    return picture


def _in_pixels(path: Path) -> Path:
    """Return the PNG that lies beside a drawing; else the file."""
    pixels = path.with_suffix(".png")
    return pixels if path.suffix == ".svg" and pixels.is_file() else path
