"""Anki packages of people who mean harm: bombs, paths, views, and broken bytes."""

import re
import sqlite3
import stat
import time
import zipfile
from contextlib import closing
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.ids import DeckId, QuestionId
from bot.domain.question import Cloze, Deck, Key, Kind, Recall, Typed
from content.draft import Media, Unreadable
from content.formats import anki_database, read, write
from content.formats.anki_cards import questions
from content.formats.anki_container import packed
from content.formats.anki_notes import BASIC, CLOZE, Note, NoteType, Template
from content.formats.anki_writing import notes_of
from content.formats.literal import to_markup
from content.making import question
from content.source import Source
from tests.content.formats.test_anki_package import FOLDER, PNG, anki, changed


def archive(*members: tuple[str | zipfile.ZipInfo, bytes], packed: bool = False) -> bytes:
    out = BytesIO()
    how = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    with zipfile.ZipFile(out, "w", how) as new:
        for name, data in members:
            new.writestr(name, data)
    return out.getvalue()


def link() -> zipfile.ZipInfo:
    info = zipfile.ZipInfo("0")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


def encrypted() -> bytes:
    data = bytearray(archive(("collection.anki2", b"x")))
    data[6] |= 1  # of the local header
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def bzipped() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_BZIP2) as new:
        new.writestr("collection.anki2", b"x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (archive(("collection.anki2", bytes(30 << 20)), packed=True), "bomb"),
        (archive(*((f"{n}", bytes(4 << 20)) for n in range(30)), packed=True), "Unpacked"),
        (archive(*((f"{n}", b"") for n in range(20_001))), "20,001 files"),
        (archive(("collection.anki2", b""), ("../x", b"")), "leads out"),
        (archive(("collection.anki2", b""), ("a/../../x", b"")), "leads out"),
        (archive(("collection.anki2", b""), ("..\\x", b"")), "leads out"),
        (archive(("collection.anki2", b""), ("/etc/x", b"")), "leads out"),
        (archive(("collection.anki2", b""), ("C:\\x", b"")), "leads out"),
        (archive(("collection.anki2", b""), (link(), b"/etc/passwd")), "link"),
        (encrypted(), "encrypted"),
        (bzipped(), "unusual"),
        (archive(("media", b"{}")), "no Anki collection"),
        (archive(("collection.anki2", b"SQLite format 3\x00" + bytes(500))), "broken"),
        (archive(("collection.anki2", b"")), "broken"),
        (archive(("collection.anki21b", zstandard.compress(bytes(100 << 20)))), "larger than 96"),
        (archive(("collection.anki21b", b"\x28\xb5\x2f\xfd")), "broken"),
        (b"PK\x03\x04" + bytes(100), "no readable archive"),
        (b"PK\x03\x04" + bytes(25 << 20), "at most 25 MB"),
    ],
    ids=range(18),
)
def test_hostile_archives_end_in_a_sentence(data: bytes, why: str) -> None:
    began = time.process_time()
    (problem,) = anki(data).problems
    assert why in problem.sentence
    assert time.process_time() - began < 15


def collection(*statements: str) -> bytes:
    """Return a package of ours whose database was changed by SQL."""
    notes = (Note("a", BASIC, ("front", "back")), Note("b", CLOZE, ("{{c1::x}} is", "")))
    with zipfile.ZipFile(BytesIO(packed(notes, ()))) as made:
        data = made.read("collection.anki2")
    with TemporaryDirectory() as folder:
        path = Path(folder) / "changed"
        path.write_bytes(data)
        with closing(sqlite3.connect(path)) as database:
            for statement in statements:
                database.executescript(statement)
            database.commit()
        return archive(("collection.anki2", path.read_bytes()))


MANY = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n {0}) "


