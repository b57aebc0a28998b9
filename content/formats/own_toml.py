"""Studyhall TOML: a deck as one readable file, to edit by hand and to keep in version control.

The keys are those of the bank, with ``theme`` in each question. Pictures are named, not held.
"""

import re

import msgspec
import tomli_w

from bot.domain.question import Deck, Question
from content.draft import Draft, Loss, Media, Unreadable, Written
from content.formats.own import (
    DeckRecord,
    deck_of,
    draft_of,
    plain_deck,
    plain_questions,
    question_of,
    repeated_ids,
)
from content.formats.tracing import Traced, toml_page
from content.source import Source

LARGEST = 6 << 20
"""Bytes. TOML is parsed in Python, so a larger file would take too long; JSON has more room."""

_HEADER = re.compile(r"^\[\[question\]\]", re.MULTILINE)
_TABLES = re.compile(r"^[ \t]*\[\[([ \t]*question[ \t]*\]\])?", re.MULTILINE)
_KIND = re.compile(r"^kind\s*=\s*[\"']", re.MULTILINE)
_FIRST = 8_000


def sniff(source: Source) -> str:
    """Return why this is Studyhall TOML."""
    if source.is_binary:
        return ""
    start = source.text[:_FIRST]
    if _HEADER.search(start) and _KIND.search(start):
        return "it has [[question]] tables with a kind"
    return ""


def read(source: Source) -> Draft:
    """Read a deck. Mistakes come back as problems, each with its line."""
    if len(source.data) > LARGEST:
        raise Unreadable(
            f"This TOML file is larger than {LARGEST >> 20} MB. Please split it, or use JSON."
        )
    page = toml_page(source.text)
    table = page.table()
    if table is None:
        return Draft(format="toml", problems=tuple(page.problems))
    tables = table.pop("question", [])
    deck = deck_of(page, "", table)
    questions = _questions(page, tables)
    if page.problems or deck is None:
        return Draft(format="toml", problems=tuple(sorted(page.problems)))
    if not questions:
        raise Unreadable("There are no questions in this file: it has no [[question]] table.", 1)
    return draft_of(_titled(deck, source), questions)


def _titled(deck: DeckRecord, source: Source) -> DeckRecord:
    return deck if deck.title else msgspec.structs.replace(deck, title=source.stem)


def _questions(page: Traced, tables: object) -> list[tuple[Question, int]]:
    if not isinstance(tables, list):
        page.wrong("question", "write [[question]], with two brackets on each side")
        return []
    found = []
    for number, table in enumerate(tables):
        at = f"question[{number}]"
        if question := question_of(page, at, table):
            found.append((question, at))
    repeated_ids(page, found)
    headers = [each for each in _TABLES.finditer(page.text) if not page.problems]
    if len(headers) == len(tables) == len(found) and all(each[1] for each in headers):
        # Nothing else begins with two brackets, so these are they: no need to read it all again.
        places = (page.whole.place(each.start())[0] for each in headers)
        return [(question, line) for (question, _), line in zip(found, places, strict=True)]
    return [(question, page.place_of(at)[0]) for question, at in found]


def write(deck: Deck, media: tuple[Media, ...] = ()) -> Written:
    """Write a deck. Pictures are named in it, and must travel beside it."""
    whole = plain_deck(deck) | {"question": list(plain_questions(deck))}
    names = ", ".join(each.name for each in media)
    sentence = f"TOML holds no pictures: please send {names} along with it, or use JSON."
    return Written(
        tomli_w.dumps(whole, multiline_strings=True).encode(),
        ".toml",
        (Loss("", sentence),) if media else (),
    )
