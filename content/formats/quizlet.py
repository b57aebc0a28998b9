"""Quizlet's export: a term and its definition, between them and between rows what one chose.

Quizlet offers a tab, a comma or a sign of one's own between the two, and a line, a semicolon or a
sign of one's own between rows. Must not know tables with a header: those are read elsewhere.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.question import Deck, Question, Recall
from content.bounds import within
from content.draft import (
    Card,
    Caution,
    Draft,
    FrontKind,
    Media,
    Point,
    PointKind,
    Problem,
    Unreadable,
    Written,
)
from content.formats.keeping import NOT_HELD, RETIRED, checked
from content.formats.literal import to_plain, words
from content.source import Source

_SAMPLE = 200  # lines
_LONGEST_TERM = 80
_BLANK = "\n\n"
_ROWS = (_BLANK, "\n", ";")
_BETWEEN = ("\t", " - ", " – ", " — ", ",", ";", ":", "=")
_NAMES = {"\t": "a tab", "\n": "lines", _BLANK: "blank lines", ";": "semicolons"}
_SENTENCE = re.compile(r"[.!?]\s+\S")
_MARKED = re.compile(r"\s*(?:[-*+•#>]\s|\d+[.)]\s|[A-Z]\)|Q:|A:|•)")


@dataclass(frozen=True, slots=True)
class Style:
    """What stands between a term and its definition, and between rows."""

    between: str
    rows: str

    @property
    def reason(self) -> str:
        """Return how the list was read, in words."""
        between = _NAMES.get(self.between, f"“{self.between.strip()}”")
        return f"terms and definitions with {between} between, in {_NAMES[self.rows]}"


def sniff(source: Source) -> str:
    """Return why this looks like a list of terms, "" if it does not."""
    if source.is_binary:
        return ""
    style = _style(source, strict=True)
    return style.reason if style else ""


def read(source: Source) -> Draft:
    """Read terms and definitions. Raises Unreadable where nothing separates them."""
    style = _style(source, strict=True) or _style(source, strict=False)
    if style is None:
        raise Unreadable("We find no tab, dash or comma between terms and definitions here.", 1)
    cards: list[Card] = []
    problems: list[Problem] = []
    warnings = list(source.cautions)
    for line, column, text in _rows(source, style):
        if style.between not in text:
            between = _NAMES.get(style.between, f"“{style.between.strip()}”")
            sentence = f"This term has no definition: we look for {between} between them."
            problems.append(Problem(line, column, sentence))
            continue
        term, _, definition = text.partition(style.between)
        card = _card(len(cards) + 1, line, term.strip(), definition.strip(), text.count("\n"))
        if not card.servable:
            warnings.append(Caution("EMPTY_BACK", line, "this card has only one side"))
        cards.append(card)
    return Draft(
        format="quizlet", cards=tuple(cards), warnings=tuple(warnings), problems=tuple(problems)
    )


def _card(number: int, line: int, term: str, definition: str, more: int) -> Card:
    span = (line, line + more)
    back = within(definition, line, "This definition")
    points = (Point(" ".join(back.split()), PointKind.FIELD, span, raw=back),) if back else ()
    return Card(
        id=f"c-{number:02}",
        front=within(term, line, "This term"),
        front_kind=FrontKind.TOPIC,
        points=points,
        lines=span,
        servable=bool(term and back),
    )


def _style(source: Source, *, strict: bool) -> Style | None:
    """Return the separators of a list; ``strict`` takes only what can hardly be anything else."""
    lines = [line for line in source.lines[:_SAMPLE] if line.strip()]
    if not lines:
        return None
    if any("\t" in line for line in lines):
        return _with_tabs(source, lines, strict=strict)
    if strict and any(_MARKED.match(line) for line in lines):
        return None
    for rows in _ROWS:
        texts = [text for _, _, text in _rows(source, Style("", rows))][:_SAMPLE]
        if len(texts) < 2 and (strict or rows == _BLANK):
            continue
        for between in _BETWEEN:
            if between != rows and _is_list(texts, between, strict=strict):
                return Style(between, rows)
    return None


def _with_tabs(source: Source, lines: Sequence[str], *, strict: bool) -> Style | None:
    """A tab ends a term; a definition may go on over lines without one, till a blank line."""
    if all(line.count("\t") == 1 for line in lines):
        return Style("\t", "\n")
    paragraphs = [text for _, _, text in _rows(source, Style("\t", _BLANK))][:_SAMPLE]
    if (len(paragraphs) > 1 or not strict) and all(_has_term(text) for text in paragraphs):
        return Style("\t", _BLANK)
    if all(text.count("\t") == 1 for text in source.text.split(";") if text.strip()):
        return Style("\t", ";")
    return None if strict else Style("\t", "\n")


def _has_term(paragraph: str) -> bool:
    return paragraph.count("\t") == 1 and "\t" in paragraph.partition("\n")[0]


def _is_list(texts: Sequence[str], between: str, *, strict: bool) -> bool:
    """Return whether every row has a term: short, no sentence, and what separates it."""
    if not strict:
        return bool(texts) and all(between in text for text in texts)
    terms = [text.partition(between)[0] for text in texts if between in text]
    is_once = between in (" - ", " – ", " — ") or all(text.count(between) == 1 for text in texts)
    return (
        len(terms) == len(texts)
        and is_once
        and all(0 < len(term.strip()) <= _LONGEST_TERM for term in terms)
        and not any(_SENTENCE.search(term) or "\n" in term.strip() for term in terms)
        and all(text.partition(between)[2].strip() for text in texts)
    )


def _rows(source: Source, style: Style) -> list[tuple[int, int, str]]:
    """Return the rows: line, column and text. Blank ones are left out."""
    if style.rows == "\n":
        rows = [(n, 1, line) for n, line in enumerate(source.lines, 1)]
    elif style.rows == _BLANK:
        rows = _paragraphs(source.lines)
    else:
        rows, line, column = [], 1, 1
        for text in source.text.split(style.rows):
            skipped = text[: len(text) - len(text.lstrip())]
            rows.append((line + skipped.count("\n"), column, text))
            line += text.count("\n")
            column = len(text.rpartition("\n")[2]) + 2 if "\n" in text else column + len(text) + 1
    return [row for row in rows if row[2].strip()]


def _paragraphs(lines: Sequence[str]) -> list[tuple[int, int, str]]:
    rows: list[tuple[int, int, str]] = []
    start, held = 0, list[str]()
    for number, line in enumerate([*lines, ""], 1):
        if line.strip():
            start = start if held else number
            held.append(line)
        elif held:
            rows.append((start, 1, "\n".join(held)))
            held = []
    return rows


def write(deck: Deck, media: tuple[Media, ...] = ()) -> Written:
    """Return the flashcards of a deck, a tab after each front and a blank line after each back."""
    del media
    return checked(deck, "Quizlet", ".txt", _assemble, read, _unheld)


def _unheld(asked: Question) -> str:
    if asked.retired:
        return RETIRED
    return "" if isinstance(asked.kind, Recall) else NOT_HELD.format("Quizlet")


def _assemble(questions: Sequence[Question]) -> str:
    rows = [_row(each.stem, each.kind.back) for each in questions if isinstance(each.kind, Recall)]
    sign = "\n\n" if any("\n" in row for row in rows) else "\n"
    return sign.join(rows) + "\n"


def _row(stem: str, back: str) -> str:
    """Return a row; a tab inside a back would be taken for the end of a term."""
    return words(stem) + "\t" + to_plain(back).replace("\t", " ")
