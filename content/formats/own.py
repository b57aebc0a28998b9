"""What Studyhall's own JSON and TOML share: a whole deck with ids and versions, nothing lost.

Each is the deck's keys and a table for every question, as in the bank, with the question's theme.
Must not know in which of the two notations a deck is.
"""

from collections.abc import Iterator, Mapping

import msgspec

from bot.domain.ids import DeckId
from bot.domain.question import Deck, KindName, Question
from content import schema
from content.build import build
from content.decode import decode
from content.draft import Caution, Draft, Found, Media
from content.formats.tracing import note_long
from content.page import Page
from content.records import as_plain


class DeckRecord(schema.Record, frozen=True, kw_only=True):
    """The keys of a deck in one file; a file may also hold questions alone."""

    id: schema.Name | None = None
    title: str = ""
    description: str = ""
    licence: str = ""
    themes: dict[schema.Name, str] = msgspec.field(default_factory=dict)


NO_DECK = DeckRecord()


def deck_of(page: Page, at: str, table: object) -> DeckRecord | None:
    """Decode a deck's keys; None after noting what is wrong."""
    note_long(page, at, table)
    return decode(page, at, table, DeckRecord)


def question_of(page: Page, at: str, table: object) -> Question | None:
    """Make a question, in no deck, of its table; None after noting what is wrong."""
    before = len(page.mistakes)
    note_long(page, at, table)
    if not isinstance(table, Mapping):
        page.wrong(at, "a question must be a table of keys and values")
        return None
    theme, kind = table.get("theme", ""), table.get("kind")
    if not isinstance(theme, str):
        page.wrong(f"{at}.theme" if at else "theme", "`theme` must be a text")
    if not isinstance(kind, str) or kind not in list(KindName):
        place = f"{at}.kind" if at else "kind"
        page.wrong(place if kind is not None else at, _which_kind(kind))
        return None
    rest = {key: value for key, value in table.items() if key != "theme"}
    record = decode(page, at, rest, schema.SHAPES[KindName(kind)])
    if record is None or len(page.mistakes) > before:
        return None
    return build(page, at, record, str(theme), DeckId(""))


def _which_kind(kind: object) -> str:
    if kind is None:
        return "the key `kind` is missing"
    return f"unknown kind {str(kind)[:40]!r}: write one of {', '.join(KindName)}"


def plain_deck(deck: Deck) -> dict[str, object]:
    """Return a deck's keys as plain values, without what is empty."""
    keys: dict[str, object] = {
        "id": str(deck.id),
        "title": deck.title,
        "description": deck.description,
        "licence": deck.licence,
        "themes": dict(deck.themes),
    }
    return {key: value for key, value in keys.items() if value}


def plain_questions(deck: Deck) -> Iterator[dict[str, object]]:
    """Yield every question as plain values, its id, kind and theme first."""
    for question in deck.questions:
        plain = as_plain(question)
        first = {key: plain.pop(key) for key in ("id", "kind", "theme") if key in plain}
        yield first | plain


def draft_of(
    deck: DeckRecord, questions: list[tuple[Question, int]], media: tuple[Media, ...] = ()
) -> Draft:
    """Return the draft of a deck and its questions, each with its line."""
    warnings = tuple(
        Caution("UNKNOWN_THEME", line, f"the deck does not name the theme “{each.theme}”")
        for each, line in questions
        if deck.themes and each.theme and each.theme not in deck.themes
    )
    found = (
        Found(each, line, theme_title=deck.themes.get(each.theme, "")) for each, line in questions
    )
    return Draft(
        format="",
        title=deck.title,
        description=deck.description,
        licence=deck.licence,
        deck_id=deck.id or "",
        themes=tuple(deck.themes.items()),
        questions=tuple(found),
        warnings=warnings,
        media=media,
    )


def repeated_ids(page: Page, questions: list[tuple[Question, str]]) -> None:
    """Note each id that an earlier question has; ``questions`` are with their paths."""
    seen: set[str] = set()
    for question, at in questions:
        if question.id in seen:
            page.wrong(at, f"the id `{question.id}` is there already")
        seen.add(question.id)
