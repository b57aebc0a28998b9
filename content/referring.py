"""Loads what stands beside a deck's questions: glossary, timeline, documents, fingerprints.

Every file may be missing. Mistakes go to the pages, like those of questions. Must not know
questions.
"""

from collections.abc import Callable, Container, Iterator
from pathlib import Path

from content import fingerprints
from content.build import day_of
from content.decode import decode
from content.page import Page, tables
from content.reference import (
    DisagreementRecord,
    DocumentRecord,
    EntryRecord,
    EventRecord,
    Exactness,
    HistorianRecord,
    ListRecord,
    Noted,
    R,
    Reference,
)

FILES = ("glossary", "timeline", "documents")
"""Names of the files, without ``.toml``: no theme can be called so."""

PRINTS = "documents.txt"
"""The fingerprints of the documents (see ``fingerprints.py``)."""

_LENGTHS = {4: Exactness.YEAR, 7: Exactness.MONTH, 10: Exactness.DAY}


def load_reference(
    folder: Path,
    open_page: Callable[[Path], Page],
    documents: Container[str],
    facts: Container[str],
) -> Reference:
    """Read the files of a deck's folder. ``documents`` and ``facts`` are the ids that exist."""
    glossary = _File(folder / "glossary.toml", open_page, "entry", "historian")
    timeline = _File(folder / "timeline.toml", open_page, "event")
    shelf = _File(folder / "documents.toml", open_page, "document", "disagreement", "list")
    found = Reference(
        entries=glossary.read("entry", EntryRecord),
        historians=glossary.read("historian", HistorianRecord),
        events=timeline.read("event", EventRecord),
        documents=shelf.read("document", DocumentRecord),
        disagreements=shelf.read("disagreement", DisagreementRecord),
        lists=shelf.read("list", ListRecord),
        prints=fingerprints.load(folder / PRINTS),
    )
    _check(found, documents, facts)
    return found


class _File:
    """One of the files, with the tables found in it; none of them if it does not exist."""

    def __init__(self, path: Path, open_page: Callable[[Path], Page], *names: str) -> None:
        self.page = open_page(path) if path.exists() or path.is_symlink() else None
        self.tables = {} if self.page is None else tables(self.page, *names)

    def read(self, name: str, shape: type[R]) -> tuple[Noted[R], ...]:
        """Decode the tables of a name."""
        found: list[Noted[R]] = []
        for at, table in self.tables.get(name, []):
            if self.page is not None and (record := decode(self.page, at, table, shape)):
                found.append(Noted(record, self.page, at))
        return tuple(found)


def _check(reference: Reference, documents: Container[str], facts: Container[str]) -> None:
    """Note what names something that does not exist, and dates that are none."""
    for page, at, cited in _citations(reference):
        for number, fact in enumerate(cited):
            if fact not in facts:
                sentence = f"unknown fact `{fact}`: facts.toml does not have it"
                page.wrong(f"{at}.facts[{number}]", sentence)
    for document in reference.documents:
        if (name := document.record.id) not in documents:
            document.page.wrong(f"{document.at}.id", f"unknown document `{name}`")
    for entry in reference.entries:
        _check_dates(entry.page, entry.at, entry.record.date, entry.record.until)
    for event in reference.events:
        _check_event(event)


def _citations(reference: Reference) -> Iterator[tuple[Page, str, tuple[str, ...]]]:
    yield from ((each.page, each.at, each.record.facts) for each in reference.historians)
    yield from ((each.page, each.at, each.record.facts) for each in reference.events)
    yield from ((each.page, each.at, each.record.facts) for each in reference.disagreements)
    yield from ((each.page, each.at, each.record.facts) for each in reference.lists)


def _check_dates(page: Page, at: str, start: str, end: str) -> None:
    first = day_of(page, f"{at}.date", start) if start else None
    last = day_of(page, f"{at}.until", end) if end else None
    if end and not start:
        page.wrong(f"{at}.until", "`until` means nothing without `date`")
    elif first and last and last <= first:
        page.wrong(f"{at}.until", "`until` must be later than `date`")


def _check_event(event: Noted[EventRecord]) -> None:
    record = event.record
    _check_dates(event.page, event.at, record.date, record.until)
    exact = _LENGTHS.get(len(record.date))
    if record.precision is Exactness.RANGE:
        if not record.until:
            event.page.wrong(f"{event.at}.until", "a range has `until` too")
    elif exact is not None and exact is not record.precision:
        sentence = f"“{record.date}” is as exact as a {exact}, not a {record.precision}"
        event.page.wrong(f"{event.at}.precision", sentence)
