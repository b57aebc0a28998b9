"""Anki notes as text: rows of fields under headers such as ``#separator:tab``.

Note types are known by name; those that are not are read as basic ones, or as cloze where there
is a deletion. Must not know packages.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape as as_html
from io import StringIO

from bot.domain.question import Deck, Question
from content.bounds import MAX_TEXT
from content.draft import Draft, Dropped, Media, Problem, Written
from content.formats import anki_cloze
from content.formats.anki_cards import no_pictures, questions
from content.formats.anki_notes import BASIC, CLOZE, STOCK, Note, NoteType
from content.formats.anki_writing import TITLE, notes_of, unheld
from content.formats.keeping import checked
from content.source import Source

_HEADER = re.compile(
    r"#\s*(separator|html|tags|columns|notetype|deck|if matches"
    r"|(?:notetype|deck|tags|guid) column)\s*:(.*)",
    re.IGNORECASE,
)
_HTML = re.compile(r"</?(?:b|br|div|em|i|img|li|p|span|strong|u|ul)(?:\s[^<>]{0,300})?/?>")
_SEPARATORS = {
    "comma": ",",
    "semicolon": ";",
    "tab": "\t",
    "space": " ",
    "pipe": "|",
    "colon": ":",
}


@dataclass(frozen=True, slots=True)
class Headers:
    """What the headers say. Columns count from 0; ``lines`` is how many lines they take."""

    values: dict[str, str]
    lines: int

    def column(self, name: str) -> int:
        """Return the column of ``guid``, ``deck`` and so on; -1 if there is none."""
        value = self.values.get(f"{name} column", "").strip()
        return int(value) - 1 if value.isdecimal() and 0 < len(value) < 4 else -1

    @property
    def separator(self) -> str:
        """Return the separator of fields, one character; a tab if none is named."""
        name = self.values.get("separator", "tab")
        named = _SEPARATORS.get(name.strip().casefold(), name)
        return named[:1] if named and named[0] not in '"\n\r' else "\t"

    @property
    def is_html(self) -> bool:
        """Return whether fields are HTML."""
        return self.values.get("html", "false").strip().casefold() == "true"


def sniff(source: Source) -> str:
    """Return why these are Anki notes."""
    if source.is_binary:
        return ""
    first = next(iter(source.lines), "")[:200]
    found = _HEADER.match(first)
    return f"it begins with Anki's header #{found[1]}" if found else ""


def headers_of(lines: Sequence[str]) -> Headers:
    """Return the headers at the start of a file."""
    values: dict[str, str] = {}
    count = 0
    for line in lines:
        found = _HEADER.match(line[:2_000])
        if not found:
            break
        values[found[1].casefold()] = found[2]
        count += 1
    if "html" not in values:  # Anki guesses too
        shows = any(_HTML.search(line) for line in lines[count : count + 200])
        values["html"] = str(shows)
    return Headers(values, count)


def read(source: Source) -> Draft:
    """Read notes. Rows that begin with # are remarks; fields may hold line breaks in quotes."""
    headers = headers_of(source.lines)
    head = enumerate(source.lines[: headers.lines], 1)
    dropped = [Dropped(number, line[:200], "one of Anki's headers") for number, line in head]
    problems: list[Problem] = []
    rows = list(_rows(source, headers, dropped, problems))
    if problems:
        return Draft(format="anki-text", problems=tuple(problems))
    cards = questions((_note(headers, row, line) for line, row in rows), no_pictures)
    cards.warnings[:0] = source.cautions
    cards.dropped[:] = sorted([*dropped, *cards.dropped], key=lambda each: each.line)
    return cards.draft("anki-text", source.stem)


def _rows(
    source: Source, headers: Headers, dropped: list[Dropped], problems: list[Problem]
) -> Iterator[tuple[int, list[str]]]:
    """Yield each row with its first line."""
    lines = source.lines
    feed = _Feed(lines, headers.lines, dropped)
    reader = csv.reader(feed, delimiter=headers.separator)
    while True:
        feed.begin()
        try:
            row = next(reader, None)
        except csv.Error as error:
            if "limit" not in str(error):
                problems.append(Problem(feed.first, 1, f"This row is broken: {error}."))
            else:
                sentence = f"A field here is longer than {MAX_TEXT:,} characters, or a quotation"
                problems.append(Problem(feed.first, 1, f"{sentence} mark is not closed."))
            return
        if row is None:
            return
        if feed.is_open and row and row[-1].endswith("\n"):
            problems.append(Problem(feed.first, 1, "A quotation mark is not closed in this row."))
        elif any(each.strip() for each in row):
            yield feed.first, row


class _Feed:
    """Gives lines to the reader of rows, without remarks; tells where a row began."""

    def __init__(self, lines: Sequence[str], start: int, dropped: list[Dropped]) -> None:
        self._lines = lines
        self._next = start
        self._dropped = dropped
        self._at_start = True
        self._quotes = 0
        self.first = 0

    def begin(self) -> None:
        """Say that a new row begins."""
        self._at_start, self._quotes = True, 0

    @property
    def is_open(self) -> bool:
        """Return whether the row, at the end of the file, has an odd number of quotation marks."""
        return self._next >= len(self._lines) and self._quotes % 2 == 1

    def __iter__(self) -> "_Feed":
        return self

    def __next__(self) -> str:
        while self._next < len(self._lines):
            line = self._lines[self._next]
            self._next += 1
            if self._at_start and line.startswith("#"):
                self._dropped.append(Dropped(self._next, line[:200], "a remark"))
                continue
            if self._at_start:
                self.first, self._at_start = self._next, False
            self._quotes += line.count('"')
            return line + "\n"
        raise StopIteration


def _note(headers: Headers, row: list[str], line: int) -> Note:
    special = {name: headers.column(name) for name in ("guid", "notetype", "deck", "tags")}

    def cell(name: str) -> str:
        place = special[name]
        return row[place].strip() if 0 <= place < len(row) else ""

    own = [each for place, each in enumerate(row) if place not in special.values()]
    html = [each if headers.is_html else _as_html(each) for each in own]
    deck = cell("deck") or headers.values.get("deck", "").strip()
    tags = (*headers.values.get("tags", "").split(), *cell("tags").split())
    name = cell("notetype") or headers.values.get("notetype", "").strip()
    kind = _type(name, html)
    fields = (*html, *[""] * len(kind.fields))[: len(kind.fields)]
    if len(html) > len(kind.fields):  # a note type that we do not know: nothing may vanish
        rest = "<br>".join(each for each in html[len(kind.fields) - 1 :] if each.strip())
        fields = (*fields[:-1], rest)
    return Note(cell("guid"), kind, fields, tuple(dict.fromkeys(tags)), deck, line=line)


def _type(name: str, fields: list[str]) -> NoteType:
    if known := STOCK.get(name.casefold()):
        return known
    return CLOZE if any(map(anki_cloze.numbers, fields)) else BASIC


def _as_html(text: str) -> str:
    return as_html(text, quote=False).replace("\n", "<br>")


def write(deck: Deck, media: tuple[Media, ...] = ()) -> Written:
    """Write flashcards, typed questions and clozes."""

    def assemble(held: Sequence[Question]) -> str:
        text = StringIO()
        text.write("#separator:tab\n#html:true\n#guid column:1\n#notetype column:2\n")
        text.write("#deck column:3\n#tags column:6\n")
        rows = csv.writer(text, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_ALL)
        for note in notes_of(deck, held):
            rows.writerow((note.guid, note.type.name, note.deck, *note.fields, " ".join(note.tags)))
        return text.getvalue()

    return checked(deck, TITLE, ".txt", assemble, read, unheld)
