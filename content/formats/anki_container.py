"""The oldest container of Anki packages, written: every Anki since 2012 reads it.

The same notes make the same bytes: ids and times are counted, not taken from a clock. Must not know
questions.
"""

import zipfile
from hashlib import sha1
from io import BytesIO

import msgspec

from content.draft import Media
from content.formats.anki_database import Row, database_of
from content.formats.anki_notes import Note, NoteType
from content.formats.html import to_markup
from content.formats.literal import to_plain

_EPOCH = 1_600_000_000
"""Seconds: when all that we write was made, as far as Anki is told."""
_FIRST_DECK = _EPOCH * 1_000 + 500
_FIRST_TYPE = _EPOCH * 1_000 + 900
_FIRST_NOTE = _EPOCH * 1_000 + 10_000
_CSS = ".card { font-family: arial; font-size: 20px; text-align: center; }"
_TEX = ("\\documentclass[12pt]{article}\n\\begin{document}\n", "\\end{document}")


def packed(notes: tuple[Note, ...], pictures: tuple[Media, ...]) -> bytes:
    """Return a package of notes and the pictures they show."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("collection.anki2"), _collection(notes))
        names = {str(place): each.name for place, each in enumerate(pictures)}
        archive.writestr(zipfile.ZipInfo("media"), msgspec.json.encode(names))
        for place, each in enumerate(pictures):
            archive.writestr(zipfile.ZipInfo(str(place)), each.data)
    return out.getvalue()


def _collection(notes: tuple[Note, ...]) -> bytes:
    types = {each: _FIRST_TYPE + n for n, each in enumerate(dict.fromkeys(n.type for n in notes))}
    decks = {each: _FIRST_DECK + n for n, each in enumerate(_decks(notes))}
    models = {
        str(own): _model(kind, own, min(decks.values(), default=1)) for kind, own in types.items()
    }
    col: Row = (
        1, _EPOCH, _EPOCH * 1_000, _EPOCH * 1_000, 11, 0, 0, 0, _json(_CONF), _json(models),
        _json({"1": _deck("Default", 1)} | {str(own): _deck(n, own) for n, own in decks.items()}),
        _json({"1": _OPTIONS}), "{}",
    )  # fmt: skip
    return database_of(
        col,
        [_note_row(place, note, types[note.type]) for place, note in enumerate(notes)],
        [_card_row(place, decks.get(note.deck, 1)) for place, note in enumerate(notes)],
    )


def _decks(notes: tuple[Note, ...]) -> dict[str, None]:
    """Return every deck with those around it, the outer first."""
    found: dict[str, None] = {}
    for note in notes:
        names = note.deck.split("::") if note.deck else []
        for depth in range(1, len(names) + 1):
            found["::".join(names[:depth])] = None
    return found


def _note_row(place: int, note: Note, kind: int) -> Row:
    first = to_plain(to_markup(note.fields[0]))
    checksum = int(
        sha1(first.encode("utf-8", "replace"), usedforsecurity=False).hexdigest()[:8], 16
    )
    tags = f" {' '.join(note.tags)} " if note.tags else ""
    own, fields = _FIRST_NOTE + place, "\x1f".join(note.fields)
    return own, note.guid, kind, _EPOCH, -1, tags, fields, first, checksum, 0, ""


def _card_row(place: int, deck: int) -> Row:
    own = _FIRST_NOTE + place
    return own, own, deck, 0, _EPOCH, -1, 0, 0, place + 1, 0, 0, 0, 0, 0, 0, 0, 0, ""


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _model(kind: NoteType, own: int, deck: int) -> dict[str, object]:
    fields = [
        {"name": name, "ord": n, "sticky": False, "rtl": False, "font": "Arial", "size": 20,
         "media": []}
        for n, name in enumerate(kind.fields)
    ]  # fmt: skip
    templates = [
        {"name": each.name, "ord": n, "qfmt": each.front, "afmt": each.back, "bqfmt": "",
         "bafmt": "", "did": None}
        for n, each in enumerate(kind.templates)
    ]  # fmt: skip
    return {
        "id": own, "name": kind.name, "type": int(kind.is_cloze), "mod": _EPOCH, "usn": -1,
        "sortf": 0, "did": deck, "tmpls": templates, "flds": fields, "css": _CSS,
        "latexPre": _TEX[0], "latexPost": _TEX[1], "req": [[0, "any", [0]]], "tags": [], "vers": [],
    }  # fmt: skip


def _deck(name: str, own: int) -> dict[str, object]:
    today = dict.fromkeys(("lrnToday", "revToday", "newToday", "timeToday"), (0, 0))
    rest = {"collapsed": False, "desc": "", "dyn": 0, "conf": 1, "extendNew": 10, "extendRev": 50}
    return {"id": own, "name": name, "mod": _EPOCH, "usn": -1, **today, **rest}


_CONF = {
    "nextPos": 1, "estTimes": True, "activeDecks": [1], "sortType": "noteFld", "timeLim": 0,
    "sortBackwards": False, "addToCur": True, "curDeck": 1, "newBury": True, "newSpread": 0,
    "dueCounts": True, "curModel": None, "collapseTime": 1200,
}  # fmt: skip
_OPTIONS = {
    "id": 1, "name": "Default", "mod": 0, "usn": 0, "maxTaken": 60, "autoplay": True, "timer": 0,
    "replayq": True, "dyn": False,
    "new": {"delays": [1, 10], "ints": [1, 4, 7], "initialFactor": 2500, "order": 1, "perDay": 20,
            "bury": True, "separate": True},
    "rev": {"perDay": 100, "ease4": 1.3, "fuzz": 0.05, "minSpace": 1, "ivlFct": 1, "maxIvl": 36500,
            "bury": True},
    "lapse": {"delays": [10], "mult": 0, "minInt": 1, "leechFails": 8, "leechAction": 0},
}  # fmt: skip
