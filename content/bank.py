"""Loads the question bank: TOML folders in, decks and every mistake out.

A bank is a folder of decks; a deck is a folder with ``deck.toml``, ``facts.toml``, a file for
each theme, and its pictures. Nothing in a bank can make ``load`` raise, and a broken file or
question takes no other down. This module knows no database and no platform.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from importlib.resources import files
from pathlib import Path

import msgspec

from bot.domain.ids import DeckId
from bot.domain.question import Deck, KindName, Question
from content import schema
from content.build import build
from content.decode import decode
from content.page import Mistake, Page, entries, read, tables
from content.pictures import check_picture
from content.reference import Reference
from content.referring import FILES, load_reference
from content.rivals import attach_rivals

__all__ = ["Item", "Loaded", "Mistake", "Sheet", "attach_rivals", "bundled", "digest", "load"]

_RESERVED = ("deck", "facts", *FILES)


@dataclass(frozen=True, slots=True)
class Item:
    """A question beside what its author wrote, for the rules of quality."""

    question: Question
    record: schema.QuestionRecord
    page: Page
    at: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A deck beside what its authors wrote. ``facts`` are by id, in the order of their file."""

    deck: Deck
    record: schema.DeckRecord
    page: Page
    facts: Mapping[str, schema.FactRecord]
    items: tuple[Item, ...]
    facts_page: Page
    reference: Reference


@dataclass(frozen=True, slots=True)
class Loaded:
    """The decks of a bank without their broken questions, and all mistakes in file order."""

    decks: tuple[Deck, ...]
    mistakes: tuple[Mistake, ...]
    sheets: tuple[Sheet, ...] = ()


def bundled() -> Path:
    """Return the folder of the bank that comes with the program."""
    return Path(str(files("content"))) / "bank"


def digest(deck: Deck) -> bytes:
    """Return 16 bytes that are the same exactly as long as the deck says the same."""
    kinds = tuple(question.kind_name for question in deck.questions)
    return hashlib.blake2b(msgspec.json.encode((deck, kinds)), digest_size=16).digest()


def load(folder: Path) -> Loaded:
    """Load every deck of a bank, or the one deck if ``folder`` is a deck itself."""
    reader = _Reader(folder)
    try:
        is_folder, is_deck = folder.is_dir(), (folder / "deck.toml").is_file()
    except (OSError, ValueError):
        is_folder = is_deck = False
    if not is_folder:
        reader.mistakes.append(Mistake(folder.name or ".", 1, "there is no such folder"))
    decks = [folder] if is_deck else [path for path in entries(folder) if _is_folder(path)]
    sheets = tuple(sheet for path in decks if is_folder for sheet in reader.deck(path))
    return Loaded(tuple(sheet.deck for sheet in sheets), tuple(sorted(reader.mistakes)), sheets)


def _is_folder(path: Path) -> bool:
    return path.is_symlink() or path.is_dir()


