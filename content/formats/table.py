"""Decks as tables: with a header that names the columns, or two columns, fronts and backs.

Shared by the comma and the tab format, which differ in the separator alone.
"""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from io import StringIO

from bot.domain.question import (
    Choice,
    Cloze,
    Date,
    Deck,
    Key,
    Match,
    Number,
    Order,
    Points,
    Question,
    Recall,
    TrueFalse,
    Typed,
)
from content.draft import Caution, Draft, Dropped, Problem, Unreadable, Written
from content.formats.columns import Column, Role, header
from content.formats.grid import Grid, Row, declared, find_delimiter, neutral, read_grid, sample
from content.formats.keeping import NOT_HELD, RETIRED, checked, theme_title
from content.formats.literal import to_plain
from content.formats.picking import joined, naming
from content.formats.row_kinds import FALSE, SEVERAL, TRUE
from content.formats.rows import Rows
from content.source import Source

_TWO = (Column(0, Role.FRONT), Column(1, Role.BACK))
_Cell = tuple[Role, int]
_ALWAYS: tuple[_Cell, ...] = ((Role.ID, 0), (Role.KIND, 0), (Role.FRONT, 0), (Role.BACK, 0))
_ORDER = {role: place for place, role in enumerate(Role)}


@dataclass(frozen=True, slots=True)
class Dialect:
    """A way to write tables: its name for sentences, its separators, the first of them ours."""

    name: str
    suffix: str
    delimiters: tuple[str, ...]


COMMAS = Dialect("CSV", ".csv", (",", ";", "\t", "|"))
TABS = Dialect("TSV", ".tsv", ("\t",))


def named_columns(source: Source, delimiters: Sequence[str]) -> str:
    """Return the separator with which the first line names columns, "" if there is none."""
    for sign in delimiters:
        rows = sample(source, sign)
        if rows and header(rows[0]):
            return sign
    return ""


def read_table(source: Source, dialect: Dialect) -> Draft:
    """Read a table. Raises Unreadable where it cannot be taken apart."""
    signs = dialect.delimiters
    delimiter = declared(source) or named_columns(source, signs) or find_delimiter(source, signs)
    if not delimiter:
        raise Unreadable("We find no columns here. Please separate them with commas or tabs.", 1)
    grid = read_grid(source, delimiter)
    if not grid.rows:
        raise Unreadable("This table is empty.", 1)
    columns = header(grid.rows[0].cells)
    first, body = grid.rows[0], grid.rows[1:] if columns else grid.rows
    dropped, warnings = grid.dropped, grid.warnings
    if columns:
        dropped += (Dropped(first.line, delimiter.join(first.cells), "it names the columns"),)
        warnings += tuple(_unread(first, columns))
    elif any(any(row.cells[2:]) for row in body):
        return Draft(format="", dropped=dropped, problems=tuple(_nameless(body)))
    rows = Rows(columns or _TWO, truths=_are_truths(body, columns or _TWO))
    for row in body:
        rows.add(row)
    return Draft(
        format="",
        cards=tuple(rows.cards),
        questions=tuple(rows.questions),
        dropped=dropped,
        warnings=(*warnings, *rows.warnings),
        problems=tuple(sorted([*rows.problems, *_surplus(grid, columns, first)])),
    )


def _unread(first: Row, columns: Sequence[Column]) -> list[Caution]:
    known = {column.place for column in columns}
    return [
        Caution("UNKNOWN_COLUMN", first.line, f"the column “{cell[:60]}” is not read")
        for place, cell in enumerate(first.cells)
        if cell and place not in known
    ]


def _nameless(rows: Sequence[Row]) -> list[Problem]:
    """Say of a table of many columns, or of a row of too many cells, what is the matter."""
    wide = [row for row in rows if any(row.cells[2:])]
    if len(wide) * 2 > len(rows):
        sentence = (
            f"This table has {len(wide[0].cells)} columns and its first line does not name them."
            " Please write names there: question, answer, option 1, option 2, …"
        )
        return [Problem(rows[0].line, 1, sentence)]
    sentence = "This row has more than two cells. Please put a text with the separator in “quotes”."
    return [Problem(row.line, 3, sentence) for row in wide]


def _surplus(grid: Grid, columns: Sequence[Column], first: Row) -> list[Problem]:
    if not columns:
        return []
    sentence = "This row has more cells than there are columns: is a quotation mark missing?"
    return [
        Problem(row.line, len(first.cells) + 1, sentence)
        for row in grid.rows
        if any(row.cells[len(first.cells) :])
    ]


