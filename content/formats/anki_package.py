"""Anki packages, ``.apkg`` and ``.colpkg``: every container that Anki has used since 2012.

Must not know how archives and databases are opened.
"""

import re
from collections.abc import Sequence

from bot.domain.question import Deck, Question
from content.draft import Draft, Media, Written
from content.formats.anki_cards import questions
from content.formats.anki_collection import notes_of as notes_of_collection
from content.formats.anki_container import packed
from content.formats.anki_writing import TITLE, notes_of, unheld
from content.formats.anki_zip import Package
from content.formats.keeping import checked
from content.source import Source, check_size

_ZIP = b"PK\x03\x04"
_SUFFIXES = (".apkg", ".colpkg")
_NAME = re.compile(rb"collection\.anki2(?:1b?)?")


def sniff(source: Source) -> str:
    """Return why this is an Anki package."""
    if not source.data.startswith((_ZIP, b"PK\x05\x06")):
        return ""
    if source.suffix in _SUFFIXES or _NAME.search(source.data):
        return "it is an archive with an Anki collection"
    return ""


def read(source: Source) -> Draft:
    """Read the cards of a package with their pictures."""
    check_size(len(source.data))
    package = Package(source.data)
    cards = questions(notes_of_collection(package.collection()), package.picture)
    return cards.draft("anki-package", source.stem)


def write(deck: Deck, media: tuple[Media, ...] = ()) -> Written:
    """Write flashcards, typed questions and clozes with their pictures, for any Anki."""

    def assemble(held: Sequence[Question]) -> bytes:
        shown = {each.picture.file for each in held if each.picture}
        pictures = tuple(each for each in media if each.name in shown)
        return packed(tuple(notes_of(deck, held)), pictures)

    return checked(deck, TITLE, ".apkg", assemble, read, unheld)