@pytest.mark.parametrize(
    ("statements", "why"),
    [
        ((), ""),
        (("DROP TABLE cards",), "broken"),
        (("DELETE FROM col",), "broken"),
        (("UPDATE col SET models = '{'",), "broken"),
        (("UPDATE col SET models = '" + "[" * 5_000 + "'",), "broken"),
        (("UPDATE col SET models = '{\"1\": 1}'",), "broken"),
        (("UPDATE col SET models = ''",), "broken"),
        (("UPDATE notes SET mid = 1",), "broken"),
        (("UPDATE notes SET flds = x'ff00'",), "broken"),
        (("UPDATE notes SET flds = replace(hex(zeroblob(15000)), '0', 'x')",), "20,000"),
        (("DELETE FROM cards",), "no cards"),
        (("DELETE FROM notes",), "no cards"),
        (("UPDATE cards SET ord = 'x'",), "broken"),
        (("UPDATE notes SET flds = 'a' || char(0) || 'b' || char(31) || 'c'",), ""),
        (
            (
                "ALTER TABLE notes RENAME TO old",
                "CREATE VIEW notes AS SELECT * FROM old",
                "PRAGMA writable_schema = ON",
                "UPDATE sqlite_master SET type = 'table' WHERE name = 'notes'",
            ),
            "broken",
        ),
        (
            (
                "ALTER TABLE notes RENAME TO old",
                "CREATE VIEW notes AS "
                + MANY.format("")
                + "SELECT i AS id, '' AS guid, 1 AS mid, '' AS tags, '' AS flds FROM n",
            ),
            "broken",
        ),
        (
            (
                MANY.format("WHERE i < 60000")
                + "INSERT INTO notes SELECT i, i, 1, 0, 0, '', '', '', 0, 0, '' FROM n",
                "UPDATE notes SET mid = (SELECT max(mid) FROM notes)",
            ),
            "50,000 notes",
        ),
        (
            (
                MANY.format("WHERE i < 210000")
                + "INSERT INTO cards SELECT i, i, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, ''"
                " FROM n",
            ),
            "200,000 cards",
        ),
    ],
    ids=range(18),
)
def test_hostile_collections_end_in_a_sentence(statements: tuple[str, ...], why: str) -> None:
    draft = anki(collection(*statements))
    assert (draft.problems[0].sentence if draft.problems else "").find(why) >= 0
    assert bool(draft.problems) == bool(why)


@pytest.mark.slow
def test_endless_work_is_cut_off(tmp_path: Path) -> None:
    path = tmp_path / "empty"
    path.write_bytes(b"")
    stopped = pytest.raises(sqlite3.OperationalError, match="interrupted")
    with closing(anki_database._opened(path)) as database, stopped:
        database.execute(MANY.format("") + "SELECT count(*) FROM n").fetchone()


@pytest.mark.parametrize(
    "slow",
    [
        "hex(zeroblob(30000000))",
        # Hours within one step of SQLite's machine, so that nothing counted would end it.
        "instr(hex(zeroblob(8000000)), hex(zeroblob(4000000)) || '1')",
    ],
)
def test_a_column_that_is_worked_out_is_not_read(slow: str) -> None:
    began = time.process_time()
    draft = anki(
        collection(
            "ALTER TABLE notes RENAME TO old",
            f"CREATE TABLE notes (id, guid, mid, tags, flds AS ({slow}))",
            "PRAGMA writable_schema = ON",  # so that no row has to be worked out here
        )
    )
    assert "broken" in draft.problems[0].sentence
    assert time.process_time() - began < 5


FIELD = ("front " * 3_000, "back")
HOSTILE_TYPES = {
    "a field very often": ((Template("x", "{{Front}}" * 5_000, "{{Back}}"),), FIELD, 1),
    "very many fields": (
        (Template("x", "{{Other}}{{Front}}" * 5_000, "{{Back}}"),),
        ("a", "b"),
        999,
    ),
    "deep sections": ((Template("x", "{{^Front}}" * 20_000 + "x", "{{Back}}"),), ("a", "b"), 999),
    "very many tags": (BASIC.templates, ("<b>" * 5_000, "x</i>" * 3_000), 900),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE_TYPES)
def test_hostile_templates_end_soon(name: str) -> None:
    templates, fields, count = HOSTILE_TYPES[name]
    kind = NoteType("Basic", BASIC.fields, templates)
    began = time.process_time()
    with pytest.raises(Unreadable, match=r"too long|too much"):
        questions((Note(f"{n}", kind, fields) for n in range(count)), lambda name: name)
    assert time.process_time() - began < 12


def test_text_is_metered_since_pages_can_be_shared() -> None:
    meter = anki_database._Metered()
    piece = b"x" * (8 << 20)
    for _ in range(12):
        assert meter.text(piece)
    with pytest.raises(Unreadable, match="too much text"):
        meter.text(piece)


