"""A table as rows of cells: which sign separates them, what is quoted, on which line a row begins.

Must not know what the cells mean.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from io import StringIO
from itertools import islice

from content.bounds import MAX_CELLS, MAX_TEXT
from content.draft import Caution, Dropped, Unreadable
from content.source import Source

SAMPLE = 100
"""Rows that are looked at to find the separator."""
_SAMPLED = 200_000  # characters
_FORMULA = re.compile(r"'*+\s*(?:[=+\-@＝＋－＠]|[\t\r])")
"""What a spreadsheet may run, also behind spaces and in the wide signs of Asian keyboards."""


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row, without spaces around them; ``line`` is its first."""

    line: int
    cells: tuple[str, ...]

    def cell(self, number: int) -> str:
        """Return a cell, counted from 0; "" where the row has ended."""
        return self.cells[number] if number < len(self.cells) else ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table that was read: its rows, without empty ones."""

    delimiter: str
    rows: tuple[Row, ...]
    dropped: tuple[Dropped, ...] = ()
    warnings: tuple[Caution, ...] = ()


def neutral(text: str) -> str:
    """Return a cell that no spreadsheet runs as a formula: an apostrophe goes in front."""
    return f"'{text}" if _FORMULA.match(text) else text


def as_typed(text: str) -> str:
    """Return a cell without the apostrophe that ``neutral`` gave it."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def declared(source: Source) -> str:
    """Return the separator that a first line ``sep=;`` names, as Excel writes it."""
    first = source.text[:12].partition("\n")[0].strip().strip('"')
    return first[4:5] if first[:4].lower() == "sep=" and len(first) == 5 else ""


def sample(source: Source, delimiter: str) -> list[list[str]]:
    """Return the first rows, up to one that cannot be taken apart. Empty rows are left out."""
    text = source.text[:_SAMPLED]
    if declared(source):
        text = text.partition("\n")[2]
    rows: list[list[str]] = []
    with suppress(csv.Error):
        for row in islice(csv.reader(StringIO(text, newline=""), delimiter=delimiter), SAMPLE):
            if any(cell.strip() for cell in row):
                rows.append(row)  # noqa: PERF401  (what came before an error is kept)
    return rows


def evenness(rows: Sequence[Sequence[str]]) -> float:
    """Return how evenly rows are filled: 1.0 if all have as many cells, 0.0 for one column."""
    widths = [max((n for n, cell in enumerate(row, 1) if cell.strip()), default=0) for row in rows]
    if not widths or max(widths) < 2:
        return 0.0
    return max(widths.count(width) for width in set(widths) if width > 1) / len(widths)


def find_delimiter(source: Source, candidates: Sequence[str]) -> str:
    """Return the separator that fills the first rows most evenly, "" if none does."""
    best, found = (0.0, 0), ""
    for sign in candidates:
        rows = sample(source, sign)
        score = (round(evenness(rows), 2), len(rows[0]) if rows else 0)
        if score > best and score[0] > 0.5:
            best, found = score, sign
    return found


def read_grid(source: Source, delimiter: str) -> Grid:
    """Take a table apart. Raises Unreadable where quotation marks do not close."""
    len(source.lines)  # raises if there are too many
    text, before = source.text, 0
    dropped: tuple[Dropped, ...] = ()
    if declared(source):
        first, _, text = text.partition("\n")
        dropped, before = (Dropped(1, first, "it names the separator"),), 1
    warnings = source.cautions
    if text.count(delimiter) > MAX_CELLS:
        raise Unreadable(f"This table has more than {MAX_CELLS:,} cells. Please split it.", 1)
    try:
        raw = list(_rows(text, delimiter, before, csv.QUOTE_MINIMAL))
    except _Torn:
        raw = list(_unquoted(text, delimiter, before))
        warnings += (Caution("QUOTES", 1, "quotation marks are read as they stand"),)
    empty = tuple(Dropped(row.line, delimiter.join(row.cells), "empty row") for row in raw
                  if row.cells and not any(row.cells))  # fmt: skip
    rows = tuple(row for row in raw if any(row.cells))
    return Grid(delimiter, rows, dropped + empty, warnings)


class _Torn(Unreadable):
    """Raised where text follows a closing quotation mark: such marks may be part of the text."""


def _rows(text: str, delimiter: str, before: int, quoting: int) -> Iterator[Row]:
    reader = csv.reader(
        StringIO(text, newline=""),
        delimiter=delimiter,
        strict=True,
        quoting=quoting,  # type: ignore[arg-type]
    )
    start = before + 1
    try:
        for cells in reader:
            yield Row(start, tuple(as_typed(cell.strip()).strip() for cell in cells))
            start = before + reader.line_num + 1
    except csv.Error as trouble:
        if "limit" in str(trouble):
            sentence = (
                f"A cell here is far too long: at most {MAX_TEXT:,} characters fit on a card."
            )
        else:
            sentence = (
                "A quotation mark opens here and does not close where the cell ends."
                " Please double the marks inside a cell."
            )
        is_torn = "expected after" in str(trouble)
        raise (_Torn if is_torn else Unreadable)(sentence, start) from trouble


def _unquoted(text: str, delimiter: str, before: int) -> Iterator[Row]:
    """Read a table whose quotation marks are text; only if its rows are even then."""
    rows = list(_rows(text, delimiter, before, csv.QUOTE_NONE))
    if evenness([row.cells for row in rows if any(row.cells)]) < 1:
        yield from _rows(text, delimiter, before, csv.QUOTE_MINIMAL)  # raises again
    yield from rows
