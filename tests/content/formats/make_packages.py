"""Makes the packages in ``packages/`` with Anki itself, and checks that Anki reads ours.

    python -m tests.content.formats.make_packages          makes them anew
    python -m tests.content.formats.make_packages check    compares what is read of new ones, and
                                                           lets Anki import one of ours

Run by hand: ``anki`` is in requirements-bench.txt alone.
"""

import sys
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

from anki.collection import (
    Collection,
    ExportAnkiPackageOptions,
    ImportAnkiPackageOptions,
    ImportAnkiPackageRequest,
)
from anki.notes import Note

from bot.domain.ids import QuestionId
from content.formats import read, write
from content.source import Source
from tests.content.formats.anki_deck import ours, png

FOLDER = Path(__file__).parent / "packages"


def fill(collection: Collection) -> None:
    """Add a note of every type, in two decks within a third."""
    collection.media.write_data("cup.png", png(200))
    small = collection.media.write_data("My Täßchen.PNG", png(10))  # Anki writes it lower
    collection.media.write_data("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>")

    def add(guid: str, kind: str, deck: str, *fields: str, tags: str = "") -> Note:
        found = collection.models.by_name(kind)
        where = collection.decks.id(f"Tea::{deck}")
        assert found is not None
        assert where is not None
        note = collection.new_note(found)
        note.guid = guid
        note.fields[: len(fields)] = fields
        note.tags = tags.split()
        collection.add_note(note, where)
        return note

    add(
        "basic",
        "Basic",
        "Leaves",
        "Which leaf is <b>smoked</b>?",
        "Lapsang&nbsp;Souchong",
        tags="leaf::black asia",
    )
    add("plus", "Basic (and reversed card)", "Leaves", "Camellia sinensis", "the tea plant")
    add("maybe", "Basic (optional reversed card)", "Leaves", "two leaves", "and a bud", "y")
    add("once", "Basic (optional reversed card)", "Leaves", "white tea", "buds alone", "")
    add(
        "typed",
        "Basic (type in the answer)",
        "Cups",
        "Which clay are <i>Yixing</i> pots of?",
        "zisha",
    )
    add(
        "gaps",
        "Cloze",
        "Cups",
        "{{c1::Assam::a state}} is in {{c2::India}}, {{c1::Uva}} is not.",
        "Uva is in Sri Lanka.",
    )
    add("nest", "Cloze", "Cups", "{{c1::Green {{c2::sencha}}}} is steamed.", "")
    add("long", "Cloze", "Cups", "{{c1::" + "steep " * 30 + "}} is the rule.", "")
    add(
        "shown",
        "Basic",
        "Cups",
        'Whose cup?<br><img src="cup.png" alt="A red cup">[sound:gong.mp3]',
        "Mine",
    )
    add("alone", "Basic", "Cups", f'<img src="{small}">', "a small cup")
    add("drawn", "Basic", "Cups", 'What is drawn?<img src="drawing.svg">', "nothing")
    add(
        "hidden",
        "Image Occlusion",
        "Cups",
        "{{c1::image-occlusion:rect:left=.1:top=.1:width=.2:height=.2}}<br>",
        '<img src="cup.png">',
        "",
        "",
        "",
    )
    _own_type(collection)
    add("fields", "Kettle", "Cups", "oolong", "85 °C", "See the label.", tags="heat")


def _own_type(collection: Collection) -> None:
    """Add a note type of three fields, with a section and a filter."""
    kind = collection.models.new("Kettle")
    for name in ("Leaf", "Heat", "Source"):
        collection.models.add_field(kind, collection.models.new_field(name))
    template = collection.models.new_template("Ask")
    template["qfmt"] = "How hot for {{text:Leaf}}?{{^Heat}} Nobody knows.{{/Heat}}"
    template["afmt"] = (
        "{{FrontSide}}<hr id='answer'>{{Heat}}{{#Source}}<p>{{Source}}</p>{{/Source}}{{Tags}}"
    )
    collection.models.add_template(kind, template)
    collection.models.add(kind)


def make(target: Path = FOLDER) -> None:
    """Export the same notes into the old container, the new one, and a whole collection."""
    with TemporaryDirectory() as folder:
        collection = Collection(f"{folder}/collection.anki2")
        fill(collection)
        for name, legacy in (("old.apkg", True), ("new.apkg", False)):
            options = ExportAnkiPackageOptions(with_media=True, legacy=legacy)
            collection.export_anki_package(out_path=str(target / name), options=options, limit=None)
        collection.export_collection_package(
            str(target / "whole.colpkg"), include_media=True, legacy=False
        )
    for path in target.iterdir():
        shrink(path)


def shrink(path: Path) -> None:
    """Pack the members of an archive tighter: Anki leaves its old collection as it is."""
    with zipfile.ZipFile(path) as archive:
        members = [(each, archive.read(each)) for each in archive.namelist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)


def compare() -> None:
    """Make the packages anew and compare what is read of them with what is kept here."""
    with TemporaryDirectory() as folder:
        make(Path(folder))
        for kept in sorted(FOLDER.iterdir()):
            made = Path(folder) / kept.name
            old, new = (read(Source(each.name, each.read_bytes())) for each in (kept, made))
            assert old == new, kept.name
    print("Packages made by this Anki are read like those kept here.")


def check() -> None:
    """Import a package of ours with Anki and look at what came."""
    deck, media = ours()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "ours.apkg"
        path.write_bytes(write(deck, "anki-package", media).data)
        collection = Collection(f"{folder}/collection.anki2")
        request = ImportAnkiPackageRequest(
            package_path=str(path), options=ImportAnkiPackageOptions()
        )
        collection.import_anki_package(request)
        notes = [collection.get_note(each) for each in collection.find_notes("")]
        guids = {QuestionId(note.guid): note for note in notes}
        assert set(guids) == {each.id for each in deck.questions}, guids
        assert collection.card_count() == 3
        assert collection.media.have("cup.png")
        assert [each.name for each in collection.decks.all_names_and_ids()] == ["Default", "Tea"]
        assert guids[QuestionId("tea-3")].fields[0] == "{{c1::Uva::An isle}} is in {{c1::Ceylon}}."
        problems, fine = collection.fix_integrity()
        assert fine, problems
        for note in notes:
            assert all(card.question() and card.answer() for card in note.cards())
    print("Anki reads our package.")


if __name__ == "__main__":
    if sys.argv[1:] == ["check"]:
        compare()
        check()
    else:
        make()
