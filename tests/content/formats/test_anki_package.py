"""Anki packages: Anki's own, ours, and those of people who mean harm."""

import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings

from bot.domain.question import Cloze, Deck, Key, Kind, KindName, Picture, Recall, Typed
from content.draft import Draft
from content.formats import anki_package, read, write
from content.source import Source
from tests.content import anything
from tests.content.formats import kinds
from tests.content.formats.anki_deck import ours

FOLDER = Path(__file__).parent / "packages"
PNG = b"\x89PNG\r\n\x1a\n" + b"tea"
ALL = pytest.mark.parametrize("name", ["old.apkg", "new.apkg", "whole.colpkg"])
HELD = [KindName.RECALL, KindName.TYPED, KindName.CLOZE]


def gap(*answers: str) -> Cloze:
    return Cloze(tuple(Key(accepted=(answer,)) for answer in answers))


WANTED: list[tuple[str, str, Kind]] = [
    ("basic", "Which leaf is **smoked**?", Recall("Lapsang Souchong")),
    ("plus", "Camellia sinensis", Recall("the tea plant")),
    ("plus:2", "the tea plant", Recall("Camellia sinensis")),
    ("maybe", "two leaves", Recall("and a bud")),
    ("maybe:2", "and a bud", Recall("two leaves")),
    ("once", "white tea", Recall("buds alone")),
    ("typed", "Which clay are *Yixing* pots of?", Typed(Key(accepted=("zisha",)))),
    ("gaps", "____ is in India, ____ is not.", gap("Assam", "Uva")),
    ("gaps:2", "Assam is in ____, Uva is not.", gap("India")),
    ("nest", "____ is steamed.", gap("Green sencha")),
    ("nest:2", "Green ____ is steamed.", gap("sencha")),
    ("long", "[…] is the rule.", Recall(" ".join(["steep"] * 30))),
    ("shown", "Whose cup?", Recall("Mine")),
    ("alone", "my täßchen", Recall("a small cup")),
    ("drawn", "What is drawn?", Recall("nothing")),
    ("fields", "How hot for oolong?", Recall("85 °C\n\nSee the label.")),
]


def anki(data: bytes) -> Draft:
    return read(Source("x.apkg", data), "anki-package")


@ALL
def test_what_anki_wrote_is_read(name: str) -> None:
    source = Source(name, (FOLDER / name).read_bytes())
    assert anki_package.sniff(source)
    draft = read(source, "anki-package")
    assert draft.problems == ()
    found = [each.question for each in draft.questions]
    assert [(each.id, each.stem, each.kind) for each in found] == WANTED
    assert draft.title == "Tea"
    themes = [each.theme_title for each in draft.questions]
    assert themes == ["Leaves"] * 6 + ["Cups"] * 10
    by_id = {str(each.id): each for each in found}
    assert by_id["basic"].tags == ("asia", "leaf::black")
    assert (by_id["gaps"].hint, by_id["gaps"].explanation) == ("a state", "Uva is in Sri Lanka.")
    assert by_id["shown"].picture == Picture("cup.png", "A red cup")
    assert sorted(each.code for each in draft.warnings) == [
        "IMAGE_OCCLUSION",
        "NO_WORDS",
        "PICTURE",
        "SOUND",
    ]
    assert [each.reason for each in draft.dropped] == [
        "what is hidden in a picture cannot be asked here"
    ]
    assert len(draft.media) == 2
    assert all(each.data.startswith(b"\x89PNG") for each in draft.media)


def test_old_and_new_containers_say_the_same() -> None:
    drafts = [anki((FOLDER / name).read_bytes()) for name in ("old.apkg", "new.apkg")]
    assert drafts[0] == drafts[1]


def changed(name: str, change: Callable[[str, bytes], bytes | None]) -> bytes:
    """Return a package of Anki's with its members changed, or left out for None."""
    out = BytesIO()
    with zipfile.ZipFile(FOLDER / name) as old, zipfile.ZipFile(out, "w") as new:
        for each in old.namelist():
            if (data := change(each, old.read(each))) is not None:
                new.writestr(each, data)
    return out.getvalue()


def test_the_decoy_is_never_read() -> None:
    broken = changed("new.apkg", lambda name, data: b"" if name.endswith(".anki2") else data)
    assert len(anki(broken).questions) == len(WANTED)
    gone = changed("new.apkg", lambda name, data: b"x" if name.endswith("21b") else data)
    assert "broken" in anki(gone).problems[0].sentence


@settings(max_examples=25)
@given(kinds.decks(HELD))
def test_what_goes_out_comes_in_again(deck: Deck) -> None:
    written = write(deck, "anki-package")
    stay = kinds.left_out(written.losses)
    told = {loss.question for loss in written.losses}
    held = [each for each in deck.questions if each.id not in stay]
    again = kinds.read_back(anki(written.data)) if held else []
    for old, new in zip(held, again, strict=True):
        assert old.id in told or kinds.bare(old) == new


def test_a_plain_deck_is_kept_whole_with_its_pictures() -> None:
    deck, media = ours()
    written = write(deck, "anki-package", media)
    assert written.losses == ()
    draft = anki(written.data)
    assert kinds.read_back(draft) == [kinds.bare(each) for each in deck.questions]
    assert draft.media == media
    assert write(deck, "anki-package", media) == written


@settings(max_examples=10)
@given(anything.decks)
def test_any_deck_can_be_written(deck: Deck) -> None:
    write(deck, "anki-package")
