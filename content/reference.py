"""What stands beside the questions of a deck: its glossary, timeline, historians and documents.

The rules of quality look names and dates up here. These records are a format like those of
``schema.py``, so they are only ever added to. Must not know questions, nor the rules.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Generic, TypeVar

import msgspec

from bot.domain.judge import fold
from content.fingerprints import Prints, words_of
from content.page import Page
from content.schema import Record, Text

R = TypeVar("R", bound=Record)
Lines = Annotated[str, msgspec.Meta(pattern=r"^\d+(-\d+)?(,\d+(-\d+)?)*\Z")]
"""Lines of a document, counted from 1: "7", "7-9" or "7,9-12"."""


class EntryKind(StrEnum):
    """What a name of the glossary is a name of."""

    PERSON = "person"
    HISTORIAN = "historian"
    TREATY = "treaty"
    ORGANISATION = "organisation"
    TERM = "term"
    STATE = "state"
    PLACE = "place"
    EVENT = "event"
    WORK = "work"


class Exactness(StrEnum):
    """How exactly the date of an event is known, or that it lasted."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    RANGE = "range"


class EntryRecord(Record, frozen=True, kw_only=True):
    """One ``[[entry]]`` of ``glossary.toml``.

    ``accept`` are other names of it. ``vague`` are names that fit other things too, and ``never``
    misprints that must not pass. ``active`` are the first and last year of a person's part in the
    story; ``date`` and ``until`` are as exact as they are known. ``named`` means that the
    documents name it, so that some question must have it as its answer.
    """

    name: Text
    kind: EntryKind
    means: Text
    accept: tuple[Text, ...] = ()
    vague: tuple[Text, ...] = ()
    never: tuple[Text, ...] = ()
    active: tuple[int, int] | None = None
    date: str = ""
    until: str = ""
    parties: tuple[Text, ...] = ()
    named: bool = False


class HistorianRecord(Record, frozen=True, kw_only=True):
    """One ``[[historian]]`` of ``glossary.toml``; ``quiz`` says whether the view may be asked."""

    name: Text
    school: Text
    position: Text
    accept: tuple[Text, ...] = ()
    works: tuple[Text, ...] = ()
    facts: tuple[Text, ...] = ()
    quiz: bool = True


class EventRecord(Record, frozen=True, kw_only=True):
    """One ``[[event]]`` of ``timeline.toml``; no document names what is ``background``."""

    date: Text
    until: str = ""
    precision: Exactness
    event: Text
    facts: tuple[Text, ...] = ()
    background: bool = False


class CardRecord(Record, frozen=True, kw_only=True):
    """A card found in a document, as lines: the whole, and each of its points.

    ``waive`` are lines that no question needs to cover, with the reason.
    """

    id: Text
    lines: Lines
    points: tuple[Lines, ...] = ()
    waive: tuple[tuple[Lines, Text], ...] = ()


class DocumentRecord(Record, frozen=True, kw_only=True):
    """One ``[[document]]`` of ``documents.toml``; ``deck.toml`` has its title."""

    id: Text
    cards: tuple[CardRecord, ...] = ()


class DisagreementRecord(Record, frozen=True, kw_only=True):
    """Something that documents, or two lines of one, say differently."""

    id: Text
    topic: Text
    facts: tuple[Text, ...]
    debate: bool = False  # historians differ too, so it is asked as a view


class ListRecord(Record, frozen=True, kw_only=True):
    """A list every candidate must know: a points question of at least so many points."""

    about: Text
    points: Annotated[int, msgspec.Meta(ge=1)]
    facts: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Noted(Generic[R]):
    """A record and where it is written."""

    record: R
    page: Page
    at: str


@dataclass(frozen=True)
class Reference:
    """All of it; empty for a deck that has none of these files."""

    entries: tuple[Noted[EntryRecord], ...] = ()
    historians: tuple[Noted[HistorianRecord], ...] = ()
    events: tuple[Noted[EventRecord], ...] = ()
    documents: tuple[Noted[DocumentRecord], ...] = ()
    disagreements: tuple[Noted[DisagreementRecord], ...] = ()
    lists: tuple[Noted[ListRecord], ...] = ()
    prints: Prints = field(default_factory=Prints)

    @cached_property
    def named(self) -> Mapping[str, tuple[EntryRecord, ...]]:
        """Return the entries of each folded name; historians are entries here too."""
        found: dict[str, list[EntryRecord]] = defaultdict(list)
        for entry in self.all_entries:
            for name in dict.fromkeys(map(fold, names_of(entry))):
                found[name].append(entry)
        return {name: tuple(entries) for name, entries in found.items()}

    @cached_property
    def all_entries(self) -> tuple[EntryRecord, ...]:
        """Return every entry, with one for each historian at the end."""
        return (
            *(noted.record for noted in self.entries),
            *(_as_entry(noted.record) for noted in self.historians),
        )

    @cached_property
    def name_words(self) -> frozenset[str]:
        """Return every word of the names and of the titles of historians' works."""
        titles = (work for noted in self.historians for work in noted.record.works)
        names = (name for entry in self.all_entries for name in names_of(entry))
        return frozenset(word for text in (*titles, *names) for word in words_of(text))

    def kinds(self, name: str) -> frozenset[EntryKind]:
        """Return what a whole text may be the name of; nothing if the glossary does not know."""
        return frozenset(entry.kind for entry in self.named.get(fold(name), ()))


def names_of(entry: EntryRecord) -> Iterator[str]:
    """Yield an entry's name and its other names."""
    yield entry.name
    yield from entry.accept


def _as_entry(historian: HistorianRecord) -> EntryRecord:
    return EntryRecord(
        name=historian.name,
        kind=EntryKind.HISTORIAN,
        means=historian.position,
        accept=historian.accept,
    )
