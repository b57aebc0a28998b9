"""Notes, note types and cards as Anki has them, whatever they came in.

Values only: must not know packages, databases, text files nor questions.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Template:
    """A card template: its two sides as HTML with ``{{Field}}``."""

    name: str
    front: str
    back: str


@dataclass(frozen=True, slots=True)
class NoteType:
    """A note type. A cloze type has one template and a card for each number of a deletion."""

    name: str
    fields: tuple[str, ...]
    templates: tuple[Template, ...]
    is_cloze: bool = False
    is_occlusion: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """A note: HTML for each field. ``line`` is its line, or its place in a collection, from 1.

    ``decks`` has the deck of each card that there is, by its number from 0; where it is empty every
    card is there, in ``deck``. A deck within another is ``Tea::India``.
    """

    guid: str
    type: NoteType
    fields: tuple[str, ...]
    tags: tuple[str, ...] = ()
    deck: str = ""
    decks: tuple[tuple[int, str], ...] = ()
    line: int = 0


_BACK = "{{FrontSide}}\n\n<hr id=answer>\n\n"
BASIC = NoteType("Basic", ("Front", "Back"), (Template("Card 1", "{{Front}}", _BACK + "{{Back}}"),))
REVERSED = NoteType(
    "Basic (and reversed card)",
    BASIC.fields,
    (*BASIC.templates, Template("Card 2", "{{Back}}", _BACK + "{{Front}}")),
)
OPTIONAL = NoteType(
    "Basic (optional reversed card)",
    (*BASIC.fields, "Add Reverse"),
    (
        *BASIC.templates,
        Template("Card 2", "{{#Add Reverse}}{{Back}}{{/Add Reverse}}", _BACK + "{{Front}}"),
    ),
)
TYPED = NoteType(
    "Basic (type in the answer)",
    BASIC.fields,
    (
        Template(
            "Card 1",
            "{{Front}}\n\n{{type:Back}}",
            "{{Front}}\n\n<hr id=answer>\n\n{{type:Back}}",
        ),
    ),
)
CLOZE = NoteType(
    "Cloze",
    ("Text", "Back Extra"),
    (Template("Cloze", "{{cloze:Text}}", "{{cloze:Text}}<br>\n{{Back Extra}}"),),
    is_cloze=True,
)
STOCK = {each.name.casefold(): each for each in (BASIC, REVERSED, OPTIONAL, TYPED, CLOZE)}
"""The note types that every collection begins with, by name in lower case."""