def _are_truths(rows: Sequence[Row], columns: Sequence[Column]) -> bool:
    """Return whether every answer is true or false, in two rows and more."""
    places = [column.place for column in columns if column.role is Role.BACK]
    said = [row.cell(place).casefold() for row in rows for place in places]
    return len(said) > 1 and all(text in TRUE | FALSE for text in said)


def write_table(deck: Deck, dialect: Dialect) -> Written:
    """Return a deck as a table, every question that a table can hold."""
    return checked(
        deck,
        dialect.name,
        dialect.suffix,
        partial(_assemble, deck, dialect),
        partial(read_table, dialect=dialect),
        partial(_unheld, dialect.name),
    )


def _unheld(name: str, asked: Question) -> str:
    if asked.retired:
        return RETIRED
    return NOT_HELD.format(name) if isinstance(asked.kind, Points) else ""


def _assemble(deck: Deck, dialect: Dialect, questions: Sequence[Question]) -> str:
    rows = [_row(question, theme_title(deck, question)) for question in questions]
    used = {key for row in rows for key, text in row.items() if text}
    columns = sorted(used.union(_ALWAYS), key=lambda key: (_ORDER[key[0]], key[1]))
    out = StringIO()
    # The mark at the start tells a spreadsheet that this is UTF-8.
    out.write("\ufeff")
    writer = csv.writer(out, delimiter=dialect.delimiters[0], lineterminator="\n")
    writer.writerow(f"{role} {number}" if number else str(role) for role, number in columns)
    writer.writerows([neutral(row.get(key, "")) for key in columns] for row in rows)
    return out.getvalue()


def _row(question: Question, theme: str) -> dict[_Cell, str]:
    row: dict[_Cell, str] = {
        (Role.ID, 0): question.id,
        (Role.KIND, 0): question.kind_name,
        (Role.THEME, 0): theme,
        (Role.FRONT, 0): to_plain(question.stem),
        (Role.EXPLANATION, 0): to_plain(question.explanation),
        (Role.HINT, 0): to_plain(question.hint),
        (Role.TAGS, 0): "; ".join(question.tags),
        (Role.DIFFICULTY, 0): str(question.difficulty),
        (Role.SKILL, 0): question.skill,
    }
    return row | _answer(question)


def _answer(question: Question) -> dict[_Cell, str]:
    match question.kind:
        case Choice() as choice:
            return _choice(choice)
        case TrueFalse(truth, correction):
            said = {(Role.CORRECTION, 0): to_plain(correction)}
            return {(Role.BACK, 0): "true" if truth else "false", **said}
        case Typed(key):
            return {(Role.BACK, 0): joined(key.accepted)}
        case Number(value, low, high, unit):
            ends = {(Role.LOW, 0): repr(low), (Role.HIGH, 0): repr(high)}
            return {(Role.BACK, 0): value, (Role.UNIT, 0): unit, **ends}
        case Date() as date:
            return _date(date)
        case Order(items):
            return _options([to_plain(item) for item in items])
        case Match(pairs, extras):
            rights = [*(pair.right for pair in pairs), *extras]
            partners = {(Role.PARTNER, n): to_plain(text) for n, text in enumerate(rights, 1)}
            return _options([to_plain(pair.left) for pair in pairs]) | partners
        case Cloze(gaps):
            return _cloze(gaps)
        case Recall(back):
            return {(Role.BACK, 0): to_plain(back)}
        case Points():
            return {}


def _options(texts: Sequence[str]) -> dict[_Cell, str]:
    return {(Role.OPTION, number): text for number, text in enumerate(texts, 1)}


def _choice(choice: Choice) -> dict[_Cell, str]:
    texts = [to_plain(option.text) for option in choice.options]
    right = frozenset(n for n, option in enumerate(choice.options, 1) if option.correct)
    row = _options(texts)
    row[Role.BACK, 0] = naming(right, dict(enumerate(texts, 1))) if right else ""
    if choice.several:
        row[Role.KIND, 0] = SEVERAL
    notes = enumerate(choice.options, 1)
    return row | {(Role.NOTE, number): to_plain(option.note) for number, option in notes}


def _date(date: Date) -> dict[_Cell, str]:
    return {
        (Role.BACK, 0): date.value,
        (Role.UNTIL, 0): date.until,
        (Role.TOLERANCE, 0): str(date.tolerance) if date.tolerance else "",
        (Role.EITHER_END, 0): "true" if date.either_end else "",
    }


def _cloze(gaps: Sequence[Key]) -> dict[_Cell, str]:
    cells = [joined(gap.accepted) for gap in gaps]
    return {(Role.BACK, 0): cells[0]} if len(cells) == 1 else _options(cells)