@pytest.mark.parametrize(
    ("media", "data", "why"),
    [
        (b'{"0": "cup.png"}', PNG, ""),
        (b'{"0": "cup.png"}', b"GIF", "no PNG"),
        (b'{"0": "cup.png"}', bytes(5 << 20), "larger than 4 MB"),
        (b'{"7": "cup.png"}', PNG, "broken"),
        (b'{"../0": "cup.png"}', PNG, "not in the package"),
        (b"{}", PNG, "not in the package"),
    ],
)
def test_pictures_are_kept_or_told(media: bytes, data: bytes, why: str) -> None:
    note = Note("a", BASIC, ('Whose? <img src="cup.png">', "back"))
    with zipfile.ZipFile(BytesIO(packed((note,), ()))) as made:
        database = made.read("collection.anki2")
    draft = anki(archive(("collection.anki2", database), ("media", media), ("0", data)))
    assert draft.problems == ()
    assert [why in each.detail for each in draft.warnings] == ([True] if why else [])
    assert draft.media == (() if why else (Media("cup.png", PNG),))


@pytest.mark.parametrize("several", [True, False])
def test_pictures_have_room_for_so_much_and_no_more(several: bool) -> None:
    # Every picture is 4 MB once unpacked, though all of them together are a few kB.
    names = [f"{n if several else 0}.png" for n in range(60)]
    big = zstandard.compress(PNG + bytes((4 << 20) - len(PNG)))
    notes = (Note(name, BASIC, (f'{name} <img src="{name}">', "back")) for name in names)
    with zipfile.ZipFile(BytesIO(packed(tuple(notes), ()))) as made:
        database = zstandard.compress(made.read("collection.anki2"))
    entries = b"".join(b"\x0a" + bytes([len(each)]) + each for each in map(entry, names))
    draft = anki(
        archive(
            ("collection.anki21b", database),
            ("media", zstandard.compress(entries)),
            *((str(n), big) for n in range(60)),
        )
    )
    assert len(draft.questions) == 60
    assert len(draft.media) == (24 if several else 1)
    assert len(draft.warnings) == (36 if several else 0)


def entry(name: str) -> bytes:
    """Return an entry of the newer list of media: its name is its first field."""
    return b"\x0a" + bytes([len(name)]) + name.encode()


def test_a_broken_list_of_pictures_ends_in_a_sentence() -> None:
    for media in (b"[", b"[]", b"[" * 50_000):
        note = Note("a", BASIC, ('Whose? <img src="cup.png">', "back"))
        with zipfile.ZipFile(BytesIO(packed((note,), ()))) as made:
            database = made.read("collection.anki2")
        draft = anki(archive(("collection.anki2", database), ("media", media)))
        assert "list of pictures" in draft.problems[0].sentence


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_broken_packages_never_raise(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(["old.apkg", "new.apkg"]))
    whole = bytearray((FOLDER / name).read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    source = Source(name, bytes(whole))
    assert read(source, "anki-package") == read(source, "anki-package")


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_broken_databases_never_raise(data: st.DataObject) -> None:
    def change(member: str, inside: bytes) -> bytes:
        if not member.endswith("21b"):
            return inside
        plain = bytearray(zstandard.ZstdDecompressor().decompressobj().decompress(inside))
        for _ in range(data.draw(st.integers(1, 8))):
            plain[data.draw(st.integers(0, len(plain) - 1))] = data.draw(st.integers(0, 255))
        return zstandard.compress(bytes(plain))

    anki(changed("new.apkg", change))


LATEX = "[latex]\\input{/etc/passwd}[/latex] [$]x[/$] [$$]y[/$$] [sound:x.mp3] [anki:play:q:0]"


def test_nothing_that_we_write_is_run_by_anki() -> None:
    plain = to_markup(LATEX)
    kinds: tuple[Kind, ...] = (
        Recall(plain),
        Typed(Key(accepted=(LATEX,))),
        Cloze((Key(accepted=(LATEX,)),)),
    )
    asked = [
        replace(question(f"{plain} ____", kind), id=QuestionId(f"q-{place}"))
        for place, kind in enumerate(kinds)
    ]
    deck = Deck(DeckId("tea"), "Tea", "", (("all", "All"),), tuple(asked))
    notes = list(notes_of(deck, asked))
    assert len(notes) == 3
    for field in (field for note in notes for field in note.fields):
        assert not re.search(r"\[/?(?:latex|\$|sound|anki)", field)
    for name in ("anki-package", "anki-text"):
        written = write(deck, name)
        back = read(Source(f"tea{written.suffix}", written.data), name)
        assert back.questions[0].question.stem == asked[0].stem
