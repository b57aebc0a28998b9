"""What is known: the statements, names and dated events that a bank's decks rest on.

Read once from the bank that comes with the program, without its questions. Must not know drafts.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from content.bank import bundled
from content.decode import Record, decode
from content.page import Page, entries, read
from content.reference import EntryRecord, EventRecord
from content.schema import FactRecord


@dataclass(frozen=True, slots=True)
class Facts:
    """Statements with their verdicts, names, and what happened when."""

    statements: tuple[FactRecord, ...] = ()
    names: tuple[EntryRecord, ...] = ()
    events: tuple[EventRecord, ...] = ()


@cache
def bundled_facts() -> Facts:
    """Return the facts of all decks that come with the program."""
    return facts_of(bundled())


def facts_of(bank: Path) -> Facts:
    """Return the facts of the decks in a folder; what cannot be read is left out."""
    folders = [path for path in entries(bank) if path.is_dir() and not path.is_symlink()]
    return Facts(
        tuple(each for at in folders for each in _read(at, "facts", "fact", FactRecord)),
        tuple(each for at in folders for each in _read(at, "glossary", "entry", EntryRecord)),
        tuple(each for at in folders for each in _read(at, "timeline", "event", EventRecord)),
    )


def _read(folder: Path, file: str, name: str, shape: type[Record]) -> tuple[Record, ...]:
    path = folder / f"{file}.toml"
    if not path.is_file():
        return ()
    page = read(path, path.name)
    found = (page.table() or {}).get(name)
    rows = found if isinstance(found, list) else []
    # A mistake in the bank is reported by its own check.
    made = (decode(Page(page.file), "", row, shape) for row in rows)
    return tuple(record for record in made if record is not None)
