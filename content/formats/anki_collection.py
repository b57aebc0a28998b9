"""Anki's collection, an SQLite database, read as notes: schema 11 and schema 18.

The file comes from strangers: it is opened read-only, its views, triggers and functions are not
trusted, and its work is counted. Must not know packages nor questions. This is the only module
outside of storage that may open SQLite, since a collection is a file to import.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from content.bounds import MAX_CARDS
from content.draft import Unreadable
from content.formats import protobuf
from content.formats.anki_notes import Note, NoteType, Template

MOST_STEPS = 100_000_000
"""Steps of SQLite's machine; 50,000 notes take about 5 million."""
MOST_BYTES = 32 << 20
"""Bytes of one value."""

_STEP = 10_000
_BROKEN = "The collection in this package is broken or is none of Anki's."
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
    try:
        with TemporaryDirectory() as folder:
            path = Path(folder) / "collection"
            path.write_bytes(data)
            with closing(_opened(path)) as database:
                return tuple(_notes(database))
    except sqlite3.OperationalError as error:
        if "interrupted" in str(error):
            raise Unreadable("The collection in this package takes too long to read.") from error
        raise Unreadable(_BROKEN) from error
    except (
        sqlite3.Error,
        msgspec.MsgspecError,
        ValueError,
        OverflowError,
        RecursionError,
    ) as error:
        if isinstance(error, Unreadable):
            raise
        raise Unreadable(_BROKEN) from error


