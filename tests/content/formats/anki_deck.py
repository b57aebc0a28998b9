"""A deck that Anki's own note types hold, and a picture, for the tests of its packages."""

import struct
import zlib
from dataclasses import replace

from bot.domain.question import Cloze, Deck, Key, Picture, Recall, Typed
from content.draft import Media
from content.making import question
from tests.content.formats.kinds import deck_of


def png(red: int) -> bytes:
    """Return a picture of one pixel."""

    def chunk(name: bytes, data: bytes) -> bytes:
        sums = struct.pack(">I", zlib.crc32(name + data))
        return struct.pack(">I", len(data)) + name + data + sums

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
    pixel = chunk(b"IDAT", zlib.compress(bytes([0, red, 90, 20]), 9))
    return b"\x89PNG\r\n\x1a\n" + head + pixel + chunk(b"IEND", b"")


def ours() -> tuple[Deck, tuple[Media, ...]]:
    """Return a deck of every kind that Anki's note types hold, with a picture."""
    questions = [
        replace(question("Whose *cup*?", Recall("Mine")), picture=Picture("cup.png", "A cup")),
        question("Which clay?", Typed(Key(accepted=("zisha",)))),
        question(
            "____ is in ____.",
            Cloze((Key(accepted=("Uva",)), Key(accepted=("Ceylon",)))),
            hint="An isle",
            explanation="It is.",
        ),
    ]
    return deck_of(questions, "Tea"), (Media("cup.png", png(200)),)
