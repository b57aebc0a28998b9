"""Anki's collection as notes: the tables of schema 11 and of schema 18.

Must not know packages nor questions, nor how a stranger's database is read (``anki_database``).
"""

from collections.abc import Iterator

import msgspec

from content.bounds import MAX_CARDS
from content.draft import Unreadable
from content.formats import protobuf
from content.formats.anki_database import (
    BROKEN,
    Database,
    check_tables,
    reading,
    sorted_rows,
    text_of,
)
from content.formats.anki_notes import Note, NoteType, Template

_MOST_TYPES = 1_000
_OCCLUSION = 6  # Anki's own number of the note type


class _Field(msgspec.Struct):
    name: str


class _Template(msgspec.Struct):
    name: str
    qfmt: str
    afmt: str


class _Model(msgspec.Struct):
    name: str
    type: int
    flds: list[_Field]
    tmpls: list[_Template]
    stock: int | None = msgspec.field(default=None, name="originalStockKind")


class _Deck(msgspec.Struct):
    name: str


def notes_of(data: bytes) -> tuple[Note, ...]:
    """Return the notes of a collection, the oldest first.

    Raises Unreadable for a database that is broken, hostile or larger than can be read.
    """
    with reading(data) as database:
        return tuple(_notes(database))


def _notes(database: Database) -> Iterator[Note]:
    check_tables(database, "col", "notes", "cards")
    row = database.execute("SELECT models, decks FROM col LIMIT 1").fetchone()
    if row is None:
        raise Unreadable(BROKEN)
    models, deck_names = map(text_of, row)
    if len(models) > 2:
        types, decks = _types_of_json(models), _decks_of_json(deck_names)
    else:
        check_tables(database, "notetypes", "fields", "templates", "decks")
        types, decks = _types_of_tables(database), _decks_of_tables(database)
    cards = _cards(database, decks)
    found = sorted_rows(database, "SELECT id, guid, mid, tags, flds FROM notes", MAX_CARDS, "notes")
    for line, (own, guid, kind, tags, fields) in enumerate(found, 1):
        if kind not in types:
            raise Unreadable(BROKEN)
        yield Note(
            text_of(guid),
            types[kind],
            tuple(text_of(fields).split("\x1f")),
            tuple(text_of(tags).split()),
            decks=cards.get(own, ((-1, ""),)),
            line=line,
        )


def _types_of_json(models: str) -> dict[object, NoteType]:
    found = msgspec.json.decode(models.encode("utf-8", "replace"), type=dict[str, _Model])
    return {
        int(own): NoteType(
            model.name,
            tuple(each.name for each in model.flds),
            tuple(Template(each.name, each.qfmt, each.afmt) for each in model.tmpls),
            is_cloze=model.type == 1,
            is_occlusion=model.stock == _OCCLUSION,
        )
        for own, model in found.items()
        if model.tmpls
    }


def _decks_of_json(decks: str) -> dict[object, str]:
    found = msgspec.json.decode(decks.encode("utf-8", "replace"), type=dict[str, _Deck])
    return {int(own): deck.name for own, deck in found.items()}


def _types_of_tables(database: Database) -> dict[object, NoteType]:
    fields: dict[object, list[str]] = {}
    rows = sorted_rows(database, "SELECT ntid, ord, name FROM fields", MAX_CARDS, "fields", 2)
    for own, _, name in rows:
        fields.setdefault(own, []).append(text_of(name))
    templates: dict[object, list[Template]] = {}
    query = "SELECT ntid, ord, name, config FROM templates"
    for own, _, name, config in sorted_rows(database, query, _MOST_TYPES, "card types", 2):
        sides = _texts(config)
        template = Template(text_of(name), sides.get(1, ""), sides.get(2, ""))
        templates.setdefault(own, []).append(template)
    types: dict[object, NoteType] = {}
    query = "SELECT id, name, config FROM notetypes"
    for own, name, config in sorted_rows(database, query, _MOST_TYPES, "note types"):
        numbers = {at: value for at, value in _message(config) if isinstance(value, int)}
        if own in templates:
            types[own] = NoteType(
                text_of(name),
                tuple(fields.get(own, ())),
                tuple(templates[own]),
                is_cloze=numbers.get(1) == 1,
                is_occlusion=numbers.get(9) == _OCCLUSION,
            )
    return types


def _message(config: object) -> Iterator[tuple[int, int | bytes]]:
    if not isinstance(config, bytes):
        raise Unreadable(BROKEN)
    return protobuf.fields(config)


def _texts(config: object) -> dict[int, str]:
    pairs = _message(config)
    return {at: each.decode("utf-8", "replace") for at, each in pairs if isinstance(each, bytes)}


def _decks_of_tables(database: Database) -> dict[object, str]:
    rows = sorted_rows(database, "SELECT id, name FROM decks", MAX_CARDS, "decks")
    return {own: text_of(name).replace("\x1f", "::") for own, name in rows}


def _cards(
    database: Database, decks: dict[object, str]
) -> dict[object, tuple[tuple[int, str], ...]]:
    """Return the cards of each note: their numbers from 0, and the deck of each."""
    cards: dict[object, list[tuple[int, str]]] = {}
    query = "SELECT nid, ord, CASE odid WHEN 0 THEN did ELSE odid END FROM cards"
    for note, number, deck in sorted_rows(database, query, 4 * MAX_CARDS, "cards", 2):
        if not isinstance(number, int):
            raise Unreadable(BROKEN)
        cards.setdefault(note, []).append((number, decks.get(deck, "")))
    return {note: tuple(each) for note, each in cards.items()}