def _opened(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
    steps = iter(range(MOST_STEPS // _STEP))
    database.set_progress_handler(lambda: next(steps, None) is None, _STEP)
    database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MOST_BYTES)
    database.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    database.text_factory = lambda raw: raw.decode("utf-8", "replace")
    database.create_collation("unicase", _unicase)
    for pragma in ("trusted_schema=OFF", "query_only=ON", "cell_size_check=ON", "mmap_size=0"):
        database.execute(f"PRAGMA {pragma}")
    return database


def _unicase(one: str, other: str) -> int:
    first, second = one.casefold(), other.casefold()
    return (first > second) - (first < second)


def _notes(database: sqlite3.Connection) -> Iterator[Note]:
    _check_tables(database, "col", "notes", "cards")
    row = database.execute("SELECT models, decks FROM col LIMIT 1").fetchone()
    if row is None:
        raise Unreadable(_BROKEN)
    models, deck_names = map(_text, row)
    if len(models) > 2:
        types, decks = _types_of_json(models), _decks_of_json(deck_names)
    else:
        _check_tables(database, "notetypes", "fields", "templates", "decks")
        types, decks = _types_of_tables(database), _decks_of_tables(database)
    cards = _cards(database, decks)
    found = database.execute(
        "SELECT id, guid, mid, tags, flds FROM notes ORDER BY id LIMIT ?", (MAX_CARDS + 1,)
    )
    for line, (own, guid, kind, tags, fields) in enumerate(found, 1):
        if line > MAX_CARDS:
            raise Unreadable(f"This package holds more than {MAX_CARDS:,} notes. Please split it.")
        if kind not in types:
            raise Unreadable(_BROKEN)
        yield Note(
            _text(guid),
            types[kind],
            tuple(_text(fields).split("\x1f")),
            tuple(_text(tags).split()),
            decks=cards.get(own, ((-1, ""),)),
            line=line,
        )


def _check_tables(database: sqlite3.Connection, *names: str) -> None:
    """Raise Unreadable unless all of these are tables: a view could do anything."""
    for name in names:
        row = database.execute(
            "SELECT type, sql FROM sqlite_master WHERE name = ? AND tbl_name = name", (name,)
        ).fetchone()
        if row is None or row[0] != "table" or "VIRTUAL" in _text(row[1]).upper()[:40]:
            raise Unreadable(_BROKEN)


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, int | float):
        return str(value)
    raise Unreadable(_BROKEN)


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


def _types_of_tables(database: sqlite3.Connection) -> dict[object, NoteType]:
    fields: dict[object, list[str]] = {}
    for own, name in database.execute("SELECT ntid, name FROM fields ORDER BY ntid, ord"):
        fields.setdefault(own, []).append(_text(name))
    templates: dict[object, list[Template]] = {}
    rows = database.execute("SELECT ntid, name, config FROM templates ORDER BY ntid, ord")
    for own, name, config in rows:
        sides = _texts(config)
        template = Template(_text(name), sides.get(1, ""), sides.get(2, ""))
        templates.setdefault(own, []).append(template)
    types: dict[object, NoteType] = {}
    for own, name, config in database.execute("SELECT id, name, config FROM notetypes"):
        numbers = {at: value for at, value in _message(config) if isinstance(value, int)}
        if own in templates:
            types[own] = NoteType(
                _text(name),
                tuple(fields.get(own, ())),
                tuple(templates[own]),
                is_cloze=numbers.get(1) == 1,
                is_occlusion=numbers.get(9) == _OCCLUSION,
            )
    return types


def _message(config: object) -> Iterator[tuple[int, int | bytes]]:
    if not isinstance(config, bytes):
        raise Unreadable(_BROKEN)
    return protobuf.fields(config)


def _texts(config: object) -> dict[int, str]:
    pairs = _message(config)
    return {at: each.decode("utf-8", "replace") for at, each in pairs if isinstance(each, bytes)}


def _decks_of_tables(database: sqlite3.Connection) -> dict[object, str]:
    rows = database.execute("SELECT id, name FROM decks")
    return {own: _text(name).replace("\x1f", "::") for own, name in rows}


def _cards(
    database: sqlite3.Connection, decks: dict[object, str]
) -> dict[object, tuple[tuple[int, str], ...]]:
    """Return the cards of each note: their numbers from 0, and the deck of each."""
    cards: dict[object, list[tuple[int, str]]] = {}
    most = 4 * MAX_CARDS
    rows = database.execute(
        "SELECT nid, ord, CASE odid WHEN 0 THEN did ELSE odid END FROM cards"
        " ORDER BY nid, ord LIMIT ?",
        (most + 1,),
    )
    for count, (note, number, deck) in enumerate(rows, 1):
        if count > most or not isinstance(number, int):
            raise Unreadable(f"This package holds more than {most:,} cards. Please split it.")
        cards.setdefault(note, []).append((number, decks.get(deck, "")))
    return {note: tuple(each) for note, each in cards.items()}


Row = tuple[int | str, ...]
_TABLES = {
    "col": "id crt mod scm ver dty usn ls conf models decks dconf tags",
    "notes": "id guid mid mod usn tags flds sfld csum flags data",
    "cards": "id nid did ord mod usn type queue due ivl factor reps lapses left odue odid flags"
    " data",
    "revlog": "id cid usn ease ivl lastIvl factor time type",
    "graves": "usn oid type",
}
_AS_TEXT = frozenset(["conf", "models", "decks", "dconf", "tags", "guid", "flds", "data"])
_INDEXES = {
    "ix_notes_usn": "notes (usn)",
    "ix_cards_usn": "cards (usn)",
    "ix_revlog_usn": "revlog (usn)",
    "ix_cards_nid": "cards (nid)",
    "ix_cards_sched": "cards (did, queue, due)",
    "ix_revlog_cid": "revlog (cid)",
    "ix_notes_csum": "notes (csum)",
}


def database_of(col: Row, notes: list[Row], cards: list[Row]) -> bytes:
    """Return a collection of schema 11 with these rows, the same bytes for the same rows."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "collection"
        with closing(sqlite3.connect(path)) as database:
            database.execute("PRAGMA journal_mode=OFF")
            database.execute("PRAGMA synchronous=OFF")
            for table, columns in _TABLES.items():
                database.execute(
                    f"CREATE TABLE {table} ({', '.join(map(_column, columns.split()))})"
                )
            for name, where in _INDEXES.items():
                database.execute(f"CREATE INDEX {name} ON {where}")
            for table, rows in (("col", [col]), ("notes", notes), ("cards", cards)):
                marks = ", ".join("?" * len(_TABLES[table].split()))
                insert = f"INSERT INTO {table} VALUES ({marks})"  # noqa: S608 - our own tables
                database.executemany(insert, rows)
            database.commit()
        return path.read_bytes()


def _column(name: str) -> str:
    if name == "id":
        return "id integer PRIMARY KEY"
    return f"{name} {'text' if name in _AS_TEXT else 'integer'} NOT NULL"