@dataclass
class _Reader:
    """What one loading shares: where the bank is, its mistakes, and the ids met so far."""

    root: Path
    mistakes: list[Mistake] = field(default_factory=list)
    ids: dict[str, tuple[Page, str]] = field(default_factory=dict)
    decks: set[str] = field(default_factory=set)

    def page(self, path: Path) -> Page:
        """Read a file; its mistakes are this loading's mistakes."""
        page = read(path, path.relative_to(self.root).as_posix())
        self.mistakes.extend(page.mistakes)
        page.mistakes = self.mistakes
        return page

    def deck(self, folder: Path) -> Iterator[Sheet]:
        """Yield the deck of a folder, or nothing when even its frame is broken."""
        name = folder.relative_to(self.root).as_posix()
        if folder.is_symlink():
            self.mistakes.append(Mistake(name, 1, "links are not followed in a bank"))
            return
        if not (folder / "deck.toml").exists():
            self.mistakes.append(Mistake(name, 1, "this folder has no deck.toml"))
            return
        page = self.page(folder / "deck.toml")
        table = page.table()
        record = None if table is None else decode(page, "", table, schema.DeckRecord)
        if record is None:
            return
        if record.id in self.decks:
            page.wrong("id", f"the deck `{record.id}` is there already")
            return
        self.decks.add(record.id)
        yield self._sheet(folder, page, record)

    def _sheet(self, folder: Path, page: Page, record: schema.DeckRecord) -> Sheet:
        facts_page = self._facts_page(folder)
        facts = self._facts(facts_page, record)
        reference = load_reference(folder, self.page, record.documents, facts)
        by_theme: dict[str, list[Item]] = {theme: [] for theme in record.themes}
        for path in entries(folder):
            if path.suffix != ".toml" or path.stem in _RESERVED:
                continue
            theme = self.page(path)
            if path.stem not in by_theme:
                theme.wrong_at(1, f"unknown theme `{path.stem}`: deck.toml does not name it")
                continue
            by_theme[path.stem].extend(self._questions(theme, folder, record, facts, path.stem))
        items = tuple(item for found in by_theme.values() for item in found)
        questions = tuple(item.question for item in items)
        deck = Deck(
            DeckId(record.id),
            record.title,
            record.description,
            tuple(record.themes.items()),
            questions,
            record.licence,
        )
        deck = attach_rivals(deck, record.confusable)
        items = tuple(
            replace(item, question=question)
            for item, question in zip(items, deck.questions, strict=True)
        )
        return Sheet(deck, record, page, facts, items, facts_page, reference)

    def _facts_page(self, folder: Path) -> Page:
        path = folder / "facts.toml"
        return self.page(path) if path.exists() else Page(path.relative_to(self.root).as_posix())

    def _facts(self, page: Page, deck: schema.DeckRecord) -> dict[str, schema.FactRecord]:
        facts: dict[str, schema.FactRecord] = {}
        for at, table in tables(page, "fact")["fact"]:
            record = decode(page, at, table, schema.FactRecord)
            if record is None:
                continue
            if record.id in facts:
                page.wrong(f"{at}.id", f"the fact `{record.id}` is there already")
            for number, source in enumerate(record.sources):
                if (document := source.partition(":")[0]) not in deck.documents:
                    page.wrong(f"{at}.sources[{number}]", f"unknown document `{document}`")
            facts.setdefault(record.id, record)
        return facts

    def _questions(
        self,
        page: Page,
        folder: Path,
        deck: schema.DeckRecord,
        facts: Mapping[str, schema.FactRecord],
        theme: str,
    ) -> Iterator[Item]:
        for at, table in tables(page, "question")["question"]:
            record = _record(page, at, table)
            if record is None:
                continue
            sound = self._is_new(page, at, record, deck) & _facts_exist(page, at, record, facts)
            sound &= check_picture(page, at, record.picture, folder)
            question = build(page, at, record, theme, DeckId(deck.id))
            if question is not None and sound:
                sources = _sources(record, facts, deck)
                yield Item(replace(question, sources=sources), record, page, at)

    def _is_new(
        self, page: Page, at: str, record: schema.QuestionRecord, deck: schema.DeckRecord
    ) -> bool:
        if record.id in deck.gone:
            page.wrong(f"{at}.id", f"the id `{record.id}` was used once and is gone for ever")
            return False
        if (first := self.ids.get(record.id)) is not None:
            where = f"{first[0].file}:{first[0].line_of(first[1])}"
            page.wrong(f"{at}.id", f"the id `{record.id}` is there already, in {where}")
            return False
        self.ids[record.id] = (page, at)
        return True


def _record(page: Page, at: str, table: object) -> schema.QuestionRecord | None:
    """Decode a question by its kind."""
    kind = table.get("kind") if isinstance(table, dict) else None
    if kind is not None and kind not in list(KindName):
        page.wrong(f"{at}.kind", f"unknown kind {kind!r}: write one of {', '.join(KindName)}")
        return None
    shape = schema.SHAPES[KindName(kind)] if kind is not None else schema.QuestionRecord
    return decode(page, at, table, shape)


def _facts_exist(
    page: Page,
    at: str,
    record: schema.QuestionRecord,
    facts: Mapping[str, schema.FactRecord],
) -> bool:
    unknown = [(n, fact) for n, fact in enumerate(record.facts) if fact not in facts]
    for number, fact in unknown:
        page.wrong(f"{at}.facts[{number}]", f"unknown fact `{fact}`: facts.toml does not have it")
    return not unknown


def _sources(
    record: schema.QuestionRecord,
    facts: Mapping[str, schema.FactRecord],
    deck: schema.DeckRecord,
) -> tuple[str, ...]:
    """Return a question's own sources and the documents behind its facts, as a learner may read."""
    found = dict.fromkeys(record.sources)
    for fact in record.facts:
        for source in facts[fact].sources if fact in facts else ():
            document, _, lines = source.partition(":")
            if document in deck.documents:
                where = f"{deck.documents[document]}, line{'s' * (not lines.isdigit())} {lines}"
                found.setdefault(where if lines else deck.documents[document])
    return tuple(sorted(found))
